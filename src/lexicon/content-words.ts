/**
 * Which words of a question say what it is about? Leaves out places and years, which decide by themselves, and the
 * words that any question may have. Used to tell whether the passages found speak of anything that was asked.
 */
import type { Gazetteer, Tokenizer } from './contract.js';
import { LONE_YEAR } from './years.js';

const GREETINGS = '你好 您好 谢谢 多谢 再见 早上好 下午好 晚上好';
const GREETINGS_IN_ENGLISH = 'hello hi hey thanks thank you good morning afternoon evening bye goodbye please';
/** Words of asking, greeting and pointing; none of them stands inside a word that reports are about. */
const FUNCTION_WORDS =
  '什么时候 啥时候 什么 为什么 为啥 怎么样 怎样 怎么 如何 是否 是不是 有没有 能不能 会不会 是多少 多少钱 多少 多大 多高 ' +
  '多长 多久 哪一年 哪一 哪几个 哪几 哪里 哪儿 哪些 哪个 哪家 哪 几个 几 谁 啥 请问 告诉我 分别 各是 到底 一共 总共 ' +
  `现在 目前 ${GREETINGS} 这个 那个 这些 那些 我们 你们 他们 我 你 您 吗 呢 啊 吧 呀 么`;
/** Words of one character that also stand inside others: 目的, 了解, 实事求是, 和谐. */
const FUNCTION_CHARACTERS = ['(?<!目)的', '(?<!为)了(?!解)', '(?<!求)是', '和(?![谐平睦])', '与', '及'];
const FUNCTION_WORD = new RegExp(
  [...FUNCTION_WORDS.split(' ').sort((a, b) => b.length - a.length), ...FUNCTION_CHARACTERS].join('|'),
  'g',
);
/** The same in English, for questions that say no more: a greeting. As terms, lower case. */
const ENGLISH_FUNCTION_WORDS = new Set(`${GREETINGS_IN_ENGLISH} how are who what is the a i am`.split(' '));
const YEAR = new RegExp(`${LONE_YEAR}年?`, 'g');
/** Units and numbers that a question asks in, and what it calls a report. */
const ASKED_IN =
  /^(?:[\d.]+%?|钱|块|元|年|人|数|次|家|个|份|省|市|县|区|全省|全市|报告|意见|通知|公报|纪要|文件|情况|问题|时候|目标|方面)$/;
/** A single Han character is part of too many words to say anything. */
const SINGLE_HAN = /^\p{Script=Han}$/u;

/** An abbreviation that questions use and reports write out, with what they write. */
const GDP = /GDP/gi;
const GDP_WRITTEN_OUT = 'GDP 地区生产总值';

/** Puts the words of reports beside the abbreviation GDP, for comparing words. */
function writeOutAbbreviations(question: string): string {
  return question.replace(GDP, GDP_WRITTEN_OUT);
}

/** Left of Jingmen's. */
const POSSESSIVE = /^['’]s\b/i;

/** The question without the places and years it names. */
export function removePlacesAndYears(question: string, gazetteer: Gazetteer): string {
  const text = question.normalize('NFKC');
  let rest = '';
  let position = 0;
  for (const { start, end } of gazetteer.find(text)) {
    rest += `${text.slice(position, start)} `;
    position = POSSESSIVE.test(text.slice(end, end + 3)) ? end + 2 : end;
  }
  return (rest + text.slice(position)).replace(YEAR, ' ');
}

const GREETING = new RegExp(`${GREETINGS.replaceAll(' ', '|')}|[呀啊了哦嗯]`, 'g');
const ENGLISH_GREETINGS = new Set(`${GREETINGS_IN_ENGLISH} ok okay`.split(' '));

/** True for a greeting, thanks, or no words at all. */
export function saysNothing(text: string): boolean {
  const words = text.replace(GREETING, ' ').match(/[A-Za-z]+|[\p{L}\p{N}]/gu) ?? [];
  return words.every((word) => ENGLISH_GREETINGS.has(word.toLowerCase()));
}

/** Terms that say what a question is about, repeats removed; empty for a greeting, a bare place or year. */
export function findContentTerms(question: string, gazetteer: Gazetteer, tokenizer: Tokenizer): string[] {
  const content = removePlacesAndYears(question, gazetteer).replace(FUNCTION_WORD, ' ');
  const terms = tokenizer.tokenize(writeOutAbbreviations(content));
  return [...new Set(terms)].filter((term) => !SINGLE_HAN.test(term) && !ENGLISH_FUNCTION_WORDS.has(term));
}

/** Words of things that the question names, repeats removed: of 北京二手房卖了多少套 二手房. */
export function findNamedThings(question: string, gazetteer: Gazetteer, tokenizer: Tokenizer): string[] {
  const content = removePlacesAndYears(question, gazetteer).replace(FUNCTION_WORD, ' ');
  return [...new Set(tokenizer.findNames(content))].filter((word) => !ASKED_IN.test(word));
}
