// A gigabyte through a whole session: the transcript at its limit, the inbox nobody empties, the state.
import { remarks } from "../../src/explain/remarks.ts";
import { Session } from "../../src/session/session.ts";
import { DEFAULT_LIMITS } from "../../src/stream/limits.ts";
import { memoryServer } from "../../src/stream/memory.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { report } from "./measure.ts";
import { inChunks, traffic } from "./traffic.ts";

const GIGABYTE = 1e9;
const POINTS = 8;

const server = memoryServer();
const transcript = new Transcript({ now: Date.now });
const session = new Session({
  id: "main",
  transcript,
  connect: server.connect,
  limits: () => DEFAULT_LIMITS,
  now: Date.now,
  remarks,
});
await session.connect({ host: "localhost", port: 5222 }, new AbortController().signal);

const heap: number[] = [];
let bytes = 0;
for (const chunk of inChunks(traffic(GIGABYTE), 64 * 1024)) {
  server.send(chunk);
  bytes += chunk.length;
  if (bytes >= ((heap.length + 1) * GIGABYTE) / POINTS) {
    globalThis.gc?.();
    heap.push(process.memoryUsage().heapUsed / 1e6);
  }
}
const growth = Math.max(...heap.slice(1)) / (heap[0] ?? 0);
const kept = [...transcript.entries].length;
report({
  what: "1 GB into a session, transcript at its limit: the highest heap over that at an eighth",
  result: `${growth.toFixed(2)}x (${heap.map((at) => at.toFixed(0)).join(", ")} MB; ${kept} entries kept, ${transcript.dropped} dropped)`,
  aim: "flat",
});
await session.disconnect();
