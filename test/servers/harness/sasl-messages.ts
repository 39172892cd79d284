/** One side's part in a SASL exchange: "C auth", "S challenge", "C response", "S success", and what it carried. */
export type SaslMessage = readonly [element: string, message: string];

/** What a piped transcript with its secrets says of SASL, in order and out of base64; "=" stays what it is. */
export function saslMessages(output: string): readonly SaslMessage[] {
  const elements = /^ *\d+ ([CS]): <(auth|challenge|response|success)\b[^>]*?(?:\/>|>([^<]*)<)/gm;
  return Array.from(output.matchAll(elements), ([, side, name, text = ""]) => [
    `${side} ${name}`,
    text === "=" ? text : Buffer.from(text, "base64").toString("utf8"),
  ]);
}
