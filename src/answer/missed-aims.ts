/**
 * Answers which aims of one place were not reached in a year: the sentences of its documents that say so (固定资产投资增长1.8%，低于
 * 5%的计划目标), from the parts that review.
 */

import { kindOf } from '../document-kinds.js';
import { readDocumentYears } from '../lexicon/document-years.js';
import { listAskedRegions } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { firstPassageOf } from './first-passage.js';

const ASKS_MISSED =
  /(?:哪些?|什么|哪几[个项]).{0,8}(?:目标|指标|任务|计划).{0,6}(?:没有?|未)能?(?:完成|达到|实现|达成)|(?:没有?|未)能?(?:完成|达到|实现|达成)的?.{0,6}(?:目标|指标|任务|计划).{0,4}(?:哪|什么)|\b(?:which|what) (?:\w+ ){0,3}(?:targets?|goals?|aims?)\b.{0,60}\b(?:miss(?:ed)?|not met|fail(?:ed)? to|fell short)\b/i;
const SAYS_MISSED =
  /(?:没有?|未)能?(?:完全)?(?:完成|达到|实现|达成)(?:了)?.{0,12}(?:目标|预期|计划|任务|进度)|(?:低于|不及).{0,10}(?:目标|预期|计划)|(?:目标|预期|计划|任务).{0,6}(?:没有|未)能?(?:完成|达到|实现|如期)|\b(?:below|short of|missed)\b.{0,30}\b(?:target|plan|goal)/i;
const MOST_SENTENCES = 5;

/** Null for another question, and where no document about the place says it. */
export function composeMissedAims(composing: Composing): Composition | null {
  const { question, ranking, snapshot } = composing;
  if (!ASKS_MISSED.test(question) || listAskedRegions(composing).length !== 1) return null;
  const { years } = ranking.understood;
  const quotes: AnsweringSentence[] = [];
  for (const document of ranking.aboutPlace) {
    const { results } = readDocumentYears(document.metadata);
    const isOfYear = years.length === 0 || results.some((year) => years.includes(year));
    if (!isOfYear || kindOf(document.metadata).isOfPeriod) continue;
    const first = firstPassageOf(document, snapshot);
    for (let passage = first; passage < first + document.passages.length; passage += 1) {
      const role = snapshot.passageAnnotations[passage]?.role;
      if (role === 'target' || role === 'task') continue;
      for (const sentence of snapshot.sentencesOf(passage)) {
        if (SAYS_MISSED.test(snapshot.sentenceText(sentence))) quotes.push({ sentence, passage });
      }
    }
  }
  if (quotes.length === 0) return null;
  return { kind: 'list', lead: [], facts: [], table: null, quotes: quotes.slice(0, MOST_SENTENCES) };
}
