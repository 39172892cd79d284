// `calc base64`: a text as base64, and back.
import { text } from "node:stream/consumers";
import { UsageError } from "../../errors.ts";
import { escapeBytes, unescapeText } from "../../render/text/escapes.ts";
import { isBase64 } from "../../xmpp/sasl/base64.ts";
import { print } from "./lines.ts";

interface Base64Arguments {
  readonly text?: string | undefined;
  readonly decode?: boolean | undefined;
  readonly escapes?: boolean | undefined;
  readonly raw?: boolean | undefined;
}

export async function calcBase64({ text: given, decode, escapes, raw }: Base64Arguments): Promise<void> {
  const typed = given ?? (await text(process.stdin)).replace(/\r?\n$/, "");
  if (!decode) {
    print([(escapes ? unescapeText(typed) : Buffer.from(typed, "utf8")).toString("base64")]);
    return;
  }
  const digits = typed.replace(/\s+/g, "");
  if (!isBase64(digits)) {
    throw new UsageError(
      `Cannot decode "${typed}": it is not base64 (A-Z a-z 0-9 + /, filled up with = to groups of four)`,
    );
  }
  const bytes = Buffer.from(digits, "base64");
  if (raw) process.stdout.write(bytes);
  else print([escapeBytes(bytes)]);
}
