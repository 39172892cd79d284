import type { LessonTools } from "./lesson-tools.ts";

/** Nobody is connected, nothing goes wrong on purpose, and the practice server knows nothing of what was done before. */
export async function freshStart({
  clients,
  practice,
}: Pick<LessonTools, "clients" | "practice">): Promise<void> {
  // What was made to go wrong would go wrong while the streams are closed, too.
  practice?.arm(undefined);
  for (const { session } of clients) {
    await session.disconnect();
    session.inbox.forget();
  }
  practice?.reset?.();
  clients.keepOnly("main");
}
