/** What a terminal sends for each key, as xterm does. */
export const keys = {
  enter: "\r",
  tab: "\t",
  escape: "\x1b",
  backspace: "\x7f",
  delete: "\x1b[3~",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  home: "\x1b[H",
  end: "\x1b[F",
  "ctrl-a": "\x01",
  "ctrl-c": "\x03",
  "ctrl-d": "\x04",
  "ctrl-e": "\x05",
  "ctrl-g": "\x07",
  "ctrl-k": "\x0b",
  "ctrl-l": "\x0c",
  "ctrl-r": "\x12",
  "ctrl-s": "\x13",
  "ctrl-u": "\x15",
  "ctrl-w": "\x17",
  "ctrl-z": "\x1a",
} as const;

export type Key = keyof typeof keys;
