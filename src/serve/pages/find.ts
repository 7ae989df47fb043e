/**
 * Words looked for on the reader's page: takes a text and what was typed, gives where it stands; draws the field, how
 * often it was found, and beside each place the way to the one before and after. Needs no script.
 */

import { html } from 'hono/html';
import { simplifyInPlace } from '../../lexicon/simplified.js';
import type { Span } from '../../types.js';
import { type Html, linkToReader } from './layout.js';
import type { Words } from './words.js';

/** UTF-16 code units of what is looked for; more is cut off. */
export const MAX_SOUGHT = 100;
/** Places that are marked, at most: a single letter stands in a report thousands of times. */
const MAX_PLACES = 500;

export interface Search {
  /** As it was typed; '' for none. */
  readonly sought: string;
  /** In the order of the text, apart from each other, each within a paragraph. */
  readonly places: readonly Span[];
}

export function searchText(text: string, typed: string | undefined): Search {
  const sought = (typed ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_SOUGHT);
  const places: Span[] = [];
  if (sought === '') return { sought, places };
  const [words, folded] = [fold(sought), fold(text)];
  for (let at = folded.indexOf(words); at >= 0 && places.length < MAX_PLACES; ) {
    places.push({ start: at, end: at + words.length });
    at = folded.indexOf(words, at + words.length);
  }
  return { sought, places };
}

/** As words are compared: in small letters, half width and simplified characters, each in its place. */
function fold(text: string): string {
  const narrow = text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return simplifyInPlace(narrow.replace(/\p{Lu}/gu, lower));
}

function lower(letter: string): string {
  const small = letter.toLowerCase();
  return small.length === letter.length ? small : letter;
}

/** `quote` is what the page marks besides, and goes on to. */
export function renderSearch({ sought, places }: Search, id: string, quote: Span | null, words: Words): Html {
  const isMore = places.length === MAX_PLACES;
  const found =
    places.length === 0
      ? words.foundNowhere
      : html`<a href="#${nameHit(1)}">${words.countFound(places.length, isMore)}</a>`;
  return html`<form class="find" action="/documents/${encodeURIComponent(id)}#${nameHit(1)}" method="get" role="search">
<input type="hidden" name="lang" value="${words.language}">
${quote === null ? null : html`<input type="hidden" name="start" value="${quote.start}"><input type="hidden" name="end" value="${quote.end}">`}
<input name="find" type="search" required maxlength="${MAX_SOUGHT}" aria-label="${words.findHere}" placeholder="${words.findHere}" value="${sought}">
<button>${words.find}</button>
${sought === '' ? null : html`<span role="status">${found}</span> <a href="${linkToReader(id, quote, words)}">${words.endSearch}</a>`}
</form>`;
}

export function nameHit(number: number): string {
  return `hit-${number}`;
}

/** Shown beside the place that the reader has come to. */
export function renderWay(number: number, count: number, words: Words): Html | null {
  if (count < 2) return null;
  const link = (to: number, name: string, sign: string) =>
    to < 1 || to > count ? null : html`<a href="#${nameHit(to)}" title="${name}" aria-label="${name}">${sign}</a>`;
  return html`<span class="way" lang="${words.language}">${link(number - 1, words.previousPlace, '‹')} ${number}/${count} ${link(number + 1, words.nextPlace, '›')}</span>`;
}
