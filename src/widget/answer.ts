/**
 * Draws an answer as the service composed it: the lead with its value set off, figures side by side with bars, the
 * sentences that prove them, each with the name of its source.
 */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, AnswerTable, AskReply, Citation } from '../api/ask.js';
import { scaleBars } from './bar.js';
import type { Turn } from './conversation.js';
import { dropBullets, type MarkedSentence, splitByMarkers, splitLead } from './marks.js';
import { listLead, listRows } from './order.js';
import type { Texts } from './texts.js';
import { type ChipPlace, renderChip, type ViewPart, type Widget } from './view.js';

/** Rows of a table, and sentences below one, that are shown before a reader asks for all. */
const MAX_ROWS = 10;
const MAX_SENTENCES = 3;
/** Sources that a line of the lead names in full beside a table, and without one before they are folded. */
const MAX_NAMED = 2;
const MAX_UNFOLDED = 6;

interface Drawing {
  readonly widget: Widget;
  readonly at: ChipPlace;
  readonly byMarker: ReadonlyMap<number, Citation>;
}

/** What of a reply is said aloud: how it ended, and what it comes to. */
export function sayAnswer({ status, citations, answer, notFound }: AskReply, texts: Texts): string {
  const said = answer ? (answer.lead[0] ?? answer.sentences[0])?.text : notFound?.message;
  return `${texts.answeredAloud(status, citations.length)} ${said ?? ''}`.trim();
}

export function renderAnswer(widget: Widget, turn: Turn): ViewPart {
  const { texts } = widget;
  const { reply } = turn;
  const answer = reply?.answer ?? null;
  const sentences: readonly MarkedSentence[] = answer?.sentences ?? splitByMarkers(turn.text);
  if (sentences.length === 0 && (answer?.lead.length ?? 0) === 0) return nothing;
  const drawing: Drawing = {
    widget,
    at: { place: `turn-${turn.id}`, siblings: turn.citations, passages: turn.passages },
    byMarker: new Map(turn.citations.map((citation) => [citation.marker, citation])),
  };
  const isFolded = answer?.table !== null && answer?.table !== undefined && sentences.length > MAX_SENTENCES;
  const quoted = sentences.map((sentence) => renderSentence(drawing, sentence, reply?.mode === 'generated'));
  return html`<div class="answer" part="answer">
    ${reply && turn.state === 'streaming' ? html`<p class="facts progress">${texts.rewriting}</p>` : nothing}
    ${listLead(answer).map((line, index, lines) => renderLead(drawing, line, index, answer?.table !== null, lines[index - 1]))}
    ${answer?.table ? renderTable(drawing, answer, answer.table) : nothing}
    ${reply?.status === 'conflicting' ? html`<p class="notice">${texts.conflicting}</p>` : nothing}
    ${isFolded ? html`<details class="quoted"><summary>${texts.quoted(sentences.length)}</summary>${quoted}</details>` : quoted}
    ${answer?.note ? html`<p class="facts">${answer.note}</p>` : nothing}
    ${renderGeneration(widget, turn)}
    ${reply === null && turn.state !== 'waiting' && turn.state !== 'streaming' ? html`<p class="facts">${texts.incomplete}</p>` : nothing}
  </div>`;
}

/** What is written so far, the way to the other answer, what was removed, and why nothing was written. */
function renderGeneration({ texts, conversation }: Widget, { id, state, reply, draft }: Turn): ViewPart {
  if (reply === null) return nothing;
  if (state === 'streaming') {
    return draft === '' ? nothing : html`<p class="so-far">${draft.replace(MARKERS, '')}</p>`;
  }
  const { generation } = reply;
  if (generation === undefined) return nothing;
  const { composed, reason, removed } = generation;
  return html`${reason === null ? nothing : html`<p class="facts">${texts.notWritten[reason]}</p>`}
    ${
      composed === null
        ? nothing
        : html`<p class="actions"><button type="button" class="button" @click=${() => conversation.showOther(id)}>${reply.mode === 'generated' ? texts.showQuoted : texts.showWritten}</button></p>`
    }
    ${
      removed.length === 0
        ? nothing
        : html`<details class="removed">
            <summary>${texts.removed(removed.length)}</summary>
            <ul>${removed.map(({ text, reason: why }) => html`<li><s>${text}</s> ${texts.removedFor[why]}</li>`)}</ul>
          </details>`
    }`;
}

