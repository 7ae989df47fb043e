/**
 * How well do passages speak to a question? Describes, as features of a learnt decision, what of the question stands
 * together in one statement about the place: a passage may have all its words scattered over other things.
 */

import type { Fact, QueryTerm, Snapshot } from '../index/contract.js';
import { listPairs } from '../lexicon/characters.js';
import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import { isGlossaryTerm, writeTerm } from '../lexicon/glossary-terms.js';
import { keepInnermost } from '../lexicon/innermost.js';
import { isPlaceNamed } from '../lexicon/named-places.js';
import { toSimplified } from '../lexicon/simplified.js';
import { findNamedYears } from '../lexicon/years.js';
import type { RankedPassage, RankedSentence, Ranking } from '../retrieve/contract.js';
import { measureShares, shareOfMass } from './evidence.js';
import type { SeenEvidence } from './evidence-weights.js';
import { isNumberAsked, listFittingFacts } from './fitting-facts.js';
import { describeUnlikely } from './unlikely.js';

export interface JudgedQuestion {
  readonly question: string;
  readonly ranking: Ranking;
  readonly snapshot: Snapshot;
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'cutWords'>;
}

interface Statement extends RankedSentence {
  readonly passage: RankedPassage;
  readonly text: string;
  /** Its figures in a unit as it is asked for; all of them when no number is. */
  readonly facts: readonly Fact[];
}

/** Who speaks of himself wants advice: 我, but not 我国, 我省. */
const FIRST_PERSON = /我(?![国省市区县州院们的]|$)|我的|\b(?:I|my|(?<!\b(?:tell|give|show|help) )me)\b/i;
const OFFICE = '(?<!副)(?:[省市县区州盟旗]长|主席|行政长官)';
const ASKS_HOLDER = new RegExp(
  `${OFFICE}(?:现在|目前)?(?:是|由)?(?:谁|哪位|哪个人|叫|的?姓名|的?名字|[?？]?$)|` +
    `(?:谁|哪位)(?:是|当|任|担任).{0,12}${OFFICE}[?？]?$|` +
    '\\bwho (?:is|was) .{0,40}\\b(?:governor|mayor|chair(?:man|woman|person)?)\\b',
  'i',
);
const NOTHING = 1e-9;

