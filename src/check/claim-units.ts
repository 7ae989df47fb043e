/**
 * Used by evidence.ts: what a claim says, as pieces that are looked for in a report's sentences. A claim in Chinese or
 * English goes in; its terms, pairs of characters and words come out, each with the ways a Chinese report may write it and
 * its weight. Places, years and numbers are left to the judges of facets.
 */

import type { Snapshot } from '../index/contract.js';
import { foldWidth, replaceSpans } from '../lexicon/characters.js';
import type { CutWord, Tokenizer } from '../lexicon/contract.js';
import { isFunctionWord, splitWords } from '../lexicon/english.js';
import type { Language } from '../lexicon/language.js';
import { PERIOD } from '../lexicon/periods.js';
import { PLAN } from '../lexicon/plans.js';
import { remember } from '../lexicon/remember.js';
import { toSimplified } from '../lexicon/simplified.js';
import type { Span } from '../types.js';
import type { CoverTools } from './word-cover.js';

/** A piece of a claim: a term of the glossary, a pair of characters, a word. */
export interface ClaimUnit {
  /** Any of them in a sentence, evened out, says it. */
  readonly forms: readonly string[];
  /** How rare it is in the documents, above 0. */
  readonly weight: number;
  /** An English word that may be a name, to be found by its sound: Huahu. */
  readonly name?: string;
}

export interface UnitTools extends CoverTools {
  readonly snapshot: Pick<Snapshot, 'lexicalIndex'>;
  readonly tokenizer: Pick<Tokenizer, 'cutWords'>;
}

/** Ways to say the same; the first is what all are compared as. Of one length or not: sentences are only searched. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/荣获|获得|获评|被评为|获授|捧回|拿下|摘得|夺得|斩获|夺取/g, '获'],
  [/落成|建好|竣工/g, '建成'],
  [/改名|易名/g, '更名'],
  [/投用|启用|投运/g, '投入使用'],
  [/医护人员|医务工作者/g, '医务人员'],
  [/第[一1]个|首个|头一个|首例|首家|首座|第一座|第一家|头一家|首张|头一张|首条|第一条|首套|首台/g, '首个'],
  [/首位|第一位|第1位?|榜首|头名|之首|居首|第一名?|排头/g, '首位'],
  [/老年人|长者/g, '老人'],
  [/企业营业收入|企业营收/g, '企业营收'],
  [/外贸进出口|外贸/g, '进出口'],
  [/世界上|全球|世界/g, '世界'],
  [/提高|升至|提升|上升/g, '提升'],
  [/名列|位居|位列|排名|排在|居于|稳居|跃居/g, '居'],
  [/规模以上/g, '规上'],
  [/人均可支配收入/g, '收入'],
  [/车子|轿车/g, '汽车'],
];

/** Width, traditional characters, white space, marks of quotation and ways to say the same evened out. */
export const evenWords = remember((text) => {
  const plain = toSimplified(foldWidth(text))
    .replace(/[\s“”"'‘’「」《》]/g, '')
    .toLowerCase();
  return SAME.reduce((even, [ways, one]) => even.replace(ways, one), plain);
});

/** Words of a Chinese claim that narrow nothing: time, aim, how it is said. */
const IDLE =
  /政府工作报告|工作报告|预期|预计|目标|计划|力争|争取|左右|以上|以内|大约|超过|突破|达到|实现|完成|累计|同比|比上年|上年|去年|今年|明年|全年|年度|增长|下降|增速|增幅|提升|增加|减少|扩大|缩小|提高|降低|已经|已有|有了|成为|成功|正式|开始|提出|介绍|表示|指出|情况|方面|其中|还有|以及|一个|这个|那个|一共|总共|不到|不足|接近|将近|全省|全市|全区|全国|我国|我省|我市|省里|市里|该省|该市|当年|年底|年末|截至|截止|期间|连续|分别|同时|另外|此外|已|将|要|约|超|近|共|均|为|是|的|了|在|和|与|及|被|到|有|也|都|就|让|把|从|由|对|等|其|个|年|月|日|只|则|而|又|再|还|更|最|里|中|上|下|能|会|可|来|去|多|余|第/g;
/** Of an English word that no dictionary helps with. */
const UNKNOWN_WORD = 3;
/** 5G, Ⅲ类, 4A级: what they are part of is another thing with another of them. */
const LATIN = /\d{0,3}[a-z][a-z0-9-]*|[Ⅰ-Ⅻⅰ-ⅻ]/g;

/** 李德|群: a name that the dictionary does not know may be cut in two. */
function isOneName(one: CutWord, other: CutWord): boolean {
  return (one.isName && other.word.length === 1) || (other.isName && one.word.length === 1);
}

/** What a verb counts beside a thing: how something came to be is said in many ways. */
const DOING = 0.5;

/** The pieces of a claim, in its order. Linear time. */
export function listUnits(claim: string, language: Language, tools: UnitTools): ClaimUnit[] {
  return language === 'en' ? listEnglish(claim, tools) : listChinese(claim, tools);
}

function listChinese(claim: string, tools: UnitTools): ClaimUnit[] {
  const units: ClaimUnit[] = [];
  let rest = cutOut(toSimplified(foldWidth(claim)), (text) => tools.gazetteer.find(text));
  rest = cutOut(rest, (text) => {
    const mentions = tools.glossary.findAsked(text);
    for (const { term, start, end } of mentions) {
      units.push(unitOf([...term.written, text.slice(start, end)].map(evenWords), tools));
    }
    return mentions;
  });
  // When it was is compared as a time: 一季度 stands beside no figure of its sentence.
  rest = rest.replace(PERIOD, '，').replace(PLAN, '，');
  const even = evenWords(rest);
  for (const [word] of even.matchAll(LATIN)) units.push(unitOf([word], tools));
  const words = even.replace(IDLE, '，');
  for (const [run] of words.matchAll(/\p{Script=Han}{2,}/gu)) {
    // Pairs of two words (城里|人收|入) stand nowhere and would outweigh all that the claim says.
    let previous: CutWord | undefined;
    for (const cut of tools.tokenizer.cutWords(run)) {
      const share = cut.isDoing ? DOING : 1;
      const pairs = pairsOf(cut.word);
      if (previous !== undefined && isOneName(previous, cut))
        pairs.push(`${previous.word.at(-1)}${cut.word.charAt(0)}`);
      for (const pair of pairs) units.push({ forms: [pair], weight: share * weigh(pair, tools) });
      previous = cut;
    }
  }
  return units;
}

/** Simplified, of plain width, without white space; its marks stay. */
export function plainWords(text: string): string {
  return toSimplified(foldWidth(text)).replace(/\s/g, '');
}

/** A comma in the place of each mention. */
export function cutOut(text: string, find: (text: string) => readonly Span[]): string {
  return replaceSpans(text, find(text), () => '，');
}

function unitOf(forms: readonly string[], tools: UnitTools): ClaimUnit {
  const own = [...new Set(forms)].filter((form) => form !== '');
  return { forms: own, weight: weighForms(own, tools) };
}

function pairsOf(run: string): string[] {
  return Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2));
}

