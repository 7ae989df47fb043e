/** Draws one question and what became of it: how it was understood, the answer, passages, or why there is none. */

import { html, nothing, type TemplateResult } from 'lit';
import type { NotFound, ReplyPassage } from '../api/ask.js';
import { renderAnswer } from './answer.js';
import type { Turn } from './conversation.js';
import { isLimiting, NO_LIMITS } from './filters.js';
import { dropBullets, markRanges } from './marks.js';
import { listFollowUps, renderSuggestions } from './suggestions.js';
import {
  nameSource,
  renderBasis,
  renderError,
  renderLinks,
  renderPieces,
  renderPlace,
  type ViewPart,
  type Widget,
} from './view.js';

/** Places and years that are named of what is covered; how many there are is said. */
const MAX_COVERED = 40;
/** What is missing; what there is follows in a message, and is folded here. */
const MISSING = /^.+?(?:。|\.(?= ))/s;
/** UTF-16 code units of a snippet: more than a line holds. */
const MAX_SNIPPET = 120;

export function renderTurn(widget: Widget, turn: Turn): TemplateResult {
  const { texts } = widget;
  return html`<article class="turn" id="turn-${turn.id}" aria-busy=${isWorking(turn)}>
    <h3 class="question" part="question"><span class="aloud">${texts.you}: </span>${turn.question}</h3>
    ${renderUnderstood(widget, turn)}
    ${renderProgress(widget, turn)} ${renderAnswer(widget, turn)} ${renderNotFound(widget, turn)}
    ${
      turn.reply?.answer && turn.citations.length > 0
        ? html`<p class="actions"><button type="button" class="button" @click=${() => widget.takeaway.copyTurn(turn)}>${widget.takeaway.copied === turn.id ? `✓ ${texts.copied}` : texts.copyAnswer}</button></p>`
        : nothing
    }
    ${turn.error ? renderError(widget, turn.error, () => widget.retry(turn.id)) : nothing}
    ${renderFound(widget, turn)}
    ${
      turn.nearest.length === 0
        ? nothing
        : html`<div class="passages not-evidence">
            <h4>${texts.nearest}</h4>
            <p class="facts">${texts.nearestNote}</p>
            ${renderPassages(widget, turn.nearest)}
          </div>`
    }
    ${renderSuggestions(widget, listFollowUps(widget, turn))}
  </article>`;
}

/** How the question was understood, in full where the turns before supplied something; to be changed and asked anew. */
function renderUnderstood(widget: Widget, { question, understood }: Turn): ViewPart {
  if (understood === null) return nothing;
  const { texts, nameRegion } = widget;
  const isSame = understood.question === question;
  const said = isSame
    ? texts.understood({ ...understood, regions: understood.regions.map(nameRegion) })
    : `${texts.understoodAs}${understood.question}`;
  if (said === '') return nothing;
  return html`<p class="facts understood">
    ${said}
    <button type="button" class="link" @click=${() => widget.edit(understood.question)}>${texts.edit}</button>
  </p>`;
}

function isWorking({ state }: Turn): boolean {
  return state === 'waiting' || state === 'streaming';
}

function renderProgress({ texts, retry }: Widget, turn: Turn): ViewPart {
  if (turn.state === 'stopped')
    return html`<p class="notice">
      ${texts.stopped}
      <button type="button" class="button" @click=${() => retry(turn.id)}>${texts.retry}</button>
    </p>`;
  if (!isWorking(turn) || turn.text !== '') return nothing;
  const text = turn.isSlow ? texts.slow : turn.state === 'waiting' ? texts.searching : texts.writing;
  return html`<p class="facts progress">${text}</p>`;
}

function renderNotFound(widget: Widget, turn: Turn): ViewPart {
  const notFound = turn.reply?.notFound;
  if (!notFound) return nothing;
  const { texts } = widget;
  return html`<div class="notice warn">
    <p class="missing">${MISSING.exec(notFound.message)?.[0] ?? notFound.message}</p>
    ${turn.reply?.answer ? nothing : renderCoverage(widget, notFound.coverage)}
    ${
      isLimiting(turn.limits)
        ? html`<p>${texts.searchedOnly(describeLimits(widget, turn.limits))}</p>
          <button
            type="button"
            class="button"
            @click=${() => {
              widget.conversation.setLimits(NO_LIMITS);
              widget.retry(turn.id);
            }}
          >${texts.askUnfiltered}</button>`
        : nothing
    }
  </div>`;
}

function describeLimits({ texts, nameRegion }: Widget, { regions, years }: Turn['limits']): string {
  return [...regions.map(nameRegion), ...years.map(texts.reportOf)].join(texts.separator);
}

function renderCoverage({ texts, nameRegion }: Widget, { regions, years }: NotFound['coverage']): ViewPart {
  if (regions.length === 0) return nothing;
  const shorten = (values: readonly (string | number)[]) =>
    values.slice(0, MAX_COVERED).join(texts.separator) + (values.length > MAX_COVERED ? '…' : '');
  const names = regions.map(nameRegion).sort((a, b) => a.localeCompare(b, texts.language));
  return html`<details>
    <summary>${texts.covered(regions.length, years.length)}</summary>
    <p>${shorten(names)}</p>
    <p>${shorten(years)}</p>
  </details>`;
}

/** The sentence that speaks to the question most, for one line. */
function cutSnippet({ text, highlights }: ReplyPassage): string {
  const [first] = highlights;
  return text.slice(first?.start ?? 0, first?.end ?? MAX_SNIPPET).slice(0, MAX_SNIPPET);
}

/** Those that speak to the question, and folded the rest. */
function renderFound(widget: Widget, { passages }: Turn): ViewPart {
  if (passages.length === 0) return nothing;
  const { texts } = widget;
  const high = passages.filter(({ relevance }) => relevance === 'high');
  const rest = passages.filter(({ relevance }) => relevance !== 'high');
  return html`<section class="passages" aria-label=${texts.passages(passages.length)}>
    ${high.length === 0 ? nothing : [html`<h4>${texts.passages(high.length)}</h4>`, renderPassages(widget, high)]}
    ${
      rest.length === 0
        ? nothing
        : html`<details class="rest">
            <summary>${high.length === 0 ? texts.passages(rest.length) : texts.morePassages(rest.length)}</summary>
            ${renderPassages(widget, rest)}
          </details>`
    }
  </section>`;
}

/** One line each; opened, the whole passage. */
function renderPassages(widget: Widget, passages: readonly ReplyPassage[]): TemplateResult[] {
  return passages.map((passage) => {
    const { document, text, highlights, paragraph } = passage;
    const reader = `/documents/${encodeURIComponent(document.id)}#p${paragraph}`;
    const source = { ...passage, documentId: document.id, title: document.title };
    return html`<details class="passage" part="passage">
      <summary>
        <b>${nameSource(widget, source, passages)}</b>
        <span class="snippet" lang="zh-CN">${dropBullets(cutSnippet(passage))}</span>
      </summary>
      <p class="place">${renderPlace(widget, passage)} ${renderBasis(widget, passage)}</p>
      <blockquote lang="zh-CN"><p>${renderPieces(markRanges(text, highlights))}</p></blockquote>
      <p class="actions">${renderLinks(widget, document.url ?? document.basedOn?.url ?? null, reader)}</p>
    </details>`;
  });
}
