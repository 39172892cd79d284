// One long text in packets of 1460 bytes: the cost must grow with the length, not with its square.
import { StreamReader } from "../../src/stream/reader.ts";
import { cpuSeconds, medians, report, times } from "./measure.ts";
import { inChunks } from "./traffic.ts";

const HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

function message(megabytes: number): Buffer[] {
  const text = "a rose by any other name ".repeat((megabytes * 1e6) / 25);
  return [...inChunks([HEADER, "<message><body>", text, "</body></message>"], 1460)];
}

function read(packets: readonly Buffer[]): void {
  let elements = 0;
  const reader = new StreamReader(
    (event) => {
      if (event.type === "element") elements += 1;
    },
    { newDocuments: "when allowed" },
  );
  for (const packet of packets) reader.write(packet);
  if (elements !== 1) throw new Error(`The reader saw ${elements} elements in place of one`);
}

// The short one sixteen times over: one alone is too quick to measure.
const [short, long] = [message(1), message(16)];
const cost = await medians(15, {
  short: () => cpuSeconds(() => Array.from({ length: 16 }, () => read(short))) / 16,
  long: () => cpuSeconds(() => read(long)),
});

report({
  what: "a text of 16 MB over one of 1 MB: cost",
  result: times(cost.long / cost.short),
  aim: "20x or less",
});
