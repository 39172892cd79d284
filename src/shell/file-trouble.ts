// Why a file cannot be read or written, in plain words and with what to do; Node's own where there are none.
export const IS_FOLDER = "it is a folder (name a file in it)";

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file (is the name spelled right?)",
  EISDIR: IS_FOLDER,
  ENOTDIR: "its folder is a file (name another)",
  EACCES: "it may not be read (is it yours?)",
};

const UNWRITABLE: Readonly<Record<string, string>> = {
  EEXIST: "the file is there already (--force writes over it)",
  EISDIR: IS_FOLDER,
  ENOENT: "its folder is not there (make it first)",
  ENOTDIR: "its folder is a file (name another)",
  EACCES: "it may not be written (name another)",
  EROFS: "nothing can be written there (name another)",
};

export function whyUnreadable(error: unknown): string {
  return UNREADABLE[codeOf(error)] ?? reasonOf(error);
}

export function whyUnwritable(error: unknown): string {
  return UNWRITABLE[codeOf(error)] ?? reasonOf(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
