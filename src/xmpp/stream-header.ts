import { escapeXML } from "../xml/element.ts";
import { NS } from "./namespaces.ts";

/** A stream header as it stands on the wire (RFC 6120 §4.7). `namespace` is that of the stream element itself. */
export interface StreamHeader {
  readonly name: string;
  readonly namespace: string;
  readonly contentNamespace?: string | undefined;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly id?: string | undefined;
  readonly lang?: string | undefined;
  readonly version?: string | undefined;
}

export interface StreamHeaderOptions {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  /** Only a server gives one: it names the stream (RFC 6120 §4.7.3). */
  readonly id?: string | undefined;
  readonly lang?: string | undefined;
  readonly version?: string | undefined;
  readonly contentNamespace?: string | undefined;
  readonly declaration: "written" | "left out";
}

/**
 * The opening of a stream, with the XML declaration before it unless that is left out.
 * Attributes that are undefined are left out: any header can be made, also one that no server accepts.
 */
export function streamHeader(options: StreamHeaderOptions): string {
  const attributes: [string, string | undefined][] = [
    ["to", options.to],
    ["from", options.from],
    ["id", options.id],
    ["version", options.version],
    ["xml:lang", options.lang],
    ["xmlns", options.contentNamespace ?? NS.client],
    ["xmlns:stream", NS.stream],
  ];
  const written = attributes.flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}='${escapeXML(value)}'`],
  );
  const declaration = options.declaration === "written" ? "<?xml version='1.0'?>" : "";
  return `${declaration}<stream:stream${written.join("")}>`;
}

/** RFC 6120 §4.4 */
export const STREAM_END = "</stream:stream>";
