/** Contracts of answers in a language model's words: who writes them, what may go wrong, what became of each sentence. */

import type { GenerationFailure, RemovalReason } from '../../api/generation.js';

export interface ModelMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  /** Tokens of the reply at most. */
  readonly mostTokens: number;
}

/** Writes text. */
export interface LanguageModel {
  /** As whoever runs it calls it. */
  readonly name: string;
  /**
   * The text in pieces as they come. Throws ModelError when it fails or says nothing in time, and the signal's reason once
   * that is aborted, which ends the call.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<string>;
  /** Whether it can be reached now; never throws. */
  isReady(): Promise<boolean>;
}

/** Why a language model gave no text. Its own words may repeat what it was asked, and are kept from readers and logs. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly failure: GenerationFailure;

  constructor(failure: GenerationFailure) {
    super(`The language model gave no answer: ${failure}.`);
    this.failure = failure;
  }
}

/** A sentence that was let through. */
export interface CheckedSentence {
  /** Without markers. */
  readonly text: string;
  /** Numbers in the snapshot of the sentences that prove it. */
  readonly proof: readonly number[];
  /** Whether a new paragraph begins with it. */
  readonly beginsParagraph: boolean;
}

/** A sentence that was held back. */
export interface RemovedSentence {
  readonly text: string;
  readonly reason: RemovalReason;
}
