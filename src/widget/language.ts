/** Which language the interface speaks: the one asked for, or that of the page or the browser. */

import { ENGLISH } from './texts/en.js';
import { CHINESE } from './texts/zh.js';
import type { Texts } from './texts.js';

/** `wanted` is `auto` or a language tag; `page` are the tags the page and the browser prefer, the best first. */
export function chooseTexts(wanted: string | null, page: readonly string[]): Texts {
  const tags = wanted === null || wanted === '' || wanted === 'auto' ? page : [wanted];
  const tag = tags.find((each) => /^(?:zh|en)\b/i.test(each)) ?? 'en';
  return /^zh\b/i.test(tag) ? CHINESE : ENGLISH;
}
