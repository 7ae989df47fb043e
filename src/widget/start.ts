/** Draws the page before the first question: what this is, what is indexed, questions to try. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Widget } from './view.js';

/** Questions that are suggested when the page's author names none. */
const MAX_SUGGESTED = 3;
/** What says which targets a place has: reports, and summaries of them. */
const SPEAKING_OF_TARGETS: readonly string[] = ['report', 'digest'];

export function renderStart(widget: Widget): TemplateResult {
  const { texts, documents } = widget;
  const suggestions = listSuggestions(widget);
  const regions = new Set(documents.flatMap(({ region }) => region ?? []));
  const years = documents.flatMap(({ year }) => year ?? []);
  const span = [...new Set([Math.min(...years), Math.max(...years)])].join('–');
  return html`<div class="start">
    <h2>${texts.greeting}</h2>
    <p>${texts.promise}</p>
    ${
      documents.length === 0
        ? nothing
        : html`<p class="facts">${texts.indexed(documents.length, regions.size, years.length > 0 ? span : '')}</p>`
    }
    ${
      suggestions.length === 0
        ? nothing
        : html`<h3>${texts.tryAsking}</h3>
            <ul class="suggestions">
              ${suggestions.map(
                (question) =>
                  html`<li>
                    <button type="button" class="suggestion" part="suggestion" @click=${() => widget.send(question)}>
                      ${question}
                    </button>
                  </li>`,
              )}
            </ul>`
    }
  </div>`;
}

/** The author's, parted by `|`; else one for each of the newest reports of different places. */
function listSuggestions({ suggestions, documents, texts, conversation }: Widget): string[] {
  if (suggestions !== null)
    return suggestions
      .split('|')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const { regions, years } = conversation.indexed;
  const newest = new Map<string, number>();
  for (const { region, year, type } of documents) {
    if (!SPEAKING_OF_TARGETS.includes(type) || region === null || year === null) continue;
    if (!regions.includes(region) || !years.includes(year)) continue;
    newest.set(region, Math.max(year, newest.get(region) ?? year));
  }
  return [...newest]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_SUGGESTED)
    .map(([region, year]) => texts.suggest(region, year));
}
