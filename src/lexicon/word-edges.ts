/**
 * Lexicon, edges of words: does a word of Chinese run over a place of a text? Asked where two words meet so that their
 * edges spell a name: 扩大连锁. The words are those of the segmenter that the runtime brings (ICU).
 */

/** Tells which word runs over an offset: begins before it and ends behind it; null when none does. */
export type FindWordOver = (offset: number) => string | null;

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /\p{Script=Han}/u;
const HAN_AT_END = /\p{Script=Han}*$/u;
const HAN_AT_START = /^\p{Script=Han}*/u;

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

/** Behind the 年 of a year a word begins anew, whatever that 年 and what follows spell: 2024年|华宁县. */
export function beginsBehindYear(text: string, offset: number): boolean {
  return /\d年$/.test(text.slice(Math.max(0, offset - 2), offset));
}

/** For the offsets from `first` on, as far as one look goes: no word runs over another sign than one of Han. */
function readWordsOver(text: string, first: number): (string | null)[] {
  const before = HAN_AT_END.exec(text.slice(Math.max(0, first - CONTEXT), first))?.[0] ?? '';
  const behind = HAN_AT_START.exec(text.slice(first, first + LOOK + CONTEXT))?.[0] ?? '';
  const over = Array.from({ length: Math.min(LOOK, behind.length) }, (): string | null => null);
  for (const { segment, index } of SEGMENTER.segment(before + behind)) {
    const start = index - before.length;
    const end = Math.min(over.length, start + segment.length);
    for (let at = Math.max(0, start + 1); at < end; at += 1) over[at] = segment;
  }
  return over;
}
