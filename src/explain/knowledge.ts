import type { Knowledge } from "../xmpp/knowledge/index.ts";

/** The tables: loaded the first time that something is to be explained. */
export async function loadKnowledge(): Promise<Knowledge> {
  return (await import("../xmpp/knowledge/index.ts")).KNOWLEDGE;
}
