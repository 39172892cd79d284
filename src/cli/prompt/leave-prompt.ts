// The end of a program that had a prompt. What JavaScript has left there, a timer or a server, would keep it running.

/** Ends the program once all that was written is out. */
export async function leavePrompt(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(written));
  process.exit(code);
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else stream.write("", () => resolve());
  });
}
