/** Used by every stage: which language is a text in? Decides which mean vector is taken off and in which language an answer is given. */

export type Language = 'zh' | 'en';

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;
/** An abbreviation (GDP, PPP, BRT) is as much at home in Chinese as in English. */
const CAPITALS_ONLY = /^[A-Z]+$/;

/**
 * Chinese when it has at least as many Han characters as Latin words; `interview 里提到哪几个村` is Chinese. Words in
 * capitals decide nothing when there is no other Latin word: `GDP` is Chinese.
 */
export function detectLanguage(text: string): Language {
  const han = text.match(HAN)?.length ?? 0;
  const words = text.match(LATIN_WORD) ?? [];
  return words.length > han && !words.every((word) => CAPITALS_ONLY.test(word)) ? 'en' : 'zh';
}
