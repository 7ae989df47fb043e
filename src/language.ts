/** Used by every stage: which language is a text in? Decides which mean vector is taken off and in which language an answer is given. */

export type Language = 'zh' | 'en';

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;

/** Chinese when it has at least as many Han characters as Latin words; `interview 里提到哪几个村` is Chinese. */
export function detectLanguage(text: string): Language {
  const han = text.match(HAN)?.length ?? 0;
  const words = text.match(LATIN_WORD)?.length ?? 0;
  return words > han ? 'en' : 'zh';
}
