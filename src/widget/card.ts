/**
 * The one citation that is open: which it is, its passage with those around it, its reference in the reader's style.
 * Takes a press on a chip, fetches what is to be shown, tells the element when something has changed.
 */

import type { Citation } from '../api/ask.js';
import type { ReferenceStyle } from '../api/check.js';
import type { ContextPassage, PassageContextReply } from '../api/documents.js';
import type { Client } from './client.js';
import { copyText, fetchReference, storeStyle } from './references.js';
import { Task } from './task.js';

export interface OpenCard {
  /** Id of the chip it was opened from. */
  readonly chip: string;
  /** The block of the page it belongs to. */
  readonly place: string;
  readonly citation: Citation;
  /** All citations of the block, in their order. */
  readonly siblings: readonly Citation[];
}

export interface CardHost {
  readonly client: Client;
  changed(): void;
  copied(citation: Citation, reference: string, style: ReferenceStyle): void;
  announce(text: string): void;
}

/** Id of the chip behind the sentence that a citation proves; others of the same citation have a `role` besides. */
export function nameChip(place: string, { marker }: Citation, role = ''): string {
  return `chip-${place}-${marker}${role}`;
}

export class Card {
  open: OpenCard | null = null;
  style: ReferenceStyle;
  /** The reference that was last to be copied, and whether it was; null: none yet. */
  copied: { readonly reference: string; readonly isCopied: boolean } | null = null;
  passage: ContextPassage | null = null;
  readonly reference: Task<{ citation: Citation; style: ReferenceStyle }, string>;
  readonly around: Task<string, PassageContextReply>;

  readonly #host: CardHost;

  constructor(host: CardHost, style: ReferenceStyle) {
    this.#host = host;
    this.style = style;
    this.reference = new Task(
      ({ citation, style: wanted }, signal) => fetchReference(host.client, citation, wanted, signal),
      () => host.changed(),
    );
    this.around = new Task(
      (id, signal) => host.client.passage(id, signal),
      () => {
        this.passage = this.around.reply?.passage ?? this.passage;
        host.changed();
      },
    );
  }

  /** Opens the card, or closes it when it is the open one. `passages` are those at hand. */
  toggle(open: OpenCard, passages: readonly ContextPassage[]): void {
    if (this.open?.chip === open.chip) this.close();
    else this.#show(open, passages);
  }

  /** Opens the citation that stands `by` places further among those of the block. */
  step(by: 1 | -1): void {
    const next = this.open?.siblings[this.position + by];
    if (!this.open || !next) return;
    this.#show({ ...this.open, chip: nameChip(this.open.place, next), citation: next }, []);
  }

  /** From 0, among those of its block. */
  get position(): number {
    return this.open?.siblings.findIndex(({ marker }) => marker === this.open?.citation.marker) ?? -1;
  }

  close(): void {
    this.open = null;
    this.reference.stop();
    this.around.stop();
    this.#host.changed();
  }

  setStyle(style: ReferenceStyle): void {
    this.style = style;
    storeStyle(style);
    if (this.open) this.fetchReference();
    this.#host.changed();
  }

  fetchReference(): void {
    if (!this.open) return;
    this.copied = null;
    void this.reference.run({ citation: this.open.citation, style: this.style });
  }

  /** `copied` and `copyFailed` are said aloud. */
  async copy(citation: Citation, reference: string, said: { readonly copied: string; readonly copyFailed: string }) {
    const isCopied = await copyText(reference);
    this.copied = { reference, isCopied };
    this.#host.announce(isCopied ? said.copied : said.copyFailed);
    if (isCopied) this.#host.copied(citation, reference, this.style);
    this.#host.changed();
  }

  #show(open: OpenCard, passages: readonly ContextPassage[]): void {
    this.open = open;
    this.passage = passages.find(({ id }) => id === open.citation.passageId) ?? null;
    void this.around.run(open.citation.passageId);
    this.fetchReference();
  }
}
