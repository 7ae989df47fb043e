/** Lexicon, characters: which characters are the same for a number? Full-width ones and their plain forms. */

/** From a full-width character of Unicode to its ASCII one. */
const FULL_WIDTH_DISTANCE = 0xfee0;

/** Plain ASCII for full-width characters and for the ratio's colon; one code unit for one, so that offsets stay. */
export function foldWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_DISTANCE))
    .replace(/∶/g, ':');
}

/** Where the match of a sticky pattern that begins at a position ends; -1 when there is none. */
export function matchEnd(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
