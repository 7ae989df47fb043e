/**
 * Judges a sentence of a draft that has no figures: what it says in words and the sentences that speak of it go in. It is
 * called right by a sentence that has nearly all of it, and wrong by one that says it but for a difference with a name.
 */

import type { Fact } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { isOfYears, removeYears } from './claim-guards.js';
import { type ClaimUnit, evenWords, lackedBy } from './claim-units.js';
import { saysAim } from './claims.js';
import { CLAUSE_ENDS, splitClauses } from './clauses.js';
import { type Contradiction, isOnlyPlanned } from './contradictions.js';
import {
  type ComparedClaim,
  findDifference,
  findMissingPlaces,
  findOtherPlace,
  findSubstitution,
} from './differences.js';
import type { Evidence, EvidenceTools, FoundEvidence, SoughtSentence } from './evidence.js';
import { alignWords } from './substitutions.js';

/** What a sentence without figures is found to be. */
export interface StatementJudgement {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** The sentence of the snapshot that it was held against; null when none came near. */
  readonly sentence: number | null;
}

/** Share that a sentence has which says a claim without figures, and one that says something else of it. */
const SAYS_ALL = 0.9;
const SAYS_NEARLY = 0.6;
/** Share of a claim's characters that stand in a sentence in runs, from which on both are sayings of one thing. */
const SAME_SAYING = 0.5;

/** A negation that only one of them has turns the sense where the words are much the same. */
export function isClearDifference({ claimed, found }: Contradiction, claim: string, sentence: string): boolean {
  return (claimed !== '' && found !== '') || alignWords(claim, sentence).share >= SAME_SAYING;
}

export function regionOf({ document }: Pick<Fact, 'document'>, gazetteer: Gazetteer): Region | null {
  const { region } = document.metadata;
  return region === null ? null : gazetteer.resolve(region);
}

/** One that is no part of a name: 3号线, 5A. */
const NUMBER = /\d(?![\d.a-z号])/i;

export function judgeWords(
  claim: ComparedClaim,
  { text }: SoughtSentence,
  { units, sentences }: FoundEvidence,
  tools: EvidenceTools,
): StatementJudgement {
  const candidates = [...sentences]
    .filter(({ sentence }) => isOfYears(text, tools.snapshot, sentence))
    .sort((a, b) => b.cover - a.cover);
  for (const evidence of candidates) {
    if (evidence.cover < SAYS_NEARLY) break;
    const verdict = judgeStatement(claim, text, evidence, units, tools);
    if (verdict !== null) return { verdict, sentence: evidence.sentence };
  }
  return { verdict: 'not_found', sentence: candidates[0]?.sentence ?? null };
}

function judgeStatement(
  claim: ComparedClaim,
  text: string,
  { sentence, cover, even }: Evidence,
  units: readonly ClaimUnit[],
  tools: EvidenceTools,
): 'supported' | 'contradicted' | null {
  const { snapshot, gazetteer } = tools;
  const stated = snapshot.sentenceText(sentence);
  const passage = snapshot.sentencePassage[sentence] ?? 0;
  const { document } = snapshot.sentenceAt(sentence);
  const own = regionOf({ document }, gazetteer);
  const [missing] = findMissingPlaces(claim, stated, own, gazetteer);
  if (missing !== undefined) {
    return findOtherPlace(claim, missing, stated, own, gazetteer) === null ? null : 'contradicted';
  }
  const clauses = readClauses(stated);
  const difference = findDifference(claim, closestClause(clauses, units));
  if (difference !== null) return isClearDifference(difference, claim.text, stated) ? 'contradicted' : null;
  const replaced = findSubstitution(claim.text, stated, own, tools);
  if (replaced !== null) return replaced.isSure ? 'contradicted' : null;
  if (isOnlyPlanned(text, clauseOfRarest(stated, clauses, units))) return 'contradicted';
  const role = snapshot.passageAnnotations[passage]?.role;
  const isToCome = role === 'target' || role === 'task';
  if (isToCome && !saysAim(text)) return cover >= SAYS_ALL && SAYS_DONE.test(text) ? 'contradicted' : null;
  // A number that could not be read as a figure may be wrong.
  if (NUMBER.test(removeYears(foldWidth(text)))) return null;
  if (cover < SAYS_ALL || lackedBy(units, even).length > 0 || isPutTogether(text, clauses, units)) return null;
  return 'supported';
}

/** A clause of a document's sentence. */
interface Clause {
  readonly text: string;
  /** Its words, evened out, without the mark at its end. */
  readonly even: string;
}

function readClauses(text: string): Clause[] {
  return splitClauses(text).map((clause) => ({ text: clause, even: evenWords(clause.split(CLAUSE_ENDS)[0] ?? '') }));
}

function standsIn({ forms }: ClaimUnit, even: string): boolean {
  return forms.some((form) => even.includes(form));
}

/** Whether what one clause of the claim says stands in two of the sentence: 甲入选A，乙入选B says nothing of 甲 and B. */
function isPutTogether(claim: string, clauses: readonly Clause[], units: readonly ClaimUnit[]): boolean {
  const first = clauses[0]?.even ?? '';
  return readClauses(claim).some((part) => {
    const own = units.filter((unit) => standsIn(unit, part.even) && clauses.some(({ even }) => standsIn(unit, even)));
    // What the first clause names, the others go on about.
    return own.length > 1 && !clauses.some(({ even }) => own.every((unit) => standsIn(unit, first + even)));
  });
}

const SAYS_DONE = /已经?|建成|完成|实现|获评|获得|开通|通车|投用|投产|落成|成为|了(?=[，。]|$)/;

/** The clause that has the rarest of the claim's words: what is said there is said of what it names. */
function clauseOfRarest(text: string, clauses: readonly Clause[], units: readonly ClaimUnit[]): string {
  const rarest = [...units].sort((a, b) => b.weight - a.weight);
  for (const unit of rarest) {
    const found = clauses.find(({ even }) => standsIn(unit, even));
    if (found !== undefined) return found.text;
  }
  return text;
}

/** The clauses that have at least half as much of the claim as the one that has most, joined. */
function closestClause(clauses: readonly Clause[], units: readonly ClaimUnit[]): string {
  const scores = clauses.map(({ even }) =>
    units.filter((unit) => standsIn(unit, even)).reduce((sum, { weight }) => sum + weight, 0),
  );
  const most = Math.max(...scores);
  return clauses
    .filter((_, at) => (scores[at] ?? 0) >= most / 2)
    .map(({ text }) => text)
    .join('');
}
