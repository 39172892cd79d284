// The rooms of the practice server, tried by slixmpp.
import { describe, expect, test } from "vitest";
import { triesSlixmpp, WHERE } from "./harness/foreign.ts";
import { practising, useSlixmpp } from "./harness/slixmpp-people.ts";

const ROOM = "hall@rooms.localhost";

describe.skipIf(!triesSlixmpp)(`slixmpp in a room ${WHERE}`, () => {
  const { enter, present } = useSlixmpp();

  /** Romeo has made the room, and Juliet is in it. */
  async function twoInside() {
    const place = await practising("optional");
    const romeo = await present("romeo@localhost/orchard", place);
    const juliet = await present("juliet@localhost/balcony", place);
    expect(await romeo.does("enter", ROOM, "Romeo")).toEqual(["in as Romeo, owner", "subject: "]);
    expect(await juliet.does("enter", ROOM, "Juliet")).toEqual([
      "in as Juliet, none",
      "Romeo is there",
      "subject: ",
    ]);
    await romeo.hears("occupant Juliet: available, none, participant");
    await juliet.heard();
    return { place, romeo, juliet };
  }

  test("who enters is told who is there, and so are the others", async () => {
    const place = await practising("optional");
    const romeo = await present("romeo@localhost/orchard", place);
    await romeo.does("enter", ROOM, "Romeo");
    expect(await romeo.heard()).toEqual([
      "occupant Romeo: available, owner, moderator 100 110 201",
      `subject of ${ROOM}: `,
    ]);
    const juliet = await present("juliet@localhost/balcony", place);
    await juliet.does("enter", ROOM, "Juliet");
    expect(await juliet.heard()).toEqual([
      "occupant Romeo: available, owner, moderator",
      "occupant Juliet: available, none, participant 100 110",
      `subject of ${ROOM}: `,
    ]);
    expect(await juliet.does("info", ROOM)).toContain("conference/text");
    expect(await juliet.does("items", "rooms.localhost")).toEqual([ROOM]);
    expect(await juliet.does("items", ROOM)).toEqual([`${ROOM}/Juliet`, `${ROOM}/Romeo`]);
  });

  test("a nickname that somebody has is refused, and another one taken", async () => {
    const { place } = await twoInside();
    const me = await enter("me@localhost/desk", place);
    await expect(me.does("enter", ROOM, "Juliet")).rejects.toThrow(/^cancel conflict$/);
    expect(await me.does("enter", ROOM, "Me")).toContain("in as Me, none");
  });

  test("everybody hears what is said, and who comes later what was", async () => {
    const { place, romeo, juliet } = await twoInside();
    await romeo.does("set_subject", ROOM, "Stars");
    await juliet.does("say", ROOM, "Ay me", "groupchat");
    for (const person of [romeo, juliet]) {
      await person.hears(`subject of ${ROOM}/Romeo: Stars`, `${ROOM}/Juliet says: Ay me`);
    }
    const me = await enter("me@localhost/desk", place);
    expect(await me.does("enter", ROOM, "Me")).toEqual([
      "in as Me, none",
      "Romeo is there",
      "Juliet is there",
      "Juliet said Ay me",
      "subject: Stars",
    ]);
  });

  test("only a moderator changes the subject", async () => {
    const { juliet } = await twoInside();
    await juliet.does("set_subject", ROOM, "Moon");
    expect(await juliet.heard()).toEqual([`message error from ${ROOM}: auth forbidden`]);
  });

  test("something is said to one alone, who answers a ping through the room", async () => {
    const { romeo, juliet } = await twoInside();
    await juliet.does("say", `${ROOM}/Romeo`, "psst");
    expect(await romeo.heard()).toEqual([`chat from ${ROOM}/Juliet: psst`]);
    expect(await juliet.does("ping", `${ROOM}/Romeo`)).toBe("pong");
  });

  test("another nickname is taken, and the room left", async () => {
    const { romeo, juliet } = await twoInside();
    await juliet.does("presence", "pto", `${ROOM}/Julia`);
    expect(await romeo.heard()).toEqual([
      "occupant Juliet: unavailable, none, none 303",
      "occupant Julia: available, none, participant",
    ]);
    await juliet.does("leave", ROOM, "Julia");
    expect(await romeo.heard()).toEqual(["occupant Julia: unavailable, none, none"]);
    await juliet.does("say", ROOM, "still here?", "groupchat");
    await juliet.hears(`message error from ${ROOM}: modify not-acceptable`);
  });

  test("whose connection drops is seen to leave", async () => {
    const { romeo, juliet } = await twoInside();
    await juliet.does("drop");
    await romeo.hears("occupant Juliet: unavailable, none, none");
  });
});
