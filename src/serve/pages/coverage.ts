/** What is indexed, as a table of regions and years: takes the documents, gives the table, each cell linking to its own. */

import { html } from 'hono/html';
import type { ListedDocument } from '../../api/documents.js';
import { type Html, linkToReader } from './layout.js';
import { namePlace, orderPlaces } from './places.js';
import type { Words } from './words.js';

/** What a page shows without becoming a catalogue; the rest is counted and listed by the API. */
const MAX_ROWS = 200;
const MAX_COLUMNS = 12;
const MAX_CELL = 5;

/** Regions by their names, years latest first; what names none comes last. */
export function renderCoverage(documents: readonly ListedDocument[], words: Words): Html {
  const regions = distinct(documents.map(({ region }) => region)).sort(nullLast(orderPlaces(words)));
  const years = distinct(documents.map(({ year }) => year)).sort(nullLast((a, b) => b - a));
  const shownYears = years.slice(0, MAX_COLUMNS);
  const cells = new Map<string, ListedDocument[]>();
  for (const document of documents) {
    const key = JSON.stringify([document.region, document.year]);
    cells.set(key, [...(cells.get(key) ?? []), document]);
  }
  const renderCell = (region: string | null, year: number | null): Html => {
    const found = cells.get(JSON.stringify([region, year])) ?? [];
    const rest = found.length - MAX_CELL;
    return html`<td>${found.slice(0, MAX_CELL).map((document) => renderLink(document, words))}${rest > 0 ? html`<span>${words.countMore(rest)}</span>` : null}</td>`;
  };
  return html`<p>${words.countDocuments(documents.length)}</p>
<div class="scroll" role="region" aria-label="${words.regionAndYear}" tabindex="0">
<table class="coverage">
<caption class="hidden">${words.regionAndYear}</caption>
<thead><tr><th scope="col">${words.fields.region}</th>${shownYears.map((year) => html`<th scope="col">${year ?? words.noYear}</th>`)}</tr></thead>
<tbody>
${regions.slice(0, MAX_ROWS).map(
  (
    region,
  ) => html`<tr><th scope="row">${region === null ? words.noRegion : namePlace(region, words)}</th>${shownYears.map((year) => renderCell(region, year))}</tr>
`,
)}
</tbody>
</table>
</div>
${regions.length > MAX_ROWS ? html`<p>${words.countMore(regions.length - MAX_ROWS)}</p>` : null}`;
}

function renderLink({ id, type, title }: ListedDocument, words: Words): Html {
  const address = linkToReader(id, null, words);
  return html`<a href="${address}" title="${title}">${words.types[type]}<span class="hidden">${words.colon}${title}</span></a> `;
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function nullLast<Value>(compare: (one: Value, other: Value) => number) {
  return (one: Value | null, other: Value | null): number => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return compare(one, other);
  };
}
