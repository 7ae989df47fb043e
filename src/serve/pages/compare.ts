/**
 * The page that sets figures side by side: takes what is asked and, once it was, the comparison; gives the form, a table
 * whose cells open the sentence they come from, a chart, and what cannot be compared. Needs no script.
 */

import { html } from 'hono/html';
import type { CompareReply, CompareRequest } from '../../api/check.js';
import type { ListedDocument } from '../../api/documents.js';
import { nameUnitInEnglish, writeQuantityInEnglish } from '../../lexicon/english-quantities.js';
import type { Knowledge } from '../../lexicon/knowledge.js';
import { renderChart } from './chart.js';
import { addLanguage, COMPARE_PATH, type Html } from './layout.js';
import { namePlace, orderPlaces } from './places.js';
import type { Words } from './words.js';

export interface CompareView {
  readonly documents: readonly ListedDocument[];
  /** What the form holds. */
  readonly asked: CompareRequest;
  readonly reply: CompareReply | null;
  /** Where the reply has no figure: other measures and kinds of the same that have one. */
  readonly others: readonly CompareRequest[];
  /** Why there is no reply, when it was asked for. */
  readonly refusal: string | null;
  readonly knowledge: Knowledge;
  readonly words: Words;
}

type Cell = CompareReply['cells'][number];

/** The main part of the page. */
export function renderCompare(view: CompareView): Html {
  const { reply, refusal, words } = view;
  return html`<div class="compare">
<h1>${words.compare}</h1>
<p class="tagline">${words.compareHow}</p>
${renderForm(view)}
${refusal === null ? null : html`<p class="refusal" role="alert">${refusal}</p>`}
${reply === null ? null : renderReply(reply, view)}
</div>`;
}

/** The same comparison under another address: as rows to take along, or with one choice changed. */
export function writeCompareAddress(path: string, request: CompareRequest): string {
  const query = new URLSearchParams([
    ['indicator', request.indicator],
    ...request.regions.map((region) => ['region', region]),
    ...request.years.map((year) => ['year', String(year)]),
    ['measure', request.measure],
    ['kind', request.kind],
  ]);
  return `${path}?${query}`;
}

function renderForm({ documents, asked, knowledge, words }: CompareView): Html {
  const wanted = asked.regions.map((region) => knowledge.gazetteer.resolve(region)?.name ?? region);
  const regions = [...new Set([...documents.flatMap(({ region }) => region ?? []), ...wanted])];
  // A report tells the results of the year before.
  const own = documents.flatMap(({ year }) => (year === null ? [] : [year, year - 1]));
  const years = [...new Set([...own, ...asked.years])].sort((a, b) => b - a);
  const terms = knowledge.glossary.terms.filter(({ kind }) => kind === 'indicator');
  const check = (name: string, value: string | number, label: string, isChecked: boolean, type = 'checkbox') =>
    html`<label><input type="${type}" name="${name}" value="${value}"${isChecked ? html` checked` : null}> ${label}</label> `;
  return html`<form action="${COMPARE_PATH}" method="get">
<input type="hidden" name="lang" value="${words.language}">
<label for="indicator">${words.indicator}</label>
<input id="indicator" name="indicator" type="search" list="indicators" required maxlength="200" placeholder="${words.indicatorExample}" value="${asked.indicator}">
<button>${words.compareNow}</button>
<datalist id="indicators">${terms.map(({ name, english }) => html`<option value="${name}">${words.language === 'en' ? english : null}</option>`)}</datalist>
<fieldset><legend>${words.kind}</legend>
${(['actual', 'target'] as const).map((kind) => check('kind', kind, words.kinds[kind], asked.kind === kind, 'radio'))}</fieldset>
<fieldset><legend>${words.measure}</legend>
${(['growth', 'level'] as const).map((measure) => check('measure', measure, words.measures[measure], asked.measure === measure, 'radio'))}</fieldset>
<fieldset><legend>${words.figureYears}</legend>
${years.map((year) => check('year', year, String(year), asked.years.includes(year)))}</fieldset>
<details${asked.regions.length > 0 ? html` open` : null}><summary>${words.places}</summary>
<fieldset class="places"><legend class="hidden">${words.places}</legend>
${regions.sort(orderPlaces(words)).map((region) => check('region', region, namePlace(region, words), wanted.includes(region)))}</fieldset></details>
</form>`;
}

