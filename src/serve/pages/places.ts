/** What is a place called on a page, and in which order do places stand there? */

import { readKnowledge } from '../../lexicon/knowledge.js';
import type { Words } from './words.js';

const CHINESE = new Intl.Collator('zh-CN');
const ENGLISH = new Intl.Collator('en');

/** As a list in the language of the page has them: by their pinyin, or by their English names. */
export function orderPlaces(words: Pick<Words, 'language'>): (one: string, other: string) => number {
  if (words.language !== 'en') return CHINESE.compare;
  return (one, other) => ENGLISH.compare(namePlace(one, words), namePlace(other, words));
}

/** As the reader of the page reads it: an English one 荆门市 as Jingmen. */
export function namePlace(region: string, { language }: Pick<Words, 'language'>): string {
  const { gazetteer } = readKnowledge();
  const known = language === 'en' ? gazetteer.resolve(region) : null;
  return known === null ? region : gazetteer.nameInEnglish(known);
}
