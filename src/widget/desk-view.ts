/** Draws the desk: the draft with its marks, and beside it what was found of each, what differs first. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Citation } from '../api/ask.js';
import type { CheckItem, CiteMatch, QuoteWarning } from '../api/check.js';
import { nameChip } from './card.js';
import { DESK_PLACE, renderSource } from './card-view.js';
import { renderAround } from './composer.js';
import { cutDraft, type DeskVerdict, judge, judgeMarked, sortMarked } from './desk.js';
import { PAPER_FORMATS } from './paper-format.js';
import { DRAFT_FILES, readDraftFile } from './read-draft.js';
import { renderChip, renderError, type ViewPart, type Widget } from './view.js';

/** UTF-16 code units shown on either side of what was checked, where words are written together and where they are not. */
const AROUND = { 'zh-CN': 14, en: 32 };
const JUDGEMENTS: readonly DeskVerdict[] = ['bad', 'unsure', 'good'];

export function renderDesk(widget: Widget): TemplateResult {
  const { desk } = widget;
  const verdicts = renderVerdicts(widget);
  return html`<div class="desk">
    <div class="scroll draft" tabindex="-1"><div>${desk.isWriting ? renderWriting(widget) : renderMarked(widget)}</div></div>
    ${verdicts === nothing ? nothing : html`<div class="scroll verdicts" tabindex="-1"><div aria-busy=${desk.check.state === 'running'}>${verdicts}</div></div>`}
  </div>`;
}

function renderWriting({ texts, desk, changed }: Widget): TemplateResult {
  const isChecking = desk.check.state === 'running';
  const open = async ({ target }: Event) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (!file) return;
    const text = await readDraftFile(file);
    desk.isUnread = text === null;
    if (text === null) changed();
    else desk.write(text);
  };
  return html`<div class="sheet">
    <label for="draft">${texts.checkLabel}</label>
    <p class="facts" id="draft-hint">${texts.checkHint}</p>
    <textarea
      id="draft"
      part="input"
      rows="12"
      aria-describedby="draft-hint"
      .value=${desk.draft}
      ?readonly=${isChecking}
      @input=${({ target }: Event) => {
        if (target instanceof HTMLTextAreaElement) desk.draft = target.value;
      }}
      @keydown=${({ key, ctrlKey, metaKey }: KeyboardEvent) => {
        if (key === 'Enter' && (ctrlKey || metaKey)) desk.run();
      }}
    ></textarea>
    <button type="button" class="button strong" @click=${() => desk.run()}>${texts.check}</button>
    <label class="button file">${texts.openFile}<input type="file" accept=${DRAFT_FILES} ?disabled=${isChecking} @change=${open} /></label>
    ${desk.isUnread ? html`<p class="notice bad">${texts.fileUnread}</p>` : nothing}
  </div>`;
}

/** The draft as in a spell-checker: each mark opens what was found. */
function renderMarked(widget: Widget): TemplateResult {
  const { texts, desk } = widget;
  return html`<p class="marked" lang=${desk.language}>${cutDraft(desk.draft, desk.marked).map(({ text, index }) => {
    const marked = index === null ? undefined : desk.marked[index];
    if (index === null || !marked) return text;
    const found = marked.accepted === null ? texts.itemVerdict[marked.item.verdict] : texts.accepted;
    const press = () => openItem(widget, index, true);
    return html`<span
        role="button"
        tabindex="0"
        class="spot ${judgeMarked(marked)}"
        aria-expanded=${desk.open === index}
        title=${found}
        aria-label="${text} (${found})"
        @click=${press}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          press();
        }}
        >${text}</span
      >`;
  })}</p>
    <div class="actions">
      <button type="button" class="button" @click=${() => desk.write(desk.draft)}>${texts.editDraft}</button>
      <button type="button" class="button" @click=${() => desk.run()}>${texts.checkAgain}</button>
      <button type="button" class="button" @click=${() => widget.takeaway.copyWords(desk.draft)}>${texts.copyDraft}</button>
    </div>`;
}

