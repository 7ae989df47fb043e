/** Draws one question and what became of it: what was understood, the answer with its chips, passages, or why not. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, Citation, NotFound, ReplyPassage } from '../api/ask.js';
import { renderCard } from './card-view.js';
import type { Turn } from './conversation.js';
import { markRanges, type Sentence, splitByMarkers } from './marks.js';
import {
  type Part,
  renderBasis,
  renderChip,
  renderError,
  renderLinks,
  renderPieces,
  renderPlace,
  type Widget,
} from './view.js';

/** Places and years that are named of what is covered; how many there are is said. */
const MAX_COVERED = 12;
/** UTF-16 code units of a snippet: more than a line holds. */
const MAX_SNIPPET = 120;

export function renderTurn(widget: Widget, turn: Turn): TemplateResult {
  const { texts } = widget;
  const understood = describeUnderstood(widget, turn);
  return html`<article class="turn" id="turn-${turn.id}" aria-busy=${isWorking(turn)}>
    <h3 class="question" part="question"><span class="aloud">${texts.you}: </span>${turn.question}</h3>
    ${understood === '' ? nothing : html`<p class="facts understood">${understood}</p>`}
    ${renderProgress(widget, turn)} ${renderAnswer(widget, turn)} ${renderNotFound(widget, turn)}
    ${turn.error ? renderError(widget, turn.error, () => widget.retry(turn.id)) : nothing}
    ${renderPassages(widget, turn.passages, texts.passages(turn.passages.length))}
    ${
      turn.nearest.length === 0
        ? nothing
        : html`<div class="not-evidence">
            ${renderPassages(widget, turn.nearest, texts.nearest, texts.nearestNote)}
          </div>`
    }
  </article>`;
}

/** What the turns before supplied is said in full, so that a reader sees when something else was meant. */
function describeUnderstood({ texts }: Widget, { question, understood }: Turn): string {
  if (understood === null) return '';
  const facts = texts.understood(understood);
  if (understood.question === question) return facts;
  return [`${texts.understoodAs}${understood.question}`, facts].filter((part) => part !== '').join(' · ');
}

function isWorking({ state }: Turn): boolean {
  return state === 'waiting' || state === 'streaming';
}

function renderProgress({ texts, retry }: Widget, turn: Turn): Part {
  if (turn.state === 'stopped')
    return html`<p class="notice">
      ${texts.stopped}
      <button type="button" class="button" @click=${() => retry(turn.id)}>${texts.retry}</button>
    </p>`;
  if (!isWorking(turn) || turn.text !== '') return nothing;
  const text = turn.isSlow ? texts.slow : turn.state === 'waiting' ? texts.searching : texts.writing;
  return html`<p class="facts progress">${text}</p>`;
}

function renderAnswer(widget: Widget, turn: Turn): Part {
  const { texts } = widget;
  const { reply } = turn;
  const sentences: readonly Sentence[] = reply?.answer?.sentences ?? splitByMarkers(turn.text);
  if (sentences.length === 0 && (reply?.answer?.lead.length ?? 0) === 0) return nothing;
  const place = `turn-${turn.id}`;
  const byMarker = new Map<number, Citation>(turn.citations.map((citation) => [citation.marker, citation]));
  return html`<div class="answer block" part="answer">
    ${(reply?.answer?.lead ?? []).map(
      ({ text, citations }) =>
        html`<p class="lead" part="lead">
          <span>${text}</span>${renderChips(widget, place, citations, byMarker, turn)}
        </p>`,
    )}
    ${reply?.answer?.table ? renderTable(widget, place, reply.answer, byMarker, turn) : nothing}
    ${reply?.answer?.note ? html`<p class="facts">${reply.answer.note}</p>` : nothing}
    ${reply?.status === 'conflicting' ? html`<p class="notice">${texts.conflicting}</p>` : nothing}
    ${sentences.map(
      ({ text, citations }) =>
        html`<p class="sentence">
          <span lang=${reply?.mode === 'generated' ? nothing : 'zh-CN'}>${text}</span>${renderChips(widget, place, citations, byMarker, turn)}
        </p>`,
    )}
    ${reply?.mode === 'generated' ? html`<p class="facts">${texts.generated}</p>` : nothing}
    ${reply === null && !isWorking(turn) ? html`<p class="facts">${texts.incomplete}</p>` : nothing}
    ${renderCard(widget, place)}
  </div>`;
}

