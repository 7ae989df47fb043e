/**
 * Lexicon, edges of words: does a word of Chinese run over a place of a text? Asked where two words meet so that their
 * edges spell a name: 扩大连锁. The words are those of the segmenter that the runtime brings (ICU).
 */

/** Tells which word runs over an offset: begins before it and ends behind it; null when none does. */
export type FindWordOver = (offset: number) => string | null;

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /\p{Script=Han}/u;

/** UTF-16 code units on each side of an offset that decide about its word. */
const CONTEXT = 8;
/** How many offsets are decided by one look: names may stand side by side in a long text, and each look costs some 20 µs. */
const LOOK = 16;

/** Nothing is cut before it is asked for, and then only around there; each part of a text once, for rising offsets. */
export function createWordFinder(text: string): FindWordOver {
  let first = 0;
  let over: readonly (string | null)[] = [];
  return (offset) => {
    if (!HAN.test(text.charAt(offset - 1)) || !HAN.test(text.charAt(offset))) return null;
    if (offset < first || offset >= first + over.length) {
      first = offset;
      over = readWordsOver(text, offset);
    }
    return over[offset - first] ?? null;
  };
}

function readWordsOver(text: string, first: number): (string | null)[] {
  const over = Array.from({ length: LOOK }, (): string | null => null);
  const from = Math.max(0, first - CONTEXT);
  for (const { segment, index } of SEGMENTER.segment(text.slice(from, first + LOOK + CONTEXT))) {
    const start = from + index - first;
    for (let at = Math.max(0, start + 1); at < Math.min(LOOK, start + segment.length); at += 1) over[at] = segment;
  }
  return over;
}
