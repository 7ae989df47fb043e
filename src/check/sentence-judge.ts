/**
 * Judges one sentence of a draft: what it claims and the sentences that speak of it go in; a verdict for each of its
 * figures and one for the whole come out. Figures decide first; then the words must not say something else of them; a
 * sentence without figures is judged by its words alone.
 */

import type { Fact, Snapshot } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { compareClaimed } from '../lexicon/quantities.js';
import { toSimplified } from '../lexicon/simplified.js';
import { writeYearsInDigits } from '../lexicon/years.js';
import type { LetOthers } from '../turns.js';
import { type ClaimUnit, coverOf, evenWords, lackedBy } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import { saysAim } from './claims.js';
import { isOnlyPlanned } from './contradictions.js';
import {
  type ComparedClaim,
  type Difference,
  findDifference,
  findMissingPlaces,
  findOtherPlace,
  findSubstitution,
  readCompared,
} from './differences.js';
import {
  type Evidence,
  type EvidenceTools,
  type FoundEvidence,
  factsOfSentence,
  type SoughtSentence,
} from './evidence.js';
import { judgeByEvidence, OPEN } from './evidence-judge.js';
import { nearWordsOf, prepareFigures, type SoughtFigure } from './figure-likeness.js';
import { compareValues, isAgreeing } from './figure-values.js';
import { type Judgement, judgeFigure } from './judge.js';
import { alignWords } from './substitutions.js';

export interface SentenceJudgement {
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  /** One a figure, in order. */
  readonly figures: readonly Judgement[];
  /** What the words say otherwise; null when nothing, or when a figure tells it. */
  readonly difference: Difference | null;
  /** The sentence of the snapshot that the words were held against; null when none came near. */
  readonly sentence: number | null;
}

/** Share of a claim's words, by their weight, that the words around its figures may lack at most. */
const MOST_LACKED = 0.85;
/** Share that a sentence has which says a claim without figures, and one that says something else of it. */
const SAYS_ALL = 0.9;
const SAYS_NEARLY = 0.6;
/** Share of a claim's characters that stand in a sentence in runs, from which on both are sayings of one thing. */
const SAME_SAYING = 0.5;
/** Share of the words near a claimed figure that stand near the document's; found on the claims that thresholds are learnt on. */
const NEAR_WORDS = 0.6;
const FAR_WORDS = 0.1;
const PARTLY_VERBATIM = 0.3;

const RIGHT: ReadonlySet<string> = new Set(['match', 'match_rounded']);
const UNDECIDED: ReadonlySet<string> = new Set(['not_found', 'conflicting_sources']);

export async function judgeSentence(
  sought: SoughtSentence,
  found: FoundEvidence,
  tools: EvidenceTools,
  letOthers: LetOthers,
): Promise<SentenceJudgement> {
  const { snapshot, gazetteer } = tools;
  const read: Judgement[] = [];
  const prepared = prepareFigures(sought.figures, tools);
  for (const figure of prepared) {
    const stated = judgeFigure(figure.claim, snapshot.facts, gazetteer);
    read.push(combine(stated, judgeByEvidence(figure, found, tools)));
    await letOthers();
  }
  const figures = pinToOne(sought, withoutShared(read), prepared, found, tools);
  const claim = readCompared(toSimplified(foldWidth(sought.text)), gazetteer);
  const wrong = figures.find(({ verdict }) => !RIGHT.has(verdict) && !UNDECIDED.has(verdict));
  if (wrong !== undefined) {
    return { verdict: 'contradicted', figures, difference: null, sentence: wrong.fact?.sentence ?? null };
  }
  const right = figures.filter(({ verdict }) => RIGHT.has(verdict));
  if (figures.length > 0) {
    const isWhole = right.length === figures.length;
    if (!isWhole)
      return { verdict: 'not_found', figures, difference: null, sentence: right[0]?.fact?.sentence ?? null };
    if (isPutTogether(sought, figures)) return { verdict: 'not_found', figures, difference: null, sentence: null };
    return guard(claim, sought, figures, found.units, tools);
  }
  return judgeWords(claim, sought, found, tools);
}

/** What the exact words say goes first; what they leave open the evidence may tell. */
function combine(stated: Judgement, judged: Judgement): Judgement {
  if (UNDECIDED.has(stated.verdict)) return judged === OPEN ? stated : judged;
  if (RIGHT.has(stated.verdict)) return RIGHT.has(judged.verdict) || UNDECIDED.has(judged.verdict) ? stated : OPEN;
  return RIGHT.has(judged.verdict) ? judged : stated;
}

