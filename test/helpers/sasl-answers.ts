// A server for a try-out that offers SASL mechanisms and answers with what it is told to, and notes what it was sent.
import { SERVER_HEADER, type TryOut } from "./try-out.ts";

export interface SaslAnswers {
  /** What it offers. */
  readonly mechanisms?: readonly string[];
  /** The types of channel binding that it lists (XEP-0440). */
  readonly bindings?: readonly string[];
  /** What it answers to each SASL element, in turn; nothing when they are used up. */
  readonly replies?: readonly string[];
}

/** Answers headers, `<starttls/>` and SASL. Returns what it is sent of SASL, out of its base64: `auth PLAIN: …`. */
export function answerSasl({ server }: TryOut, answers: SaslAnswers): readonly string[] {
  const replies = [...(answers.replies ?? [])];
  const sent: string[] = [];
  server.onData((text) => {
    if (text.includes("<stream:stream")) server.send(SERVER_HEADER + features(answers));
    else if (text.startsWith("<starttls")) server.send(PROCEED);
    const sasl = readSasl(text);
    if (sasl === undefined) return;
    sent.push(sasl);
    const reply = replies.shift();
    if (reply !== undefined) server.send(reply);
  });
  return sent;
}

const PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

function features({ mechanisms = [], bindings }: SaslAnswers): string {
  const names = mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join("");
  const offer = names && `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${names}</mechanisms>`;
  const types = bindings?.map((type) => `<channel-binding type='${type}'/>`).join("");
  const list =
    types === undefined
      ? ""
      : `<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>${types}</sasl-channel-binding>`;
  return `<stream:features>${offer}${list}</stream:features>`;
}

function readSasl(text: string): string | undefined {
  const match = /^<(auth|response|abort) [^>]*?(?: mechanism="([^"]*)")?(?:\/>|>(.*)<\/\1>)$/s.exec(text);
  if (!match) return undefined;
  const [, name = "", mechanism, content] = match;
  const head = mechanism === undefined ? name : `${name} ${mechanism}`;
  if (content === undefined) return head;
  return `${head}: ${content === "=" ? "=" : Buffer.from(content, "base64").toString("utf8")}`;
}

function element(name: string, message: string | undefined): string {
  const content = message === undefined ? "" : Buffer.from(message, "utf8").toString("base64");
  return `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${content}</${name}>`;
}

export const challenge = (message?: string) => element("challenge", message);
export const success = (message?: string) => element("success", message);
export const failure = (condition: string) =>
  `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/></failure>`;

/** The messages of the example in RFC 7677 §3: the user is "user", the password "pencil". */
export const RFC_7677 = {
  clientFirst: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
  serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
  clientFinal:
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
  serverFinal: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
} as const;
