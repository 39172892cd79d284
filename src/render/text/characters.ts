// Characters as Unicode counts them; JavaScript counts an emoji twice.

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

export function charactersIn(text: string): number {
  let count = text.length;
  for (const _ of text.matchAll(PAIR)) count -= 1;
  return count;
}

/** Where in the text so many of its characters end. */
export function endOfCharacters(text: string, characters: number): number {
  let end = 0;
  for (let left = characters; left > 0 && end < text.length; left -= 1)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return end;
}
