// A gigabyte through the reader: what is kept must not grow with what has passed.
import type { StreamEvent } from "../../src/stream/event.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import { report } from "./measure.ts";
import { inChunks, traffic } from "./traffic.ts";

const GIGABYTE = 1e9;
const POINTS = 8;

measure("events dropped", () => {});

/** Streams a gigabyte into whatever takes events, and looks at the heap on the way. */
function measure(what: string, consume: (event: StreamEvent) => void): void {
  const heap: number[] = [];
  const reader = new StreamReader(consume, { newDocuments: "when allowed" });
  let bytes = 0;
  for (const chunk of inChunks(traffic(GIGABYTE), 64 * 1024)) {
    reader.write(chunk);
    bytes += chunk.length;
    if (bytes >= ((heap.length + 1) * GIGABYTE) / POINTS) heap.push(heapAfterGc());
  }
  const [first = 0] = heap;
  const growth = (heap.at(-1) ?? 0) / first;
  report({
    what: `1 GB, ${what}: heap at the end over that at an eighth`,
    result: `${growth.toFixed(2)}x, ${growth < 1.1 ? "flat" : "not flat"} (${heap.map((at) => at.toFixed(1)).join(", ")} MB)`,
    aim: "flat",
  });
}

function heapAfterGc(): number {
  if (!globalThis.gc) throw new Error("Cannot measure memory: run node with --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}