/** Figures that agree, in words that say something else of them. */
function guard(
  claim: ComparedClaim,
  sought: SoughtSentence,
  figures: readonly Judgement[],
  units: readonly ClaimUnit[],
  tools: EvidenceTools,
): SentenceJudgement {
  const { snapshot, gazetteer } = tools;
  const facts = figures.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  const [first] = facts;
  const sentence = first?.sentence ?? null;
  const open: SentenceJudgement = { verdict: 'not_found', figures, difference: null, sentence };
  if (first === undefined) return open;
  const passages = [...new Set(facts.map(({ passage }) => passage))];
  const around = passages.map((passage) => textOf(snapshot, passage)).join('\n');
  const own = regionOf(first, gazetteer);
  if (sentence === null || isTwiceClaimed(sought, figures) || isTurnedList(figures)) return open;
  if (!hasNumbersOfNames(sought, foldWidth(around))) return open;
  if (!isOfYears(claim.text, snapshot, ...new Set(facts.map((fact) => fact.sentence)))) return open;
  const [missing] = findMissingPlaces(claim, facts.map(({ text }) => text).join('\n'), own, gazetteer);
  if (missing !== undefined) {
    const other = findOtherPlace(claim, missing, first.text, own, gazetteer);
    if (other === null) return open;
    return { ...open, verdict: 'contradicted', difference: { facet: 'place', claimed: missing.written, found: other } };
  }
  for (const fact of facts) {
    const difference = findDifference(claim, clauseOf(fact, claim.text));
    if (difference === null) continue;
    return isTold(difference, claim.text, fact.text) ? { ...open, verdict: 'contradicted', difference } : open;
  }
  if (sought.language === 'zh' && isDoubtful(claim, sought, figures, tools)) return open;
  const replaced = findSubstitution(claim.bare, first.text);
  if (replaced?.isSure) return { ...open, verdict: 'contradicted', difference: replaced };
  if (replaced !== null) return open;
  const lacked = lackedBy(units, evenWords(around));
  if (shareOf(lacked, units) > MOST_LACKED) return open;
  return { ...open, verdict: 'supported' };
}

/** What is open is looked for in the sentence of what was found; a value said twice in two units is one figure. */
function pinToOne(
  { figures: claims }: SoughtSentence,
  figures: readonly Judgement[],
  prepared: readonly SoughtFigure[],
  found: FoundEvidence,
  tools: EvidenceTools,
): Judgement[] {
  const pinned = figures.find(({ verdict, fact }) => RIGHT.has(verdict) && fact !== null)?.fact?.sentence;
  if (pinned === undefined) return [...figures];
  const taken = new Set(figures.flatMap(({ fact }) => (fact === null ? [] : [fact])));
  return figures.map((judged, index) => {
    const [own, sought] = [claims[index], prepared[index]];
    if (judged.verdict !== 'not_found' || own === undefined || sought === undefined) return judged;
    const again = figures.find(({ verdict, fact }) => RIGHT.has(verdict) && fact !== null && saysAgain(own, fact));
    return again ?? judgeByEvidence(sought, found, tools, { sentence: pinned, taken });
  });
}

function saysAgain(claim: FigureClaim, fact: Fact): boolean {
  return claim.figure.quantity.unit === fact.figure.quantity.unit && isAgreeing(compareValues(claim, fact));
}

/** A figure of a document that one of the claim's says right is no other value of another of them. */
function withoutShared(figures: readonly Judgement[]): Judgement[] {
  const said = new Set(figures.filter(({ verdict }) => RIGHT.has(verdict)).map(({ fact }) => fact));
  return figures.map((judged) =>
    !RIGHT.has(judged.verdict) && judged.fact !== null && said.has(judged.fact) ? OPEN : judged,
  );
}

/** A negation that only one of them has turns the sense where the words are much the same. */
function isTold({ claimed, found }: Difference, claim: string, sentence: string): boolean {
  return (claimed !== '' && found !== '') || alignWords(claim, sentence).share >= SAME_SAYING;
}

/** Two figures that differ cannot both be the same one of a document. */
function isTwiceClaimed({ figures: claims }: SoughtSentence, figures: readonly Judgement[]): boolean {
  const facts = figures.map(({ fact }) => fact);
  return facts.some((fact, index) => {
    const first = facts.indexOf(fact);
    const [one, other] = [claims[first], claims[index]];
    if (first === index || one === undefined || other === undefined) return false;
    return compareClaimed(one.figure.quantity, other.figure.quantity) === 'differs';
  });
}

const ONLY_LISTED = /^[、和及,，]$/;

/** Values in a row (分别增长4.1%、6%) are told apart by their order alone. */
function isTurnedList(figures: readonly Judgement[]): boolean {
  return figures.some(({ fact }, index) => {
    const next = figures[index + 1]?.fact;
    if (fact === null || next == null || fact.sentence !== next.sentence || next.figure.end > fact.figure.start)
      return false;
    return ONLY_LISTED.test(fact.text.slice(next.figure.end, fact.figure.start));
  });
}

