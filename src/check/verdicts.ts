/** Used wherever verdicts are summed up: which say that a text is right, which that it is wrong, and which neither. */

const RIGHT: ReadonlySet<string> = new Set(['match', 'match_rounded', 'exact', 'punctuation_differs', 'supported']);
/** Says nothing for or against. */
const OPEN: ReadonlySet<string> = new Set(['not_found', 'conflicting_sources']);

interface Judged {
  readonly verdict: string;
}

export function isRight({ verdict }: Judged): boolean {
  return RIGHT.has(verdict);
}

export function isOpen({ verdict }: Judged): boolean {
  return OPEN.has(verdict);
}

export function isWrong(judged: Judged): boolean {
  return !isRight(judged) && !isOpen(judged);
}
