/**
 * The way into checking one claim: a claim and the passages ranked for it go in; a verdict comes out, with the sentences
 * it goes by, best first. Figures decide where the claim has any; its words decide where it has none or where no figure
 * of the reports could be held against it.
 */

import { createTurns } from '../turns.js';
import type { Span } from '../types.js';
import { type CheckedFigure, type CheckTools, checkText, type FoundQuotation } from './check-text.js';
import { createContradictionFinder } from './contradictions.js';
import { checkWords } from './word-claims.js';

export interface ClaimMatch {
  /** Index in the snapshot's documents. */
  readonly document: number;
  /** Number in the snapshot. */
  readonly passage: number;
  /** The sentence, in the document's text. */
  readonly span: Span;
}

export interface CheckedClaimWords {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** Best first, one a sentence; empty for not_found. */
  readonly matches: readonly ClaimMatch[];
}

export interface ClaimCheckTools extends Omit<CheckTools<FoundQuotation>, 'findQuotation'> {
  /** Passages ranked for the claim as for a question: numbers of the snapshot, best first. */
  readonly ranked: readonly number[];
}

const NOT_FOUND: CheckedClaimWords = { verdict: 'not_found', matches: [] };
const RIGHT: ReadonlySet<string> = new Set(['match', 'match_rounded']);

/** Checks one claim in Chinese or English. Rejects as `checkText` does. */
export async function checkClaim(text: string, tools: ClaimCheckTools): Promise<CheckedClaimWords> {
  const findQuotation = async (): Promise<FoundQuotation> => ({ verdict: 'not_found' });
  const { items, omitted } = await checkText(text, { ...tools, findQuotation });
  const figures = items.filter((item): item is CheckedFigure => item.kind === 'figure');
  const found = figures.filter(({ verdict }) => verdict !== 'not_found' && verdict !== 'conflicting_sources');
  const wrong = found.filter(({ verdict }) => !RIGHT.has(verdict));
  if (wrong.length > 0) return { verdict: 'contradicted', matches: listMatches(wrong, tools) };
  if (found.length > 0 && found.length === figures.length && omitted === 0) {
    const contradict = createContradictionFinder(text);
    const letOthers = createTurns(tools.signal);
    const turned: CheckedFigure[] = [];
    for (const figure of found) {
      if (figure.fact !== null && contradict(clauseOf(figure.fact)) !== null) turned.push(figure);
      await letOthers();
    }
    if (turned.length > 0) return { verdict: 'contradicted', matches: listMatches(turned, tools) };
    return { verdict: 'supported', matches: listMatches(found, tools) };
  }
  const { verdict, sentence } = await checkWords(text, tools.ranked, tools, figures.length > 0);
  if (sentence === null || (figures.length > 0 && verdict === 'contradicted')) return NOT_FOUND;
  return { verdict, matches: [matchOf(sentence, tools)] };
}

function clauseOf({ text, figure }: NonNullable<CheckedFigure['fact']>): string {
  const before =
    text
      .slice(0, figure.start)
      .split(/[,，;；。]/)
      .at(-1) ?? '';
  const behind = text.slice(figure.start).split(/[,，;；。]/)[0] ?? '';
  return before + behind;
}

function listMatches(figures: readonly CheckedFigure[], tools: ClaimCheckTools): ClaimMatch[] {
  const sentences = new Set(figures.flatMap(({ fact }) => (fact === null ? [] : [fact.sentence])));
  return [...sentences].map((sentence) => matchOf(sentence, tools));
}

function matchOf(number: number, { snapshot }: ClaimCheckTools): ClaimMatch {
  const passage = snapshot.sentencePassage[number] ?? 0;
  const { sentence } = snapshot.sentenceAt(number);
  const document = snapshot.passageDocument[passage] ?? 0;
  return { document, passage, span: { start: sentence.start, end: sentence.end } };
}
