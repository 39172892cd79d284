// What the program reads and writes besides what it is told: for the help and the pages.

export const ENVIRONMENT: readonly (readonly [variable: string, use: string])[] = [
  ["XMPP_PASSWORD", "the password, where none is given"],
  ["XMPP_PASSWORD_NAME", "that of the client NAME, as XMPP_PASSWORD_JULIET; it wins over XMPP_PASSWORD"],
  ["XDG_STATE_HOME", "where history and progress are kept; without it ~/.local/state"],
  ["XDG_CONFIG_HOME", "where the configuration file is; without it ~/.config"],
  ["NO_COLOR", "when it is not empty: no colours (--color wins over it)"],
  [
    "FORCE_HYPERLINK",
    "1 makes links of the specifications that are named, 0 does not, whatever the terminal is",
  ],
  [
    "TERM",
    "dumb: no colours, nothing is drawn anew, the terminal edits the line; vt100 and its like: no colours",
  ],
  [
    "TERM_PROGRAM, TERM_PROGRAM_VERSION, VTE_VERSION, WT_SESSION, XTERM_VERSION, TMUX, STY, CI",
    "which terminal it is, and so what it knows: links, lines that are laid out anew when it is resized",
  ],
  ["EDITOR, VISUAL", "what edit opens; VISUAL wins"],
  ["PAGER", "what shows a long text page by page; without it less -R"],
  ["LESS", "options of less; without it FRX"],
  [
    "LESSSECURE",
    "1 keeps less from writing files and starting programs; without it 1, where the pager is less alone",
  ],
  ["HOME", "what ~ stands for"],
];

export const FILES: readonly (readonly [file: string, use: string])[] = [
  ["~/.config/xmpp-repl/config", "settings, accounts, aliases, first lines"],
  ["~/.local/state/xmpp-repl/history.jsonl", "the lines that were typed, without their secrets"],
  ["~/.local/state/xmpp-repl/progress.json", "which lessons are done"],
];
