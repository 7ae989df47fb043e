/**
 * Which terms of the glossary does a question name? Those that stand in it, and of two that share their end each: 城镇和农村
 * 居民人均可支配收入 asks for both, and a report that gives them apart answers.
 */

import type { Gazetteer } from '../lexicon/contract.js';
import type { Glossary, GlossaryMention, GlossaryTerm } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import { YEAR_DIGITS } from '../lexicon/years.js';

const YEAR = new RegExp(`${YEAR_DIGITS}年`, 'g');
const JOINT = /[和与跟及、]/;
/** Characters of what tells one from the other: 城镇, 城镇居民. */
const SHORTEST_PART = 2;
const LONGEST_PART = 4;

/** In the order of the question, each once. Linear time. */
export function findAskedTerms(question: string, { gazetteer, glossary }: Knowledge): GlossaryTerm[] {
  const text = question.replace(YEAR, '');
  const pairs = glossary.findAsked(text).flatMap((mention) => findPair(text, mention, glossary));
  const together = new Set(pairs.flatMap(({ whole }) => whole));
  const single = glossary.findAsked(pairs.length === 0 ? question : text).filter(({ term }) => !together.has(term));
  const restated = [nameNoOwners(question, gazetteer), nameWhatWasDone(question)].filter((words) => words !== question);
  const further = restated.flatMap((words) => glossary.findAsked(words));
  const terms = [...[...single, ...further].map(({ term }) => term), ...pairs.flatMap(({ parts }) => parts)];
  if (terms.length === 0 && WHOLE_ECONOMY.test(question) && !ASKS_WHY.test(question))
    return glossary.terms.filter(({ name }) => name === OUTPUT);
  return [...new Map(terms.map((term) => [term.name, term])).values()];
}

/** Of what is not said: the growth target of a place is that of all it makes. */
const WHOLE_ECONOMY =
  /(?:增长|增速)(?:的?预期)?目标|经济.{0,6}(?:增长|增速|涨)|(?:哪|各).{0,4}[省市区方].{0,12}(?:增长|增速|发展|涨)得?(?:最?[快慢]|最[高低]|前[二三四五六七八九十\d])|经济(?:总量|规模)?最?[强大].{0,6}[省市]|哪.{0,4}[省市].{0,6}经济.{0,4}最|\b(?:provinces?|cit(?:y|ies)|regions?)\b.{0,16}\b(?:grew|grows?|grown|growing)\b|\b(?:fastest|slowest)[- ](?:growing|growth)\b|\b(?:provinces?|cities|regions) (?:by|in|with the (?:highest|fastest|lowest|slowest)) (?:economic )?growth\b|(?:增长|增速|发展|涨得?).{0,4}(?:前[二三四五六七八九十\d]{1,2}|最[快慢高低]|第一|倒数).{0,4}(?:名|位|个|大)?的?(?:(?:是|有)?哪.{0,3})?(?:省|市(?!场)|[区县]|地方|城市)|(?:哪些?|哪几个|多少个?|几个).{0,2}[省市].{0,12}\d(?:\.\d+)?[%％].{0,6}目标|^前[二三四五六七八九十\d]{1,2}(?:名|位)?的?[省市](?!长)|\bgrowth (?:targets?|goals?|aims?)\b|\beconomy\b.{0,12}\b(?:grow|grew|grown|expand|shrink|shrank)|\bhow (?:big|large|fast)\b.{0,40}\beconomy\b/i;
/** Then the reasons for it are asked for, and not what it is. */
const ASKS_WHY = /为什么|为何|为啥|怎么(?!样)|原因|理由|\bwhy\b/i;
const OUTPUT = '地区生产总值';

const POSSESSIVE = /^['’]s/i;

/** Hunan's becomes the: the size of Hunan's economy is the size of the economy. */
function nameNoOwners(text: string, gazetteer: Gazetteer): string {
  let rest = '';
  let position = 0;
  for (const { start, end } of gazetteer.find(text)) {
    if (!POSSESSIVE.test(text.slice(end, end + 2))) continue;
    rest += `${text.slice(position, start)}the`;
    position = end + 2;
  }
  return rest + text.slice(position);
}

const DID_HOW_MANY =
  /\bhow many ([a-z]+) (?:did|has|have|will|does|do)\b.{0,60}?\b([a-z]{2,12}?)(?:e?d|e)?(?= in\b| by\b| during\b| over\b|[?.]|$)/i;

/** 新增多少就业, or 新增了多少, asks for 新增就业, how many jobs did it create for jobs created. */
function nameWhatWasDone(question: string): string {
  return question
    .replace(/(?<=\p{Script=Han}{2})了?(?:多少|几)[万亿]?[个家项座条名人吨]?(?=\p{Script=Han})/gu, '')
    .replace(DID_HOW_MANY, (asked, things: string, done: string) => `${asked} ${things} ${done}ed`);
}

/** The two that share the end of a mention, with what was read in their place. */
function findPair(
  text: string,
  { term, start, end }: GlossaryMention,
  glossary: Glossary,
): { readonly whole: GlossaryTerm; readonly parts: readonly [GlossaryTerm, GlossaryTerm] }[] {
  for (let joint = Math.max(0, start - LONGEST_PART - 1); joint < end; joint += 1) {
    if (!JOINT.test(text.charAt(joint))) continue;
    for (let own = LONGEST_PART; own >= SHORTEST_PART; own -= 1) {
      const tail = text.slice(joint + 1 + own, end);
      const second = termOf(text.slice(joint + 1, end), glossary);
      if (tail === '' || second === null) continue;
      for (let before = Math.min(LONGEST_PART, joint); before >= SHORTEST_PART; before -= 1) {
        const first = termOf(text.slice(joint - before, joint) + tail, glossary);
        if (first !== null && first !== second && first !== term) return [{ whole: term, parts: [first, second] }];
      }
    }
  }
  return [];
}

/** The term that some words are the name of, all of them. */
function termOf(words: string, glossary: Glossary): GlossaryTerm | null {
  const [mention] = glossary.findAsked(words);
  return mention?.start === 0 && mention.end === words.length && mention.term.kind === 'indicator'
    ? mention.term
    : null;
}
