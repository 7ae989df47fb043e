/**
 * What check gives to other stages: whether a sentence that somebody else wrote is what the passages say that it cites.
 * Those passages alone count, however true the sentence is elsewhere.
 */

import type { LetOthers } from '../turns.js';

/** Why a sentence is not what its passages say. `unsupported` where no difference can be named. */
export type CitedFault = 'figure' | 'quotation' | 'year' | 'place' | 'name' | 'sense' | 'unsupported';

/** A sentence and what it cites. */
export interface CitedSentence {
  /** Without markers. */
  readonly text: string;
  /** Numbers of the snapshot; one at least. */
  readonly passages: readonly number[];
  /** What a reader takes it to be about where it does not say. */
  readonly about: CitedAbout;
}

export interface CitedAbout {
  /** Full names of the places that were asked about. */
  readonly places: readonly string[];
  /** Years that were asked about. */
  readonly years: readonly number[];
  /** What stands in front of it, one sentence or none. */
  readonly before: string;
}

export interface CitedVerdict {
  /** Null for one that is what they say. */
  readonly fault: CitedFault | null;
  /** Numbers in the snapshot of the sentences that prove it; empty where there is a fault. */
  readonly proof: readonly number[];
}

export type CheckCited = (cited: CitedSentence, letOthers: LetOthers) => Promise<CitedVerdict>;
