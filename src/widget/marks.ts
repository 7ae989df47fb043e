/** Cuts text into what is shown of it: sentences with their markers, words with some of them marked. No markup. */

export interface MarkedSentence {
  readonly text: string;
  /** Numbers of the citations that prove it. */
  readonly citations: readonly number[];
}

/** `…。[1][2]…` → sentences with their markers, for an answer that is still coming in. Linear. */
export function splitByMarkers(text: string): MarkedSentence[] {
  const sentences: { text: string; citations: number[] }[] = [];
  let isAfterMarker = true;
  for (const part of text.split(/(\[\d{1,3}\])/)) {
    const last = sentences.at(-1);
    if (/^\[\d{1,3}\]$/.test(part)) {
      if (last) last.citations.push(Number(part.slice(1, -1)));
      isAfterMarker = true;
    } else if (part.trim() !== '') {
      if (last && !isAfterMarker) last.text += part;
      else sentences.push({ text: part, citations: [] });
      isAfterMarker = false;
    }
  }
  return sentences;
}

/** Signs that some reports set before a line; they say nothing to a reader of the sentence alone. */
const BULLETS = /[●■◆]\s*/g;

export function dropBullets(text: string): string {
  return text.replace(BULLETS, '');
}

/** Longest value that is set off, in UTF-16 code units: what is longer is a sentence. */
const MAX_VALUE = 48;

/** `荆门市2024年地区生产总值目标：增长7%` → what it is about and the value: what stands behind the last colon. */
export function splitLead(text: string): MarkedText[] {
  const at = Math.max(text.lastIndexOf('：') + 1, text.lastIndexOf(': ') + 2);
  if (at < 2 || at === text.length || text.length - at > MAX_VALUE) return [{ text, isMarked: false }];
  return [
    { text: text.slice(0, at), isMarked: false },
    { text: text.slice(at), isMarked: true },
  ];
}

export interface MarkedText {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Half-open ranges of UTF-16 code units, in any order; one that leaves the text or meets an earlier one is dropped. */
export function markRanges(
  text: string,
  ranges: readonly { readonly start: number; readonly end: number }[],
): MarkedText[] {
  const pieces: MarkedText[] = [];
  let at = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false });
    pieces.push({ text: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}

/** The passage's text with the quotation marked; the quotation alone when it does not stand where it is said to. */
export function markQuote(
  passage: { readonly text: string; readonly start: number } | null,
  citation: { readonly quote: string; readonly start: number },
): MarkedText[] {
  const { quote } = citation;
  if (passage === null) return [{ text: quote, isMarked: true }];
  const expected = citation.start - passage.start;
  const start = passage.text.startsWith(quote, expected) && expected >= 0 ? expected : passage.text.indexOf(quote);
  if (start === -1) return [{ text: quote, isMarked: true }];
  return markRanges(passage.text, [{ start, end: start + quote.length }]);
}
