/** Draws the open citation: the quotation in its surroundings, where it stands, its reference, the ways to read on. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Citation } from '../api/ask.js';
import type { ContextPassage } from '../api/documents.js';
import type { OpenCard } from './card.js';
import { markQuote } from './marks.js';
import { findStyle, STYLES } from './references.js';
import {
  nameSource,
  renderBasis,
  renderLinks,
  renderPieces,
  renderPlace,
  renderRetry,
  type ViewPart,
  type Widget,
} from './view.js';

/** The place of the chips whose source is shown at the item itself. */
export const DESK_PLACE = 'draft';

/** Whether the open citation, if there is one, is shown beside what it proves. */
export function isBeside(open: OpenCard | null): open is OpenCard {
  return open !== null && open.place !== DESK_PLACE;
}

/** The source beside the answer, or below it where there is no room; nothing while no citation is open. */
export function renderCard(widget: Widget): ViewPart {
  const { card, texts } = widget;
  if (!isBeside(card.open)) return nothing;
  const { citation, siblings } = card.open;
  const { passage } = card;
  return html`<section
    class="card"
    part="card"
    role="dialog"
    tabindex="-1"
    aria-label=${texts.citation(citation.marker, citation.title)}
  >
    <header>
      <h3>${nameSource(widget, citation, passage ? [passage] : [])}</h3>
      ${
        siblings.length > 1
          ? html`<button type="button" class="icon" aria-label=${texts.previousCitation} ?disabled=${card.position <= 0} @click=${() => card.step(-1)}>‹</button>
            <span class="facts">${card.position + 1}/${siblings.length}</span>
            <button type="button" class="icon" aria-label=${texts.nextCitation} ?disabled=${card.position >= siblings.length - 1} @click=${() => card.step(1)}>›</button>`
          : nothing
      }
      <button type="button" class="icon" aria-label=${texts.close} @click=${() => card.close()}>✕</button>
    </header>
    <div class="source" tabindex="0" role="region" aria-label=${texts.surroundings}>${renderSource(widget, citation)}</div>
  </section>`;
}

/** What an open citation shows: where it stands, the words in their surroundings, how to cite them. */
export function renderSource(widget: Widget, citation: Citation): TemplateResult {
  const { passage, around } = widget.card;
  return html`<p class="place">
      ${
        passage
          ? [
              renderPlace(widget, { ...passage, paragraph: citation.paragraph, page: citation.page }),
              renderBasis(widget, passage),
            ]
          : html`<cite class="title" lang="zh-CN">${citation.title}</cite>`
      }
    </p>
    <blockquote class="context" lang="zh-CN">
      ${renderNeighbour(around.reply?.previous)}${renderTableHead(citation)}
      <p>${renderPieces(markQuote(passage, citation))}</p>
      ${renderNeighbour(around.reply?.next)}
    </blockquote>
    ${renderReference(widget, citation)}`;
}

function renderNeighbour(passage: ContextPassage | null | undefined): ViewPart {
  return passage ? html`<p class="neighbour">${passage.text}</p>` : nothing;
}

/** A row of figures says nothing without the heads of its columns. */
function renderTableHead({ table }: Citation): ViewPart {
  if (!table) return nothing;
  return html`<p class="facts">${[table.caption, table.row, ...table.columns].filter((each) => each).join(' · ')}</p>`;
}

function renderReference(widget: Widget, citation: Citation): TemplateResult {
  const { card, texts } = widget;
  const { state, reply, error } = card.reference;
  const original = card.passage?.document.basedOn?.url ?? null;
  return html`<div class="reference">
    <output class="reference-text" tabindex="0" aria-label=${texts.reference} lang="zh-CN"
      >${error ? texts.referenceFailed : (reply ?? texts.referenceLoading)}</output
    >
    <div class="actions">
      ${renderStyles(widget)}
      ${
        error
          ? renderRetry(widget, error, () => card.fetchReference())
          : renderCopy(widget, citation, state === 'done' ? reply : null)
      }
      ${renderLinks(widget, citation.deepLink ?? citation.url ?? original, citation.readerUrl)}
    </div>
  </div>`;
}

/** The button that copies `reference`; not to be pressed while that is null. */
export function renderCopy({ card, texts }: Widget, citation: Citation, reference: string | null): TemplateResult {
  const isCopied = card.copied?.reference === reference ? card.copied?.isCopied : undefined;
  return html`<button
      type="button"
      class="button strong"
      ?disabled=${reference === null}
      @click=${() => reference !== null && card.copy(citation, reference, texts)}
    >${isCopied === true ? `✓ ${texts.copied}` : texts.copy}</button
    >${isCopied === false ? html`<p class="facts">${texts.copyFailed}</p>` : nothing}`;
}

export function renderStyles({ card, texts }: Widget, changed: () => void = () => undefined): TemplateResult {
  return html`<select
    aria-label=${texts.style}
    .value=${card.style}
    @change=${(event: Event) => {
      const style = event.target instanceof HTMLSelectElement ? findStyle(event.target.value) : null;
      if (style === null) return;
      card.setStyle(style);
      changed();
    }}
  >
    ${STYLES.map((style) => html`<option value=${style} ?selected=${style === card.style}>${texts.styles[style]}</option>`)}
  </select>`;
}
