// Characters as somebody sees them, with all that is drawn upon them and joined to them (UAX 29).

// The first use of a segmenter takes some 10 ms: it is for text that has more than ASCII in it.
let segmenter: Intl.Segmenter | undefined;

export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}

/** Where the character begins and ends that has this UTF-16 unit; behind the last one there is none. */
export function characterAround(text: string, at: number): readonly [start: number, end: number] {
  const found = graphemesOf(text).containing(at);
  return found ? [found.index, found.index + found.segment.length] : [at, at];
}
