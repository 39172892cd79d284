// A session -> the text of a script.
import type { TlsWishes } from "../../shell/connecting/target.ts";
import type { Item } from "../script.ts";
import { writeScript } from "../write.ts";
import { comment } from "./items.ts";
import { rawStepsOf } from "./raw.ts";
import { passwordsOf, runLine, serverOf } from "./run-line.ts";
import { type Recording, savingOf } from "./saving.ts";
import { scansionOf } from "./scs.ts";
import type { Secrets } from "./secrets.ts";
import { stepsOf } from "./steps.ts";

/** `portable` runs on any server like this one, `raw` has everything as it was, `scansion` is for Scansion. */
export type Form = "portable" | "raw" | "scansion";

export interface SaveOptions {
  readonly file: string;
  readonly form: Form;
  readonly secrets: Secrets;
  /** What the command line says of TLS. */
  readonly tls: TlsWishes;
}

export interface Saved {
  readonly text: string;
  readonly steps: number;
  /** How it is run. */
  readonly runLine: string;
  /** What whoever saves must know. */
  readonly remarks: readonly string[];
}

export function saveSession(recording: Recording, options: SaveOptions): Saved {
  const saving = savingOf(recording);
  const day = new Date(recording.now).toISOString().slice(0, 10);
  const server = serverOf(saving);
  const title = `Saved from a session${server === undefined ? "" : ` with ${server}`} on ${day}`;
  const line = runLine(options.file, saving, options.tls);
  if (options.form === "scansion") {
    const { text, steps, remarks } = scansionOf(saving, title, options.secrets);
    return { text, steps, remarks, runLine: line };
  }
  const { items, remarks } = options.form === "raw" ? rawStepsOf(saving, options.secrets) : stepsOf(saving);
  const text = writeScript({ file: options.file, items: [comment(title), ...items] });
  const passwords = options.form === "portable" ? passwordRemark(items, passwordsOf(saving)) : [];
  return {
    text,
    steps: items.filter(({ kind }) => kind === "step").length,
    runLine: line,
    remarks: [...passwords, ...remarks],
  };
}

function passwordRemark(items: readonly Item[], clients: readonly string[]): readonly string[] {
  const isNeeded = items.some(
    (item) => item.kind === "step" && /^(?:@\S+ )?(?:auth|handshake)\b/.test(item.text),
  );
  if (!isNeeded) return [];
  const others = clients.filter((client) => client !== "main");
  const names = others.map((client) => `XMPP_PASSWORD_${client.toUpperCase().replace(/[^A-Z0-9_]/g, "_")}`);
  const own = names.length === 0 ? "" : `, those of other clients also from ${names.join(" and ")}`;
  return [`no password is in it: it comes from XMPP_PASSWORD${own}`];
}
