// How long ago something was, in the words of somebody who looks at a clock.

/** `0 s ago`, `59 s ago`, `3 min ago`, `2 h ago`: no more of it than helps. */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}
