// The walk of walk.bench.ts with nothing but node:net: what any program has to pay. Usage: bare-walk.mjs HOST PORT
import { connect } from "node:net";

const [host, port] = process.argv.slice(2);
const header =
  "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const steps = [
  { send: header, until: "</stream:features>" },
  {
    send: `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${btoa("\0me\0test")}</auth>`,
    until: "<success",
  },
  { send: header, until: "</stream:features>" },
  {
    send: "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>",
    until: "</iq>",
  },
  { send: "<presence/></stream:stream>", until: "</stream:stream>" },
];

const socket = connect({ host, port: Number(port) });
let received = "";
let step = steps.shift();
socket.on("connect", () => socket.write(step?.send ?? ""));
socket.setEncoding("utf8");
socket.on("data", (text) => {
  process.stdout.write(text);
  received += text;
  while (step && received.includes(step.until)) {
    received = "";
    step = steps.shift();
    if (step) socket.write(step.send);
    else socket.end();
  }
});
socket.on("close", () => {
  process.exitCode = step ? 1 : 0;
});
