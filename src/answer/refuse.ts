/**
 * Is the question answered at all? Decides, by rule on what was understood and by how strong the evidence is, whether to
 * say "not in these documents", and what is missing: a place, a year, an indicator's figure, or the whole topic.
 */

import type { NotFound } from '../api/ask.js';
import type { Fact, Snapshot } from '../index/contract.js';
import { listPairs } from '../lexicon/characters.js';
import { removePlacesAndYears } from '../lexicon/content-words.js';
import type { Gazetteer, Region, Tokenizer } from '../lexicon/contract.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import { isPlaceNamed } from '../lexicon/named-places.js';
import { NATION } from '../lexicon/nation.js';
import { toSimplified } from '../lexicon/simplified.js';
import { findNamedYears } from '../lexicon/years.js';
import type { IndicatorEvidence, RankedPassage, Ranking, RetrievalFilters } from '../retrieve/contract.js';
import { findAbsentName } from './absent-names.js';
import { findResidue } from './asked-facts.js';
import { findFalsePremise } from './conflict.js';
import { describeEvidence, knowsHolder } from './evidence-features.js';
import {
  type ElsewhereLimits,
  type EvidenceFeatures,
  type EvidenceWeights,
  judgeEvidence,
  measureDistance,
} from './evidence-weights.js';
import { asksFigure, isOfIndicator, listFittingFacts } from './fitting-facts.js';
import type { Refusal } from './messages.js';
import { asksForecast } from './unlikely.js';
import { findUnnamedIndicators, findYearsAhead, lacksFall } from './unsaid.js';

type Missing = NotFound['missing'][number];

/** What rules about place and time look at. */
type Located = Omit<Judged, 'weights' | 'filters'>;

/** Passages whose evidence counts: what a reader sees without scrolling. */
const EVIDENCE_PASSAGES = 5;
/** Share of what is asked that a sentence must have beside the name of a place or year that no document is about. */
const SPOKEN_OF = { place: 0.2, placeWithFigure: 0.5, year: 0.5, figure: 0.5 };
/** Longest part of the question that stands for a missing topic, in characters. */
const MAX_TOPIC_CHARACTERS = 40;

/** What a rule on structure decides. */
type Ruling = Refusal & {
  /** True when nothing of what was asked is there; with something missing and not refused, a part is. */
  readonly refused: boolean;
};

export interface Decision extends Ruling {
  /** How sure it is that the passages answer, 0 to 1; 0 when a rule refused. */
  readonly evidence: number;
  /** Below it a question is refused. */
  readonly threshold: number;
}

export interface Judged {
  readonly question: string;
  readonly ranking: Ranking;
  readonly filters: RetrievalFilters;
  readonly snapshot: Snapshot;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
  readonly tokenizer: Tokenizer;
  readonly weights: EvidenceWeights;
}

/** What a question shows before anything learnt decides. */
export interface Examined {
  /** Set when a rule on structure decides: place, year, false premise, or nothing asked at all. */
  readonly decided: Ruling | null;
  readonly features: EvidenceFeatures;
  /** True for a question about something else, which no evidence answers where no rule does. */
  readonly isElsewhere: boolean;
  /** Indicators of which no figure as it is asked for stands in the documents. */
  readonly missingIndicators: readonly Missing[];
}

