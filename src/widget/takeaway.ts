/**
 * What readers take along: a conversation or a checked draft, printed, saved or copied. Takes presses of buttons, fetches
 * the references, and hands the paper to what prints, saves or copies it.
 */

import type { Citation } from '../api/ask.js';
import type { ReferenceStyle } from '../api/check.js';
import type { Client } from './client.js';
import type { Turn } from './conversation.js';
import { Desk } from './desk.js';
import { type Paper, type ReferenceOf, writeConversation, writeReport } from './paper.js';
import type { PaperFormat } from './paper-format.js';
import { copyPaper, layOut, savePaper } from './print.js';
import { copyText, fetchReference } from './references.js';
import { Task } from './task.js';
import type { Texts } from './texts.js';

export interface TakeawayHost {
  readonly client: Client;
  readonly texts: Texts;
  readonly address: string;
  readonly card: { readonly style: ReferenceStyle };
  announce(text: string): void;
  changed(): void;
}

/** Names of the files that are saved. */
const CONVERSATION_NAME = 'wenju';
const REPORT_NAME = 'wenju-check';

/** A conversation, or a draft that was checked. */
export type Taken = readonly Turn[] | Desk;

export class Takeaway {
  /** Turns of which the answer was copied last. */
  copied: number | null = null;
  readonly #host: TakeawayHost;
  /** References that were fetched, by style and citation. */
  readonly #known = new Map<string, string>();
  #takeAway: (() => void) | null = null;
  readonly #work: Task<(signal: AbortSignal) => Promise<void>, void>;

  constructor(host: TakeawayHost) {
    this.#host = host;
    this.#work = new Task(
      (work, signal) => work(signal),
      () => host.changed(),
    );
  }

  print(taken: Taken): void {
    this.#run(taken, (paper) => {
      this.#takeAway ??= layOut(paper, null);
      try {
        // Returns when the printer's window is closed, and at once on phones, which print from a picture of the page.
        window.print();
      } finally {
        this.takeAway();
      }
    });
  }

  /**
   * When the browser is about to print and waits for nobody: with the references that are known. `root` is where it is to
   * stand; null: alone on the page.
   */
  layOut(taken: Taken, root: ShadowRoot | null): void {
    this.#takeAway ??= layOut(this.#write(taken, this.#recall), root);
  }

  /** What was laid out. */
  takeAway(): void {
    this.#takeAway?.();
    this.#takeAway = null;
  }

  save(taken: Taken, format: PaperFormat): void {
    this.#run(taken, (paper) => savePaper(paper, taken instanceof Desk ? REPORT_NAME : CONVERSATION_NAME, format));
  }

  copyTurn(turn: Turn): void {
    this.#run([turn], async (paper, lack) => {
      const isCopied = await copyPaper(paper);
      this.copied = isCopied ? turn.id : null;
      this.#host.announce(`${isCopied ? this.#host.texts.copied : this.#host.texts.copyFailed} ${lack}`.trim());
    });
  }

  async copyWords(text: string): Promise<void> {
    const isCopied = await copyText(text);
    this.#host.announce(isCopied ? this.#host.texts.copied : this.#host.texts.copyFailed);
  }

  stop(): void {
    this.#work.stop();
  }

  #write(taken: Taken, referenceOf: ReferenceOf): Paper {
    const { texts, address } = this.#host;
    return taken instanceof Desk
      ? writeReport(taken, texts, address, referenceOf)
      : writeConversation(taken, texts, address, referenceOf);
  }

  readonly #recall = (citation: Citation): string => this.#known.get(this.#nameReference(citation)) ?? citation.title;

  #nameReference({ documentId, start, end }: Citation): string {
    const { address, card } = this.#host;
    return [address, card.style, documentId, start, end].join(' ');
  }

  /** One at a time: what was asked for before is given up. `use` is told what is wanting, '' for nothing. */
  #run(taken: Taken, use: (paper: Paper, lack: string) => void | Promise<void>): void {
    const { client, card, texts } = this.#host;
    void this.#work.run(async (signal) => {
      const wanted: Citation[] = [];
      this.#write(taken, (citation) => {
        wanted.push(citation);
        return '';
      });
      let lack = '';
      for (const citation of wanted) {
        const name = this.#nameReference(citation);
        if (this.#known.has(name)) continue;
        try {
          this.#known.set(name, await fetchReference(client, citation, card.style, signal));
        } catch {
          // Its title stands for it.
          lack = texts.referenceFailed;
        }
        signal.throwIfAborted();
      }
      if (lack !== '') this.#host.announce(lack);
      await use(this.#write(taken, this.#recall), lack);
    });
  }
}
