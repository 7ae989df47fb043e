/** In which language does a reader want the words of a page? Takes a request, gives the words. */

import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { ENGLISH_PAGES } from './en.js';
import type { Words } from './words.js';
import { CHINESE_PAGES } from './zh.js';

const WORDS = { zh: CHINESE_PAGES, en: ENGLISH_PAGES } as const;
type Spoken = keyof typeof WORDS;

const SPOKEN = Object.keys(WORDS);

/** `?lang=` decides, then the browser's languages in their order, then Chinese. */
export function chooseWords(context: Context): Words {
  const wanted = readSpoken(context.req.query('lang') ?? '');
  return WORDS[wanted ?? readSpoken(readAcceptLanguage(context)) ?? 'zh'];
}

function readAcceptLanguage(context: Context): string {
  return accepts(context, {
    header: 'Accept-Language',
    supports: SPOKEN,
    default: '',
    match: (accepted) =>
      accepted
        .filter(({ type, q }) => q > 0 && readSpoken(type) !== null)
        .reduce((best, each) => (each.q > best.q ? each : best), { type: '', q: 0 }).type,
  });
}

/** `zh-TW` is read as `zh`. */
function readSpoken(tag: string): Spoken | null {
  const [primary = ''] = tag.toLowerCase().split('-', 1);
  return primary === 'zh' || primary === 'en' ? primary : null;
}
