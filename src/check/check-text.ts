/**
 * Checks a writer's sentence or draft: the text goes in; a verdict for every figure and quotation of it comes out, in
 * the order of the text, and one for the whole.
 */

import type { FigureKind, Measure } from '../annotate/figures/contract.js';
import { type FigureVerdict, MAX_CHECKED_ITEMS, MAX_CHECKED_LENGTH, MAX_CITED_LENGTH } from '../api/check.js';
import { WenjuError } from '../errors.js';
import type { Fact } from '../index/contract.js';
import { tidy } from '../lexicon/numerals.js';
import { readWrittenUnit, unitRatio } from '../lexicon/units.js';
import { createTurns, type LetOthers } from '../turns.js';
import type { Span } from '../types.js';
import type { FigureClaim } from './claims.js';
import { type DraftTools, judgeSentences } from './draft-judge.js';
import { type Judgement, OPEN } from './judge.js';
import { isRight, isWrong } from './verdicts.js';

/**
 * A quotation shorter than this is a name or a figure of speech. In UTF-16 code units, without its marks; in a language
 * that parts its words, in words.
 */
const SHORTEST_QUOTATION = 8;
const FEWEST_WORDS = 5;
const HAN = /\p{Script=Han}/u;

/** A figure of the text as it was understood. */
export interface CheckedClaim {
  readonly region: string | null;
  /** The last, of a figure for several. */
  readonly year: number | null;
  /** The glossary's name, else the words it is about; null when it has none. */
  readonly indicator: string | null;
  readonly measure: Measure;
  /** In `unit`; negative for one that went down. */
  readonly value: number;
  /** As the writer has it: 亿元, %. */
  readonly unit: string;
  readonly valueKind: FigureKind;
}

export interface CheckedFigure extends Span {
  readonly kind: 'figure';
  readonly text: string;
  readonly claim: CheckedClaim;
  readonly verdict: FigureVerdict;
  /** What the source says, in the claim's unit when it can be turned into it; null when nothing was found. */
  readonly found: { readonly value: number; readonly unit: string } | null;
  /** Where it stands; null when nothing was found. */
  readonly fact: Fact | null;
  /** For conflicting_sources: a source that says otherwise. */
  readonly other: Fact | null;
}

/** What became of a quotation, as the finder of quotations says it. */
export interface FoundQuotation {
  readonly verdict: 'exact' | 'punctuation_differs' | 'words_differ' | 'not_found';
}

/** A sentence without figures that a document says, or says otherwise. */
export interface CheckedStatement extends Span {
  readonly kind: 'statement';
  readonly text: string;
  readonly verdict: 'supported' | 'contradicted';
  /** Number of the document's sentence in the snapshot. */
  readonly sentence: number;
}

export type CheckedItem<Found extends FoundQuotation> = CheckedFigure | CheckedQuotation<Found> | CheckedStatement;

export interface CheckedQuotation<Found extends FoundQuotation> extends Span {
  readonly kind: 'quotation';
  /** Without its marks. */
  readonly text: string;
  readonly verdict: Found['verdict'];
  readonly found: Found;
}

export type OverallVerdict = 'supported' | 'contradicted' | 'partial' | 'not_found';

export interface CheckedText<Found extends FoundQuotation> {
  readonly verdict: OverallVerdict;
  /** In the order of the text; a figure in a quotation that was found is the source's own and no item. */
  readonly items: readonly CheckedItem<Found>[];
  /** UTF-16 code units at the end of the text that were not checked, as it has more items than are checked at once. */
  readonly omitted: number;
}

