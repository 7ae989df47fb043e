/**
 * The questions of one page and what became of them. Takes questions, asks the service, tells its listener whenever
 * something has changed. Knows nothing of how it is shown, nor where it is kept.
 */

import type { AskReply, Citation, ReplyPassage } from '../api/ask.js';
import type { AskRequest } from '../api/request.js';
import type { AskFilters, Client } from './client.js';
import { ChatError } from './errors.js';
import { NO_LIMITS, toFilters } from './filters.js';

export interface Turn {
  readonly id: number;
  readonly question: string;
  readonly state: 'waiting' | 'streaming' | 'done' | 'failed' | 'stopped';
  readonly passages: readonly ReplyPassage[];
  readonly nearest: readonly ReplyPassage[];
  readonly understood: AskReply['understood'] | null;
  readonly citations: readonly Citation[];
  /** What has arrived of the answer, with markers; the reply has it sentence by sentence. */
  readonly text: string;
  readonly reply: AskReply | null;
  /** What a language model has written so far, while the reply is the composed one. */
  readonly draft: string;
  readonly error: ChatError | null;
  /** Whether it takes longer than readers expect. */
  readonly isSlow: boolean;
  /** What the reader had picked when it was asked. */
  readonly limits: AskFilters;
}

/** What is kept of a turn: all else follows from it. */
export interface KeptTurn {
  readonly question: string;
  readonly reply: AskReply;
  readonly limits: AskFilters;
}

export interface ConversationListener {
  changed(): void;
  answered(turn: Turn, reply: AskReply): void;
  failed(turn: Turn, error: ChatError): void;
}

/** Turns before a question that are sent with it, and UTF-16 code units of an answer, as the service takes them. */
const MAX_HISTORY = 10;
const MAX_PAST_ANSWER_LENGTH = 8_000;
/** Milliseconds after which a reader is told that it takes longer. */
const SLOW_AFTER_MS = 5_000;

type Progress = Omit<Turn, 'id' | 'question'>;

const BLANK: Progress = {
  state: 'waiting',
  passages: [],
  nearest: [],
  understood: null,
  citations: [],
  text: '',
  reply: null,
  draft: '',
  error: null,
  isSlow: false,
  limits: NO_LIMITS,
};

export class Conversation {
  turns: readonly Turn[] = [];
  /** Years are of documents, not of figures. */
  limits: AskFilters = NO_LIMITS;
  /** What the page's author limits every question to. */
  scope: AskFilters = NO_LIMITS;
  /** Places and years of what is indexed; empty while not known. */
  indexed: AskFilters = NO_LIMITS;

  readonly #listener: ConversationListener;
  #running: AbortController | null = null;
  #lastId = 0;

