// What a stream header is, attribute by attribute: the first one, and those of the restarts.

import type { Side } from "../transcript/entry.ts";
import type { HandshakeFact } from "../xmpp/knowledge/handshake.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import type { Explanation, Part } from "./explanation.ts";
import { referenceTo } from "./reference.ts";

export interface SeenHeader {
  readonly header: StreamHeader;
  readonly from: Side;
  /** What made the stream begin anew; undefined of the first header. */
  readonly restartAfter?: "TLS" | "authentication" | undefined;
}

export function explainHeader({ header, from, restartAfter }: SeenHeader, knowledge: Knowledge): Explanation {
  const row = rowOf(from, restartAfter, knowledge);
  const again =
    from === "server" && restartAfter !== undefined ? [`It answers the restart after ${restartAfter}.`] : [];
  return {
    title: `<stream:stream>, the stream header of the ${from}`,
    text: [row?.explanation ?? "", ...again].filter((text) => text !== ""),
    parts: attributesOf(header, from),
    spec: referenceTo(row?.spec ?? "RFC 6120", row?.section ?? "4.2", knowledge),
    ...(row ? { follows: row.next } : {}),
    alsoSee: [],
  };
}

export function rowOf(
  from: Side,
  restartAfter: SeenHeader["restartAfter"],
  { handshake }: Knowledge,
): HandshakeFact | undefined {
  const restart = restartAfter === "TLS" ? "restart after TLS" : "restart after SASL";
  const context = from === "server" ? "opening tag from the server" : "opening tag from the client";
  const wanted = from === "client" && restartAfter !== undefined ? restart : context;
  return handshake.find((row) => row.element === "stream:stream" && row.context === wanted);
}

function attributesOf(
  { to, from, id, lang, version, contentNamespace }: StreamHeader,
  sender: Side,
): readonly Part[] {
  const parts: readonly (readonly [string, string | undefined, string])[] = [
    [
      "to",
      to,
      sender === "client"
        ? "the domain that is to answer (RFC 6120 §4.7.2)"
        : "whom it answers (RFC 6120 §4.7.2)",
    ],
    [
      "from",
      from,
      sender === "client"
        ? "who opens the stream (RFC 6120 §4.7.1)"
        : "the domain that answers (RFC 6120 §4.7.1)",
    ],
    ["id", id, "names this stream, and no other one (RFC 6120 §4.7.3)"],
    ["xml:lang", lang, "the language of texts for people (RFC 6120 §4.7.4)"],
    ["version", version, "1.0 promises features (RFC 6120 §4.7.5)"],
    [
      "xmlns",
      contentNamespace,
      "the content namespace: what stands without a prefix belongs to it (RFC 6120 §4.8.2)",
    ],
  ];
  return parts.flatMap(([name, value, meaning]) =>
    value === undefined ? [] : [{ name: `${name}='${value}'`, text: meaning }],
  );
}
