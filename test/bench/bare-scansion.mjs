// The traffic of a recorded run with nothing but node:net: what any program has to pay. Its plan is a list of scripts,
// each a list of what clients do in turn; see scansion.bench.ts. Usage: bare-scansion.mjs HOST PORT PLAN
import { readFileSync } from "node:fs";
import { connect } from "node:net";

/** @typedef {{ client: string, what: "connect" | "write" | "end", after: number, text?: string }} Deed */
/** @typedef {{ written: (text: string) => void, reached: (count: number) => Promise<void>, jid: () => string, ended: () => Promise<void> }} Connection */

const PATIENCE = 10_000;
const [host = "", port = "", plan = ""] = process.argv.slice(2);
/** @type {Deed[][]} */
const scripts = JSON.parse(readFileSync(plan, "utf8"));
const watch = setTimeout(() => {
  console.error("What was received when it was recorded did not come this time");
  process.exit(1);
}, PATIENCE);
for (const deeds of scripts) await replay(deeds);
clearTimeout(watch);

/** @param {Deed[]} deeds */
async function replay(deeds) {
  /** @type {Map<string, Connection>} */
  const connections = new Map();
  for (const { client, what, after, text = "" } of deeds) {
    if (what === "connect") connections.set(client, await openConnection());
    const connection = connections.get(client);
    await connection?.reached(after);
    // What comes while both sides close the stream is not the same every time.
    if (what === "end") await connection?.ended();
    // The server gives other resources than it gave then.
    const filled = text.replace(/\{\{(.+?)\}\}/g, (_, name) => connections.get(name)?.jid() ?? "");
    if (what === "write") connection?.written(filled);
  }
}

/** @returns {Promise<Connection>} */
function openConnection() {
  const socket = connect({ host, port: Number(port), noDelay: true });
  let [depth, count, jid, rest] = [0, 0, "", ""];
  let wanted = { count: 0, resolve: () => {} };
  const closed = new Promise((resolve) => socket.on("close", resolve));
  let isEnded = () => {};
  const ended = new Promise((resolve) => {
    isEnded = () => resolve(undefined);
  });
  // One that the server has closed is not there any more.
  void closed.then(isEnded);
  socket.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
    const text = rest + chunk;
    let end = 0;
    for (const tag of text.matchAll(/<([/?]?)([^\s/>]+)[^>]*?(\/?)>/g)) {
      end = tag.index + tag[0].length;
      if (tag[1] === "?") continue;
      if (tag[2] === "jid") jid ||= text.slice(end, text.indexOf("<", end));
      if (tag[1] === "/") depth -= 1;
      else if (tag[2] === "stream:stream") depth = 1;
      else if (tag[3] === "") depth += 1;
      const isWhole = tag[1] === "/" || tag[3] === "/";
      if (isWhole && depth === 1) count += 1;
      if (isWhole && depth === 0) isEnded();
    }
    rest = text.slice(end);
    if (count >= wanted.count) wanted.resolve();
  });
  return new Promise((resolve, reject) => {
    socket.on("error", reject).on("connect", () =>
      resolve({
        written: (text) => socket.write(text),
        reached: (least) =>
          new Promise((resolve) => {
            wanted = { count: least, resolve };
            if (count >= least) resolve();
          }),
        jid: () => jid,
        async ended() {
          await ended;
          socket.end();
          await closed;
        },
      }),
    );
  });
}