/** 12号线 is not 17号线: numbers that are no figures stand in the document too. */
function hasNumbersOfNames({ text, figures }: SoughtSentence, around: string): boolean {
  let rest = foldWidth(text);
  for (const { figure } of figures) {
    rest = rest.slice(0, figure.start) + ' '.repeat(figure.end - figure.start) + rest.slice(figure.end);
  }
  const numbers = removeYears(rest).match(/\d+(?:\.\d+)?/g) ?? [];
  const stated = new Set(around.match(/\d+(?:\.\d+)?/g) ?? []);
  return numbers.every((number) => stated.has(number));
}

/**
 * A claim partly in a document's words, whose only figure stands there beside other words, may have put that figure to
 * another thing; so may several figures that are all less exact and stand beside other words.
 */
function isDoubtful(
  claim: ComparedClaim,
  sought: SoughtSentence,
  figures: readonly Judgement[],
  tools: EvidenceTools,
): boolean {
  const nears = prepareFigures(sought.figures, tools).map(({ near }, index) => {
    const fact = figures[index]?.fact;
    const around = fact == null ? [] : factsOfSentence(tools.snapshot, fact.sentence);
    return fact == null ? 0 : coverOf(near, nearWordsOf(fact, around));
  });
  const least = Math.min(...nears);
  const [first] = figures;
  if (figures.length > 1) return least < FAR_WORDS && figures.every(({ verdict }) => verdict === 'match_rounded');
  return least < NEAR_WORDS && alignWords(claim.text, first?.fact?.text ?? '').share > PARTLY_VERBATIM;
}

