import { describe, expect, test } from "vitest";
import { answerSasl } from "../helpers/sasl-answers.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

/** A tool that has done the handshake, and the numbers of the headers that were sent before and under TLS. */
async function secured(): Promise<{ readonly tool: TryOut; readonly headers: readonly number[] }> {
  const tool = tryOut();
  answerSasl(tool, { mechanisms: ["PLAIN"] });
  for (const line of ["open", "starttls", "restart"]) await tool.run(line);
  const headers = [...tool.transcript.entries].flatMap((entry) =>
    entry.type === "traffic" && entry.event.type === "open" ? [entry.n] : [],
  );
  return { tool, headers };
}

/** What a line shows. */
async function shownBy(tool: TryOut, line: string): Promise<readonly string[]> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before).trimEnd().split("\n");
}

describe("show with a number says when it went over the wire, and whether anybody on the way could read it:", () => {
  test.each([
    ["a header that was sent before TLS", 0, "    -- sent at 00:00:00.000 UTC, not encrypted"],
    ["the answer to it", 1, "    -- received at 00:00:00.000 UTC, not encrypted"],
    ["a header that was sent under TLS", 2, "    -- sent at 00:00:00.000 UTC, over TLS"],
    ["the answer to it", 3, "    -- received at 00:00:00.000 UTC, over TLS"],
  ])("%s (header %d)", async (_what, at, heading) => {
    const { tool, headers } = await secured();
    const n = headers[at] ?? 0;
    const [first, second] = await shownBy(tool, `show ${n}`);
    expect(first).toBe(heading);
    expect(second).toMatch(new RegExp(`^ +${n} [CS]: <\\?xml`));
    expect((await shownBy(tool, `show #${n} --raw`))[0]).toBe(heading);
  });

  test("but not of what did not go over the wire", async () => {
    const { tool } = await secured();
    const connected = [...tool.transcript.entries].find(({ type }) => type === "connection");
    expect(await shownBy(tool, `show ${connected?.n}`)).toEqual([
      "    -- connected to localhost:5222 [127.0.0.1:5222]",
    ]);
  });
});
