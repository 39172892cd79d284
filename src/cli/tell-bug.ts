/**
 * A bug of ours on the practice server's side goes where this process's warnings go: the prompt shows them above its
 * line.
 */
export function tellBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`A bug in the practice server (please report it):\n${text}`);
}