function weigh(term: string, { snapshot }: UnitTools): number {
  return snapshot.lexicalIndex.inverseDocumentFrequency(term);
}

/** Of a term: as much as its rarest pair, of the form that stands anywhere. */
function weighForms(forms: readonly string[], tools: UnitTools): number {
  return Math.max(
    0.5,
    Math.min(
      ...forms.map((form) => {
        const pairs = pairsOf(form).map((pair) => weigh(pair, tools));
        return pairs.length === 0 ? weigh(form, tools) : Math.max(...pairs) * 1.5;
      }),
    ),
  );
}

/** English words that narrow nothing. */
const IDLE_IN_ENGLISH = new Set(
  'new plan planned aim aims aimed aiming put puts up set sets see saw report reported government province provincial city county total level number during course year years annual annually its their according work state stated amount reach reached overall successfully officially percent per cent yuan billion million trillion tonnes tons people about around some nearly almost over more than above below under less rise rose risen grew grow grown growth increase increased expand expanded fell fall dropped decline declined target targeted hit had has have been being was were will to be make made come came first second third rank ranked ranking ranks nation country china chinese nationwide national'.split(
    ' ',
  ),
);

const NAME = /\b[A-Z][a-z]{3,}\b/g;

function listEnglish(claim: string, tools: UnitTools): ClaimUnit[] {
  const units: ClaimUnit[] = [];
  const plain = foldWidth(claim).replace(/['’]s\b/g, '');
  const names = new Set(Array.from(plain.matchAll(NAME), ([name]) => name.toLowerCase()));
  const first = /^\W*(\w+)/.exec(plain)?.[1]?.toLowerCase();
  let rest = cutOut(plain, (text) => tools.gazetteer.find(text));
  rest = cutOut(rest, (text) => {
    const mentions = tools.glossary.findAsked(text);
    for (const { term, start, end } of mentions) {
      // What an English word of a topic means in its claim the dictionary tells as well: grain is not only 粮食安全.
      const meanings = term.kind === 'indicator' ? [] : tools.translate(text.slice(start, end));
      const senses = meanings.flatMap(({ chinese }) => chinese.filter((word) => word.length > 1));
      units.push(unitOf([...term.written, ...senses].map(evenWords), tools));
    }
    return mentions;
  });
  for (const { english, chinese } of tools.translate(rest.replaceAll('，', ' , '))) {
    const words = english.split(' ');
    if (words.every((word) => IDLE_IN_ENGLISH.has(word) || /\d/.test(word))) continue;
    if (chinese.length === 0 && splitWords(english).every(({ normal }) => isFunctionWord(normal))) continue;
    const forms = chinese.map(evenWords).filter((word) => word.length > 1);
    const weights = forms
      .filter((form) => pairsOf(form).every((pair) => tools.snapshot.lexicalIndex.frequencyOf(pair) > 0))
      .map((form) => weighForms([form], tools));
    // Guesses of a dictionary: the commonest sense is the likeliest.
    const weight = weights.length === 0 ? UNKNOWN_WORD : Math.min(...weights);
    const isName = names.has(english) && (english !== first || chinese.length === 0);
    units.push({ forms: [...new Set([...forms, english])], weight, ...(isName ? { name: english } : {}) });
  }
  return units;
}

/** What of the pieces a text, evened out, has: the share of their weight. 0 when there are none. */
export function coverOf(units: readonly ClaimUnit[], even: string): number {
  let all = 0;
  let found = 0;
  for (const { forms, weight } of units) {
    all += weight;
    if (forms.some((form) => even.includes(form))) found += weight;
  }
  return all === 0 ? 0 : found / all;
}

/** Pieces that it lacks. */
export function lackedBy(units: readonly ClaimUnit[], even: string): ClaimUnit[] {
  return units.filter(({ forms }) => !forms.some((form) => even.includes(form)));
}
