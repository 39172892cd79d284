import { UsageError } from "../errors.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const send = defineCommand({
  name: "send",
  kind: "wire",
  summary: "Send any text or bytes, exactly as they are",
  detail:
    "XML goes out as it is typed, to the end of the line; other text quoted. It need not be whole or well-formed, and " +
    "nothing is added or waited for. With --hex or --base64 bytes can be sent that are no UTF-8.",
  args: { text: { optional: true, rest: true, summary: "what to send" } },
  options: {
    hex: { summary: "the text is hexadecimal, two digits a byte" },
    base64: { summary: "the text is base64" },
  },
  example: {
    line: "send <r xmlns='urn:xmpp:sm:3'/>",
    after: [{ line: "open --no-wait" }],
    sends: "<r xmlns='urn:xmpp:sm:3'/>",
  },
  needs: "connection",
  block: "sent",
  run({ args, options, client, block, expandXml }) {
    if (args.text !== undefined && block !== undefined) {
      throw new UsageError("Cannot send: there is a text on the line and another beneath it");
    }
    const text = args.text ?? (block === undefined ? undefined : expandXml(block));
    if (text === undefined) {
      throw new UsageError(
        "Cannot send: nothing is given to send (write it on the line; in a script also beneath it, indented)",
      );
    }
    if (options.hex && options.base64)
      throw new UsageError("Cannot send: --hex and --base64 exclude each other");
    client.session.send(options.hex ? fromHex(text) : options.base64 ? fromBase64(text) : text);
    return PASSED;
  },
});

function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, "");
  if (/^([0-9a-f]{2})+$/i.test(digits)) return Buffer.from(digits, "hex");
  throw new UsageError(
    "Cannot send: the text is not hexadecimal (write two digits a byte, as in 3c 61 2f 3e)",
  );
}

function fromBase64(text: string): Uint8Array {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0) return Buffer.from(text, "base64");
  throw new UsageError("Cannot send: the text is not base64 (groups of four letters, filled up with =)");
}