/** Decides about a ranking made for a question with filters. */
export function findMissing(judged: Judged): Decision {
  const { weights, ranking, filters, snapshot, question } = judged;
  const topic = topicOf(question);
  const ruled = { threshold: weights.threshold };
  if (ranking.passages.length === 0) {
    return { ...explainEmptiness(ranking, filters, topic, snapshot), evidence: 0, ...ruled };
  }
  const { decided, features, isElsewhere, missingIndicators } = examine(judged, weights);
  // What a rule answers is answered however weak the likeness.
  if (decided !== null) return { ...decided, evidence: decided.refused ? 0 : 1, ...ruled };
  // Limits of its own hold for who names no place.
  const strange = ranking.understood.regions.length > 0 ? weights.strange : null;
  const { evidence, threshold } = isElsewhere
    ? { evidence: 0, ...ruled }
    : judgeEvidence(features, { ...weights, strange });
  const places = listCoveredPlaces(ranking);
  const common = { places, isFilteredOut: false, isFalsePremise: false, evidence, threshold };
  if (evidence < threshold) {
    // Without place or year a word like 猪肉 is as likely part of another topic.
    const { regions, years } = ranking.understood;
    const isIndicator = missingIndicators.length > 0 && (regions.length > 0 || years.length > 0);
    return { ...common, missing: isIndicator ? missingIndicators : [topic], refused: true };
  }
  // Figures whose words are not understood may be what is asked for: only a part of several is named as missing.
  const isPart = missingIndicators.length < ranking.indicators.length;
  return { ...common, missing: isPart ? missingIndicators : [], refused: false };
}

function isAskedElsewhere({ understood }: Ranking, features: EvidenceFeatures, limits: ElsewhereLimits): boolean {
  if (understood.regions.length > 0 || understood.years.length > 0) return false;
  const { matched, noWord, similarity, similarityInEnglish, lead } = features;
  if (understood.language === 'en') return similarityInEnglish < limits.inEnglish;
  const { withoutWord } = limits;
  return (
    (matched < limits.matched && similarity < limits.similarity) ||
    (noWord === 1 && (similarity < withoutWord.similarity || lead < withoutWord.lead))
  );
}

/** Of a ranking with passages. Without limits no question is about something else. */
export function examine(judged: Located, limits: Pick<EvidenceWeights, 'elsewhere' | 'usual'>): Examined {
  const { ranking } = judged;
  const best = ranking.passages.slice(0, EVIDENCE_PASSAGES);
  const missing = findMissingIndicators(judged, best);
  const isMissing = missing.length > 0 && missing.length === ranking.indicators.length;
  const features = measureDistance(describeEvidence(judged, best, isMissing), limits.usual);
  return {
    decided: decideByRule(judged, best),
    features,
    isElsewhere: limits.elsewhere !== null && isAskedElsewhere(ranking, features, limits.elsewhere),
    missingIndicators: missing.map((term) => ({ kind: 'indicator', value: nameAsAsked(term, judged) })),
  };
}

/** Null when no rule decides. */
function decideByRule(judged: Located, best: readonly RankedPassage[]): Ruling | null {
  const { ranking } = judged;
  const { understood } = ranking;
  const decide = (missing: readonly Missing[], refused: boolean): Ruling => ({
    missing,
    places: listCoveredPlaces(ranking),
    isFilteredOut: false,
    isFalsePremise: false,
    refused,
  });
  const regions = findMissingRegions(judged, best);
  if (regions.length > 0) {
    // A region that only the filters name is missing beside what the others answer.
    const named = [...listAskedThemselves(judged).map(({ name }) => name), ...understood.otherPlaces];
    const refused = named.length > 0 && named.every((name) => regions.includes(name));
    return decide(
      regions.map((value): Missing => ({ kind: 'region', value })),
      refused,
    );
  }
  const absent = findAbsentName(judged.question, ranking.aboutPlace);
  if (absent !== null) return decide([{ kind: 'topic', value: absent }], true);
  const years = findMissingYears(judged, best);
  if (years.length > 0) {
    // Who asks about this year means the newest there is, and is told which year that is not.
    const refused = years.length === understood.years.length && !understood.isRelative;
    if (refused || understood.isRelative) return decide(years.map(missingYear), refused);
  }
  const ahead = findYearsAhead(judged);
  if (ahead.length > 0) return decide(ahead.map(missingYear), false);
  if (asksForecast(judged.question) || lacksFall(judged, best)) return decide([topicOf(judged.question)], true);
  // Who asks whether a figure holds, or of which places it does, presupposes none.
  const { answerKind, askedFigure } = understood;
  const isOpen = answerKind === 'yes_no' || (understood.regions.length === 0 && askedFigure.limit !== null);
  const premise = isOpen ? null : findFalsePremise(ranking);
  if (premise !== null) {
    return {
      ...decide([{ kind: 'indicator', value: `${premise.term?.name ?? ''}${premise.text}` }], false),
      isFalsePremise: true,
    };
  }
  // Who speaks for a place is in what its document says of itself, whatever the words of its passages.
  if (knowsHolder(judged)) return decide([], false);
  const halves = ranking.indicators.filter(({ figures }) => isOnlyOfPart(figures, judged.question));
  if (halves.length > 0 && halves.length === ranking.indicators.length) {
    const values = halves.map(
      ({ term }): Missing => ({ kind: 'indicator', value: `全年${nameAsAsked(term, judged)}` }),
    );
    return decide(values, true);
  }
  const unnamed = findUnnamedIndicators(judged, best);
  if (unnamed !== null) {
    const own = unnamed.isOfParts ? (listAskedThemselves(judged)[0]?.name ?? '') : '';
    const missing = unnamed.terms.map(
      (term): Missing => ({ kind: 'indicator', value: own + nameAsAsked(term, judged) }),
    );
    return decide(missing, !unnamed.isOfParts);
  }
  if (lacksShare(judged, best)) return decide([topicOf(judged.question)], true);
  // Which place is first is answered by a table, however little the passages have of the question's words.
  if (ranksFigures(judged)) return decide([], false);
  // Only a place, only a year, only a greeting: nothing is asked.
  if (ranking.query.content.length > 0 || understood.kind !== null) return null;
  return decide([topicOf(judged.question)], true);
}

