/**
 * Used to judge English claims: which words right around a figure say what it is of? What is counted stands behind its
 * number, what is measured mostly in front; what stands behind the number before is that one's.
 */

import { comparedIn } from '../lexicon/units.js';
import { type ClaimUnit, evenWords, listUnits, type UnitTools } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import type { SoughtFigure } from './figure-likeness.js';

const CLAUSE_END = /[,;.:!?](?= |$)|\b(?:and|while|with|but)\b/gi;
/** Where a counted noun ends: 36 ships | in 13 ports. */
const NOUN_END =
  /[,;.:!?](?= |$)|\b(?:in|of|from|to|into|with|for|on|at|by|and|that|which|who|were|was|is|are|has|have|had|while|across|among|came|made|took|got|won|joined|during|last|this)\b/gi;

export function prepareEnglish(claims: readonly FigureClaim[], tools: UnitTools): SoughtFigure[] {
  return claims.map((claim, index): SoughtFigure => {
    const { text, term } = claim;
    const own = listUnits(wordsAround(claim, claims[index - 1], claims[index + 1]), 'en', tools);
    const named =
      term === null || own.some(({ forms }) => forms.includes(evenWords(term.name))) ? [] : [unitOf(term.written)];
    const near = [...own, ...named];
    return { claim, near: near.length > 0 ? near : listUnits(text, 'en', tools), even: '' };
  });
}

const TERM_WEIGHT = 3;

function unitOf(written: readonly string[]): ClaimUnit {
  return { forms: written.map(evenWords), weight: TERM_WEIGHT };
}

function wordsAround(claim: FigureClaim, previous: FigureClaim | undefined, next: FigureClaim | undefined): string {
  const { figure, text } = claim;
  const behind = text.slice(figure.end, next?.figure.start ?? text.length);
  const isCount = isCounted(claim);
  const end = behind.replace(/^ of\b/, '   ').search(isCount ? NOUN_END : CLAUSE_END);
  const noun = end === -1 ? behind : behind.slice(0, end);
  const lead = text.slice(previous?.figure.end ?? 0, figure.start);
  const isOwnClause = previous === undefined || lastEnd(CLAUSE_END, lead) > 0;
  // Behind a count comes its noun first.
  const from = isOwnClause ? lastEnd(CLAUSE_END, lead) : isCounted(previous) ? lastEnd(NOUN_END, lead) : 0;
  return removeIdle(`${lead.slice(from)} , ${noun}`);
}

/** When and how often says nothing of what it is. */
export function removeIdle(text: string): string {
  return text.replace(/\bfor the first time\b|\b(?:last|this|next|(?:the )?previous|(?:the )?current) year\b/gi, ' ');
}

function isCounted({ figure: { quantity } }: FigureClaim): boolean {
  return comparedIn(quantity.unit).name === '个' || quantity.unit === '人';
}

function lastEnd(pattern: RegExp, text: string): number {
  let end = 0;
  for (const { 0: mark, index } of text.matchAll(pattern)) end = index + mark.length;
  return end;
}
