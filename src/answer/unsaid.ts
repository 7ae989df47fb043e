/**
 * Is something asked for that no statement about the place has? An indicator that none of the passages names, a year ahead of
 * which nothing is set, or a fall whose reasons are asked for and that nobody tells of. Used by what decides about refusing.
 */

import type { Snapshot } from '../index/contract.js';
import { listPairs } from '../lexicon/characters.js';
import { removePlacesAndYears } from '../lexicon/content-words.js';
import type { Gazetteer } from '../lexicon/contract.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import { keepInnermost } from '../lexicon/innermost.js';
import { toSimplified } from '../lexicon/simplified.js';
import type { RankedPassage, Ranking } from '../retrieve/contract.js';
import { isPartOfWhole } from './measure.js';

interface Asked {
  readonly question: string;
  readonly ranking: Ranking;
  readonly snapshot: Snapshot;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
}

/** Indicators of which nothing is known, and whether some of the places within have a figure of them. */
export interface UnnamedIndicators {
  readonly terms: readonly GlossaryTerm[];
  readonly isOfParts: boolean;
}

/**
 * Of indicators that a number is asked of, when no figure of the place is known: those that no passage found names. What is only
 * the whole of a share (占地区生产总值的比重) is not named by it, and what is told of places within is theirs.
 */
export function findUnnamedIndicators(
  { question, ranking, snapshot, gazetteer, glossary }: Asked,
  best: readonly RankedPassage[],
): UnnamedIndicators | null {
  const { indicators, understood, aboutPlace } = ranking;
  const [place, ...others] = keepInnermost(understood.regions, gazetteer);
  // Of a share the whole is asked about, and not for.
  const isShare = ranking.askedNumber?.isShare === true || /占|比重|比例/.test(question);
  const isFigure =
    !isShare && understood.answerKind === 'figure' && understood.language === 'zh' && !understood.comparison;
  if (!isFigure || place === undefined || others.length > 0) return null;
  const named = understood.terms.filter(({ kind }) => kind === 'indicator');
  const terms = indicators.length > 0 ? indicators.map(({ term }) => term) : named;
  const documents = new Set(aboutPlace);
  const facts = terms
    .flatMap(({ name }) => snapshot.facts.aboutTerm(name))
    .filter((fact) => documents.has(fact.document) && !isPartOfWhole(fact));
  if (terms.length === 0 || facts.some(({ region }) => region?.code === place.code)) return null;
  if (facts.length > 0) {
    const areWithin = facts.every(({ region }) => region !== null && gazetteer.contains(place, region));
    // Those that are shown are of the year, too.
    const shown = new Set(best.map(({ passage }) => passage));
    const { years } = understood;
    const areShown = facts.some(
      ({ passage, years: own }) =>
        shown.has(passage) && (years.length === 0 || own.some((year) => years.includes(year))),
    );
    return areWithin && areShown ? { terms, isOfParts: true } : null;
  }
  const texts = best.map(({ passage }) => toSimplified(snapshot.passageText(passage)));
  const isNamed = ({ name }: GlossaryTerm): boolean =>
    texts.some((text) =>
      glossary
        .findWritten(text)
        .some(
          ({ term, start, end }) =>
            term.name === name && !WHOLE_OF_SHARE.test(text.slice(0, start)) && !CONTRIBUTED_TO.test(text.slice(end)),
        ),
    );
  return terms.some(isNamed) ? null : { terms, isOfParts: false };
}

/** 对经济增长的贡献率. */
const CONTRIBUTED_TO = /^的?贡献/;
const WHOLE_OF_SHARE = /(?:占|相当于)[^，,；;。]{0,8}$/;

/** Years behind those of all documents about the place for which none of the indicators asked for has a figure. */
export function findYearsAhead({ ranking, snapshot }: Asked): readonly number[] {
  const { understood, indicators, aboutPlace } = ranking;
  const { years, isRelative, wholePlan } = understood;
  if (indicators.length === 0 || isRelative || wholePlan || understood.regions.length === 0) return [];
  const newest = Math.max(...aboutPlace.map(({ metadata: { year } }) => year ?? 0));
  const documents = new Set(aboutPlace);
  const facts = indicators.flatMap(({ term }) => snapshot.facts.aboutTerm(term.name));
  const ahead = years.filter(
    (year) => year > newest && !facts.some((fact) => documents.has(fact.document) && fact.years.includes(year)),
  );
  return ahead.length === years.length ? ahead : [];
}

const WHY_IT_FELL =
  /(?:为什么|为何|为啥|怎么|原因)(?!要|能|会|样).*(?:下降|减少|下滑|降低|回落|下跌|负增长|萎缩)|(?:下降|减少|下滑|降低|回落|下跌|负增长|萎缩)的?(?:主要)?(?:原因|理由)|\bwhy\b.{0,80}\b(?:fall|fell|fallen|declin\w+|decreas\w+|drop(?:ped)?|shr[aiu]nk)\b/i;
const FELL =
  /下降|减少|下滑|降低|回落|下跌|负增长|萎缩|[^升]降|低于|-\d|\b(?:fell|fallen|declin\w+|decreas\w+|dropped|down)\b/i;
const ASKING = /为什么|为何|为啥|怎么|(?:主要)?原因|理由|下降|减少|下滑|降低|回落|下跌|负增长|萎缩|会|的|是|了/g;
/** Share of the pairs of characters of what fell that the sentence must have. */
const NEEDED = 0.5;

/** The reasons of a fall are asked for, and no sentence found says that it fell. */
export function lacksFall({ question, ranking, snapshot, gazetteer }: Asked, best: readonly RankedPassage[]): boolean {
  const text = toSimplified(question.normalize('NFKC'));
  if (!WHY_IT_FELL.test(text) || ranking.understood.regions.length === 0) return false;
  const things = listPairs(
    removePlacesAndYears(text, gazetteer)
      .replace(ASKING, ' ')
      .replace(/[^\p{Script=Han}]/gu, ' '),
  );
  const own = things.filter((pair) => !pair.includes(' '));
  const sentences = best.flatMap(({ sentences: all }) => all.map(({ sentence }) => snapshot.sentenceText(sentence)));
  // Where the growth of it is known it went one way or the other.
  const names = new Set(ranking.understood.terms.map(({ name }) => name));
  const moves = best
    .flatMap(({ sentences: all }) => all.flatMap(({ sentence }) => snapshot.facts.inSentence(sentence)))
    .filter(({ term, figure }) => figure.direction !== null && names.has(term?.name ?? ''));
  if (moves.length > 0 && moves.every(({ figure }) => figure.direction === 'up')) return true;
  if (ranking.understood.language === 'en' || own.length === 0) return !sentences.some((each) => FELL.test(each));
  // What fell and that it fell stand together, up to a semicolon.
  return !sentences
    .flatMap((each) => toSimplified(each).split(/[；;。]/))
    .some((clause) => FELL.test(clause) && own.filter((pair) => clause.includes(pair)).length >= own.length * NEEDED);
}
