// Bytes -> text, without ever losing or replacing one.

export interface Decoded {
  readonly text: string;
  /** The rest of the input from the first byte that is no UTF-8. */
  readonly wrong?: Uint8Array;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes a stream of chunks that may be cut anywhere, also inside a character. */
export class Utf8Decoder {
  /** The first bytes of a character whose end has not come yet. */
  #begun: Uint8Array = new Uint8Array(0);

  /** What has come of a character that is not whole yet. */
  get begun(): Uint8Array {
    return this.#begun;
  }

  /** Gives up what has come of a character that is not whole. */
  takeBegun(): Uint8Array {
    const taken = this.#begun;
    this.#begun = new Uint8Array(0);
    return taken;
  }

  decode(chunk: Uint8Array): Decoded {
    const bytes = this.#begun.length === 0 ? chunk : Buffer.concat([this.#begun, chunk]);
    const end = bytes.length - lengthOfBegun(bytes);
    this.#begun = bytes.slice(end);
    try {
      return { text: strict.decode(bytes.subarray(0, end)) };
    } catch {
      const good = lengthOfGood(bytes, end);
      this.#begun = new Uint8Array(0);
      return { text: strict.decode(bytes.subarray(0, good)), wrong: bytes.slice(good) };
    }
  }
}

/** How many bytes at the end begin a character that is not complete. */
function lengthOfBegun(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOfCharacter(byte) ? back : 0;
  }
  return 0;
}

function lengthOfCharacter(first: number): number {
  if (first >= 0xf0 && first < 0xf5) return 4;
  if (first >= 0xe0) return first < 0xf0 ? 3 : 1;
  return first >= 0xc2 ? 2 : 1;
}

/** How many bytes from the start are whole characters of UTF-8. */
function lengthOfGood(bytes: Uint8Array, end: number): number {
  let good = 0;
  while (good < end) {
    const next = good + lengthOfCharacter(bytes[good] ?? 0);
    if (next > end || !decodes(bytes.subarray(good, next))) break;
    good = next;
  }
  return good;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