export interface CheckTools<Found extends FoundQuotation> extends DraftTools {
  readonly findQuotation: (quotation: string, letOthers: LetOthers) => Promise<Found>;
  /** Ends the work at its next turn. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks the figures and quotations of a text in Chinese or English, up to `MAX_CHECKED_ITEMS`: what is behind them is
 * not read. Linear time; a long text leaves others their turn. Rejects with WenjuError INPUT_INVALID for a blank text
 * and one that is too long.
 */
export async function checkText<Found extends FoundQuotation>(
  text: string,
  tools: CheckTools<Found>,
): Promise<CheckedText<Found>> {
  if (text.trim() === '') {
    throw new WenjuError('INPUT_INVALID', 'Expected a text to check, got a blank one. Give a sentence or a draft.');
  }
  if (text.length > MAX_CHECKED_LENGTH) {
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected a text of at most ${MAX_CHECKED_LENGTH} characters, got ${text.length}. Check it in parts.`,
    );
  }
  const items: CheckedItem<Found>[] = [];
  const letOthers = createTurns(tools.signal);
  let omitted = 0;
  let sourced = 0;
  let isAllSaid = true;
  for await (const part of readInOrder(text, tools, letOthers)) {
    if ('openFigures' in part) {
      isAllSaid &&= part.openFigures === 0 && saysNothingBesideQuotation(part, items);
      continue;
    }
    // The text up to a quotation that was found is known by then: they come by their beginnings.
    if ('claim' in part && part.start < sourced) continue;
    if ('statement' in part && part.start < sourced && quotedShare(part, items) >= MOSTLY_QUOTED) continue;
    // A statement is known behind the figures of its sentence, in front of which it begins.
    const next = 'statement' in part ? items.findLastIndex(({ start }) => start < part.start) + 1 : items.length;
    if (items.length === MAX_CHECKED_ITEMS) {
      omitted = text.length - part.start;
      items.splice(next);
      break;
    }
    if ('claim' in part) items.push(describe(text, part.claim, part.judgement));
    else if ('statement' in part) items.splice(next, 0, part.statement);
    else {
      const { start, end } = part;
      const quoted = text.slice(start, end);
      const found = await tools.findQuotation(quoted, letOthers);
      // Of a quotation that is not the source's own words the figures are checked as any other.
      if (isRight(found)) sourced = end;
      items.push({ kind: 'quotation', text: quoted, start, end, verdict: found.verdict, found });
    }
    await letOthers();
  }
  const verdict = sumUp(items);
  // What was not looked at, or is said beside what was found, is not known to be right.
  const isWhole = omitted === 0 && isAllSaid;
  return { verdict: isWhole || verdict !== 'supported' ? verdict : 'partial', items, omitted };
}

/** Share of a sentence that a quotation has to be for the sentence to say nothing more than the quotation. */
const MOSTLY_QUOTED = 0.5;

/** A sentence that is little more than what it quotes (报告指出，“……”), or that quotes nothing. */
function saysNothingBesideQuotation(sentence: Span, items: readonly CheckedItem<FoundQuotation>[]): boolean {
  const quoted = quotedShare(sentence, items);
  return quoted === 0 || quoted >= MOSTLY_QUOTED;
}

function quotedShare(sentence: Span, items: readonly CheckedItem<FoundQuotation>[]): number {
  const quoted = items.filter(
    ({ kind, start, end }) => kind === 'quotation' && start < sentence.end && end > sentence.start,
  );
  const length = quoted.reduce(
    (sum, { start, end }) => sum + Math.min(end, sentence.end) - Math.max(start, sentence.start),
    0,
  );
  return length / (sentence.end - sentence.start);
}

interface JudgedFigure extends Span {
  readonly claim: FigureClaim;
  readonly judgement: Judgement;
}

interface JudgedStatement extends Span {
  readonly statement: CheckedStatement;
}

/** A sentence that no document was found to say, with the number of its figures, be they found or not. */
interface OpenSentence extends Span {
  readonly openFigures: number;
}

/** Quotations and claimed figures by their beginnings, a quotation before the figures in it; read as far as is asked for. */
async function* readInOrder<Found extends FoundQuotation>(
  text: string,
  tools: CheckTools<Found>,
  letOthers: LetOthers,
): AsyncGenerator<Span | JudgedFigure | JudgedStatement | OpenSentence, void> {
  const quotations = findQuotations(text);
  let next = 0;
  function* quotationsUpTo(limit: number): Generator<Span, void> {
    for (let found = quotations[next]; found !== undefined && found.start <= limit; found = quotations[next]) {
      next += 1;
      yield found;
    }
  }
  for await (const { sentence, judged } of judgeSentences(text, tools, letOthers)) {
    const { verdict, figures, sentence: stated } = judged;
    // A sentence that a document says is right as a whole where a figure of it is told in words there.
    const isToldInWords = verdict === 'supported' && !figures.every(isRight);
    for (const [index, claim] of sentence.claims.entries()) {
      if (isToldInWords && !isRight(figures[index] ?? OPEN)) continue;
      yield* quotationsUpTo(claim.start);
      yield { start: claim.start, end: claim.end, claim, judgement: figures[index] ?? OPEN };
    }
    const isOfWords =
      sentence.claims.length === 0 || isToldInWords
        ? verdict !== 'not_found'
        : verdict === 'contradicted' && !figures.some(isWrong);
    if (isOfWords && stated !== null && verdict !== 'not_found') {
      yield* quotationsUpTo(sentence.end);
      const { start, end } = sentence;
      const statement = {
        kind: 'statement',
        text: text.slice(start, end),
        start,
        end,
        verdict,
        sentence: stated,
      } as const;
      yield { start, end, statement };
    }
    if (verdict === 'not_found') {
      yield* quotationsUpTo(sentence.end);
      yield { start: sentence.start, end: sentence.end, openFigures: sentence.claims.length };
    }
  }
  yield* quotationsUpTo(text.length);
}

const OPENING = '“「『';
const CLOSING = '”」』';

/** What stands between quotation marks on one line and may be cited; of marks within marks the outer ones. Linear time. */
export function findQuotations(text: string): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') depth = 0;
    else if (OPENING.includes(character)) {
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (CLOSING.includes(character) && depth > 0) {
      depth -= 1;
      const isOfLength = at - start >= SHORTEST_QUOTATION && at - start <= MAX_CITED_LENGTH;
      if (depth === 0 && isOfLength && hasWords(text.slice(start, at))) spans.push({ start, end: at });
    }
  }
  return spans;
}

function hasWords(quotation: string): boolean {
  return HAN.test(quotation) || quotation.trim().split(/\s+/).length >= FEWEST_WORDS;
}

/** contradicted when anything differs; partial when some is right and the rest open. */
function sumUp(items: readonly CheckedItem<FoundQuotation>[]): OverallVerdict {
  if (items.some(isWrong)) return 'contradicted';
  const right = items.filter(isRight).length;
  if (right === 0) return items.some(({ verdict }) => verdict === 'conflicting_sources') ? 'partial' : 'not_found';
  return right === items.length ? 'supported' : 'partial';
}

function describe(text: string, claim: FigureClaim, { verdict, fact, other }: Judgement): CheckedFigure {
  const { figure } = claim;
  const { name: unit, factor } = readWrittenUnit(figure.text, figure.quantity.unit);
  return {
    kind: 'figure',
    text: text.slice(claim.start, claim.end),
    start: claim.start,
    end: claim.end,
    claim: {
      region: claim.region?.name ?? null,
      year: claim.years.at(-1) ?? null,
      indicator: claim.term?.name ?? (figure.subject === '' ? null : figure.subject),
      measure: figure.measure,
      value: signed(claim, factor),
      unit,
      valueKind: claim.kind ?? 'actual',
    },
    verdict,
    found: fact === null ? null : convertFound(fact, claim, unit, factor),
    fact,
    other,
  };
}

function signed({ figure }: { readonly figure: FigureClaim['figure'] }, factor: number): number {
  const value = tidy(figure.quantity.value / factor);
  const isFall = figure.direction === 'down' && (figure.measure === 'growth' || figure.measure === 'change');
  return isFall ? -value : value;
}

function convertFound(fact: Fact, claim: FigureClaim, unit: string, factor: number): CheckedFigure['found'] {
  const other = fact.figure.quantity.unit;
  const times = unitRatio(other, claim.figure.quantity.unit);
  if (times === null) return { value: signed(fact, 1), unit: other };
  return { value: signed(fact, factor / times), unit };
}
