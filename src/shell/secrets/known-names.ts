// Words that are somebody's name, or something's: masked, no line with them could be read or run any more.
import type { Clients } from "../../session/clients.ts";
import type { Command } from "../command.ts";
import type { Vocabulary } from "../language/vocabulary.ts";
import type { LineEditor } from "../line-editor.ts";

interface Known {
  readonly commands: readonly Pick<Command, "name">[];
  readonly vocabulary: Pick<Vocabulary, "meansClient">;
  readonly clients: Clients;
  readonly editor?: Pick<LineEditor, "history"> | undefined;
}

/** Whether a word is the name of a command, a client, an account or a domain, or of whom lines were for before. */
export function isKnownName(word: string, { commands, vocabulary, clients, editor }: Known): boolean {
  if (commands.some(({ name }) => name === word) || vocabulary.meansClient(word)) return true;
  // Whose name stands in the place of a password once is not to be hidden in all lines from then on.
  if (editor?.history.some(({ line }) => line.includes(` ${word}@`))) return true;
  return [...clients].some(({ name, session: { state } }) => {
    const { jid, authenticated, sent, host } = state;
    return [name, authenticated, jid?.localpart, jid?.domainpart, jid?.resourcepart, sent?.to, host].includes(
      word,
    );
  });
}
