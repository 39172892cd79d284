// Fifty megabytes read and pretty-printed to a file, beside reading alone.
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderEntry } from "../../src/render/entry.ts";
import { colourTheme } from "../../src/render/themes/colour-theme.ts";
import { NO_COLOR, type Theme } from "../../src/render/themes/theme.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import { cpuSeconds, medians, report, times } from "./measure.ts";
import { inChunks, traffic } from "./traffic.ts";

const SIZE = 50e6;
const chunks = [...inChunks(traffic(SIZE), 64 * 1024)];
const file = join(tmpdir(), `xmpp-repl-pretty-${process.pid}.txt`);

function read(): number {
  return cpuSeconds(() => {
    const reader = new StreamReader(() => {}, { newDocuments: "when allowed" });
    for (const chunk of chunks) reader.write(chunk);
  });
}

function print(theme: Theme): number {
  const output = openSync(file, "w");
  const cost = cpuSeconds(() => {
    const options = { theme, view: "pretty", width: 0 } as const;
    const reader = new StreamReader(
      (event) => {
        const entry = {
          n: 1,
          at: 0,
          client: "main",
          type: "traffic",
          from: "server",
          secure: false,
        } as const;
        writeSync(output, `${renderEntry({ ...entry, event }, options).join("\n")}\n`);
      },
      {
        newDocuments: "when allowed",
      },
    );
    for (const chunk of chunks) reader.write(chunk);
  });
  closeSync(output);
  return cost;
}

const cost = await medians(5, {
  read,
  plain: () => print(NO_COLOR),
  coloured: () => print(colourTheme()),
});
rmSync(file, { force: true });
for (const name of ["plain", "coloured"] as const) {
  report({
    what: `50 MB read and pretty-printed to a file, ${name}, over reading alone`,
    result: `${times(cost[name] / cost.read)}, ${(SIZE / 1e6 / cost[name]).toFixed(0)} MB per CPU-second`,
  });
}
