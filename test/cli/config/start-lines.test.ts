import { expect, test } from "vitest";
import { startLines } from "../../../src/cli/config/start-lines.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { answerHandshake, type TryOut, tryOut } from "../../helpers/try-out.ts";

async function start(tool: TryOut, lines: readonly string[], signal = new AbortController().signal) {
  let written = "";
  const stepping = startLines(
    lines.map((line, at) => ({ n: at + 1, line })),
    {
      ...tool,
      theme: NO_COLOR,
      columns: () => 0,
      write: (text) => {
        written += text;
      },
    },
  );
  await stepping.begin(signal);
  return written;
}

test("they run in their order, and each is shown", async () => {
  const tool = tryOut();
  answerHandshake(tool.server);
  tool.aliases.define("o", "open");
  expect(await start(tool, ["o", "<presence/>"])).toBe(
    "    -- config line 1: o\n    -- config line 2: <presence/>\n",
  );
  expect(tool.server.received).toMatch(/^<\?xml.*<presence\/>$/s);
});

test("the first that fails ends it, and it is said that the others were not run", async () => {
  const tool = tryOut();
  expect(await start(tool, ["presence", "open", "bind"])).toBe(
    '    -- config line 1: presence\nCannot send presence: not connected (run "open" first)\n' +
      "The 2 start-up lines behind it were not run\n",
  );
  expect(tool.server.received).toBe("");
});

test("Ctrl-C ends it", async () => {
  const tool = tryOut();
  const text = await start(tool, ["open", "bind"], AbortSignal.abort());
  expect(text).toContain("Interrupted: the wait has ended, the session goes on\n");
  expect(text).toContain("The start-up line behind it was not run\n");
});
