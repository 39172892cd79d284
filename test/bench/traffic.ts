// What a busy client receives, made up from a seed: the same bytes in every run.

const HEADER =
  "<?xml version='1.0'?><stream:stream id='1' from='shakespeare.lit' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const WORDS =
  "wherefore art thou Ромео 你好 naïve café müssen 🌹 &amp; &lt;3 what&apos;s in a name that which we call rose by any other".split(
    " ",
  );
const ROSTER_ITEMS = 1000;
const PHOTO_BYTES = 100_000;

type Random = (below: number) => number;

/** A stream header and then stanzas, until they are about as many bytes as wanted. */
export function* traffic(bytes: number, seed = 1): Generator<string> {
  const random = randomFrom(seed);
  const photo = base64(random);
  yield HEADER;
  for (let sent = 0, id = 0; sent < bytes; id += 1) {
    const stanza = anyStanza(random, photo, id);
    sent += Buffer.byteLength(stanza);
    yield stanza;
  }
}

/** Joins texts and cuts them again, as a socket does: without regard to stanzas and characters. */
export function* inChunks(texts: Iterable<string>, size: number): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for (const text of texts) {
    const bytes = Buffer.from(text);
    waiting.push(bytes);
    length += bytes.length;
    if (length < size) continue;
    const joined = Buffer.concat(waiting);
    const whole = length - (length % size);
    for (let at = 0; at < whole; at += size) yield joined.subarray(at, at + size);
    waiting = [joined.subarray(whole)];
    length -= whole;
  }
  yield Buffer.concat(waiting);
}

function anyStanza(random: Random, photo: string, id: number): string {
  const kind = random(1000);
  if (kind < 400) return presence(random);
  if (kind < 750) return chat(random, id);
  if (kind < 920) return archived(random, id);
  if (kind < 996) return disco(random, id);
  return kind < 998 ? roster(random, id) : vcard(random, { id, photo });
}

function presence(random: Random): string {
  return `<presence from='${jid(random)}/balcony' to='romeo@montague.lit/orchard' xml:lang='en'><show>away</show><status>${words(random, 4)}</status><priority>${random(10)}</priority><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://psi-im.org' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/></presence>`;
}

function chat(random: Random, id: number): string {
  return `<message from='${jid(random)}/balcony' to='romeo@montague.lit/orchard' type='chat' id='m${id}'><body>${words(random, 5 + random(40))}</body><active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/></message>`;
}

function archived(random: Random, id: number): string {
  return `<message to='romeo@montague.lit/orchard'><result xmlns='urn:xmpp:mam:2' queryid='q${id}' id='${random(1e9)}-${id}'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>${chat(random, id).replace("<message ", "<message xmlns='jabber:client' ")}</forwarded></result></message>`;
}

function disco(random: Random, id: number): string {
  const features = Array.from(
    { length: 30 },
    (_, n) => `<feature var='urn:xmpp:feature:${n}:${random(3)}'/>`,
  );
  return `<iq type='result' id='d${id}' from='${jid(random)}/balcony' to='romeo@montague.lit/orchard'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc' name='Psi'/>${features.join("")}</query></iq>`;
}

function roster(random: Random, id: number): string {
  const items = Array.from(
    { length: ROSTER_ITEMS },
    () =>
      `<item jid='${jid(random)}' name='${words(random, 2)}' subscription='both'><group>Verona</group></item>`,
  );
  return `<iq type='result' id='r${id}' to='romeo@montague.lit/orchard'><query xmlns='jabber:iq:roster' ver='v${id}'>${items.join("")}</query></iq>`;
}

function vcard(random: Random, { id, photo }: { readonly id: number; readonly photo: string }): string {
  return `<iq type='result' id='v${id}' from='${jid(random)}' to='romeo@montague.lit/orchard'><vCard xmlns='vcard-temp'><FN>${words(random, 2)}</FN><PHOTO><TYPE>image/jpeg</TYPE><BINVAL>${photo}</BINVAL></PHOTO></vCard></iq>`;
}

function jid(random: Random): string {
  return `user${random(5000)}@capulet.lit`;
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(" ");
}

function base64(random: Random): string {
  const bytes = Buffer.alloc((PHOTO_BYTES * 3) / 4);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random(256);
  return bytes.toString("base64");
}

/** Marsaglia's xorshift32. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
