// What the script language says of patterns, at two servers that differ.
import { hold, type Sentence } from "../harness/sentences.ts";
import { logIn } from "../harness/use-scripts.ts";

/** Sends a message to oneself, which the servers give back, and expects it at line 7. */
const compare = (sent: string, pattern: string) =>
  `${logIn}send\n  <message to="\${jid}" id="m1">${sent}</message>\nexpect --timeout 200ms\n  ${pattern}\n`;

const hello = "<body>hello</body>";
const differs = /^7:1: what was expected has not come within 200ms; one element arrived instead$/;

hold(["prosody-seed", "ejabberd-seed"], [
  {
    says: "more attributes and children than the pattern names are allowed, in any order",
    script: compare(`<subject>a</subject>${hello}`, "<message><body/><subject>a</subject></message>"),
  },
  {
    says: "attributes and names are compared by namespace, whatever the prefix and the order",
    script: compare(
      '<p:x xmlns:p="urn:x" b="2" a="1"/>',
      '<message><x xmlns="urn:x" a="1" b="2"/></message>',
    ),
  },
  {
    says: "a name in another namespace is another element",
    script: compare('<x xmlns="urn:x"/>', '<message><x xmlns="urn:y"/></message>'),
    fails: differs,
  },
  {
    says: "each child of a pattern wants a child of its own",
    script: compare('<x xmlns="urn:x"/>', '<message><x xmlns="urn:x"/><x xmlns="urn:x"/></message>'),
    fails: differs,
  },
  {
    says: "x:strict takes the same attributes and the same children in the same order",
    script: compare(
      '<x xmlns="urn:x" a="1"><y/><z/></x>',
      '<message><x xmlns="urn:x" a="1" x:strict="true"><y/><z/></x></message>',
    ),
  },
  {
    says: "x:strict does not take an attribute too many",
    script: compare('<x xmlns="urn:x" a="1"/>', '<message><x xmlns="urn:x" x:strict="true"/></message>'),
    fails: differs,
  },
  {
    says: "x:strict does not take another order",
    script: compare(
      '<x xmlns="urn:x"><y/><z/></x>',
      '<message><x xmlns="urn:x" x:strict="true"><z/><y/></x></message>',
    ),
    fails: differs,
  },
  {
    says: "x:strict is for one element, and not for those in it",
    script: compare(
      '<x xmlns="urn:x"><y a="1"/></x>',
      '<message><x xmlns="urn:x" x:strict="true"><y/></x></message>',
    ),
  },
  {
    says: "x:absent wants a child not to be there",
    script: compare(hello, '<message><subject x:absent="true"/></message>'),
  },
  {
    says: "x:absent fails where the child is there",
    script: compare(hello, '<message><body x:absent="true"/></message>'),
    fails: differs,
  },
  {
    says: "{any} is any value, and any text that is not blank",
    script: compare(hello, '<message id="{any}"><body>{any}</body></message>'),
  },
  {
    says: "{any} is no blank text",
    script: compare("<body> </body>", "<message><body>{any}</body></message>"),
    fails: differs,
  },
  {
    says: "{empty} is no text",
    script: compare("<body/>", "<message><body>{empty}</body></message>"),
  },
  {
    says: "{empty} is not some text",
    script: compare(hello, "<message><body>{empty}</body></message>"),
    fails: differs,
  },
  {
    says: "{re:…} is matched from end to end, in Unicode",
    script: compare("<body>Grüße 😀</body>", "<message><body>{re:\\p{L}+ .}</body></message>"),
  },
  {
    says: "{re:…} does not match a part of the text",
    script: compare(hello, "<message><body>{re:hell}</body></message>"),
    fails: differs,
  },
  {
    says: "a placeholder that is a part of a text is literal",
    script: compare("<body>say {any}</body>", "<message><body>say {any}</body></message>"),
  },
  {
    says: "no text in a pattern is any text",
    script: compare(hello, "<message><body></body></message>"),
  },
  {
    says: "blanks around a text are not compared",
    script: compare(hello, "<message><body>\n    hello\n  </body></message>"),
  },
  {
    says: "comments in a pattern are ignored",
    script: compare(hello, '<!-- it comes back --><message id="m1"><!-- so --><body/></message>'),
  },
  {
    says: "a pattern without xmlns has the content namespace, and stream: is declared",
    script: `${logIn}send <iq type="get" id="v"><x xmlns="urn:x"/></iq>\nexpect <iq id="v" type="error" xmlns="jabber:client"/>\nsend <a></b>\nexpect <stream:error/>\n`,
  },
] satisfies readonly Sentence[]);
