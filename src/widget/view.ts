/** What every part of the page is drawn from, and the small pieces they share. Text from documents is text, always. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Citation } from '../api/ask.js';
import type { CiteReply } from '../api/check.js';
import type { ContextPassage, ListedDocument } from '../api/documents.js';
import { type Card, nameChip } from './card.js';
import type { Conversation } from './conversation.js';
import type { Desk } from './desk.js';
import type { ChatError } from './errors.js';
import { toReaderLink, toSafeLink } from './links.js';
import { dropBullets, type MarkedText } from './marks.js';
import type { Takeaway } from './takeaway.js';
import type { Task } from './task.js';
import type { Texts } from './texts.js';

export type ViewPart = TemplateResult | typeof nothing;
export type Tab = 'ask' | 'check' | 'quote';

/** The element, as its parts see it. */
export interface Widget {
  readonly texts: Texts;
  /** Address of the service, without a slash at its end. */
  readonly address: string;
  readonly conversation: Conversation;
  readonly card: Card;
  readonly desk: Desk;
  readonly takeaway: Takeaway;
  readonly quote: Task<string, CiteReply>;
  readonly documents: readonly ListedDocument[];
  /** As the reader's language calls a place. */
  readonly nameRegion: (region: string) => string;
  readonly suggestions: string | null;
  readonly placeholder: string | null;
  readonly send: (question: string) => void;
  retry(turn: number): void;
  /** Begins a new conversation. */
  clear(): void;
  /** Puts a question into the field, to be changed. */
  edit(question: string): void;
  /** Scrolls the list of what was checked to an item. */
  readonly showItem: (index: number) => Promise<void>;
  /** Before a page of the service is opened: which question led there. */
  readonly leave: (event: Event) => void;
  readonly changed: () => void;
}

/** Where a chip stands, and what its card is opened from. */
export interface ChipPlace {
  readonly place: string;
  readonly siblings: readonly Citation[];
  /** Those at hand. */
  readonly passages: readonly ContextPassage[];
  /** Empty behind the sentence that the citation proves. */
  readonly role?: string;
  /** Whether the row names the document already. */
  readonly isShort?: boolean;
}

/** UTF-16 code units of a title that stands for a place and year. */
const MAX_NAME = 18;

/** Draws the name of a source: 荆门市2024年报告 ¶28. A press opens its card. */
export function renderChip(widget: Widget, citation: Citation, at: ChipPlace): TemplateResult {
  const chip = nameChip(at.place, citation, at.role);
  const { texts, card } = widget;
  const name = at.isShort ? texts.nameParagraph(citation.paragraph) : nameSource(widget, citation, at.passages);
  return html`<button
    type="button"
    class="chip"
    part="chip"
    id=${chip}
    data-citation="${at.place}-${citation.marker}"
    aria-haspopup="dialog"
    aria-expanded=${card.open?.place === at.place && card.open.citation.marker === citation.marker}
    aria-label="${name}, ${texts.citation(citation.marker, citation.title)}"
    title=${dropBullets(citation.quote)}
    @click=${() => card.toggle({ chip, place: at.place, citation, siblings: at.siblings }, at.passages)}
  >${name}</button>`;
}

/** Place, year, kind and paragraph of what is cited; a part of its title where the documents are not known. */
export function nameSource(
  { documents, texts, nameRegion }: Widget,
  { documentId, title, paragraph }: Pick<Citation, 'documentId' | 'title' | 'paragraph'>,
  passages: readonly ContextPassage[],
): string {
  const known = documents.find(({ id }) => id === documentId);
  const document = known ?? passages.find((passage) => passage.document.id === documentId)?.document;
  const name = document?.region ? texts.nameDocument(nameRegion(document.region), document.year, document.type) : title;
  const short = name.length > MAX_NAME && name === title ? `${name.slice(0, MAX_NAME)}…` : name;
  return `${short} ${texts.nameParagraph(paragraph)}`;
}

export function renderPieces(pieces: readonly MarkedText[]): (TemplateResult | string)[] {
  return pieces.map(({ text, isMarked }) => {
    const shown = dropBullets(text);
    return isMarked ? html`<mark>${shown}</mark>` : shown;
  });
}

/** Title, place, year, section, paragraph. */
export function renderPlace({ texts, nameRegion }: Widget, passage: ContextPassage): TemplateResult {
  const { document, headingPath, paragraph, page } = passage;
  const region = document.region && nameRegion(document.region);
  const facts = [region, document.year, ...headingPath, texts.paragraph(paragraph, page)];
  return html`<cite class="title" lang="zh-CN">${document.title}</cite>
    <span class="facts">${facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</span>`;
}

/** For a summary: of what it is one. */
export function renderBasis({ texts }: Widget, { document }: ContextPassage): ViewPart {
  return document.basedOn ? html`<span class="facts">${texts.digestOf(document.basedOn.title)}</span>` : nothing;
}

/** The original and the service's page of a document, in windows of their own; what is no safe address is left out. */
export function renderLinks(widget: Widget, original: string | null, reader: string): TemplateResult {
  const { texts, address } = widget;
  const page = toReaderLink(reader, address, texts.language);
  // A page of the same site is handed what this one keeps, and so knows the way back.
  const isOurs = page !== null && new URL(page).origin === location.origin;
  const links = [
    { href: toSafeLink(original), text: texts.original, rel: 'noopener noreferrer' },
    { href: page, text: texts.readInContext, rel: isOurs ? 'opener' : 'noopener noreferrer' },
  ];
  return html`${links.map(({ href, text, rel }) =>
    href === null
      ? nothing
      : html`<a class="button" href=${href} target="_blank" rel=${rel} @click=${widget.leave}
          >${text}<span class="aloud">${texts.newWindow}</span></a
        >`,
  )}`;
}

/** What went wrong, and the way out: at once, or when the service is ready to be asked again. */
export function renderError(widget: Widget, error: ChatError, retry: () => void): TemplateResult {
  return html`<div class="notice bad" part="error">
    <p><b>${widget.texts.errors[error.kind]}</b></p>
    ${error.message === '' ? nothing : html`<p class="facts">${error.message}</p>`}
    <div class="actions">${renderRetry(widget, error, retry)}</div>
  </div>`;
}

/** The button that tries again, with the seconds until it may be pressed. */
export function renderRetry({ texts }: Widget, { secondsLeft }: ChatError, retry: () => void): TemplateResult {
  return html`<button type="button" class="button" ?disabled=${secondsLeft > 0} @click=${retry}>${
    secondsLeft > 0 ? texts.retryIn(secondsLeft) : texts.retry
  }</button>`;
}
