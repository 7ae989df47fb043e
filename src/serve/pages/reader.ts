/**
 * The reader's page: takes a document and, when one is cited, a span of it; gives the text with its outline, numbered
 * paragraphs, what is known of it, and the cited words marked. Readable, printable and linkable without any script.
 */

import { html } from 'hono/html';
import type { DocumentReply } from '../../api/documents.js';
import { detectLanguage } from '../../lexicon/language.js';
import type { Span } from '../../types.js';
import { nameHit, renderSearch, renderWay, type Search } from './find.js';
import { addLanguage, type Html, linkToReader } from './layout.js';
import { listParagraphs, type ParagraphPiece, type ShownParagraph } from './paragraphs.js';
import { namePlace } from './places.js';
import { SHOWN_FIELDS, type Words } from './words.js';

export interface ReaderView {
  readonly reply: DocumentReply;
  /** The cited words; null when the document is opened as a whole. */
  readonly quote: Span | null;
  readonly search: Search;
  /** A reference to the cited words, or to the document. */
  readonly reference: string;
  readonly words: Words;
}

/** HTML has six ranks of headings; the first is the title's. */
const LOWEST_RANK = 6;
/** Deepest indentation of the outline. */
const DEEPEST_LEVEL = 3;

/** The main part of the page. */
export function renderReader(view: ReaderView): Html {
  const { reply, quote, search, words } = view;
  const paragraphs = listParagraphs(reply, quote, search.places);
  const numbers = numberHeadings(paragraphs);
  const textLanguage = detectLanguage(reply.text) === 'zh' ? 'zh-CN' : 'en';
  // How to cite the words stands below them, where the reader arrives.
  const cited = quote ? paragraphs.findLast(({ start }) => start < quote.end) : undefined;
  let isFirstCited = true;
  let lastFound: number | null = null;
  const renderPiece = (
    { text, isCited, isLead, found }: ParagraphPiece,
    index: number,
    pieces: readonly ParagraphPiece[],
  ): Html => {
    let shown = isLead ? html`<strong class="lead">${text}</strong>` : html`${text}`;
    if (found !== null) {
      const id = found === lastFound ? null : html` id="${nameHit(found)}" tabindex="-1"`;
      const isWhole = pieces[index + 1]?.found !== found;
      shown = html`<mark class="hit"${id}>${shown}</mark>${isWhole ? renderWay(found, search.places.length, words) : null}`;
      lastFound = found;
    }
    if (!isCited) return shown;
    // Without a fragment the browser scrolls to what asks for the focus.
    const first = isFirstCited ? html` id="quote" tabindex="-1" autofocus` : null;
    isFirstCited = false;
    return html`<mark${first}>${shown}</mark>`;
  };
  return html`<article class="reader">
<header>
<p><a class="back" href="${addLanguage('/', words)}" hidden>‹ ${words.backToQuestion}<q></q></a></p>
<h1 lang="${textLanguage}">${reply.document.title}</h1>
${renderAbout(view)}
${cited === undefined ? html`<aside class="cited" lang="${words.language}">${renderReference(view)}</aside>` : null}
<p class="hint">${cited === undefined ? words.howToCite : html`<a href="#quote">${words.toQuote}</a>`}</p>
</header>
${renderSearch(search, reply.document.id, quote, words)}
${renderOutline(reply, numbers, words)}
<section class="text" lang="${textLanguage}" aria-label="${words.text}">
${paragraphs.map((paragraph) => [
  renderParagraph(view, numbers, paragraph, paragraph.pieces.map(renderPiece)),
  quote && paragraph === cited ? renderCited(view, quote, paragraphs, numbers) : null,
])}
</section>
</article>`;
}