  constructor(listener: ConversationListener) {
    this.#listener = listener;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Asks; what was being asked is stopped. */
  async ask(client: Client, question: string): Promise<void> {
    this.stop();
    this.#lastId += 1;
    const id = this.#lastId;
    this.turns = [...this.turns, { ...BLANK, id, question }];
    await this.#run(client, id, question);
  }

  /** Asks the question of a turn again, in its place. */
  async retry(client: Client, id: number): Promise<void> {
    const turn = this.turns.find((each) => each.id === id);
    if (!turn) return;
    this.stop();
    this.#update(id, BLANK);
    await this.#run(client, id, turn.question);
  }

  /** Puts the quotations in the place of what was written of them, or the other way round. */
  showOther(id: number): void {
    const reply = this.turns.find((each) => each.id === id)?.reply;
    if (reply?.generation?.composed) this.#update(id, fromReply(exchange(reply, reply.generation.composed)));
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  /** Takes up a conversation that was kept, where none has begun. */
  resume(kept: readonly KeptTurn[]): void {
    if (this.turns.length > 0) return;
    this.turns = kept.map(({ question, reply, limits }, index) => ({
      ...BLANK,
      ...fromReply(reply),
      id: index + 1,
      question,
      limits,
    }));
    this.#lastId = this.turns.length;
    this.#listener.changed();
  }

  clear(): void {
    this.stop();
    this.turns = [];
    this.limits = NO_LIMITS;
    this.#listener.changed();
  }

  setLimits(limits: Partial<AskFilters>): void {
    this.limits = { ...this.limits, ...limits };
    this.#listener.changed();
  }

  async #run(client: Client, id: number, question: string): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    const slow = setTimeout(() => this.#update(id, { isSlow: true }), SLOW_AFTER_MS);
    // The old answer must not be added to once the reader has gone on.
    running.signal.addEventListener('abort', () => {
      clearTimeout(slow);
      this.#update(id, { state: 'stopped', isSlow: false });
    });
    try {
      const reply = await this.#follow(client, id, question, running.signal);
      if (running.signal.aborted) return;
      this.#running = null;
      this.#listener.answered(this.#update(id, { ...fromReply(reply), isSlow: false }), reply);
    } catch (error) {
      if (running.signal.aborted) return;
      this.#running = null;
      const known = error instanceof ChatError ? error : new ChatError('failed', '', null, 0, error);
      this.#listener.failed(this.#update(id, { state: 'failed', error: known, isSlow: false }), known);
    } finally {
      clearTimeout(slow);
      this.#listener.changed();
    }
  }

  /** Shows events as they come. */
  async #follow(client: Client, id: number, question: string, signal: AbortSignal): Promise<AskReply> {
    this.#update(id, { ...BLANK, limits: this.limits });
    const history = this.#listHistory(id);
    for await (const event of client.ask({ question, history }, toFilters(this.limits, this.scope), signal)) {
      signal.throwIfAborted();
      if (event.type === 'done') return event.reply;
      if (event.type === 'passages') {
        const { passages, nearest, understood } = event;
        this.#update(id, { state: 'streaming', passages, nearest, understood });
      } else {
        const turn = this.turns.find((each) => each.id === id);
        if (event.type === 'text') this.#update(id, { text: (turn?.text ?? '') + event.delta });
        else if (event.type === 'composed') this.#update(id, { ...fromReply(event.reply), state: 'streaming' });
        else if (event.type === 'sentence') this.#update(id, { draft: (turn?.draft ?? '') + event.delta });
        else this.#update(id, { citations: [...(turn?.citations ?? []), event.citation] });
      }
    }
    signal.throwIfAborted();
    throw new ChatError('failed', '', null, 0);
  }

  /** What was asked and answered before a turn; what failed or was stopped was not. */
  #listHistory(id: number): AskRequest['history'] {
    return this.turns
      .filter((turn) => turn.id < id && turn.state === 'done')
      .slice(-MAX_HISTORY)
      .map(({ question, text }) => ({ question, answer: text.slice(0, MAX_PAST_ANSWER_LENGTH) }));
  }

  /** The turn as it is now. One that was cleared away stays away. */
  #update(id: number, progress: Partial<Progress>): Turn {
    let updated: Turn = { ...BLANK, id, question: '', ...progress };
    this.turns = this.turns.map((turn) => {
      if (turn.id !== id) return turn;
      updated = { ...turn, ...progress };
      return updated;
    });
    this.#listener.changed();
    return updated;
  }
}

/** What is not shown is kept where the composed answer was. */
function exchange(reply: AskReply, { answer, citations }: Pick<AskReply, 'answer' | 'citations'>): AskReply {
  const { generation } = reply;
  if (generation === undefined) return reply;
  return {
    ...reply,
    mode: reply.mode === 'generated' ? 'extractive' : 'generated',
    answer,
    citations,
    generation: { ...generation, composed: { answer: reply.answer, citations: reply.citations } },
  };
}

function fromReply(reply: AskReply): Partial<Progress> {
  const { passages, nearest, understood, citations } = reply;
  return { state: 'done', passages, nearest, understood, citations, text: reply.answer?.text ?? '', reply, draft: '' };
}