function renderVerdicts(widget: Widget): ViewPart {
  const { texts, desk } = widget;
  const { state, error, reply } = desk.check;
  if (state === 'running') return html`<p class="facts progress">${texts.working}</p>`;
  if (error) return renderError(widget, error, () => desk.run());
  if (!reply) return nothing;
  if (desk.marked.length === 0) return html`<p class="notice">${texts.nothingToCheck}</p>${renderOpinions(widget)}`;
  // They are those of the draft as it was checked.
  if (desk.isWriting) return nothing;
  const sorted = sortMarked(desk.marked);
  const listOf = (judgement: DeskVerdict) =>
    sorted.filter((index) => desk.marked[index] && judge(desk.marked[index].item) === judgement);
  const good = listOf('good');
  const rest = sorted.filter((index) => !good.includes(index));
  return html`<h3>${texts.checkVerdict[reply.verdict]}</h3>
    <ul class="legend" aria-label=${texts.legend}>
      ${JUDGEMENTS.map((each) => html`<li><span class="spot ${each}">${texts.judgements[each]}</span> ${desk.marked.filter((marked) => judgeMarked(marked) === each).length}</li>`)}
    </ul>
    ${reply.omitted > 0 ? html`<p class="notice warn">${texts.omitted(reply.omitted)}</p>` : nothing}
    <ol class="items">${rest.map((index) => renderItem(widget, index))}</ol>
    ${renderOpinions(widget)}
    ${
      good.length === 0
        ? nothing
        : html`<details ?open=${rest.length === 0 || good.includes(desk.open ?? -1)}>
            <summary>${texts.right(good.length)}</summary>
            <ol class="items">${good.map((index) => renderItem(widget, index))}</ol>
          </details>`
    }
    <div class="actions report">
      <button type="button" class="button" @click=${() => widget.takeaway.print(desk)}>${texts.print}</button>
      ${PAPER_FORMATS.map((format) => html`<button type="button" class="button" @click=${() => widget.takeaway.save(desk, format)}>${texts.saveAs[format]}</button>`)}
    </div>`;
}

function renderItem(widget: Widget, index: number): ViewPart {
  const { texts, desk } = widget;
  const marked = desk.marked[index];
  if (!marked) return nothing;
  const { item, start, end, accepted } = marked;
  const proposed = accepted === null ? desk.propose(index) : null;
  const isOpen = desk.open === index;
  return html`<li class="item ${isOpen ? 'open' : ''}" id="item-${index}">
    <button type="button" class="line" aria-expanded=${isOpen} @click=${() => openItem(widget, index, false)}>
      <span class="verdict ${judgeMarked(marked)}">${accepted === null ? texts.itemVerdict[item.verdict] : texts.accepted}</span>
      <span lang=${desk.language}>${end > start ? renderAround(desk.draft, start, end, AROUND[desk.language]) : item.text}</span>
    </button>
    ${renderFound(widget, item)}
    <div class="actions">
      ${proposed === null ? nothing : html`<button type="button" class="button strong" @click=${() => desk.accept(index, proposed)}>${texts.accept(proposed)}</button>`}
      ${accepted === null ? nothing : html`<button type="button" class="button" @click=${() => desk.accept(index, null)}>${texts.undo}</button>`}
      ${item.citation ? renderChip(widget, item.citation, { place: DESK_PLACE, siblings: [item.citation], passages: [] }) : nothing}
    </div>
    ${isOpen && item.kind === 'quotation' && desk.quote.input === item.text ? desk.quote.reply?.matches.slice(0, 1).map((match) => renderDifferences(widget, match.diff)) : nothing}
    ${renderOpenSource(widget, item.citation)}
  </li>`;
}

/** At the item that cites it, where it is open. */
function renderOpenSource(widget: Widget, citation: Citation | null): ViewPart {
  const { open } = widget.card;
  if (open?.place !== DESK_PLACE || open.citation.marker !== citation?.marker) return nothing;
  return html`<div class="source inline">${renderSource(widget, open.citation)}</div>`;
}

