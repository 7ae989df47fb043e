/** Draws the tabs for writers: a draft whose figures and quotations are checked, a quotation that is looked up. */

import { html, nothing, type TemplateResult } from 'lit';
import type { CheckItem, CiteMatch, QuoteWarning } from '../api/check.js';
import { renderCopy, renderStyles } from './card-view.js';
import { renderAround, renderForm } from './composer.js';
import { type Part, renderBasis, renderChip, renderError, renderLinks, renderPlace, type Widget } from './view.js';

/** UTF-16 code units shown on either side of what was checked. */
const AROUND = 24;
const RIGHT: ReadonlySet<CheckItem['verdict']> = new Set(['match', 'match_rounded', 'exact', 'supported']);
const UNSURE: ReadonlySet<CheckItem['verdict']> = new Set(['not_found', 'punctuation_differs', 'conflicting_sources']);

export function renderCheckTab(widget: Widget): TemplateResult {
  const { texts, check } = widget;
  const field = { id: 'draft', label: texts.checkLabel, hint: texts.checkHint, action: texts.check };
  return html`${renderForm(field, (text) => void check.run(text))}
    <div class="result" aria-busy=${check.state === 'running'}>
      ${check.state === 'running' ? html`<p class="facts progress">${texts.working}</p>` : nothing}
      ${check.error ? renderError(widget, check.error, () => void check.run(check.input ?? '')) : nothing}
      ${renderChecked(widget)}
    </div>`;
}

function renderChecked(widget: Widget): Part {
  const { texts, check } = widget;
  const { reply, input } = check;
  if (!reply || input === null) return nothing;
  if (reply.items.length === 0) return html`<p class="notice">${texts.nothingToCheck}</p>`;
  // The citations of a draft have no numbers of their own: each item has the one of its place in the list.
  const items = reply.items.map((item, index) => ({
    ...item,
    citation: item.citation && { ...item.citation, marker: index + 1 },
  }));
  const siblings = items.flatMap(({ citation }) => citation ?? []);
  return html`<h3>${texts.checkVerdict[reply.verdict]}</h3>
    <ol class="items">
      ${items.map(
        (item) =>
          html`<li class="item">
            <span class="verdict ${colourOf(item.verdict)}">${texts.itemVerdict[item.verdict]}</span>
            <span lang="zh-CN">${renderAround(input, item.start, item.end, AROUND)}</span>
            ${item.citation ? renderChip(widget, item.citation, { place: 'draft', siblings, passages: [] }) : nothing} ${renderFound(widget, item)}
          </li>`,
      )}
    </ol>`;
}

function colourOf(verdict: CheckItem['verdict']): string {
  if (RIGHT.has(verdict)) return 'good';
  return UNSURE.has(verdict) ? 'unsure' : 'bad';
}

function renderFound({ texts }: Widget, { claim, found, verdict, warnings }: CheckItem): TemplateResult {
  const understood = [claim?.region, claim?.year, claim?.indicator].filter(
    (each) => each !== null && each !== undefined,
  );
  return html`${understood.length > 0 ? html`<span class="facts">${texts.understoodAs}${understood.join(' · ')}</span>` : nothing}
  ${listWarnings(warnings).map((warning) => html`<span class="facts">${texts.warnings[warning]}</span>`)}
  ${found && !RIGHT.has(verdict) ? html`<span class="facts">${texts.documentSays}<b>${found.value}${found.unit}</b></span>` : nothing}`;
}

export function renderQuoteTab(widget: Widget): TemplateResult {
  const { texts, quote } = widget;
  const field = { id: 'quotation', label: texts.quoteLabel, hint: texts.quoteHint, action: texts.lookUp };
  return html`${renderForm(field, (text) => void quote.run(text))}
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

/** A figure has none, and a service of an older version names none. */
function listWarnings(warnings: CheckItem['warnings'] | undefined): readonly QuoteWarning[] {
  return warnings ?? [];
}

function renderDifferences({ texts }: Widget, diff: CiteMatch['diff']): Part {
  if (diff.every(({ op }) => op === 'equal')) return nothing;
  return html`<p class="facts">${texts.differences}</p>
    <p class="diff" lang="zh-CN">${diff.map(({ op, text }) =>
      // What the writer has is to go, what the document has is right.
      op === 'insert' ? html`<del>${text}</del>` : op === 'delete' ? html`<ins>${text}</ins>` : text,
    )}</p>`;
}
