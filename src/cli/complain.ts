import { wrapQuoting } from "../render/text/wrap.ts";

/** Tells a person on standard error what is wrong; at a terminal in lines that fit it. */
export function complain(message: string): void {
  const { stderr } = process;
  const columns = stderr.isTTY ? (stderr.columns ?? 0) : 0;
  const lines = message.split("\n").flatMap((line) => wrapQuoting(line, columns));
  stderr.write(`${lines.join("\n")}\n`);
}
