/**
 * Answers that say what a word means: the sentences that explain it go first. Where no document does, though some use the
 * word, that is told: a use is no meaning.
 */

import { escapePattern } from '../lexicon/characters.js';
import { findContentTerms, removePlacesAndYears } from '../lexicon/content-words.js';
import type { AnsweringSentence, Composing } from './contract.js';
import { firstPassageOf } from './first-passage.js';
import { uniqueSentences } from './unique-sentences.js';

const ASKED = [
  /(?:什么是|何为|何谓|啥是|什么叫(?:做|作)?|(?:解释|说明)一?下)[“"「『‘'《]?(.{2,24}?)[”"」』’'》]?(?:是?什么意思|的?(?:含义|意思|定义))?[?？。]?$/u,
  /(?:^|[,，：:])(.{2,40}?)(?:究竟|到底|具体)?(?:是(?:个|一?种)?(?:什么|啥)(?:意思|东西|概念)?|(?:是)?指(?:的(?:是)?)?(?:什么|啥|哪.{0,4})|(?:是)?(?:什么|啥)(?:意思|含义))[呢啊]?[?？。]?$/u,
  /\bwhat (?:is|are|does|do) (?:the |an? )?["“'‘]?(.{2,60}?)["”'’]?(?: (?:mean|means|stand for|refer to|called)(?: in .*)?)?\??$/i,
];
/** In front of the word: where it was read. */
const READ_IN =
  /^.*?(?:里|中|上)?(?:所)?(?:说的?|提到的?|讲的?|提出的?|报告[里中]?的|的)(?=[“"「『‘'])|^.*?(?:报告|文件)(?:[里中上])?(?:所)?(?:说|提到|讲|提出)的?/u;
const QUOTES = /[“”"「」『』‘’'《》]/g;
/** Words that are put together of numbers are explained by the row that they count: 三大工程. */
const COUNTS = /[一二两三四五六七八九十百千\d]/;
const LONGEST_WORD = 16;
/** Sentences that explain, quoted before all others. */
const MOST_EXPLAINING = 2;

/** The word whose meaning is asked for, as documents may have it; null where that is not told for certain. */
export function findAskedWord({ question, ranking, gazetteer, glossary, tokenizer }: Composing): string | null {
  const asked = ASKED.map((words) => words.exec(question.trim())?.[1]).find((word) => word !== undefined);
  if (asked === undefined) return null;
  if (ranking.understood.language === 'en') {
    const [only] = glossary.findAsked(asked);
    const isWhole = only !== undefined && only.end - only.start === asked.length;
    return /\p{Script=Han}{2,16}/u.exec(asked)?.[0] ?? (isWhole ? only.term.name : null);
  }
  const word = removePlacesAndYears(asked.replace(READ_IN, ''), gazetteer)
    .replace(QUOTES, '')
    .replace(/^[的里中\s]+|[的\s]+$/gu, '');
  const isWord =
    word.length >= 2 && word.length <= LONGEST_WORD && findContentTerms(word, gazetteer, tokenizer).length > 0;
  return isWord ? word : null;
}

/** Sentences of the documents that say what the word means, those of the best passages first; and those that only use it. */
export function findExplanations(
  word: string,
  { ranking, snapshot }: Composing,
): { readonly explaining: readonly AnsweringSentence[]; readonly isUsed: boolean } {
  const about = new Set(ranking.aboutPlace);
  const explaining: AnsweringSentence[] = [];
  let isUsed = false;
  const explains = createExplains(word);
  for (const document of snapshot.documentsMentioning([word], [])) {
    if (!about.has(document)) continue;
    isUsed = true;
    const first = firstPassageOf(document, snapshot);
    for (const [ordinal, { start, end }] of document.passages.entries()) {
      const passage = first + ordinal;
      if (!document.text.slice(start, end).includes(word)) continue;
      const isEntry = snapshot.passageAnnotations[passage]?.isEntry ?? false;
      for (const sentence of snapshot.sentencesOf(passage)) {
        const text = snapshot.sentenceText(sentence);
        if (text.includes(word) && (explains(text) || (isEntry && opensEntry(text, word)))) {
          explaining.push({ sentence, passage });
        }
      }
    }
  }
  const rankOf = new Map(ranking.passages.map(({ passage }, rank) => [passage, rank]));
  const rank = ({ passage }: AnsweringSentence): number => rankOf.get(passage) ?? rankOf.size;
  return { explaining: explaining.sort((a, b) => rank(a) - rank(b) || a.sentence - b.sentence), isUsed };
}

/** The word stands in front of the colon of a list of words. */
function opensEntry(text: string, word: string): boolean {
  const end = text.search(/[:：]/);
  return end > 0 && text.slice(0, end).includes(word);
}

/** Whether a sentence that has the word says what it means, or what is in it. */
function createExplains(word: string): (text: string) => boolean {
  const bare = escapePattern(word);
  const name = `[“"「『‘]?${bare}[”"」』’]?`;
  const behind = new RegExp(
    `${name}.{0,6}?(?:是指|指的|就是|是一[种个项]|，?即|[,，]?指|包括|包含|分别是|由.{1,30}(?:组成|构成)|[(（][^)）]{4,}|[:：]|——)`,
    'u',
  );
  const before = new RegExp(
    `(?:所谓|简称|统称|称为|称作|叫做|[(（](?:以下)?(?:简称)?)${name}|(?:、[^，,。；;]{1,30}|等)的?[“"「『]${name}`,
    'u',
  );
  // “双集中”是城市和产业集中的简称: in marks the word itself is spoken of.
  const inMarks = new RegExp(
    `[“"「『‘]${bare}[”"」』’](?:则|即|也|就)?是(?![否不])|${name}.{1,40}?的(?:简称|统称|合称)`,
    'u',
  );
  return (text) =>
    behind.test(text) || before.test(text) || inMarks.test(text) || (COUNTS.test(word) && /[:：、]/.test(text));
}

/** The word, where the documents use it and none says what it means. */
export function findUndefinedWord(composing: Composing): string | null {
  if (composing.ranking.understood.answerKind !== 'definition') return null;
  const word = findAskedWord(composing);
  if (word === null) return null;
  const { explaining, isUsed } = findExplanations(word, composing);
  return isUsed && explaining.length === 0 ? word : null;
}

/** The sentences that explain before those that speak to the question. */
export function putExplanationsFirst(
  composing: Composing,
  quotes: readonly AnsweringSentence[],
): readonly AnsweringSentence[] {
  const word = findAskedWord(composing);
  if (word === null) return quotes;
  const { explaining } = findExplanations(word, composing);
  const quoted = new Set(quotes.map(({ sentence }) => sentence));
  const isTold = explaining.some(({ sentence }) => quoted.has(sentence));
  return isTold ? quotes : uniqueSentences([...explaining.slice(0, MOST_EXPLAINING), ...quotes]);
}