/** Which share something has is asked, and no statement found has a share and most of what has it: 民营经济 of 民营经济占GDP比重. */
function lacksShare({ ranking, question, snapshot, gazetteer }: Located, best: readonly RankedPassage[]): boolean {
  // 空气好的日子占了几成 is asked in words that no report has.
  if (ranking.askedNumber?.isShare !== true || !/占[^，,]{2,12}(?:比重|比例)/.test(toSimplified(question)))
    return false;
  const [owner = ''] = toSimplified(question).split('占');
  const pairs = listPairs(removePlacesAndYears(owner, gazetteer).replace(/[^\p{Script=Han}]|[的里中]/gu, ''));
  const isShare = ({ figure }: Fact): boolean => figure.measure !== 'growth' && figure.measure !== 'change';
  return (
    pairs.length > 0 &&
    !best
      .flatMap(({ sentences }) => sentences)
      .some(({ sentence }) => {
        const text = snapshot.sentenceText(sentence);
        const tellsShare = SHARE_TOLD.test(text) || snapshot.facts.inSentence(sentence).some(isShare);
        return tellsShare && pairs.filter((pair) => text.includes(pair)).length * 2 >= pairs.length;
      })
  );
}

/** 占一般公共预算支出7成以上, 占比九成. */
const SHARE_TOLD = /占[^，,；;。]{0,30}(?:\d|[一二三四五六七八九]成)/;

/** Nothing but an indicator and which place has most of it is asked, and several places give it. */
function ranksFigures({ ranking, ...judged }: Located): boolean {
  const { indicators, understood } = ranking;
  if (understood.answerKind !== 'ranking' || indicators.length === 0) return false;
  const places = ({ figures }: IndicatorEvidence): number =>
    new Set(figures.map(({ document }) => document.metadata.region)).size;
  return indicators.every((own) => places(own) > 1) && findResidue({ ranking, ...judged }).length === 0;
}

/** Without those that only say where another lies: 重庆渝北区, Yubei District in Chongqing. */
function listAskedThemselves({ question, ranking, gazetteer }: Located): Region[] {
  const text = toSimplified(question.normalize('NFKC'));
  const mentions = gazetteer.find(text);
  const around = new Set(
    mentions.flatMap((mention, at) => {
      const next = mentions[at + 1];
      if (next === undefined || !LYING_IN.test(text.slice(mention.end, next.start))) return [];
      if (gazetteer.contains(mention.region, next.region)) return mention.region.code;
      return gazetteer.contains(next.region, mention.region) ? next.region.code : [];
    }),
  );
  const { regions } = ranking.understood;
  const inner = regions.filter(({ code }) => !around.has(code));
  return inner.length > 0 ? inner : [...regions];
}