/** What a language model holds of the sentences that stay open: asked when the writer wants it, as it is sent them. */
function renderOpinions(widget: Widget): ViewPart {
  const { texts, desk } = widget;
  const count = desk.check.reply?.openSentences ?? 0;
  if (count === 0) return nothing;
  const { state, error, input } = desk.opinions;
  const isAsked = input === desk.check.input;
  const opinions = desk.listOpinions();
  if (isAsked && state === 'running') return html`<p class="facts progress">${texts.working}</p>`;
  if (isAsked && error) return renderError(widget, error, () => desk.askOpinions());
  if (opinions === null)
    return html`<p class="facts apart">${texts.opinionsHint}</p>
      <div class="actions"><button type="button" class="button" @click=${() => desk.askOpinions()}>${texts.askOpinions(count)}</button></div>`;
  const [first] = opinions;
  if (!first) return html`<p class="notice">${texts.noOpinions}</p>`;
  return html`<h3 class="apart">${texts.opinions}</h3>
    <p class="facts">${texts.opinionsNote(first.model)}</p>
    <ol class="items">${opinions.map(
      ({ text, verdict, citation }) => html`<li class="item opinion">
        <span class="verdict unsure">${texts.opinionVerdict[verdict]}</span> <span lang=${desk.language}>${text}</span>
        <span class="says">${texts.opinionGoesBy}<q lang="zh-CN">${citation.quote}</q></span>
        <div class="actions">${renderChip(widget, citation, { place: DESK_PLACE, siblings: [citation], passages: [] })}</div>
        ${renderOpenSource(widget, citation)}
      </li>`,
    )}</ol>`;
}

/** Opens an item with its source, from its mark or from the list; from the mark the list scrolls to it. */
function openItem({ desk, card, showItem }: Widget, index: number, isFromMark: boolean): void {
  desk.toggle(index);
  card.close();
  if (desk.open !== index) return;
  const citation = desk.marked[index]?.item.citation;
  if (citation) {
    const open = { chip: nameChip(DESK_PLACE, citation), place: DESK_PLACE, citation, siblings: [citation] };
    card.toggle(open, []);
  }
  if (isFromMark) void showItem(index);
}

function renderFound(
  { texts, nameRegion }: Widget,
  { claim, found, verdict, warnings, citation }: CheckItem,
): ViewPart {
  // Indicators go by their Chinese names.
  const indicator = texts.language === 'en' ? null : claim?.indicator;
  const understood = [claim?.region && nameRegion(claim.region), claim?.year, indicator].filter(
    (each) => each !== null && each !== undefined,
  );
  const isRight = judge({ verdict }) === 'good';
  return html`${understood.length > 0 ? html`<span class="facts">${texts.understoodAs}${understood.join(' · ')}</span>` : nothing}
  ${listWarnings(warnings).map((warning) => html`<span class="facts">${texts.warnings[warning]}</span>`)}
  ${found && !isRight ? html`<span class="says">${texts.documentSays}<ins lang="zh-CN">${citation?.quote ?? `${found.value}${found.unit}`}</ins></span>` : nothing}`;
}

/** A figure has none, and a service of an older version names none. */
export function listWarnings(warnings: CheckItem['warnings'] | undefined): readonly QuoteWarning[] {
  return warnings ?? [];
}

export function renderDifferences({ texts }: Widget, diff: CiteMatch['diff']): ViewPart {
  if (diff.every(({ op }) => op === 'equal')) return nothing;
  return html`<p class="facts">${texts.differences}</p>
    <p class="diff" lang="zh-CN">${diff.map(({ op, text }) =>
      // What the writer has is to go, what the document has is right.
      op === 'insert' ? html`<del>${text}</del>` : op === 'delete' ? html`<ins>${text}</ins>` : text,
    )}</p>`;
}
