// SASLprep (RFC 4013): one spelling of a user name or password for everybody, before it is hashed.
import { UsageError } from "../../errors.ts";

/**
 * The prepared string. Code points that Unicode 3.2 does not know are let through: RFC 5802 §5.1 treats the client's as
 * a query string.
 * @throws UsageError for a string that has what SASLprep forbids; `what` names it: "the password".
 */
export async function prepare(text: string, what: string): Promise<string> {
  // Printable ASCII stays as it is, and the tables take some 10 ms to load.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const { default: saslprep } = await import("@mongodb-js/saslprep");
  try {
    return saslprep(text, { allowUnassigned: true });
  } catch {
    throw new UsageError(
      `Cannot use ${what}: it has characters that SASLprep forbids, such as control characters, or mixes directions of writing (RFC 4013 §2.3; PLAIN sends what was typed)`,
    );
  }
}