/** Between a place and the one around it. */
const LYING_IN = /^(?:的|[省市州]|\s|,|\b(?:in|of|district|county|city|prefecture|province)\b)*$/i;

function listCoveredPlaces({ understood, uncoveredRegions }: Ranking): string[] {
  return understood.regions.map(({ name }) => name).filter((name) => !uncoveredRegions.includes(name));
}

/** Why no document passed the filters. */
function explainEmptiness(ranking: Ranking, filters: RetrievalFilters, topic: Missing, snapshot: Snapshot): Ruling {
  const regions = ranking.uncoveredRegions.map((value): Missing => ({ kind: 'region', value }));
  const years = filters.years.filter((year) => !snapshot.documents.some(({ metadata }) => metadata.year === year));
  const named = regions.length > 0 ? regions : years.map(missingYear);
  return {
    missing: named.length > 0 ? named : [topic],
    places: [],
    isFilteredOut: regions.length === 0,
    isFalsePremise: false,
    refused: true,
  };
}

export function topicOf(question: string): Missing {
  return { kind: 'topic', value: Array.from(question.trim()).slice(0, MAX_TOPIC_CHARACTERS).join('') };
}

function missingYear(year: number): Missing {
  return { kind: 'year', value: String(year) };
}

/**
 * Places that nothing is about. A report of the place around, or of one within, may still speak of it: then a sentence names
 * it, and where a figure is asked for one of that very place is there. Of what no report is near to a sentence may speak that
 * has what is asked, too. A country beside a place that is covered is what that one deals with.
 */
function findMissingRegions(judged: Located, best: readonly RankedPassage[]): string[] {
  const { ranking, snapshot, gazetteer } = judged;
  const { regions, otherPlaces } = ranking.understood;
  const sentences = best.flatMap((passage) => readSentences(passage, snapshot));
  const wantsFigure = asksFigure(ranking);
  const isCovered = ({ name }: Region): boolean =>
    !ranking.uncoveredRegions.includes(name) && !ranking.surroundedRegions.includes(name);
  const isNamed = (name: string, coverage: number): boolean =>
    sentences.some((sentence) => sentence.coverage >= coverage && isPlaceNamed(sentence.text, name, gazetteer));
  const isBesideAnother = (name: string): boolean => {
    const own = regions.find((region) => region.name === name);
    return regions.some((other) => isCovered(other) && (own === undefined || !gazetteer.contains(other, own)));
  };
  const hasFigure = (region: Region): boolean =>
    listFittingFacts(ranking, best, [region], judged).some((fact) => isOfIndicator(fact, ranking));
  const needed = ranking.indicators.length > 0 ? SPOKEN_OF.placeWithFigure : SPOKEN_OF.place;
  // Whoever is 全国第四 or 与全国一致 says nothing of the nation.
  const isSpokenOf = (name: string): boolean =>
    name === NATION.name ? wantsFigure && hasFigure(NATION) : isNamedAs(name);
  const isNamedAs = (name: string): boolean => isNamed(name, needed) || (isBesideAnother(name) && isNamed(name, 0));
  const own = new Set(ranking.aboutPlace.map(({ metadata: { region } }) => gazetteer.resolve(region ?? '')?.code));
  const isNear = ({ name, code, level }: Region): boolean =>
    level !== 'nation' && !own.has(code) && !ranking.uncoveredRegions.includes(name);
  const withoutOwn = regions
    .filter(isNear)
    .filter((region) =>
      wantsFigure ? !hasFigure(region) : ranking.surroundedRegions.includes(region.name) && !isNamed(region.name, 0),
    )
    .map(({ name }) => name);
  const foreign = regions.some(isCovered) ? [] : otherPlaces;
  return [...[...ranking.uncoveredRegions, ...foreign].filter((name) => !isSpokenOf(name)), ...withoutOwn];
}

