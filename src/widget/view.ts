/** What every part of the page is drawn from, and the small pieces they share. Text from documents is text, always. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Citation } from '../api/ask.js';
import type { CheckReply, CiteReply } from '../api/check.js';
import type { ContextPassage, IndexedDocument } from '../api/documents.js';
import type { Card } from './card.js';
import type { Conversation } from './conversation.js';
import type { ChatError } from './errors.js';
import { toReaderLink, toSafeLink } from './links.js';
import type { Piece } from './marks.js';
import type { Task } from './task.js';
import type { Texts } from './texts.js';

export type Part = TemplateResult | typeof nothing;
export type Tab = 'ask' | 'check' | 'quote';

/** The element, as its parts see it. */
export interface Widget {
  readonly texts: Texts;
  /** Address of the service, without a slash at its end. */
  readonly address: string;
  readonly conversation: Conversation;
  readonly card: Card;
  readonly check: Task<string, CheckReply>;
  readonly quote: Task<string, CiteReply>;
  readonly documents: readonly IndexedDocument[];
  readonly suggestions: string | null;
  readonly placeholder: string | null;
  send(question: string): void;
  retry(turn: number): void;
}

/** Draws a citation's number; a press opens its card, which `place` shows. */
export function renderChip(
  widget: Widget,
  place: string,
  citation: Citation,
  passages: readonly ContextPassage[],
): TemplateResult {
  const chip = `chip-${place}-${citation.marker}`;
  return html`<button
    type="button"
    class="chip"
    part="chip"
    id=${chip}
    aria-haspopup="dialog"
    aria-expanded=${widget.card.open?.chip === chip}
    aria-label=${widget.texts.citation(citation.marker, citation.title)}
    @click=${() => widget.card.toggle({ chip, place, citation }, passages)}
  >${citation.marker}</button>`;
}

export function renderPieces(pieces: readonly Piece[]): (TemplateResult | string)[] {
  return pieces.map(({ text, isMarked }) => (isMarked ? html`<mark>${text}</mark>` : text));
}

/** Title, place, year, section, paragraph. */
export function renderPlace({ texts }: Widget, passage: ContextPassage): TemplateResult {
  const { document, headingPath, paragraph, page } = passage;
  const facts = [document.region, document.year, ...headingPath, texts.paragraph(paragraph, page)];
  return html`<cite class="title" lang="zh-CN">${document.title}</cite>
    <span class="facts">${facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</span>`;
}

/** For a summary: of what it is one. */
export function renderBasis({ texts }: Widget, { document }: ContextPassage): Part {
  return document.basedOn ? html`<span class="facts">${texts.digestOf(document.basedOn.title)}</span>` : nothing;
}

/** The original and the service's page of a document, in windows of their own; what is no safe address is left out. */
export function renderLinks({ texts, address }: Widget, original: string | null, reader: string): TemplateResult {
  const links = [
    { href: toSafeLink(original), text: texts.original },
    { href: toReaderLink(reader, address), text: texts.readInContext },
  ];
  return html`${links.map(({ href, text }) =>
    href === null
      ? nothing
      : html`<a class="button" href=${href} target="_blank" rel="noopener noreferrer"
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
