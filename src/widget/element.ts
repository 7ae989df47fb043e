/**
 * `<wenju-chat>`: the element that a page embeds, bundled into `/widget.js`. Takes its attributes, draws the panel into
 * its shadow root, asks the service at `endpoint`; sends `wenju-answer`, `wenju-cite` and `wenju-error`.
 */

/// <reference lib="dom" />

import { html, LitElement, nothing } from 'lit';
import type { AskReply, Citation } from '../api/ask.js';
import type { CiteReply, ReferenceStyle } from '../api/check.js';
import type { DocumentsReply, ListedDocument } from '../api/documents.js';
import { sayAnswer } from './answer.js';
import { Card } from './card.js';
import { isBeside } from './card-view.js';
import { type Client, createClient } from './client.js';
import { Conversation } from './conversation.js';
import { Desk } from './desk.js';
import type { ChatError } from './errors.js';
import { listIndexed, readList, readYears } from './filters.js';
import { chooseTexts } from './language.js';
import { writeParameter } from './links.js';
import { keepAsked, keepDraft, keepTurns, recallAsked, recallDraft, recallTurns } from './memory.js';
import { renderDeskPanel, renderPanel } from './panel.js';
import { followCard, showProved, showTurn } from './place.js';
import { Printing } from './printing.js';
import { readStyle } from './references.js';
import { content } from './styles/content.js';
import { frame } from './styles/frame.js';
import { theme } from './styles/theme.js';
import { Takeaway, type Taken } from './takeaway.js';
import { Task } from './task.js';
import type { Texts } from './texts.js';
import type { Tab, Widget } from './view.js';
import { Waiting } from './waiting.js';
import { WayBack } from './way-back.js';

/** Where this file was loaded from: the service, unless the page says another. */
const HOME = new URL('.', import.meta.url).href;

export class WenjuChat extends LitElement implements Widget {
  static override readonly styles = [theme, frame, content];
  static override readonly properties = {
    endpoint: {},
    wantedLanguage: { attribute: 'lang' },
    mode: {},
    regions: {},
    years: {},
    placeholder: {},
    suggestions: {},
    citeStyle: { attribute: 'cite-style' },
    remember: {},
    ownName: { attribute: 'name' },
    greeting: {},
    launcher: {},
    tabs: {},
    query: {},
  };
  declare endpoint: string | null;
  declare wantedLanguage: string | null;
  declare mode: string | null;
  declare regions: string | null;
  declare years: string | null;
  declare placeholder: string | null;
  declare suggestions: string | null;
  declare citeStyle: string | null;
  /** What the page's author calls the chat, says above it, and writes on the button of a bubble. */
  declare ownName: string | null;
  declare greeting: string | null;
  declare launcher: string | null;
  /** Which tabs there are, with commas; null: all. */
  declare tabs: string | null;
  /** `off`: a conversation is forgotten when the page is left. */
  declare remember: string | null;
  /** Under which name the page's address holds the question; null: the address is the page's own matter. */
  declare query: string | null;

  texts: Texts = chooseTexts(null, []);
  address = '';
  client: Client = createClient('');
  documents: readonly ListedDocument[] = [];
  #english: Readonly<Record<string, string>> = {};
  readonly nameRegion = (region: string): string =>
    (this.texts.language === 'en' ? this.#english[region] : undefined) ?? region;
  readonly conversation: Conversation;
  readonly card: Card;
  readonly desk: Desk;
  readonly quote: Task<string, CiteReply>;

  readonly #listing: Task<string, DocumentsReply>;
  readonly takeaway = new Takeaway(this);
  readonly #waiting: Waiting;
  readonly #printing = new Printing(this);
  readonly #wayBack = new WayBack(() => this.#closeInnermost());
  readonly #redraw = (): void => this.requestUpdate();
  readonly #onKeydown = (event: KeyboardEvent): void => this.#closeOnEscape(event);
  #tab: Tab = 'ask';
  #isOpen = false;
  #said = '';
  #shownChip: string | null = null;
  #hadFocus = false;
  #focusNext: string | null = null;

  constructor() {
    super();
    Object.assign(this, Object.fromEntries(Object.keys(WenjuChat.properties).map((name) => [name, null])));
    this.conversation = new Conversation({
      changed: this.#redraw,
      answered: (_turn, reply) => this.#onAnswer(reply),
      failed: (_turn, error) => this.#onError(error),
    });
    this.card = new Card(this, readStyle(null));
    this.desk = new Desk({
      written: (draft) => {
        if (this.remember !== 'off') keepDraft(this.#place, draft);
      },
      check: (text, signal) => this.client.check(text, false, signal),
      opine: (text, signal) => this.client.check(text, true, signal),
      cite: (text, signal) => this.client.cite(text, { style: this.card.style }, signal),
      changed: this.#redraw,
      checked: () => this.#onWritten(this.desk.check, ({ verdict }) => this.texts.checkVerdict[verdict]),
    });
    this.quote = new Task(
      (text, signal) => this.client.cite(text, { style: this.card.style }, signal),
      () => this.#onWritten(this.quote, ({ verdict }) => this.texts.quoteVerdict[verdict]),
    );
    this.#listing = new Task(
      (_address, signal) => this.client.documents(signal),
      () => this.#onListing(),
    );
    this.#waiting = new Waiting({ changed: this.#redraw, ended: () => this.announce(this.texts.retryNow) });
  }

  /** What is shown as failed and may be tried again. */
  get #failures(): (ChatError | null)[] {
    const { conversation, desk, quote, card } = this;
    return [...conversation.turns, desk.check, desk.opinions, quote, card.reference].map(({ error }) => error);
  }