/**
 * Years of which there is no report, unless a sentence names them together with what is asked or has a figure of them. A
 * year that another is only held against refuses nothing.
 */
function findMissingYears(judged: Located, best: readonly RankedPassage[]): number[] {
  const { ranking, snapshot, question } = judged;
  const { indicators } = ranking;
  const { kind } = ranking.understood;
  const spokenOf = (year: number): boolean => {
    if (isOnlyCompared(question, year)) return true;
    if (indicators.length > 0) {
      return indicators.some(({ figures }) => figures.some(({ years }) => years.includes(year)));
    }
    return (
      best
        .filter(
          ({ time }) => kind !== 'target' || time?.role === 'target' || time?.role === 'task' || time?.role === 'other',
        )
        .flatMap((passage) => readSentences(passage, snapshot))
        // Of a question in English a dictionary only guesses the words: how near they are is weighed later.
        .some(
          ({ text, coverage }) =>
            findNamedYears(text).has(year) && (coverage >= SPOKEN_OF.year || ranking.understood.language === 'en'),
        )
    );
  };
  return ranking.uncoveredYears.filter((year) => !spokenOf(year));
}

/** 比2020年多了几岁, than in 2020. */
function isOnlyCompared(question: string, year: number): boolean {
  const text = question.normalize('NFKC');
  return new RegExp(`(?:[比较]|相比|\\b(?:than|from|since|against|with|to)(?: in)?)\\s?${year}`, 'i').test(text);
}

/** What the document is to be blamed for is said in the reader's words: 地铁票价, and not 城市轨道交通. */
function nameAsAsked(
  { name }: GlossaryTerm,
  { question, glossary, tokenizer }: Pick<Judged, 'question' | 'glossary' | 'tokenizer'>,
): string {
  const text = toSimplified(question.normalize('NFKC'));
  const mention = glossary.findAsked(text).find(({ term }) => term.name === name);
  if (mention === undefined) return name;
  const asked = text.slice(mention.start, mention.end);
  const [, further = ''] = FURTHER_NOUN.exec(text.slice(mention.end)) ?? [];
  // 茶叶产量达到多少 asks for no more than 茶叶产量.
  const isNamed = tokenizer.cutWords(further).every(({ isNoun }) => isNoun);
  return OF_DOING.test(asked) ? name : asked + (isNamed ? further : '');
}

/** 票价 of 地铁票价是多少: what of the thing is asked for. */
const FURTHER_NOUN = /^((?![是有要])\p{Script=Han}{1,4}?)(?:是|有|要)?(?:多少|几|多[高大长])/u;
/** Words that ask or tell what is done are no name. */
const OF_DOING = /多少|几|了|\bhow\b|\bwhat\b/i;

/** Indicators of which no figure of the kind and time asked for stands anywhere in the documents about the place. */
function findMissingIndicators({ ranking }: Pick<Judged, 'ranking'>, best: readonly RankedPassage[]): GlossaryTerm[] {
  const { years } = ranking.understood;
  const [first] = best;
  // A figure whose words are not understood counts when the best passage has it, or all else that is asked.
  const isRightTime = years.length === 0 || (first?.time?.years.some((year) => years.includes(year)) ?? false);
  const { figure = 0, coverage = 0 } = first?.sentenceScores ?? {};
  const hasFigure = isRightTime && (figure > 0 || coverage >= SPOKEN_OF.figure);
  return ranking.indicators
    .filter(({ figures, otherwise }) => figures.length === 0 && (otherwise.length > 0 || !hasFigure))
    .map(({ term }) => term);
}

/** What came of half a year is not what came of the year. */
function isOnlyOfPart(figures: readonly Fact[], question: string): boolean {
  return /全年/.test(question) && figures.length > 0 && figures.every(({ period }) => period !== '');
}

function readSentences({ sentences }: RankedPassage, snapshot: Snapshot) {
  return sentences.map(({ sentence, coverage }) => ({ text: snapshot.sentenceText(sentence), coverage }));
}
