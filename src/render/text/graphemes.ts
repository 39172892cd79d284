// Characters as somebody sees them, with all that is drawn upon them and joined to them (UAX 29).

// The first use of a segmenter takes some 10 ms: it is for text that has more than ASCII in it.
let segmenter: Intl.Segmenter | undefined;

export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}