/** The draft has no chips yet. */
const MARKERS = /(?:\[\d+\])+/g;

function renderChips(
  { widget, at, byMarker }: Drawing,
  markers: readonly number[],
  own: Pick<ChipPlace, 'role' | 'isShort'> = {},
): ViewPart {
  return html`${markers.map((marker) => {
    const citation = byMarker.get(marker);
    return citation ? renderChip(widget, citation, { ...at, ...own }) : nothing;
  })}`;
}

function renderLead(
  drawing: Drawing,
  { text, citations }: Answer['lead'][number],
  index: number,
  hasTable: boolean,
  before: Answer['lead'][number] | undefined,
): TemplateResult {
  // The rows of the table name them all.
  const named = hasTable && citations.length > MAX_NAMED ? [] : citations;
  const pieces = citations.length === 0 ? [{ text, isMarked: false }] : splitLead(text);
  const documentOf = (marker: number | undefined) => drawing.byMarker.get(marker ?? 0)?.documentId;
  // The line above names the document.
  const isShort =
    named.length === 1 && before?.citations.length === 1 && documentOf(named[0]) === documentOf(before.citations[0]);
  const chips = renderChips(drawing, named, { role: `-lead-${index}`, isShort });
  const isFolded = named.length > MAX_UNFOLDED;
  return html`<p class="lead" part="lead">
    <span>${pieces.map((piece) => (piece.isMarked ? html`<b class="value">${piece.text}</b>` : piece.text))}</span>${isFolded ? nothing : chips}
  </p>
  ${isFolded ? html`<details class="quoted"><summary>${drawing.widget.texts.sources(named.length)}</summary>${chips}</details>` : nothing}`;
}

function renderSentence(drawing: Drawing, { text, citations }: MarkedSentence, isGenerated: boolean): TemplateResult {
  return html`<p class=${isGenerated ? 'sentence written' : 'sentence'}>
    <span lang=${isGenerated ? nothing : 'zh-CN'}>${dropBullets(text)}</span>${renderChips(drawing, citations)}
  </p>
  ${isGenerated && !HAN.test(text) ? renderOriginals(drawing, citations) : nothing}`;
}

const HAN = /\p{Script=Han}/u;

/** What a sentence in English was written from. */
function renderOriginals({ byMarker }: Drawing, markers: readonly number[]): ViewPart {
  const quotes = markers.flatMap((marker) => byMarker.get(marker)?.quote ?? []);
  return html`${quotes.map((quote) => html`<p class="sentence original" lang="zh-CN">${dropBullets(quote)}</p>`)}`;
}

/** Figures side by side, each cell with its bar and the chip of its source. */
function renderTable(drawing: Drawing, answer: Answer, table: AnswerTable): TemplateResult {
  const { facts } = answer;
  const { caption, columns, notes } = table;
  const rows = listRows(answer, table);
  const shown = rows.flatMap(({ cells }) => cells.flatMap((cell) => facts[cell?.fact ?? -1] ?? []));
  const isOneUnit = new Set(shown.map(({ unit, measure }) => `${measure} ${unit}`)).size === 1;
  const draw = isOneUnit ? scaleBars(shown.map(({ value }) => value)) : null;
  const { texts } = drawing.widget;
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
            ({ head, cells }, row) =>
              html`<tr class=${row < MAX_ROWS ? '' : 'rest'}>
                <th scope="row">${head}</th>
                ${cells.map((cell, column) => {
                  const fact = facts[cell?.fact ?? -1];
                  if (cell === null) return html`<td>—</td>`;
                  return html`<td>
                    ${fact && draw ? draw(fact.value) : nothing}<span>${cell.text}</span>${
                      fact
                        ? renderChips(drawing, [fact.citation], { role: `-cell-${row}-${column}`, isShort: true })
                        : nothing
                    }
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
      ${rows.length > MAX_ROWS ? html`<button type="button" class="button" @click=${showAllRows}>${texts.allRows(rows.length)}</button>` : nothing}
    </div>
    ${notes.map((note) => html`<p class="facts">${note}</p>`)}`;
}

function showAllRows({ target }: Event): void {
  if (!(target instanceof HTMLElement)) return;
  target.closest('.table')?.classList.add('whole');
}