  /** Opens the panel of a bubble and puts the cursor into its field. */
  open(): void {
    this.#isOpen = true;
    this.#focusNext = 'textarea';
    this.requestUpdate();
  }

  /** Closes the panel of a bubble; what is being answered goes on. */
  close(): void {
    this.card.close();
    this.#isOpen = false;
    this.#focusNext = '.bubble';
    this.requestUpdate();
  }

  /** Asks as if the reader had; resolves when the answer is there or has failed. */
  async ask(text: string): Promise<void> {
    const question = text.trim();
    if (question === '') return;
    this.#isOpen = true;
    this.#tab = 'ask';
    this.#said = '';
    this.card.close();
    const asked = this.conversation.ask(this.client, question);
    this.#writeAddress(question);
    await this.updateComplete;
    showTurn(this.renderRoot);
    await asked;
  }

  readonly send = (question: string): void => void this.ask(question);

  edit(question: string): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('.field textarea');
    if (field) field.value = question;
    field?.focus();
  }

  readonly showItem = async (index: number): Promise<void> => {
    await this.updateComplete;
    showProved(this.renderRoot.querySelector(`#item-${index}`));
  };

  clear(): void {
    this.card.close();
    this.conversation.clear();
    this.#keep();
    this.#writeAddress(null);
  }

  /** Takes up what was kept, and asks what the page's address asks. */
  protected override firstUpdated(): void {
    if (this.remember !== 'off') {
      const draft = recallDraft(this.#place);
      if (draft !== '') this.desk.write(draft);
      if (this.mode !== 'check') this.conversation.resume(recallTurns(this.#place));
    }
    if (this.mode === 'check') return;
    const name = this.query;
    const wanted = name === null ? '' : (new URLSearchParams(location.search).get(name)?.trim() ?? '');
    if (wanted !== '' && this.conversation.turns.at(-1)?.question !== wanted) this.send(wanted);
    else void this.updateComplete.then(() => showTurn(this.renderRoot, this.#findTurn(recallAsked())));
  }

  #findTurn(question: string | null): string | undefined {
    const turn = this.conversation.turns.findLast((each) => each.question === question);
    return turn && `turn-${turn.id}`;
  }

  readonly leave = ({ target }: Event): void => {
    if (this.remember === 'off' || !(target instanceof Element)) return;
    const place = target.closest('.turn')?.id ?? this.card.open?.place;
    const turn = this.conversation.turns.find(({ id }) => `turn-${id}` === place);
    if (turn) keepAsked(turn.question);
  };

  /** One of several on a site. */
  get #place(): string {
    const others = [...document.querySelectorAll('wenju-chat')];
    return `${this.address} ${this.id || others.indexOf(this)}`;
  }

  #keep(): void {
    if (this.remember !== 'off') keepTurns(this.#place, this.conversation.turns);
  }

  /** The address of a page that is nothing but the chat leads to the last question; null: to none. */
  #writeAddress(question: string | null): void {
    if (this.query !== null) writeParameter(this.query, question);
  }

  retry(turn: number): void {
    this.#said = '';
    this.card.close();
    void this.conversation.retry(this.client, turn);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    this.addEventListener('keydown', this.#onKeydown);
    window.addEventListener('resize', this.#redraw);
    this.#printing.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#onKeydown);
    window.removeEventListener('resize', this.#redraw);
    this.#printing.stop();
    // One that is only moved is back by then, and goes on.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  #stop(): void {
    this.conversation.stop();
    this.card.close();
    this.#waiting.stop();
    this.#wayBack.stop();
    for (const task of [this.desk.check, this.desk.opinions, this.quote, this.#listing, this.takeaway]) task.stop();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
    const texts = chooseTexts(this.wantedLanguage, [document.documentElement.lang, ...navigator.languages]);
    this.texts = { ...texts, name: this.ownName ?? texts.name, greeting: this.greeting ?? texts.greeting };
    if (changed.has('citeStyle')) this.card.style = readStyle(this.citeStyle);
    if (changed.has('endpoint')) {
      this.address = new URL(this.endpoint ?? HOME, document.baseURI).href.replace(/\/+$/, '');
      this.client = createClient(this.address);
      this.documents = [];
    }
    if (changed.has('regions') || changed.has('years')) {
      this.conversation.scope = { regions: readList(this.regions), years: readYears(this.years) };
    }
    this.conversation.indexed = listIndexed(this.documents, this.conversation.scope);
    if (this.#isShown && this.#listing.input !== this.address) void this.#listing.run(this.address);
  }

  get #isShown(): boolean {
    return this.mode !== 'bubble' || this.#isOpen;
  }

  protected override render() {
    if (this.mode === 'check') return [renderDeskPanel(this), this.#renderSaid()];
    const isBubble = this.mode === 'bubble';
    const state = {
      tab: this.#tab,
      tabs: readList(this.tabs),
      isFloating: isBubble,
      choose: (tab: Tab) => {
        this.#tab = tab;
        this.card.close();
      },
      close: () => this.close(),
    };
    const panel = this.#isShown ? renderPanel(this, state) : nothing;
    if (!isBubble) return [panel, this.#renderSaid()];
    return html`<div class="layer" popover="manual">
        <button
          type="button"
          class="bubble"
          part="bubble"
          aria-haspopup="dialog"
          aria-expanded=${this.#isOpen}
          aria-label=${this.launcher ?? this.texts.open}
          lang=${this.texts.language}
          @click=${() => this.open()}
        >${this.launcher ?? this.texts.name}</button>${panel}
      </div>
    ${this.#renderSaid()}`;
  }

  #renderSaid() {
    return html`<p class="aloud" role="status" lang=${this.texts.language}>${this.#said}</p>`;
  }

  protected override updated(): void {
    // Browsers before 2024 have no such layer, and show it where it stands.
    const layer = this.renderRoot.querySelector<HTMLElement>('.layer');
    if (layer?.isConnected && 'popover' in layer && !layer.matches(':popover-open')) layer.showPopover();
    followCard(this.renderRoot, this.card.open?.chip ?? null, this.#shownChip);
    this.#shownChip = this.card.open?.chip ?? null;
    // What had the focus may be gone, as a button that was pressed: the keyboard goes on from what the reader reads.
    const isLost = this.#hadFocus && this.shadowRoot?.activeElement === null;
    const next = this.#focusNext ?? (isLost ? '.body:not([hidden]) .scroll' : null);
    if (next !== null) this.renderRoot.querySelector<HTMLElement>(next)?.focus({ preventScroll: isLost });
    this.#focusNext = null;
    this.#waiting.follow(this.#failures);
    this.#wayBack.follow(isBeside(this.card.open) || (this.mode === 'bubble' && this.#isOpen));
  }

  get taken(): Taken | null {
    if (this.mode === 'bubble') return null;
    const isAtDesk = this.mode === 'check' || this.#tab === 'check';
    if (isAtDesk && this.desk.marked.length > 0) return this.desk;
    return this.conversation.turns.length > 0 ? this.conversation.turns : null;
  }

  get isAlone(): boolean {
    return this.query !== null || this.mode === 'check';
  }

  #closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || !this.#closeInnermost()) return;
    event.stopPropagation();
    // Else the browser takes it for the way back, too.
    event.preventDefault();
  }

  /** Whether anything was open. */
  #closeInnermost(): boolean {
    if (this.card.open) this.card.close();
    else if (this.mode === 'bubble' && this.#isOpen) this.close();
    else return false;
    return true;
  }

  readonly changed = this.#redraw;

  copied(citation: Citation, reference: string, style: ReferenceStyle): void {
    this.#send('wenju-cite', { citation, reference, style });
  }

  announce(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }

  #onAnswer(reply: AskReply): void {
    this.#keep();
    this.announce(sayAnswer(reply, this.texts));
    if (this.#listing.state === 'failed') void this.#listing.run(this.address);
    this.#send('wenju-answer', reply);
  }

  #onError(error: ChatError): void {
    this.announce(this.texts.errors[error.kind]);
    this.#send('wenju-error', { kind: error.kind, status: error.status, message: error.message });
  }

  /** Says how a form's request ended. */
  #onWritten<Reply>({ state, reply, error }: Task<string, Reply>, describe: (reply: Reply) => string): void {
    this.announce(state === 'done' && reply !== null ? describe(reply) : error ? this.texts.errors[error.kind] : '');
  }

  #onListing(): void {
    this.documents = this.#listing.reply?.documents ?? this.documents;
    this.#english = this.#listing.reply?.english ?? {};
    this.requestUpdate();
  }

  #send(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A page may load the file twice.
if (!customElements.get('wenju-chat')) customElements.define('wenju-chat', WenjuChat);
