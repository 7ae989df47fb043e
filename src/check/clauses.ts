/** Used to judge claims by their words: where a sentence is cut into clauses. The comma of 1,286 cuts nothing. */

export const CLAUSE_ENDS = /[，；;。！？]|,(?!\d)/;
const BEHIND_END = new RegExp(`(?<=${CLAUSE_ENDS.source})`);

/** What of its clause stands in front of an offset. */
export function clauseBefore(text: string, offset: number): string {
  return text.slice(0, offset).split(CLAUSE_ENDS).at(-1) ?? '';
}

/** What of its clause stands behind an offset, without the mark at its end. */
export function clauseBehind(text: string, offset: number): string {
  return text.slice(offset).split(CLAUSE_ENDS)[0] ?? '';
}

/** Each with the mark at its end. */
export function splitClauses(text: string): string[] {
  return text.split(BEHIND_END);
}
