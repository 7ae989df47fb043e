/** What is a place called on a page, and in which order do places stand there? */

import { readKnowledge } from '../../lexicon/knowledge.js';
import type { Words } from './words.js';

/** As in a Chinese list, by their pinyin. */
export const byPinyin: (one: string, other: string) => number = new Intl.Collator('zh-CN').compare;

/** As the reader of the page reads it: an English one 荆门市 as Jingmen. */
export function namePlace(region: string, { language }: Pick<Words, 'language'>): string {
  const { gazetteer } = readKnowledge();
  const known = language === 'en' ? gazetteer.resolve(region) : null;
  return known === null ? region : gazetteer.nameInEnglish(known);
}
