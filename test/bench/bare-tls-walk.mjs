// The walk of tls-walk.bench.ts with nothing but node:net, node:tls and node:crypto: what any program has to pay.
// Usage: bare-tls-walk.mjs HOST PORT
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { connect as startTls } from "node:tls";

const [host, port] = process.argv.slice(2);
const header =
  "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

let socket = connect({ host, port: Number(port), noDelay: true });
await once(socket, "connect");

/**
 * Sends, and waits until a text has come.
 * @param {string} send
 * @param {string} until
 * @returns {Promise<string>}
 */
async function step(send, until) {
  let received = "";
  const done = new Promise((resolve, reject) => {
    const read = (/** @type {Buffer} */ chunk) => {
      received += chunk;
      process.stdout.write(chunk);
      if (!received.includes(until)) return;
      socket.off("data", read);
      resolve(received);
    };
    socket.on("data", read);
    socket.once("close", () => reject(new Error(`closed before ${until}`)));
  });
  socket.write(send);
  return await done;
}

await step(header, "</stream:features>");
await step("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed");
socket.removeAllListeners();
socket = startTls({ socket, servername: "localhost", rejectUnauthorized: false });
await once(socket, "secureConnect");
await step(header, "</stream:features>");

const bare = `n=me,r=${randomBytes(18).toString("base64")}`;
const challenge = await step(
  `<auth ${SASL} mechanism='SCRAM-SHA-256'>${btoa(`n,,${bare}`)}</auth>`,
  "</challenge>",
);
const first = atob(/<challenge[^>]*>([^<]*)/.exec(challenge)?.[1] ?? "");
const [, nonce = "", salt = "", iterations] = /^r=([^,]*),s=([^,]*),i=(\d+)/.exec(first) ?? [];
const hmac = (/** @type {Buffer} */ key, /** @type {string} */ text) =>
  createHmac("sha256", key).update(text).digest();
const salted = pbkdf2Sync("test", Buffer.from(salt, "base64"), Number(iterations), 32, "sha256");
const clientKey = hmac(salted, "Client Key");
const final = `c=biws,r=${nonce}`;
const message = `${bare},${first},${final}`;
const signature = hmac(createHash("sha256").update(clientKey).digest(), message);
const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString("base64");
const success = await step(`<response ${SASL}>${btoa(`${final},p=${proof}`)}</response>`, "</success>");
const expected = hmac(hmac(salted, "Server Key"), message).toString("base64");
if (!success.includes(btoa(`v=${expected}`))) throw new Error("wrong signature");

await step(header, "</stream:features>");
await step(
  "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>",
  "</iq>",
);
await step("<presence/></stream:stream>", "</stream:stream>");
socket.destroy();
