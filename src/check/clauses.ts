/** Used to judge claims by their words: where a sentence is cut into clauses. The comma of 1,286 cuts nothing. */

export const CLAUSE_ENDS = /[，；;。！？]|,(?!\d)/;
const BEHIND_END = new RegExp(`(?<=${CLAUSE_ENDS.source})`);

/** Each with the mark at its end. */
export function splitClauses(text: string): string[] {
  return text.split(BEHIND_END);
}
