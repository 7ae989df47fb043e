/**
 * The one citation that is open: which it is, its passage, its reference in the reader's style. Takes a press on a
 * chip, fetches what is not there yet, tells the element when something has changed.
 */

import type { Citation } from '../api/ask.js';
import type { ReferenceStyle } from '../api/check.js';
import type { ContextPassage } from '../api/documents.js';
import type { Client } from './client.js';
import { copyText, fetchReference, storeStyle } from './references.js';
import { Task } from './task.js';

export interface OpenCard {
  /** Id of the chip it was opened from. */
  readonly chip: string;
  /** The block of the page it belongs to. */
  readonly place: string;
  readonly citation: Citation;
}

export interface CardHost {
  readonly client: Client;
  changed(): void;
  copied(citation: Citation, reference: string, style: ReferenceStyle): void;
  announce(text: string): void;
}

export class Card {
  open: OpenCard | null = null;
  style: ReferenceStyle;
  /** The reference that was last to be copied, and whether it was; null: none yet. */
  copied: { readonly reference: string; readonly isCopied: boolean } | null = null;
  passage: ContextPassage | null = null;
  readonly reference: Task<{ citation: Citation; style: ReferenceStyle }, string>;

  readonly #host: CardHost;
  readonly #passage: Task<string, ContextPassage>;

  constructor(host: CardHost, style: ReferenceStyle) {
    this.#host = host;
    this.style = style;
    this.reference = new Task(
      ({ citation, style: wanted }, signal) => fetchReference(host.client, citation, wanted, signal),
      () => host.changed(),
    );
    this.#passage = new Task(
      async (id, signal) => (await host.client.passage(id, signal)).passage,
      () => {
        this.passage = this.#passage.reply ?? this.passage;
        host.changed();
      },
    );
  }

  /** Opens the card, or closes it when it is the open one. `passages` are those at hand. */
  toggle(open: OpenCard, passages: readonly ContextPassage[]): void {
    if (this.open?.chip === open.chip) {
      this.close();
      return;
    }
    this.#passage.stop();
    this.open = open;
    this.passage = passages.find(({ id }) => id === open.citation.passageId) ?? null;
    if (this.passage === null) void this.#passage.run(open.citation.passageId);
    this.fetchReference();
  }

  close(): void {
    this.open = null;
    this.reference.stop();
    this.#passage.stop();
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
}