function renderChips(
  widget: Widget,
  place: string,
  markers: readonly number[],
  byMarker: ReadonlyMap<number, Citation>,
  turn: Turn,
): Part {
  return html`${markers.map((marker) => {
    const citation = byMarker.get(marker);
    return citation ? renderChip(widget, place, citation, turn.passages) : nothing;
  })}`;
}

/** Figures side by side, each cell with the chip of its source. */
function renderTable(
  widget: Widget,
  place: string,
  { table, facts }: Pick<Answer, 'table' | 'facts'>,
  byMarker: ReadonlyMap<number, Citation>,
  turn: Turn,
): Part {
  if (table === null) return nothing;
  const { caption, columns, rows, notes } = table;
  return html`<div class="table" role="region" tabindex="0" aria-label=${caption}>
      <table part="table">
        <caption>${caption}</caption>
        <thead>
          <tr>
            <td></td>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ head, cells }) =>
              html`<tr>
                <th scope="row">${head}</th>
                ${cells.map((cell) => {
                  if (cell === null) return html`<td>—</td>`;
                  const marker = facts[cell.fact]?.citation;
                  const markers = marker === undefined ? [] : [marker];
                  return html`<td>${cell.text}${renderChips(widget, place, markers, byMarker, turn)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${notes.map((note) => html`<p class="facts">${note}</p>`)}`;
}

function renderNotFound(widget: Widget, turn: Turn): Part {
  const notFound = turn.reply?.notFound;
  if (!notFound) return nothing;
  const { texts } = widget;
  return html`<div class="notice warn">
    <ul class="missing">
      ${notFound.missing.map(({ kind, value }) => html`<li>${texts.missing[kind]}<b lang="zh-CN">${value}</b></li>`)}
    </ul>
    <p>${notFound.message}</p>
    ${renderCoverage(widget, notFound.coverage)}
    ${
      turn.isLimited
        ? html`<button
            type="button"
            class="button"
            @click=${() => {
              widget.conversation.setLimits({ regions: [], years: [] });
              widget.retry(turn.id);
            }}
          >${texts.askUnfiltered}</button>`
        : nothing
    }
  </div>`;
}

function renderCoverage({ texts }: Widget, { regions, years }: NotFound['coverage']): Part {
  if (regions.length === 0) return nothing;
  const shorten = (values: readonly (string | number)[]) =>
    values.slice(0, MAX_COVERED).join(texts.language === 'en' ? ', ' : '、') +
    (values.length > MAX_COVERED ? ` … (${texts.moreCovered(values.length)})` : '');
  return html`<details>
    <summary>${texts.covered}</summary>
    <p lang="zh-CN">${shorten(regions)}</p>
    <p>${shorten(years)}</p>
  </details>`;
}

/** The sentence that speaks to the question most, for one line. */
function cutSnippet({ text, highlights }: ReplyPassage): string {
  const [first] = highlights;
  return text.slice(first?.start ?? 0, first?.end ?? MAX_SNIPPET).slice(0, MAX_SNIPPET);
}

function renderPassages(widget: Widget, passages: readonly ReplyPassage[], heading: string, note = ''): Part {
  if (passages.length === 0) return nothing;
  return html`<section class="passages" aria-label=${heading}>
    <h4>${heading}</h4>
    ${note === '' ? nothing : html`<p class="facts">${note}</p>`}
    ${passages.map((passage) => {
      const { document, text, highlights, paragraph } = passage;
      const reader = `/documents/${encodeURIComponent(document.id)}#p${paragraph}`;
      return html`<details class="passage" part="passage">
        <summary>
          ${renderPlace(widget, passage)}<span class="snippet" lang="zh-CN">${cutSnippet(passage)}</span>
        </summary>
        ${renderBasis(widget, passage)}
        <blockquote lang="zh-CN"><p>${renderPieces(markRanges(text, highlights))}</p></blockquote>
        <p class="actions">${renderLinks(widget, document.url ?? document.basedOn?.url ?? null, reader)}</p>
      </details>`;
    })}
  </section>`;
}
