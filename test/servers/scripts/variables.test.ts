// What the script language says of captures and variables, at two servers that differ.
import { hold, type Sentence } from "../harness/sentences.ts";
import { logIn } from "../harness/use-scripts.ts";

/** Sends it to oneself: the servers give it back. */
const toMyself = (content: string) => `send\n  <message to="\${jid}" id="m1">${content}</message>\n`;

/** Sends a body to oneself and expects that it came as this. */
const body = (sent: string, came: string) =>
  `${toMyself(`<body>${sent}</body>`)}expect --timeout 200ms\n  <message><body>${came}</body></message>\n`;

const thread = `${toMyself("<thread>t-17</thread>")}expect\n  <message><thread>{capture:t}</thread></message>\n`;

hold(
  ["prosody-seed", "ejabberd-seed"],
  [
    {
      says: "a capture counts from the next step on",
      script: `${logIn}${thread}${body(`\${t}`, "t-17")}`,
    },
    {
      says: "a capture is not known in the step that makes it",
      script: `${logIn}${toMyself("<thread>t-17</thread>")}expect\n  <message id="\${t}"><thread>{capture:t}</thread></message>\n`,
      fails: /^8:16: Cannot expand \$\{t\}: there is no variable "t" here/,
    },
    {
      says: "capturing again overwrites",
      script: `${logIn}${thread}${toMyself("<thread>t-18</thread>")}expect\n  <message><thread>{capture:t}</thread></message>\n${body(`\${t}`, "t-18")}`,
    },
    {
      says: "an attribute of a reply is captured",
      script: `${logIn}ping\n  <iq from="{capture:who}"/>\n${body(`\${who}`, "{re:localhost|me@localhost.*}")}`,
    },
    {
      says: `\${jid} is the full JID that the server bound`,
      script: `${logIn}${body(`\${jid}`, "me@localhost/desk")}`,
    },
    {
      says: `\${jid} before bind is an error with its position`,
      script: `open\nauth --mechanism PLAIN\nrestart\npresence\nsend <message to='\${jid}'/>\n`,
      fails: /^5:1: .*\$\{jid\} is not known yet: the server has bound no full JID \(bind first\)/,
    },
    { says: `\${bare} is the account's JID`, script: `${logIn}${body(`\${bare}`, "me@localhost")}` },
    { says: `\${domain} is the stream's domain`, script: `${logIn}${body(`\${domain}`, "localhost")}` },
    {
      says: `\${server} is where it is connected`,
      script: `${logIn}${body(`\${server}`, "{re:localhost:[0-9]+}")}`,
    },
    {
      says: `\${stream.id} is the id in the server's header`,
      script: `${logIn}${body(`\${stream.id}`, "{re:[0-9a-f-]{8,}}")}`,
    },
    {
      says: `\${now} is a date and time`,
      script: `${logIn}${body(`\${now}`, "{re:2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z}")}`,
    },
    {
      says: `\${NAME.jid} and \${NAME.bare} are another client's`,
      script: `${logIn}@juliet open\n@juliet auth --mechanism PLAIN\n@juliet restart\n@juliet bind balcony\n${body(`\${juliet.jid} \${juliet.bare} \${main.jid}`, "juliet@localhost/balcony juliet@localhost me@localhost/desk")}`,
    },
    {
      says: `\${id} is fresh at every expansion`,
      script: `${logIn}${toMyself(`<subject>\${id}</subject><body>\${id}</body>`)}expect\n  <message><subject>{capture:one}</subject><body>{capture:two}</body></message>\n${toMyself(`<subject>\${one}</subject>`)}expect nothing --for 50ms\n  <message><subject>\${two}</subject></message>\n`,
    },
    { says: "define keeps one", script: `${logIn}define m \${id}\n${body(`\${m}`, `\${m}`)}` },
    {
      says: "define takes a value of several words",
      script: `${logIn}define greeting "good evening"\n${body(`\${greeting}`, "good evening")}`,
    },
    { says: "--var defines", script: `${logIn}${body(`\${room}`, "lobby")}` },
    {
      says: "a value is escaped in XML",
      script: `${logIn}define v "a<b & 'c'"\n${body(`\${v}`, "a&lt;b &amp; 'c'")}`,
    },
    {
      says: "a value is escaped in an attribute",
      script: `${logIn}define v "it's \\"so\\" <b>"\nsend\n  <message to="\${jid}" id='\${v}'/>\nexpect\n  <message id="\${v}"/>\n`,
    },
    {
      says: "a value is not expanded again",
      script: `${logIn}define v "$\${room}"\n${body(`\${v}`, `$\${room}`)}`,
    },
    {
      says: "a value is not split into words again",
      script: `${logIn}define v "a --no-wait b"\nmessage \${jid} \${v}\nexpect\n  <message><body>a --no-wait b</body></message>\n`,
    },
    { says: `$\${ is literal`, script: `${logIn}${body(`$\${room}`, `$\${room}`)}` },
    {
      says: "what a server sent is data and is never expanded",
      script: `${logIn}${toMyself(`<thread>$\${room}</thread>`)}expect\n  <message><thread>{capture:t}</thread></message>\n${body(`\${t}`, `$\${room}`)}`,
    },
    {
      says: "a value that looks like a placeholder is not one",
      script: `${logIn}define v "{any}"\n${body("hello", `\${v}`)}`,
      fails: /^8:1: what was expected has not come/,
    },
    {
      says: `\${password} stands for the account's in auth`,
      script: `open\nauth me \${password} --mechanism PLAIN\n`,
    },
    {
      says: `\${password} anywhere else is told before anything is sent`,
      script: `${logIn}message romeo@localhost \${password}\n`,
      fails: /^5:25: Cannot expand \$\{password\}: it counts in an auth line only/,
    },
  ] satisfies readonly Sentence[],
  ["--var", "room=lobby"],
);
