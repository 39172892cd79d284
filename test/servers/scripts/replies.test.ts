// What the script language says of patterns beneath commands, at two servers that differ.
import { hold, type Sentence } from "../harness/sentences.ts";
import { logIn } from "../harness/use-scripts.ts";

const wrongPassword = "open\nauth me wrong --mechanism PLAIN\n";
const refused = `${logIn}iq get --to localhost <x xmlns="urn:x"/>\n`;

hold(["prosody-seed", "ejabberd-seed"], [
  {
    says: "a reply that matches passes",
    script:
      'open\n  <stream:features><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>\n',
  },
  {
    says: "a reply that does not match fails the step at once",
    script:
      "open --timeout 60s\n  <stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>X-NONE</mechanism></mechanisms></stream:features>\n",
    fails: /^1:1: the reply \(#\d+\) is not what was expected$/,
  },
  {
    says: "a SASL failure that matches passes",
    script: `${wrongPassword}  <failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><not-authorized/></failure>\nauth --mechanism PLAIN\n  <success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>\n`,
  },
  {
    says: "a SASL failure fails a step without a pattern",
    script: wrongPassword,
    fails: /^2:1: SASL failure: not-authorized/,
  },
  {
    says: "a success where a SASL failure was expected fails the step",
    script: 'open\nauth --mechanism PLAIN\n  <failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>\n',
    fails: /^2:1: the reply \(#\d+\) is not what was expected$/,
  },
  {
    says: "a stanza error that matches passes",
    script: `${refused}  <iq type="error"><error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>\n`,
  },
  {
    says: "a stanza error fails a step without a pattern",
    script: refused,
    fails: /^5:1: stanza error: service-unavailable/,
  },
  {
    says: "another condition than the pattern's fails the step",
    script: `${refused}  <iq type="error"><error><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>\n`,
    fails: /^5:1: the reply \(#\d+\) is not what was expected$/,
  },
  {
    says: "a stream error that matches passes",
    script:
      "open --to wrong.example\n  <stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>\nexpect closed\n",
  },
  {
    says: "a stream error fails a step without a pattern",
    script: "open --to wrong.example\n",
    fails: /^1:1: .*host-unknown/,
  },
  {
    says: "the payload stands on the line and the pattern beneath it",
    script: `${logIn}iq get --to localhost <query xmlns="http://jabber.org/protocol/disco#info"/>\n  <iq type="result"><query xmlns="http://jabber.org/protocol/disco#info"><identity category="server"/></query></iq>\n`,
  },
  {
    says: "a stanza error that nobody claimed is an element like any other",
    script: `${logIn}send\n  <message to="nobody@localhost" id="m9"><body>hello</body></message>\nexpect\n  <message type="error" id="m9"/>\n`,
  },
  {
    says: "a late reply goes to the inbox, and answers no newer command",
    script: `${logIn}iq get --no-wait --id late --to localhost <ping xmlns="urn:xmpp:ping"/>\nping\nexpect nothing --for 50ms\n  <iq id="other"/>\n`,
  },
  {
    says: "ping, disco, roster and version take patterns for their replies",
    script: `${logIn}ping\n  <iq type="result"/>\ndisco info localhost\n  <iq><query xmlns="http://jabber.org/protocol/disco#info"/></iq>\nroster\n  <iq><query xmlns="jabber:iq:roster"/></iq>\nversion localhost\n  <iq><query xmlns="jabber:iq:version"><name>{any}</name></query></iq>\n`,
  },
  {
    says: "lines beneath a command without a reply are told before anything is sent",
    script: `${logIn}presence\n  <presence/>\n`,
    fails: /^6:3: Cannot run presence: lines stand beneath it, but it has no reply \(use expect\)$/,
  },
  {
    says: "a stream error that no step claimed fails the client's next step",
    script: `${logIn}send <a></b>\nping\n`,
    fails: /^6:1: /,
  },
  {
    says: "a stream error at the end of the script is a remark",
    script: `${logIn}send <a></b>\n@juliet open\n`,
    remark:
      /^at the end, for main: the stream ended with the error (not-well-formed|bad-format|xml-not-well-formed)/,
  },
] satisfies readonly Sentence[]);
