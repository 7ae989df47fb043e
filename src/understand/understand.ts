/** What does a question ask about? Finds language, places, years, terms, kind and comparison in its words. */

import { findOtherPlaces } from '../lexicon/countries.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { detectLanguage } from '../lexicon/language.js';
import { findAnswerKind } from './answer-kind.js';
import { findAskedFigure } from './asked-figure.js';
import { findAskedRegions, standSideBySide } from './asked-regions.js';
import { findAskedTerms } from './asked-terms.js';
import { asksAboutWhole, comparesTimes, findKindOfTimes, listReportYears, listYears } from './asked-years.js';
import type { UnderstoodQuestion } from './contract.js';
import { findKind } from './question-kind.js';
import { findAskedTimes } from './times.js';

/** What a question is understood with. */
export interface UnderstandingTools extends Knowledge {
  /** The clock that 去年 and the past five years are counted from. */
  readonly today: Date;
}

/** Words that set things side by side. Those between 比 and an adjective are few; 同比增长多少 compares nothing. */
const COMPARISON =
  /比较(?![高低多少大小好快慢强弱差])|对比|相比|差距|哪家|谁更|谁的|哪[个家座]更|(?<![同占环分])比(?![重例率如值较]).{0,12}(?:多(?!少|[高大长快])|(?<!多)[少高低快慢大小])|compar|versus|\bvs\b|\bdiffer/i;
const COMPARISON_IN_ENGLISH =
  /\b(?:more|less|fewer|higher|lower|bigger|larger|smaller|faster|slower|better)\b.{0,40}\bthan\b(?! \d)|\bwhich (?:is|was|has|one|two|of (?:the |these )?(?:two|three|these|them))\b|\bwhich\b.{0,40}\b(?:more|most|highest|lowest|largest|fastest|higher|lower|bigger|larger|faster)\b/i;
/** Over all places, none of which is named: 哪个省最高. */
export const OVER_ALL =
  /哪一?[个些几]{0,2}(?:省|市|地区|城市|自治区|直辖市)|(?:多少|几)个?省|哪[省市]|各省|各地|各(?:区县|县区|县市区?|县|区(?![域别间])|地级市|地市|市(?!场)|州|旗)|\b(?:which|what|each|every|all) (?:provinces?|cit(?:y|ies)|regions?|municipalit\w+)\b/i;

/** Finds what can be found by rule; everything else is left to ranking. Any string is a question. Linear time. */
export function understandQuestion(question: string, tools: UnderstandingTools): UnderstoodQuestion {
  const { gazetteer, glossary, today } = tools;
  const text = question.normalize('NFKC');
  const regions = findAskedRegions(text, tools);
  const times = findAskedTimes(text, gazetteer.find(text), today);
  const kind = findKind(text) ?? findKindOfTimes(times, today);
  const terms = findAskedTerms(text, tools);
  const askedFigure = findAskedFigure(question, terms, glossary, regions.length === 0 && OVER_ALL.test(text));
  const comparison =
    standSideBySide(regions, gazetteer) ||
    comparesTimes(times, text) ||
    [COMPARISON, COMPARISON_IN_ENGLISH, OVER_ALL].some((words) => words.test(text));
  return {
    language: detectLanguage(text),
    regions,
    otherPlaces: findOtherPlaces(text),
    years: listYears(times, kind),
    reportYears: listReportYears(times, kind, today),
    wholePlan: asksAboutWhole(times),
    isRelative: times.length > 0 && times.every(({ direction }) => direction !== null),
    terms,
    kind,
    comparison,
    answerKind: findAnswerKind(text, { kind, comparison, hasIndicator: askedFigure.indicators.length > 0 }),
    askedFigure,
  };
}
