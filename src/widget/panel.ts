/** Draws the panel: its head, the tabs, and what the chosen one holds. */

import { html, nothing, type TemplateResult } from 'lit';
import { isBeside, renderCard } from './card-view.js';
import { renderComposer } from './composer.js';
import { renderDesk } from './desk-view.js';
import { PAPER_FORMATS } from './paper-format.js';
import { renderQuoteTab } from './quote-tab.js';
import { renderStart } from './start.js';
import { renderTurn } from './turn.js';
import type { Tab, Widget } from './view.js';

const TABS: readonly Tab[] = ['ask', 'check', 'quote'];

/** Pages of the service for writers. */
const DESKS = ['check', 'compare'] as const;

export interface PanelState {
  readonly tab: Tab;
  /** Names of the tabs there are; empty: all. */
  readonly tabs: readonly string[];
  readonly isFloating: boolean;
  choose(tab: Tab): void;
  close(): void;
}

export function renderPanel(widget: Widget, state: PanelState): TemplateResult {
  const { texts, conversation, takeaway } = widget;
  const { turns } = conversation;
  return html`<section
    class="panel ${state.isFloating ? 'floating' : ''} ${isBeside(widget.card.open) ? 'reading' : ''}"
    part="panel"
    role=${state.isFloating ? 'dialog' : 'region'}
    aria-label=${texts.name}
    lang=${texts.language}
    dir="ltr"
  >
    <div class="head" part="header">
      <h2>${texts.name}</h2>
      <button type="button" class="icon" ?disabled=${turns.length === 0} @click=${() => widget.clear()}>
        ${texts.newConversation}
      </button>
      <button type="button" class="icon" ?disabled=${turns.length === 0} @click=${() => takeaway.print(turns)}>${texts.print}</button>
      <select class="icon" aria-label=${texts.save} ?disabled=${turns.length === 0} @change=${(event: Event) => {
        if (!(event.target instanceof HTMLSelectElement)) return;
        const format = PAPER_FORMATS[event.target.selectedIndex - 1];
        event.target.selectedIndex = 0;
        if (format) takeaway.save(turns, format);
      }}>
        <option>${texts.save}</option>
        ${PAPER_FORMATS.map((format) => html`<option>${texts.saveAs[format]}</option>`)}
      </select>
      ${
        state.isFloating
          ? html`<button type="button" class="icon" aria-label=${texts.close} @click=${state.close}>✕</button>`
          : nothing
      }
    </div>
    <div class="tabs">
    <div role="tablist" aria-label=${texts.name} @keydown=${(event: KeyboardEvent) => moveBetweenTabs(event, state)}>
      ${listTabs(state).map(
        (tab) =>
          html`<button
            type="button"
            class="tab"
            part="tab"
            role="tab"
            id="tab-${tab}"
            aria-selected=${tab === state.tab}
            aria-controls="body-${tab}"
            tabindex=${tab === state.tab ? 0 : -1}
            @click=${() => state.choose(tab)}
          >${texts.tabs[tab]}</button>`,
      )}
    </div>
    ${DESKS.filter((desk) => state.tabs.length === 0 || state.tabs.includes(desk)).map((desk) => html`<a class="tab" href="${widget.address}/${desk}?lang=${texts.language}" target="_blank" rel="noopener">${texts.desks[desk]} ↗<span class="aloud">${texts.newWindow}</span></a>`)}
    </div>
    <div class="main">
    ${renderBody(
      'ask',
      state.tab,
      html`<div class="scroll" role="log" aria-live="off" aria-label=${texts.tabs.ask} part="log" tabindex="0">
          ${turns.length === 0 ? renderStart(widget) : turns.map((turn) => renderTurn(widget, turn))}
        </div>
        ${renderComposer(widget)}`,
    )}
    ${renderBody('check', state.tab, renderDesk(widget))}
    ${renderBody('quote', state.tab, html`<div class="scroll" tabindex="-1"><div>${renderQuoteTab(widget)}</div></div>`)}
    ${renderCard(widget)}
    </div>
  </section>`;
}

/** The desk by itself, for a page that is nothing else. */
export function renderDeskPanel(widget: Widget): TemplateResult {
  const { texts } = widget;
  return html`<section class="panel" part="panel" role="region" aria-label=${texts.tabs.check} lang=${texts.language} dir="ltr">
    <h2 class="aloud">${texts.tabs.check}</h2>
    <div class="body">${renderDesk(widget)}</div>
  </section>`;
}

/** Asking is always there. */
function listTabs({ tabs }: PanelState): Tab[] {
  return TABS.filter((tab) => tab === 'ask' || tabs.length === 0 || tabs.includes(tab));
}

function renderBody(tab: Tab, chosen: Tab, content: TemplateResult): TemplateResult {
  return html`<div class="body" role="tabpanel" id="body-${tab}" aria-labelledby="tab-${tab}" ?hidden=${tab !== chosen}>
    ${content}
  </div>`;
}

/** Arrows, Home and End choose, as in every row of tabs (ARIA Authoring Practices). */
function moveBetweenTabs(event: KeyboardEvent, state: PanelState): void {
  const tabs = listTabs(state);
  const at = tabs.indexOf(state.tab);
  const last = tabs.length - 1;
  const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
    event.key
  ];
  const tab = next === undefined ? undefined : tabs[next];
  if (tab === undefined) return;
  event.preventDefault();
  state.choose(tab);
  if (event.currentTarget instanceof HTMLElement)
    event.currentTarget.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
}
