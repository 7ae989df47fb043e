/** Draws where questions are written: limits that can be removed, pickers of places and years, the field, its keys. */

import { html, nothing, type TemplateResult } from 'lit';
import { renderPieces, type ViewPart, type Widget } from './view.js';

/** UTF-16 code units of a question, as the service takes them. */
const MAX_QUESTION_LENGTH = 2_000;
/** Units before the end from which on they are counted. */
const TOLD_BEFORE = 200;
/** `keyCode` of keys that an input method takes; Safari tells only by it that composition has just ended. */
const TAKEN_BY_INPUT_METHOD = 229;

export function renderComposer(widget: Widget): TemplateResult {
  const { texts, conversation } = widget;
  return html`<div class="composer" part="composer">
    ${renderLimits(widget)}
    <div class="field">
      <textarea
        part="input"
        rows="1"
        enterkeyhint="send"
        aria-label=${texts.question}
        placeholder=${widget.placeholder ?? texts.placeholder}
        aria-describedby="count"
        @input=${(event: Event) => count(event, widget)}
        @keydown=${(event: KeyboardEvent) => sendOnEnter(event, widget)}
      ></textarea>
      ${
        conversation.isBusy
          ? html`<button type="button" class="button" part="send" @click=${() => conversation.stop()}>
              ${texts.stop}
            </button>`
          : html`<button type="button" class="button strong" part="send" @click=${(event: Event) => submit(event, widget)}>
              ${texts.send}
            </button>`
      }
    </div>
    <p class="count" id="count" aria-live="polite"></p>
    <p class="facts keys">${texts.keys}</p>
  </div>`;
}

/** Enter sends, Shift+Enter starts a line; what ends a composition does neither. */
function sendOnEnter(event: KeyboardEvent, widget: Widget): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD) return;
  event.preventDefault();
  submit(event, widget);
}

/** No form: pages in a frame may not be allowed to submit any. */
function submit(event: Event, widget: Widget): void {
  const field = findField(event);
  const question = field?.value.trim() ?? '';
  if (!field || question === '' || question.length > MAX_QUESTION_LENGTH) return;
  field.value = '';
  count(event, widget);
  widget.send(question);
}

/** Says how much of what may be asked is used up, near its end and beyond: nothing that was pasted is cut off. */
function count(event: Event, { texts }: Widget): void {
  const field = findField(event);
  const told = field?.closest('.composer')?.querySelector('.count');
  const length = field?.value.trim().length ?? 0;
  if (told)
    told.textContent = length > MAX_QUESTION_LENGTH - TOLD_BEFORE ? texts.counted(length, MAX_QUESTION_LENGTH) : '';
}

/** The text field that stands with what was pressed. */
function findField({ target }: Event): HTMLTextAreaElement | null {
  return target instanceof Element ? (target.closest('.composer')?.querySelector('textarea') ?? null) : null;
}

function renderLimits(widget: Widget): TemplateResult {
  const { texts, conversation } = widget;
  const { regions, years } = conversation.limits;
  const { indexed } = conversation;
  return html`<div class="limits" role="group" aria-label=${texts.filters}>
    ${regions.map((region) =>
      renderLimit(widget, widget.nameRegion(region), () =>
        conversation.setLimits({ regions: regions.filter((each) => each !== region) }),
      ),
    )}
    ${years.map((year) =>
      renderLimit(widget, texts.reportOf(year), () =>
        conversation.setLimits({ years: years.filter((each) => each !== year) }),
      ),
    )}
    ${renderPicker(texts.addRegion, indexed.regions, widget.nameRegion, (value) => conversation.setLimits({ regions: [...new Set([...regions, value])] }))}
    ${renderPicker(texts.addYear, indexed.years, String, (value) => conversation.setLimits({ years: [...new Set([...years, value])] }))}
  </div>`;
}

function renderLimit({ texts }: Widget, text: string, remove: () => void): TemplateResult {
  return html`<button type="button" class="limit" part="filter" aria-label=${texts.removeFilter(text)} @click=${remove}>
    ${text} <span aria-hidden="true">✕</span>
  </button>`;
}

function renderPicker<Value extends string | number>(
  label: string,
  values: readonly Value[],
  name: (value: Value) => string,
  picked: (value: Value) => void,
): ViewPart {
  // One place alone limits nothing.
  if (values.length < 2) return nothing;
  return html`<select
    aria-label=${label}
    @change=${(event: Event) => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const value = values[event.target.selectedIndex - 1];
      event.target.selectedIndex = 0;
      if (value !== undefined) picked(value);
    }}
  >
    <option>${label}</option>
    ${values.map((value) => html`<option value=${value}>${name(value)}</option>`)}
  </select>`;
}

/** The same words with those at fault marked, cut to what is around them; no number and no word is cut through. */
export function renderAround(text: string, start: number, end: number, around: number): TemplateResult {
  const from = Math.max(0, start - around);
  const to = Math.min(text.length, end + around);
  const [before, after] = [text.slice(from, start), text.slice(end, to)];
  return html`${from > 0 ? '…' : ''}${renderPieces([
    { text: from > 0 ? before.replace(/^[\w.,%]+(?=[^\w.,%])/, '') : before, isMarked: false },
    { text: text.slice(start, end), isMarked: true },
    { text: to < text.length ? after.replace(/(?<![\w.,%])[\w.,%]+$/, '') : after, isMarked: false },
  ])}${to < text.length ? '…' : ''}`;
}
