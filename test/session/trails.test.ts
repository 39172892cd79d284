import { expect, test } from "vitest";
import { followAnswers } from "../../src/session/answers.ts";
import { followTrails, type Trails } from "../../src/session/trails.ts";
import type { Entry, Happening } from "../../src/transcript/entry.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { conversation } from "./conversation.ts";
import { formatEntry } from "./outline.ts";
import { BOUND, C_AUTH, C_HEADER, S_FAILURE } from "./wire.ts";

/** The trail behind these steps, an entry a line. */
async function trailOf(...steps: readonly string[]): Promise<readonly string[]> {
  const talk = conversation();
  const trails = followTrails(talk.transcript, followAnswers(talk.transcript));
  await talk.play("connects", ...steps);
  return trails.of("main").entries.map(formatEntry);
}

test("the trail of a client is all of its way, and nothing that it did there", async () => {
  const way = await trailOf(...BOUND, "C: <presence/>");
  const more = [
    "C: <message id='m1'/>",
    "S: <message/>",
    "S: <presence from='romeo@localhost'/>",
    "C: <iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>",
    "S: <iq type='result' id='p1'/>",
    "C: <r xmlns='urn:xmpp:sm:3'/>",
  ];
  expect(way).toHaveLength(BOUND.length + 2);
  expect(await trailOf(...BOUND, "C: <presence/>", ...more)).toEqual(way);
});

test("what a server says that nobody has asked for is no part of it", async () => {
  expect(await trailOf(C_HEADER, S_FAILURE, S_FAILURE)).toHaveLength(2);
  expect(await trailOf(C_HEADER, C_AUTH, S_FAILURE, S_FAILURE)).toHaveLength(4);
});

interface Followed {
  readonly trails: Trails;
  append(client: string, happening: Happening): void;
}

function followed(): Followed {
  const transcript = new Transcript({ now: () => 0, limits: () => ({ entries: 10, characters: 1000 }) });
  const trails = followTrails(transcript, followAnswers(transcript));
  return { trails, append: (client, happening) => void transcript.append(client, happening) };
}

const PLACE = { host: "localhost", port: 5222 };
const CONNECTED: Happening = { type: "connection", change: "connected", ...PLACE, peer: "::1" };
const FAILED: Happening = { type: "connection", change: "failed", ...PLACE, cause: "refused" };

function command(line: string): Happening {
  return { type: "command", line, masked: line };
}

function linesIn(entries: readonly Entry[]): readonly string[] {
  return entries.map((entry) => (entry.type === "command" ? entry.line : entry.type));
}

test("the lines before what is kept go with it, so that it can be told what has done it", () => {
  const { trails, append } = followed();
  for (const line of ["help", "reconnect", "open"]) append("main", command(line));
  append("juliet", command("open"));
  append("main", CONNECTED);
  expect(linesIn(trails.of("main").entries)).toEqual(["help", "reconnect", "open", "connection"]);
  expect(trails.of("juliet").entries).toEqual([]);
});

test("attempts to connect that come to nothing leave no trail, however many", () => {
  const { trails, append } = followed();
  for (const happening of [command("open"), CONNECTED, FAILED]) append("main", happening);
  const before = trails.of("main");
  for (let count = 0; count < 5000; count += 1) {
    append("main", command("reconnect"));
    append("main", FAILED);
  }
  expect(trails.of("main")).toEqual(before);
});

test("the trail has an end: of too many connections the first are dropped, and counted", () => {
  const { trails, append } = followed();
  for (let count = 0; count < 600; count += 1) {
    append("main", command("open"));
    append("main", CONNECTED);
  }
  const { entries, dropped } = trails.of("main");
  expect(entries).toHaveLength(1000);
  expect(dropped).toBe(200);
});
