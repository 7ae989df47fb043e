/**
 * Checks a claim by its words: the claim and the passages ranked for it go in; supported, contradicted or not_found
 * comes out, with the sentence it goes by. What is not plainly said is not found: a sentence with nearly all words of
 * the claim may still say something else.
 */

import type { Snapshot } from '../index/contract.js';
import type { Region } from '../lexicon/contract.js';
import { detectLanguage } from '../lexicon/language.js';
import { toSimplified } from '../lexicon/simplified.js';
import { LONE_YEAR, writeYearsInDigits } from '../lexicon/years.js';
import { createTurns } from '../turns.js';
import { isOfYear } from './claim-guards.js';
import { splitClauses } from './clauses.js';
import { type Contradiction, createContradictionFinder, isOnlyPlanned } from './contradictions.js';
import { namesNothing } from './english-words.js';
import { type Cover, type CoverTools, createCover, LONGEST_CLAIM } from './word-cover.js';

export interface WordClaimTools extends CoverTools {
  readonly snapshot: Snapshot;
  /** Ends the work at its next turn. */
  readonly signal?: AbortSignal | undefined;
}

/** What the sentences say of a claim. */
export interface WordJudgement {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** Number of the sentence in the snapshot; null for not_found. */
  readonly sentence: number | null;
  /** For contradicted: what the claim has and what the sentence has instead. */
  readonly difference: Contradiction | null;
}

/** Passages that are read; what says the same stands among the first. */
const PASSAGES = 8;
/** Share of a claim that a sentence has which supports it; what it lacks must say nothing. */
const SUPPORTING = 0.75;
/** One that contradicts says it but for one word. */
const CONTRADICTING = 0.6;

const NOT_FOUND: WordJudgement = { verdict: 'not_found', sentence: null, difference: null };

/** @param passages numbers of the snapshot, best first. */
export async function checkWords(
  claim: string,
  passages: readonly number[],
  tools: WordClaimTools,
): Promise<WordJudgement> {
  const { snapshot } = tools;
  const letOthers = createTurns(tools.signal);
  const words = toSimplified(claim.slice(0, LONGEST_CLAIM));
  const coverOf = createCover(words, tools);
  const parts: ((text: string) => Cover)[] = [];
  for (const clause of new Set(splitClauses(words))) {
    const part = createCover(clause, tools);
    const { share, missing } = part(clause);
    if (share > 0 || missing.length > 0) parts.push(part);
    await letOthers();
  }
  const places = tools.gazetteer.find(words).map(({ region }) => region);
  if (places.length === 0 && detectLanguage(words) === 'en' && namesNothing(words)) return NOT_FOUND;
  const candidates: { readonly sentence: number; readonly text: string; readonly cover: Cover }[] = [];
  for (const sentence of passages.slice(0, PASSAGES).flatMap((passage) => snapshot.sentencesOf(passage))) {
    const text = snapshot.sentenceText(sentence);
    const cover = coverOf(text);
    if (cover.share >= CONTRADICTING && isAboutPlaces(sentence, text, places, tools)) {
      candidates.push({ sentence, text, cover });
    }
    await letOthers();
  }
  candidates.sort((a, b) => b.cover.share - a.cover.share);
  const contradict = createContradictionFinder(words);
  for (const { sentence, text, cover } of candidates) {
    const clause = closestClause(text, coverOf, cover);
    const difference = contradict(clause);
    if (difference !== null) return { verdict: 'contradicted', sentence, difference };
    if (!isOfYears(words, snapshot, sentence)) continue;
    const clauses = splitClauses(text);
    let isSaid = true;
    for (const part of parts) {
      isSaid = clauses.some((each) => saysAll(part(each)));
      if (!isSaid) break;
      await letOthers();
    }
    if (isSaid && !isOnlyPlanned(words, clause)) return { verdict: 'supported', sentence, difference: null };
    if (coverOf(clause).hasOtherNumbers) {
      return { verdict: 'contradicted', sentence, difference: { claimed: words, found: clause } };
    }
  }
  return NOT_FOUND;
}

function saysAll({ share, missing }: Cover): boolean {
  return missing.length === 0 && share >= SUPPORTING;
}

/** Each place of the claim is around the document's, or the sentence names it. */
function isAboutPlaces(
  sentence: number,
  text: string,
  places: readonly Region[],
  { snapshot, gazetteer }: WordClaimTools,
): boolean {
  const { region } = snapshot.sentenceAt(sentence).document.metadata;
  const own = region === null ? null : gazetteer.resolve(region);
  const named = new Set(gazetteer.find(text).map((mention) => mention.region.code));
  const isOwn = (place: Region): boolean => own !== null && gazetteer.contains(place, own);
  return (
    places.every((place) => isOwn(place) || named.has(place.code)) &&
    (places.length === 0 || places.some((place) => isOwn(place) || (own !== null && gazetteer.contains(own, place))))
  );
}

const YEAR = new RegExp(LONE_YEAR, 'g');
/** A report of 2025年. */
const OF_REPORT = /^年?\p{Script=Han}{0,8}(?:工作)?报告/u;

/** Every year of the claim is the sentence's; the year of a report that it names is the document's. */
function isOfYears(claim: string, snapshot: Snapshot, sentence: number): boolean {
  const { year } = snapshot.sentenceAt(sentence).document.metadata;
  const stated = writeYearsInDigits(snapshot.sentenceText(sentence));
  return Array.from(claim.matchAll(YEAR)).every(({ 0: digits, index }) =>
    OF_REPORT.test(claim.slice(index + digits.length))
      ? Number(digits) === year || stated.includes(digits)
      : isOfYear(digits, snapshot, sentence),
  );
}

/** The clause that has enough of the claim by itself, else the sentence. */
function closestClause(text: string, coverOf: (text: string) => Cover, whole: Cover): string {
  const own = splitClauses(text)
    .map((clause) => ({ clause, share: coverOf(clause).share }))
    .sort((a, b) => b.share - a.share)[0];
  return own !== undefined && own.share >= Math.min(whole.share, CONTRADICTING) ? own.clause : text;
}
