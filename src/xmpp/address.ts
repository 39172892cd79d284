// Where to connect: `host`, `host:port`, `[::1]:5222`, `xmpp://host:port`, `xmpps://host:port` (our notation,
// not the URIs of RFC 5122). The domain that a stream is opened to is another thing.
import { UsageError } from "../errors.ts";

export interface Address {
  readonly host: string;
  /** Undefined when none was written: 5222 (RFC 6120 §3.2.2), or what DNS says. */
  readonly port?: number;
  readonly directTls: boolean;
}

export const DEFAULT_PORT = 5222;

/** @throws UsageError when the text is no address. */
export function parseAddress(text: string): Address {
  const scheme = /^(xmpps?):\/\//.exec(text);
  const rest = scheme ? text.slice(scheme[0].length).replace(/\/$/, "") : text;
  const match =
    /^(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([^:[\]/@\s]+)|([0-9a-f]*:[0-9a-f:.]+(?:%\w+)?))(?::(\d+))?$/i.exec(rest);
  if (!match) throw new UsageError(`Cannot read the address "${text}": ${whatIsWrong(rest)}`);
  const host = match[1] ?? match[2] ?? match[3] ?? "";
  const port = match[4] === undefined ? undefined : Number(match[4]);
  if (port !== undefined && (port < 1 || port > 65535)) {
    throw new UsageError(`Cannot read the address "${text}": a port is a number from 1 to 65535`);
  }
  return { host, ...(port === undefined ? {} : { port }), directTls: scheme?.[1] === "xmpps" };
}

function whatIsWrong(text: string): string {
  if (text.includes("@")) {
    return `it looks like a JID; the address is where to connect (write "${text.replace(/^.*@/, "").replace(/\/.*$/, "")}")`;
  }
  if (/:[^\d/]*$/.test(text)) return 'the port behind ":" is not a number (write host:5222)';
  return 'it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")';
}

/** Brackets an IPv6 address where a port follows. */
export function formatAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a host is this machine. Only then do passwords go out in the clear without being asked for. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/%.*$/, "").toLowerCase();
  return bare === "localhost" || bare === "::1" || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(bare);
}

/** Whether a text is an IP address rather than a name. */
export function isIpAddress(host: string): boolean {
  return host.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
