/** What does the question ask about? Finds language, places, years and comparison in its words. */

import type { Gazetteer, Region } from '../ingest/contract.js';
import { detectLanguage } from '../language.js';
import type { UnderstoodQuestion } from './contract.js';
import { writeYearsInDigits } from './years.js';

/** What makes a number an amount: a unit behind it. 2000元 is one, the 元 of 2024元旦 is none. */
const UNIT =
  '[亿万吨亩户套座辆件]|元(?![旦宵])|个(?![人体税])|家(?![庭电政长])|(?:million|billion|yuan|people|kilomet)';
/** Years that reports can be about; other numbers of four digits are amounts. */
const YEAR = new RegExp(`(?<!\\d)(?:19[5-9]\\d|20[0-4]\\d)(?!\\d|(?:\\.\\d{1,4})?\\s?(?:${UNIT}))`, 'g');
const COMPARISON =
  /比较|对比|相比|哪家|谁更|哪个更|比.{0,12}(?:多|少|高|低|快|慢)|compar|versus|\bvs\b|which (?:is|was|has)|bigger|higher|lower|more than/i;

/** Finds what can be found by rule; everything else is left to ranking. */
export function understandQuestion(question: string, gazetteer: Gazetteer): UnderstoodQuestion {
  const text = question.normalize('NFKC');
  const regions = new Map<string, Region>();
  for (const { region } of gazetteer.find(text)) regions.set(region.code, region);
  const years = [...new Set(Array.from(writeYearsInDigits(text).matchAll(YEAR), ([year]) => Number(year)))].sort();
  return {
    language: detectLanguage(text),
    regions: [...regions.values()],
    years,
    reportYears: [...new Set(years.flatMap((year) => [year, year + 1]))].sort(),
    comparison: regions.size > 1 || years.length > 1 || COMPARISON.test(text),
  };
}
