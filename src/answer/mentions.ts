/**
 * Which places speak of a thing: 哪些省提到了低空经济, how many provinces mention the silver economy. Told by the words of all
 * documents, with one sentence of each place to prove it.
 */

import type { IndexedDocument } from '../index/contract.js';
import type { AnsweringSentence, Composing, Composition } from './contract.js';

const IN_CHINESE =
  /(?:哪些?|哪几个|多少个?|几个)(?:省份?|市|地区|城市|地方)(?:的?(?:政府工作)?报告)?(?:里|中)?(?:都|也)?(?:提到?|提及|写[入进到]?|说到?|讲到?|谈到?|出现)了?[“"「『]?(.{2,16}?)[”"」』]?(?:的(?:有哪些|说法|内容))?[?？。]?$/u;
const IN_ENGLISH =
  /\b(?:which|how many|what) (?:provinces?|cit(?:y|ies)|regions?|places?|reports?)(?:['’]s? reports?)? (?:do |have |that )?(?:mention(?:ed|s)?|refer(?:red|s)? to|talk(?:ed|s)? (?:about|of)|speak of|includ(?:e|ed|es)) (?:the |an? )?(.{3,60}?)\??$/i;
const CITIES = /市|\bcit(?:y|ies)\b/i;
/** Places that are named, each with its sentence. */
const MOST_PLACES = 40;
const QUOTED = 3;

/** Null for another question, for a word that no document has, and in an index of one place. */
export function composeMentions(composing: Composing): Composition | null {
  const words = findWords(composing);
  if (words.length === 0) return null;
  const { ranking, snapshot, gazetteer, writer, question } = composing;
  const years = new Set(ranking.understood.years.length > 0 ? ranking.understood.reportYears : []);
  const level = CITIES.test(question) && !/省|province/i.test(question) ? 'city' : 'province';
  const places = new Map<string, { readonly years: number[]; readonly proof: AnsweringSentence }>();
  for (const document of snapshot.documents) {
    const { region, year } = document.metadata;
    if (region === null || !ranking.documents.includes(document) || (years.size > 0 && !years.has(year ?? 0))) continue;
    if (gazetteer.resolve(region)?.level !== level) continue;
    const proof = findSentence(document, words, composing);
    if (proof === null) continue;
    const known = places.get(region);
    if (known === undefined) places.set(region, { years: year === null ? [] : [year], proof });
    else if (year !== null) known.years.push(year);
  }
  if (places.size === 0) return null;
  const codeOf = (region: string): string => gazetteer.resolve(region)?.code ?? '';
  const told = [...places].sort(([a], [b]) => (codeOf(a) < codeOf(b) ? -1 : 1)).slice(0, MOST_PLACES);
  const names = told.map(([region]) => writer.placeNamed(region)).join(writer.say('、', ', '));
  const count = places.size;
  const isSearched = (region: string | null): region is string =>
    region !== null && gazetteer.resolve(region)?.level === level;
  const searched = new Set(ranking.documents.map(({ metadata: { region } }) => region).filter(isSearched)).size;
  const word = words[0] ?? '';
  const text = writer.say(
    `所收录的${searched}个地方的文件中，提到“${word}”的有${count}个：${names}`,
    `Of ${searched} places with documents here ${count} mention “${word}”: ${names}`,
  );
  const proof = told.map(([, own]) => own.proof);
  return { kind: 'list', lead: [{ text, proof }], facts: [], table: null, quotes: proof.slice(0, QUOTED) };
}

/** Ways to write what is to be mentioned; in English those of the glossary's term. */
function findWords({ question, ranking, glossary }: Composing): readonly string[] {
  if (ranking.understood.regions.length > 0) return [];
  const chinese = IN_CHINESE.exec(question.trim())?.[1];
  const asked = chinese ?? IN_ENGLISH.exec(question.trim())?.[1];
  if (asked === undefined) return [];
  const [term] = glossary.findAsked(asked);
  const isWhole = term !== undefined && term.end - term.start === asked.length;
  if (isWhole) return term.term.written;
  return chinese === undefined ? [] : [chinese.replace(/[“”"「」『』]/g, '')];
}

function findSentence(
  document: IndexedDocument,
  words: readonly string[],
  { snapshot }: Composing,
): AnsweringSentence | null {
  const positions = words.map((word) => document.text.indexOf(word)).filter((at) => at >= 0);
  if (positions.length === 0) return null;
  const at = Math.min(...positions);
  const ordinal = document.passages.findIndex(({ start, end }) => start <= at && at < end);
  if (ordinal < 0) return null;
  const passage = (snapshot.firstPassage[snapshot.documents.indexOf(document)] ?? 0) + ordinal;
  const sentence = snapshot.sentencesOf(passage).find((own) => {
    const span = snapshot.sentenceAt(own).sentence;
    return span.start <= at && at < span.end;
  });
  return sentence === undefined ? null : { sentence, passage };
}
