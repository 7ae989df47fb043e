/**
 * Used to find quotations: what a writer puts around and into one. A quotation goes in; its parts come out, without the
 * marks that enclose the whole and the signs that something is left out.
 */

/** Marks of quotation, each with the one that closes it. */
const ENCLOSING = new Map([
  ['“', '”'],
  ['”', '”'],
  ['"', '"'],
  ['＂', '＂'],
  ['„', '“'],
  ['‘', '’'],
  ["'", "'"],
  ['「', '」'],
  ['『', '』'],
  ['«', '»'],
]);
/** Marks around marks: “「…」”. */
const MAX_ENCLOSURES = 3;
/** Signs that something is left out: ……, ..., 。。。, [...], （略）. */
const ELISION = /[[(（［【〔]\s{0,2}(?:[.…⋯。．]{1,12}|[上中下]?略|省略)\s{0,2}[\])）］】〕]|[…⋯]+|[.．]{3,}|。{3,}/g;
/** Quotations of more parts keep the last ones together: no writer leaves out so often. */
const MAX_PARTS = 40;
/** Beside a sign that something is left out, the writer sets these as he likes. */
const SEPARATORS = new Set('，、；：。,;:.!！?？—-');

/** Without white space and marks of quotation around the whole. */
export function removeEnclosingMarks(quote: string): string {
  let text = quote.trim();
  for (let round = 0; round < MAX_ENCLOSURES; round += 1) {
    const close = ENCLOSING.get(text.charAt(0));
    if (close === undefined || text.length < 2 || !text.endsWith(close) || !closesAtEnd(text, close)) break;
    text = text.slice(1, -1).trim();
  }
  return text;
}

/** “两山”和“三农” begins and ends with marks that do not belong together. */
function closesAtEnd(text: string, close: string): boolean {
  const open = text.charAt(0);
  if (open === close) return true;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === open) depth += 1;
    if (text[index] === close) depth -= 1;
    if (depth === 0) return index === text.length - 1;
  }
  return true;
}

/** The parts between signs that something is left out, at least one; separators beside such a sign are dropped. */
export function splitAtElisions(quote: string): string[] {
  const ranges: { start: number; end: number }[] = [];
  let start = 0;
  for (const sign of quote.matchAll(ELISION)) {
    if (ranges.length === MAX_PARTS - 1) break;
    ranges.push({ start, end: sign.index });
    start = sign.index + sign[0].length;
  }
  ranges.push({ start, end: quote.length });
  return ranges.map((range, index) => {
    let { start: from, end: to } = range;
    while (index > 0 && from < to && isSeparator(quote, from)) from += 1;
    while (index < ranges.length - 1 && to > from && isSeparator(quote, to - 1)) to -= 1;
    return quote.slice(from, to);
  });
}

function isSeparator(text: string, at: number): boolean {
  const character = text.charAt(at);
  return SEPARATORS.has(character) || character.trim() === '';
}