/** An address on the web, or null: any other scheme could run something. */
export function readWebAddress(address: string | null): URL | null {
  if (address === null || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}

function renderOutline({ outline }: DocumentReply, numbers: HeadingNumbers, words: Words): Html | null {
  if (outline.length === 0) return null;
  return html`<nav class="outline" aria-label="${words.outline}">
<h2>${words.outline}</h2>
<ol>
${outline.map(({ heading, level }, index) => {
  const number = numbers.get(index);
  if (number === undefined) return null;
  return html`<li class="level-${Math.min(level, DEEPEST_LEVEL)}"><a href="#p${number}">${heading}</a></li>`;
})}
</ol>
</nav>`;
}

/** Number of the paragraph of each heading, by its position in the outline. */
type HeadingNumbers = ReadonlyMap<number, number>;

/** A paragraph opens with one heading; others that it may hold have no number. */
function numberHeadings(paragraphs: readonly ShownParagraph[]): HeadingNumbers {
  return new Map(paragraphs.flatMap(({ heading, number }) => (heading === null ? [] : [[heading, number]])));
}

function renderAbout({ reply: { document }, words }: ReaderView): Html {
  const { type, url, sources, basedOn } = document;
  const region = document.region && namePlace(document.region, words);
  const values = { ...document, region, type: words.types[type], url: renderAddress(basedOn?.url ?? url) };
  const facts: [string, Html | string | number | null][] = [
    ...SHOWN_FIELDS.map((field): [string, Html | string | number | null] => [words.fields[field], values[field]]),
    [words.file, sources.map(({ source }) => source).join(words.separator)],
  ];
  return html`${basedOn === null ? null : html`<p class="digest">${words.describeDigest(basedOn.title)}</p>`}
<dl class="about" aria-label="${words.about}">
${facts.map(([name, value]) => (value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}
</dl>`;
}

function renderAddress(address: string | null): Html | null {
  const url = readWebAddress(address);
  return url === null ? null : html`<a href="${url.href}" rel="external noreferrer noopener">${url.host}</a>`;
}

/** Where the cited words stand among the headings, how to cite them, and which sections stand around theirs. */
function renderCited(
  view: ReaderView,
  quote: Span,
  paragraphs: readonly ShownParagraph[],
  numbers: HeadingNumbers,
): Html {
  const { reply, words } = view;
  const passage = reply.passages.findLast(({ start }) => start <= quote.start);
  const current = reply.outline.findLastIndex(({ start }) => start <= quote.start);
  const first = paragraphs.find(({ end }) => end > quote.start);
  const place = [...(passage?.headingPath ?? []), first ? words.nameParagraph(first.number) : ''].join(' › ');
  return html`<aside class="cited" lang="${words.language}" aria-labelledby="reference">
${renderReference(view)}
<p class="hint">${place}</p>
<p>${renderNeighbours(reply, numbers, current, words, true)}</p>
</aside>
`;
}

function renderReference({ reference, words }: ReaderView): Html {
  return html`<h2 id="reference">${words.reference}</h2>
<p class="reference" lang="zh-CN" translate="no">${reference}</p>`;
}

/** Links to the headings before and after the one at `current` in the outline: named, or as arrows beside a heading. */
function renderNeighbours(
  { outline }: DocumentReply,
  numbers: HeadingNumbers,
  current: number,
  words: Words,
  isNamed: boolean,
): Html {
  const link = (index: number, name: string, rel: string): Html | null => {
    const [heading, number] = [outline[index]?.heading, numbers.get(index)];
    if (heading === undefined || number === undefined) return null;
    const arrow = html`<span aria-hidden="true">${rel === 'prev' ? '↑' : '↓'}</span>`;
    if (isNamed) return html`<a href="#p${number}" rel="${rel}">${arrow} ${name}${words.colon}${heading}</a> `;
    const label = `${name}${words.colon}${heading}`;
    return html`<a href="#p${number}" rel="${rel}" title="${label}" aria-label="${label}">${arrow}</a> `;
  };
  return html`${link(current - 1, words.previousHeading, 'prev')}${link(current + 1, words.nextHeading, 'next')}`;
}

function renderParagraph(
  { reply, words }: ReaderView,
  numbers: HeadingNumbers,
  paragraph: ShownParagraph,
  pieces: readonly Html[],
): Html {
  const { number, rank, heading, page, start, end } = paragraph;
  const address = linkToReader(reply.document.id, { start, end }, words);
  const label = words.citeParagraph(number);
  const margin = html`<a class="number" href="${address}" title="${label}" aria-label="${label}">${number}</a>`;
  const pageName = page === null ? null : html`<p class="page" lang="${words.language}">${words.namePage(page)}</p>`;
  if (rank === null || heading === null) {
    return html`${pageName}<div class="paragraph" id="p${number}">${margin}<p>${pieces}</p></div>
`;
  }
  const content = html`${pieces}`;
  const neighbours = renderNeighbours(reply, numbers, heading, words, false);
  return html`${pageName}<div class="paragraph heading" id="p${number}">${margin}${wrapHeading(rank + 1, content)}<p class="neighbours" lang="${words.language}">${neighbours}</p></div>
`;
}

function wrapHeading(rank: number, content: Html): Html {
  switch (Math.min(rank, LOWEST_RANK)) {
    case 2:
      return html`<h2>${content}</h2>`;
    case 3:
      return html`<h3>${content}</h3>`;
    case 4:
      return html`<h4>${content}</h4>`;
    case 5:
      return html`<h5>${content}</h5>`;
    default:
      return html`<h6>${content}</h6>`;
  }
}