/** `indicatorMissing`: no figure of any indicator asked for stands in the documents. */
export function describeEvidence(
  judged: JudgedQuestion,
  best: readonly RankedPassage[],
  indicatorMissing: boolean,
): SeenEvidence {
  const { ranking, snapshot } = judged;
  const { understood, query, indicators, askedNumber, lead } = ranking;
  const english = understood.language === 'en';
  const statements = readStatements(judged, best);
  const numbered = askedNumber === null ? statements : statements.filter(({ facts }) => facts.length > 0);
  const together = numbered.filter((statement) => isInTime(statement, judged));
  const figures = together.flatMap(({ facts }) => facts);
  const most = together.reduce<Statement | null>(
    (one, other) => (one === null || other.coverage > one.coverage ? other : one),
    null,
  );
  const similarity = largest(best, ({ sentenceSimilarity }) => sentenceSimilarity);
  const passageSimilarity = largest(best, (passage) => passage.passageSimilarity);
  const sharesWord = best.some(
    ({ passage }) => snapshot.lexicalIndex.matchedTerms(ranking.contentTerms, passage).length > 0,
  );
  const noWord = !english && ranking.contentTerms.length > 0 && !sharesWord;
  const naming = statements.filter(({ text }) =>
    ranking.surroundedRegions.some((name) => isPlaceNamed(text, name, judged.gazetteer)),
  );
  return {
    english: toNumber(english),
    coverage: largest(statements, ({ coverage }) => coverage),
    together: most?.coverage ?? 0,
    lacks: most?.lacks ?? 1,
    noNumber: toNumber(numbered.length === 0),
    noTime: toNumber(together.length === 0),
    thingsTogether: largest(together, ({ things }) => things),
    thingsInFact: askedNumber === null ? 0 : largest(figures, shareInFact(judged)),
    pairsInFact: largest(figures, sharePairs(ranking)),
    ...describeFit(judged, best),
    ...describeAbsence(judged),
    ...describeUnlikely(
      judged.question,
      understood.answerKind,
      query.all,
      best.map(({ passage }) => snapshot.passageText(passage)),
    ),
    noSpeaker: toNumber(knowsHolder(judged) === false),
    matched: largest(best, ({ matchedTerms }) =>
      shareOfMass(query.all, (term) => matchedTerms.includes(term), snapshot.lexicalIndex),
    ),
    noWord: toNumber(noWord),
    leadWithoutWord: noWord ? lead : 0,
    similarity: english ? 0 : similarity,
    similarityInEnglish: english ? similarity : 0,
    passageSimilarity: english ? 0 : passageSimilarity,
    passageSimilarityInEnglish: english ? passageSimilarity : 0,
    lead: english ? 0 : lead,
    leadInEnglish: english ? lead : 0,
    standsOutByWords: largest(best, ({ features }) => features.words ?? 0),
    standsOutByPassage: largest(best, ({ features }) => features.passage ?? features.passageInEnglish ?? 0),
    gap: (best[0]?.fused ?? 0) - (best.at(-1)?.fused ?? 0),
    asksNumber: toNumber(askedNumber !== null),
    indicator: toNumber(indicators.length > 0),
    indicatorFigures: toNumber(indicators.some(({ figures }) => figures.length > 0)),
    indicatorMissing: toNumber(indicatorMissing),
    surrounded: toNumber(ranking.surroundedRegions.length > 0),
    surroundedCoverage: largest(naming, ({ coverage }) => coverage),
    surroundedThings: largest(naming, ({ things }) => things),
    noPlace: toNumber(understood.regions.length === 0 && ranking.provinces > 1),
    firstPerson: toNumber(FIRST_PERSON.test(toSimplified(judged.question))),
    terms: Math.log(1 + query.content.length),
    asksPolicy: toNumber(understood.kind === 'policy'),
    asksTarget: toNumber(understood.kind === 'target'),
    asksDate: toNumber(understood.kind === 'date'),
    asksMeaning: toNumber(understood.kind === 'meaning'),
  };
}

function readStatements({ ranking, snapshot }: JudgedQuestion, best: readonly RankedPassage[]): Statement[] {
  return best.flatMap((passage) =>
    passage.sentences.map(({ sentence, similarity, coverage, lacks, things }) => ({
      sentence,
      similarity,
      coverage,
      lacks,
      things,
      passage,
      text: snapshot.sentenceText(sentence),
      facts: snapshot.facts.inSentence(sentence).filter((fact) => isNumberAsked(fact, ranking)),
    })),
  );
}

/** What the sentences of figures have that hold for what is asked; of a question without a number nothing. */
function describeFit(judged: JudgedQuestion, best: readonly RankedPassage[]) {
  const { ranking } = judged;
  if (ranking.askedNumber === null) return { noFit: 0, fitCoverage: 0, fitThings: 0 };
  const fitting = new Set(
    listFittingFacts(ranking, best, ranking.understood.regions, judged).map(({ sentence }) => sentence),
  );
  const sentences = best.flatMap((passage) => passage.sentences.filter(({ sentence }) => fitting.has(sentence)));
  return {
    noFit: toNumber(fitting.size === 0),
    fitCoverage: largest(sentences, ({ coverage }) => coverage),
    fitThings: largest(sentences, ({ things }) => things),
  };
}

/** Whether documents about the very place say who speaks; null unless the holder of that office is asked for. */
export function knowsHolder({
  question,
  ranking: { understood, aboutPlace },
  gazetteer,
}: JudgedQuestion): boolean | null {
  if (understood.kind !== 'person' || !ASKS_HOLDER.test(toSimplified(question.trim()))) return null;
  // Who is head of a district the report of its city does not say by its speaker.
  const names = keepInnermost(understood.regions, gazetteer).map(({ name }) => name);
  return aboutPlace.some(
    ({ metadata: { speaker, region } }) => speaker !== null && (names.length === 0 || names.includes(region ?? '')),
  );
}

