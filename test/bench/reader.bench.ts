// Mixed traffic in chunks of 64 KiB: our reader against the parser of @xmpp/xml, both building elements.
import { Parser } from "@xmpp/xml";
import { StreamReader } from "../../src/stream/reader.ts";
import { cpuSeconds, medians, report, times } from "./measure.ts";
import { inChunks, traffic } from "./traffic.ts";

const MEGABYTES = 50;
const chunks = [...inChunks(traffic(MEGABYTES * 1e6), 64 * 1024)];
const counted = { reader: 0, parser: 0 };

function readWithReader(): void {
  counted.reader = 0;
  const reader = new StreamReader(
    (event) => {
      if (event.type === "element") counted.reader += 1;
    },
    { newDocuments: "when allowed" },
  );
  for (const chunk of chunks) reader.write(chunk);
}

function readWithParser(): void {
  counted.parser = 0;
  const parser = new Parser();
  parser.on("element", () => {
    counted.parser += 1;
  });
  // As @xmpp/connection does it, split characters and all.
  for (const chunk of chunks) parser.write(chunk.toString("utf8"));
}

const { reader, parser } = await medians(5, {
  reader: () => cpuSeconds(readWithReader),
  parser: () => cpuSeconds(readWithParser),
});
if (counted.reader !== counted.parser) {
  throw new Error(`The reader saw ${counted.reader} elements, the parser ${counted.parser}`);
}

report({
  what: `${MEGABYTES} MB of traffic: throughput over that of @xmpp/xml`,
  result: `${times(parser / reader)} (${speed(reader)} against ${speed(parser)} MB per CPU-second)`,
  aim: "1.20x or more",
});

function speed(seconds: number): string {
  return (MEGABYTES / seconds).toFixed(0);
}
