/**
 * Ingest, raised digits: a note's mark or an exponent must not grow onto the figure before it (`480²亿元`, not 4802).
 * The characters of a raised stretch go in; the same with superscript digits (Unicode) come out.
 */

const RAISED_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Raises digits; everything else stays. */
export function raiseDigits(text: string): string {
  return text.replace(/[0-9]/g, (digit) => RAISED_DIGITS.charAt(Number(digit)));
}
