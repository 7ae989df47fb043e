/** Draws the tab of a quotation that is looked up: where it stands, how faithful it is, how to cite it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { CiteMatch } from '../api/check.js';
import { renderCopy, renderStyles } from './card-view.js';
import { renderAround } from './composer.js';
import { listWarnings, renderDifferences } from './desk-view.js';
import { renderBasis, renderError, renderLinks, renderPlace, type Widget } from './view.js';

export function renderQuoteTab(widget: Widget): TemplateResult {
  const { texts, quote } = widget;
  const submit = ({ target }: Event) => {
    const field = target instanceof Element ? target.closest('.sheet')?.querySelector('textarea') : null;
    if (field && field.value.trim() !== '') void quote.run(field.value);
  };
  return html`<div class="sheet">
      <label for="quotation">${texts.quoteLabel}</label>
      <p class="facts" id="quotation-hint">${texts.quoteHint}</p>
      <textarea id="quotation" part="input" rows="5" aria-describedby="quotation-hint"></textarea>
      <button type="button" class="button strong" @click=${submit}>${texts.lookUp}</button>
    </div>
    <div class="result" aria-busy=${quote.state === 'running'}>
      ${quote.state === 'running' ? html`<p class="facts progress">${texts.working}</p>` : nothing}
      ${quote.error ? renderError(widget, quote.error, () => void quote.run(quote.input ?? '')) : nothing}
      ${
        quote.reply
          ? html`<h3>${texts.quoteVerdict[quote.reply.verdict]}</h3>
              ${quote.reply.matches.map((match) => renderMatch(widget, match))}`
          : nothing
      }
    </div>`;
}

function renderMatch(widget: Widget, match: CiteMatch): TemplateResult {
  const { texts, card, quote } = widget;
  const { passage, citation, sentence, selector, diff, elided, outOfContext, warnings } = match;
  const start = sentence.indexOf(selector.exact);
  const reference = match.references[card.style] ?? null;
  return html`<article class="match">
    <p class="place">${renderPlace(widget, { ...passage, paragraph: citation.paragraph, page: citation.page })} ${renderBasis(widget, passage)}</p>
    <blockquote lang="zh-CN"><p>${start === -1 ? citation.quote : renderAround(sentence, start, start + selector.exact.length, sentence.length)}</p></blockquote>
    ${renderDifferences(widget, diff)} ${elided ? html`<p class="facts">${texts.elided}</p>` : nothing}
    ${listWarnings(warnings).map((warning) => html`<p class="notice warn">${texts.warnings[warning]}</p>`)}
    ${outOfContext === null ? nothing : html`<p class="notice warn">${texts.outOfContext(outOfContext)}</p>`}
    <div class="reference">
      <output class="reference-text" aria-label=${texts.reference} lang="zh-CN">${reference ?? texts.referenceLoading}</output>
      <div class="actions">
        ${renderStyles(widget, () => void quote.run(quote.input ?? ''))}
        ${renderCopy(widget, citation, reference)}
        ${renderLinks(widget, citation.deepLink ?? citation.url ?? passage.document.basedOn?.url ?? null, citation.readerUrl)}
      </div>
    </div>
  </article>`;
}
