/**
 * Which places speak of a thing: 哪些省提到了低空经济, how many provinces mention the silver economy. Told by the words of all
 * documents, with one sentence of each place to prove it.
 */

import type { IndexedDocument } from '../index/contract.js';
import { toSimplified } from '../lexicon/simplified.js';
import { readAskedLevel } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';
import { firstPassageOf } from './first-passage.js';

const IN_CHINESE =
  /(?:哪[些个]?|哪几个|多少个?|几个)(?:省份?|市|地区|城市|地方)(?:在?(?:19|20)\d\d年)?(?:的?(?:政府工作)?报告)?(?:里|中)?(?:都|也)?(没有?|未)?(?:提到?|提及|写[入进到]?|说到?|讲到?|谈到?|出现)了?[“"「『]?(.{2,16}?)[”"」』]?(?:的(?:有哪些|说法|内容))?[?？。]?$/u;
const IN_ENGLISH =
  /\b(?:which|how many|what) (?:provinces?|cit(?:y|ies)|regions?|places?|reports?)(?:['’]s? reports?)? (?:do |have |that )?((?:do|did|does)(?:n['’]t| not) |never )?(?:mention(?:ed|s)?|refer(?:red|s)? to|talk(?:ed|s)? (?:about|of)|speak of|includ(?:e|ed|es)) (?:the |an? )?(.{3,60}?)\??$/i;
/** Places that are named, each with its sentence. */
const MOST_PLACES = 40;
const QUOTED = 3;

/** Null for another question, for a word that no document has, and in an index of one place. */
export function composeMentions(composing: Composing): Composition | null {
  const { words, isDenied } = findWords(composing);
  if (words.length === 0) return null;
  const { ranking, snapshot, gazetteer, writer, question } = composing;
  const years = new Set(ranking.understood.years.length > 0 ? ranking.understood.reportYears : []);
  const level = readAskedLevel(question);
  const isSearched = (region: string | null): region is string =>
    region !== null && gazetteer.resolve(region)?.level === level;
  const mentioning = new Set(snapshot.documentsMentioning(words, [...years]));
  const searched = new Set<string>();
  const places = new Map<string, AnsweringSentence>();
  for (const document of ranking.documents) {
    const { region, year } = document.metadata;
    if (!isSearched(region) || (years.size > 0 && !years.has(year ?? 0))) continue;
    searched.add(region);
    if (places.has(region) || !mentioning.has(document)) continue;
    const proof = findSentence(document, words, composing);
    if (proof !== null) places.set(region, proof);
  }
  if (places.size === 0) return null;
  const codeOf = (region: string): string => gazetteer.resolve(region)?.code ?? '';
  const inOrder = (regions: Iterable<string>): string[] =>
    [...regions].sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1)).slice(0, MOST_PLACES);
  const name = (regions: readonly string[]): string => regions.map(writer.placeNamed).join(writer.say('、', ', '));
  const told = inOrder(places.keys());
  const proof = told.flatMap((region) => places.get(region) ?? []);
  const count = places.size;
  // Nothing is said to be mentioned but what stands in the sentences that prove it.
  const texts = proof.map(({ sentence }) => snapshot.sentenceText(sentence));
  const word = words.filter((own) => texts.some((text) => text.includes(own))).join('”“');
  const others = [...searched].filter((region) => !places.has(region));
  const silent = others.length === 0 ? '' : writer.say('：', ': ') + name(inOrder(others));
  // What is not said has no words to cite: those of the others prove that it was looked for.
  const text = isDenied
    ? writer.say(
        `所收录的${searched.size}个地方的文件中，没有提到“${word}”的有${others.length}个${silent}；提到的有${count}个`,
        `Of ${searched.size} places with documents here ${others.length} do not mention “${word}”${silent}; ${count} do`,
      )
    : writer.say(
        `所收录的${searched.size}个地方的文件中，提到“${word}”的有${count}个：${name(told)}`,
        `Of ${searched.size} places with documents here ${count} mention “${word}”: ${name(told)}`,
      );
  return { kind: 'list', lead: [{ text, proof }], facts: [], table: null, quotes: proof.slice(0, QUOTED) };
}

/** What is to be mentioned, as it is asked, or not to be; in English the ways to write the glossary's term. */
function findWords({ question, ranking, glossary }: Composing): {
  readonly words: readonly string[];
  readonly isDenied: boolean;
} {
  const none = { words: [], isDenied: false };
  if (ranking.understood.regions.length > 0) return none;
  const [, denied, chinese] = IN_CHINESE.exec(question.trim()) ?? [];
  if (chinese !== undefined) {
    return { words: [toSimplified(chinese.replace(/[“”"「」『』]/g, ''))], isDenied: denied !== undefined };
  }
  const [, not, english] = IN_ENGLISH.exec(question.trim()) ?? [];
  const [only] = english === undefined ? [] : glossary.findAsked(english);
  const isAll = only !== undefined && only.end - only.start === english?.length;
  return isAll ? { words: only.term.written, isDenied: not !== undefined } : none;
}

function findSentence(
  document: IndexedDocument,
  words: readonly string[],
  { snapshot }: Composing,
): AnsweringSentence | null {
  const says = (text: string): boolean => words.some((word) => text.includes(word));
  // A heading that has the words is no sentence: what stands in the text proves it.
  const ordinal = document.passages.findIndex(({ start, end }) => says(document.text.slice(start, end)));
  if (ordinal < 0) return null;
  const passage = firstPassageOf(document, snapshot) + ordinal;
  const sentence = snapshot.sentencesOf(passage).find((own) => says(snapshot.sentenceText(own)));
  return sentence === undefined ? null : { sentence, passage };
}
