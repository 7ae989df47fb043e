/**
 * What readers take along: a conversation or a checked draft, printed, saved or copied. Takes presses of buttons, fetches
 * the references, and hands the paper to what prints, saves or copies it.
 */

import type { ReferenceStyle } from '../api/check.js';
import type { Client } from './client.js';
import type { Turn } from './conversation.js';
import type { Desk } from './desk.js';
import { type Paper, type ReferenceOf, writeConversation, writeReport } from './paper.js';
import type { PaperFormat } from './paper-format.js';
import { copyPaper, printPaper, savePaper } from './print.js';
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

export class Takeaway {
  /** Turns of which the answer was copied last. */
  copied: number | null = null;
  readonly #host: TakeawayHost;
  readonly #work: Task<(signal: AbortSignal) => Promise<void>, void>;

  constructor(host: TakeawayHost) {
    this.#host = host;
    this.#work = new Task(
      (work, signal) => work(signal),
      () => host.changed(),
    );
  }

  printConversation(turns: readonly Turn[]): void {
    this.#run((referenceOf) => this.#writeTurns(turns, referenceOf), printPaper);
  }

  saveConversation(turns: readonly Turn[], format: PaperFormat): void {
    this.#run(
      (referenceOf) => this.#writeTurns(turns, referenceOf),
      (paper) => savePaper(paper, CONVERSATION_NAME, format),
    );
  }

  copyTurn(turn: Turn): void {
    this.#run(
      (referenceOf) => this.#writeTurns([turn], referenceOf),
      async (paper, lack) => {
        const isCopied = await copyPaper(paper);
        this.copied = isCopied ? turn.id : null;
        this.#host.announce(`${isCopied ? this.#host.texts.copied : this.#host.texts.copyFailed} ${lack}`.trim());
      },
    );
  }

  printReport(desk: Desk): void {
    this.#run((referenceOf) => this.#writeDesk(desk, referenceOf), printPaper);
  }

  saveReport(desk: Desk, format: PaperFormat): void {
    this.#run(
      (referenceOf) => this.#writeDesk(desk, referenceOf),
      (paper) => savePaper(paper, REPORT_NAME, format),
    );
  }

  async copyWords(text: string): Promise<void> {
    const isCopied = await copyText(text);
    this.#host.announce(isCopied ? this.#host.texts.copied : this.#host.texts.copyFailed);
  }

  stop(): void {
    this.#work.stop();
  }

  #writeTurns(turns: readonly Turn[], referenceOf: ReferenceOf): Promise<Paper> {
    return writeConversation(turns, this.#host.texts, this.#host.address, referenceOf);
  }

  #writeDesk(desk: Desk, referenceOf: ReferenceOf): Promise<Paper> {
    return writeReport(desk, this.#host.texts, this.#host.address, referenceOf);
  }

  /** One at a time: what was asked for before is given up. `use` is told what is wanting, '' for nothing. */
  #run(
    write: (referenceOf: ReferenceOf) => Promise<Paper>,
    use: (paper: Paper, lack: string) => void | Promise<void>,
  ): void {
    const { client, card, texts } = this.#host;
    void this.#work.run(async (signal) => {
      let lack = '';
      const paper = await write((citation) =>
        fetchReference(client, citation, card.style, signal).catch(() => {
          lack = texts.referenceFailed;
          return citation.title;
        }),
      );
      signal.throwIfAborted();
      if (lack !== '') this.#host.announce(lack);
      await use(paper, lack);
    });
  }
}