/** Figures of one clause stand in one sentence. */
function isPutTogether(sought: SoughtSentence, figures: readonly Judgement[]): boolean {
  return figures.some(({ fact }, index) => {
    const [own, next] = [sought.figures[index]?.figure, sought.figures[index + 1]?.figure];
    const other = figures[index + 1]?.fact;
    if (own === undefined || next === undefined || fact === null || other == null) return false;
    const between = sought.figures[index]?.text.slice(own.end, next.start) ?? '';
    return fact.sentence !== other.sentence && !/[，,；;。、(（]|\band\b/.test(between);
  });
}

function shareOf(part: readonly ClaimUnit[], whole: readonly ClaimUnit[]): number {
  const weigh = (units: readonly ClaimUnit[]): number => units.reduce((sum, { weight }) => sum + weight, 0);
  const all = weigh(whole);
  return all === 0 ? 0 : weigh(part) / all;
}

function textOf(snapshot: Snapshot, passage: number): string {
  const { document, passage: place } = snapshot.passageAt(passage);
  return [...place.headingPath, document.text.slice(place.start, place.end)].join('\n');
}

function regionOf({ document }: Pick<Fact, 'document'>, gazetteer: Gazetteer): Region | null {
  const { region } = document.metadata;
  return region === null ? null : gazetteer.resolve(region);
}

const CLAUSE_END = /[,，;；。]/;
const MORE_CLAUSES = /[,，;；].{4,}/;

/** The clause of a figure and, for a claim that says more than one, what follows it without a figure of its own. */
function clauseOf({ text, figure }: Fact, claim: string): string {
  const behind = text.slice(figure.end).split(CLAUSE_END)[1] ?? '';
  const more = /\d/.test(behind) || !MORE_CLAUSES.test(claim) ? '' : `，${behind}`;
  return (
    (text.slice(0, figure.start).split(CLAUSE_END).at(-1) ?? '') +
    (text.slice(figure.start).split(CLAUSE_END)[0] ?? '') +
    more
  );
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

/** One that is no part of a name: 3号线, 5A. */
const NUMBER = /\d(?![\d.a-z号])/i;

function removeYears(text: string): string {
  return text.replace(YEAR, '');
}

function judgeWords(
  claim: ComparedClaim,
  { text }: SoughtSentence,
  { units, sentences }: FoundEvidence,
  { snapshot, gazetteer }: EvidenceTools,
): SentenceJudgement {
  const open: SentenceJudgement = { verdict: 'not_found', figures: [], difference: null, sentence: null };
  const candidates = [...sentences]
    .filter(({ sentence }) => isOfYears(text, snapshot, sentence))
    .sort((a, b) => b.cover - a.cover);
  for (const evidence of candidates) {
    if (evidence.cover < SAYS_NEARLY) break;
    const judged = judgeStatement(claim, text, evidence, units, { snapshot, gazetteer });
    if (judged !== null) return { ...open, ...judged, sentence: evidence.sentence };
  }
  return { ...open, sentence: candidates[0]?.sentence ?? null };
}

function judgeStatement(
  claim: ComparedClaim,
  text: string,
  { sentence, cover, even }: Evidence,
  units: readonly ClaimUnit[],
  { snapshot, gazetteer }: Pick<EvidenceTools, 'snapshot' | 'gazetteer'>,
): Pick<SentenceJudgement, 'verdict' | 'difference'> | null {
  const stated = snapshot.sentenceText(sentence);
  const passage = snapshot.sentencePassage[sentence] ?? 0;
  const { document } = snapshot.sentenceAt(sentence);
  const own = regionOf({ document }, gazetteer);
  const [missing] = findMissingPlaces(claim, stated, own, gazetteer);
  if (missing !== undefined) {
    const other = findOtherPlace(claim, missing, stated, own, gazetteer);
    return other === null
      ? null
      : { verdict: 'contradicted', difference: { facet: 'place', claimed: missing.written, found: other } };
  }
  const clause = closestClause(stated, units);
  const difference = findDifference(claim, clause);
  if (difference !== null) {
    return isTold(difference, claim.text, stated) ? { verdict: 'contradicted', difference } : null;
  }
  const replaced = findSubstitution(claim.bare, stated);
  if (replaced?.isSure) return { verdict: 'contradicted', difference: replaced };
  if (replaced !== null) return null;
  const role = snapshot.passageAnnotations[passage]?.role;
  const named = clauseOfRarest(stated, units);
  if (isOnlyPlanned(text, named)) {
    return { verdict: 'contradicted', difference: { facet: 'kind', claimed: text, found: named } };
  }
  const isToCome = role === 'target' || role === 'task';
  if (isToCome && !saysAim(text)) {
    return cover >= SAYS_ALL && SAYS_DONE.test(text)
      ? {
          verdict: 'contradicted',
          difference: { facet: 'kind', claimed: SAYS_DONE.exec(text)?.[0] ?? '', found: clause },
        }
      : null;
  }
  // A number that could not be read as a figure may be wrong.
  if (NUMBER.test(removeYears(foldWidth(text)))) return null;
  if (cover < SAYS_ALL || lackedBy(units, even).some(({ forms }) => NOT_HAN.test(forms[0] ?? ''))) return null;
  return { verdict: 'supported', difference: null };
}

/** Part of a name or a grade: 5A, Ⅲ. */
const NOT_HAN = /^[\da-zⅠ-Ⅻⅰ-ⅻ-]+$/;
const SAYS_DONE =
  /已经?|建成|完成|实现|获评|获得|开通|通车|投用|投产|落成|成为|了(?=[，。]|$)|\b(?:has|have|was|were|had|became|opened|completed)\b/;

/** The clause that has the rarest of the claim's words: what is said there is said of what it names. */
function clauseOfRarest(text: string, units: readonly ClaimUnit[]): string {
  const clauses = text.split(/(?<=[，；;。！？]|,(?!\d))/);
  const rarest = [...units].sort((a, b) => b.weight - a.weight);
  for (const { forms } of rarest) {
    const found = clauses.find((clause) => forms.some((form) => evenWords(clause).includes(form)));
    if (found !== undefined) return found;
  }
  return text;
}

/** The clauses that have most of the claim, joined from the first to the last. */
function closestClause(text: string, units: readonly ClaimUnit[]): string {
  const clauses = text.split(/(?<=[，；;。！？]|,(?!\d))/);
  const scores = clauses.map((clause) => {
    const even = evenWords(clause);
    return units
      .filter(({ forms }) => forms.some((form) => even.includes(form)))
      .reduce((sum, { weight }) => sum + weight, 0);
  });
  const most = Math.max(...scores);
  const taken = clauses.filter((_, at) => (scores[at] ?? 0) >= most / 2);
  return taken.join('');
}

/** Every year of the claim is named in the sentence, or is one that its part of the report is about. */
function isOfYears(claim: string, snapshot: Snapshot, ...sentences: readonly number[]): boolean {
  return Array.from(claim.matchAll(YEAR)).every(({ 0: digits }) =>
    sentences.some((sentence) => isOfYear(digits, snapshot, sentence)),
  );
}

function isOfYear(digits: string, snapshot: Snapshot, sentence: number): boolean {
  const { document } = snapshot.sentenceAt(sentence);
  const text = writeYearsInDigits(snapshot.sentenceText(sentence));
  const { year } = document.metadata;
  const time = snapshot.passageAnnotations[snapshot.sentencePassage[sentence] ?? 0];
  const isAbout = (own: number): boolean => {
    if (year === null || time === undefined || time.role === 'other') return own === year || own + 1 === year;
    return own === (time.role === 'review' ? year - 1 : year) || (time.plan && time.years.includes(own));
  };
  return text.includes(digits) || isAbout(Number(digits));
}