function isInTime({ passage, text }: Statement, { ranking }: JudgedQuestion): boolean {
  const { years } = ranking.understood;
  if (years.length === 0) return true;
  const isAsked = (year: number): boolean => years.includes(year);
  return passage.time?.years.some(isAsked) || [...findNamedYears(text)].some(isAsked);
}

/** What is asked for that is not there, by its share of the mass of all that is. */
function describeAbsence({ ranking, snapshot, tokenizer }: JudgedQuestion) {
  const { lexicalIndex, documents, passageDocument } = snapshot;
  const about = new Set(ranking.aboutPlace);
  const isAbout = documents.map((document) => about.has(document));
  const texts = ranking.passages.map(({ passage }) => snapshot.passageText(passage).toLowerCase());
  const standsIn =
    (isThere: (entry: number) => boolean) =>
    ({ variants }: QueryTerm): boolean =>
      variants.some((variant) => lexicalIndex.entriesWith(variant).some(isThere));
  const standsAbout = standsIn((entry) => isAbout[passageDocument[entry] ?? 0] ?? false);
  // Words that an index cuts otherwise still stand in the text.
  const isWritten = (term: QueryTerm): boolean =>
    standsAbout({ ...term, variants: term.variants.filter(isGlossaryTerm) }) ||
    term.variants.some((variant) => texts.some((text) => text.includes(variant)));
  const listAbsent = (terms: readonly QueryTerm[], isThere: (term: QueryTerm) => boolean): number[] => {
    const mass = terms.reduce((sum, term) => sum + lexicalIndex.massOf(term), NOTHING);
    return terms.filter((term) => !isThere(term)).map((term) => lexicalIndex.massOf(term) / mass);
  };
  const { content, things } = ranking.query;
  const standsSomewhere = ({ variants }: QueryTerm): boolean =>
    variants.some((variant) => lexicalIndex.frequencyOf(variant) > 0);
  const isNoun = ({ variants: [word = ''] }: QueryTerm): boolean =>
    tokenizer.cutWords(word)[0]?.isNoun === true && !isGlossaryTerm(word);
  return {
    unknownNoun: toNumber(
      ranking.understood.language === 'zh' &&
        things.some((thing) => !standsSomewhere(thing) && !isWritten(thing) && isNoun(thing)),
    ),
    absentMost: Math.max(0, ...listAbsent(content, standsAbout)),
    thingsAbsentMost: Math.max(0, ...listAbsent(things, isWritten)),
  };
}

/** Share of the things named that a figure is about. */
function shareInFact({ ranking, snapshot }: JudgedQuestion): (fact: Fact) => number {
  const { things } = ranking.query;
  const measureShare = measureShares(things, snapshot.lexicalIndex);
  return ({ figure, core, scope, term }) => {
    const words = `${figure.subject}${figure.qualifier}${core}${scope}`.toLowerCase();
    const isAbout = (variant: string): boolean =>
      isGlossaryTerm(variant)
        ? term?.name === writeTerm(variant) || figure.term?.name === writeTerm(variant)
        : words.includes(variant);
    const found = things.filter(({ variants }) => variants.some(isAbout)).flatMap(({ variants }) => variants);
    return measureShare((variant) => found.includes(variant));
  };
}

/** Share of the question's pairs of characters that a figure is about. */
function sharePairs({ contentTerms }: Ranking): (fact: Fact) => number {
  const wanted = new Set(contentTerms.filter((term) => /^\p{Script=Han}{2,}$/u.test(term)).flatMap(listPairs));
  return ({ pairs }) => (wanted.size === 0 ? 0 : new Set(pairs.filter((pair) => wanted.has(pair))).size / wanted.size);
}

function toNumber(condition: boolean): number {
  return condition ? 1 : 0;
}

function largest<Item>(items: readonly Item[], measure: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, measure(item)), 0);
}