function renderReply(reply: CompareReply, view: CompareView): Html {
  const { words, asked, knowledge } = view;
  const { regions, years, cells, measure, kind } = reply;
  const filled = cells.filter(({ value }) => value !== null);
  const name = knowledge.glossary.terms.find((term) => term.name === reply.indicator)?.english;
  const indicator = words.language === 'en' && name ? name : reply.indicator;
  const what = words.captionComparison(indicator, words.measures[measure], words.kinds[kind]);
  const unit = (words.language === 'en' && nameUnitInEnglish(reply.unit)) || reply.unit;
  const caption = unit === '' ? what : `${what} (${unit})`;
  if (filled.length === 0) return renderNothing(caption, view);
  const shownRegions = regions.filter((region) => filled.some((cell) => cell.region === region));
  const missing = regions.filter((region) => !shownRegions.includes(region));
  const cellOf = (region: string, year: number) => cells.find((cell) => cell.region === region && cell.year === year);
  const nameOf = (region: string) => namePlace(region, words);
  return html`<section class="comparison" aria-labelledby="caption">
<h2 id="caption">${caption}</h2>
${renderChart({ rows: shownRegions.map((region) => ({ name: nameOf(region), values: years.map((year) => cellOf(region, year)?.value ?? null) })), years, unit: reply.unit, label: caption, regionLabel: words.chart, language: words.language })}
<div class="scroll" role="region" aria-label="${words.table}" tabindex="0">
<table class="figures">
<thead><tr><td></td>${years.map((year) => html`<th scope="col">${year}</th>`)}</tr></thead>
<tbody>${shownRegions.map(
    (region) =>
      html`<tr><th scope="row">${nameOf(region)}</th>${years.map((year) => html`<td>${renderCell(cellOf(region, year), reply.unit, words)}</td>`)}</tr>
`,
  )}</tbody></table>
</div>
<p><a href="${writeCompareAddress('/v1/compare', asked)}&format=csv" download="compare.csv">${words.saveCsv}</a></p>
${renderNotes(cells, missing.map(nameOf), nameOf, words)}
</section>`;
}

/** The figure opens the sentence that it stands in. */
function renderCell(cell: Cell | undefined, unit: string, words: Words): Html {
  if (!cell?.citation) return html`<span title="${words.noFigure}">—</span>`;
  const { citation, text, conflicts, otherScope } = cell;
  const sign = conflicts.length > 0 ? '≠' : otherScope.length > 0 ? '*' : '';
  return html`<a href="${linkTo(citation.readerUrl, words)}" title="${citation.title}">${text}</a>${sign}${words.language === 'en' ? renderConverted(cell, unit) : null}`;
}

/** 亿斤 and 万亿元 say nothing to a reader of English. */
function renderConverted({ value }: Cell, unit: string): Html | null {
  if (value === null || unit === '%' || unit === '') return null;
  const written = writeQuantityInEnglish({ value, unit, to: null, bound: 'exact', step: 0 });
  return written === null ? null : html`<small>${written}</small>`;
}

function linkTo(readerUrl: string, words: Words): string {
  const [path = '', fragment = ''] = readerUrl.split('#');
  return `${addLanguage(path, words)}${fragment === '' ? '' : `#${fragment}`}`;
}

/** What is not comparable, and where nothing is said. */
function renderNotes(
  cells: readonly Cell[],
  missing: readonly string[],
  nameOf: (region: string) => string,
  words: Words,
): Html {
  const notes = cells.flatMap(({ region, year, conflicts, otherScope }) =>
    [
      { of: conflicts, say: words.conflictingFigure },
      { of: otherScope, say: words.otherScope },
    ].flatMap(({ of, say }) =>
      of.map(
        ({ readerUrl, quote, title }) =>
          html`<li>${say(`${nameOf(region)} ${year}`)}<a href="${linkTo(readerUrl, words)}" lang="zh-CN">${quote}</a>${words.nameTitle(title)}</li>
`,
      ),
    ),
  );
  const isBounded = cells.some(({ bounded }) => bounded);
  return html`<ul class="notes">${isBounded ? html`<li>${words.boundedFigures}</li>` : null}${notes}${
    missing.length > 0 ? html`<li>${words.withoutFigure}${missing.join(words.separator)}</li>` : null
  }</ul>`;
}

/** The same asked of another measure, another kind, and both. */
export function listOthers(asked: CompareRequest): CompareRequest[] {
  const measure = asked.measure === 'growth' ? 'level' : 'growth';
  const kind = asked.kind === 'actual' ? 'target' : 'actual';
  return [
    { ...asked, measure },
    { ...asked, kind },
    { ...asked, measure, kind },
  ];
}

/** Another measure or kind that has figures is one press away. */
function renderNothing(caption: string, { others, words }: CompareView): Html {
  return html`<section class="comparison"><h2>${caption}</h2><p>${others.length > 0 ? words.noFigures : words.noFiguresAtAll}</p>
<ul>${others.map((other) => html`<li><a href="${addLanguage(writeCompareAddress(COMPARE_PATH, other), words)}">${words.nameComparison(words.measures[other.measure], words.kinds[other.kind])}</a></li>`)}</ul></section>`;
}
