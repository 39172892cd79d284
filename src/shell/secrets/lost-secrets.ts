// A line out of the history that would send a mask: the secret that it stands for was not kept.
import { MASK } from "../../render/secrets/redact.ts";
import { USED_SECRET } from "./used-secrets.ts";

/** No text has it: private-use characters. */
const STANDS_FOR_MASK = "\u{f8ff}mask\u{f8ff}";

/** Whether a mask stands where a secret would: what is masked there is not the mask itself. */
export function lacksSecret(text: string, redact: (text: string) => string): boolean {
  if (text.includes(USED_SECRET)) return true;
  if (!text.includes(MASK)) return false;
  const count = (in_: string) => in_.split(STANDS_FOR_MASK).length;
  const marked = text.replaceAll(MASK, STANDS_FOR_MASK);
  return count(redact(marked)) < count(marked);
}
