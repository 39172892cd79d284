import { expect, test } from "vitest";
import { FIRST_PROMPT } from "../../src/cli/interactive.ts";
import { describePosition } from "../../src/explain/due.ts";
import { OFFLINE } from "../../src/session/state.ts";
import { tryOut } from "../helpers/try-out.ts";

test("the prompt that is drawn before anything is loaded is the one that follows from the state", () => {
  const { current } = tryOut().clients;
  expect(FIRST_PROMPT).toBe(`${current.name} ${describePosition(OFFLINE)}> `);
  expect(current.session.state).toEqual(OFFLINE);
});
