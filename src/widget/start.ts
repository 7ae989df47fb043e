/** Draws the page before the first question: what this is, what is indexed, questions to try. */

import { html, nothing, type TemplateResult } from 'lit';
import { listSuggestions, renderSuggestions } from './suggestions.js';
import type { Widget } from './view.js';

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
            ${renderSuggestions(widget, suggestions)}`
    }
  </div>`;
}
