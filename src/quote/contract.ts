/** What quote gives: where quoted words stand, how far they agree, and what differs. */

import type { QuoteWarning } from '../api/check.js';
import type { LetOthers } from '../turns.js';
import type { Span } from '../types.js';
import type { DiffPart } from './quotation-diff.js';

/** `exact`: once width, traditional characters, white space and the glyphs of marks are evened out. */
export type QuoteVerdict = 'exact' | 'punctuation_differs' | 'words_differ' | 'not_found';

/** A place a quotation may come from. */
export interface QuoteMatch {
  readonly verdict: Exclude<QuoteVerdict, 'not_found'>;
  readonly documentIndex: number;
  /** What was quoted, in the document's text; from the first part to the last when `elided`. */
  readonly span: Span;
  /** Each part of it: one, or as many as stand between the signs that something is left out. */
  readonly parts: readonly Span[];
  /** The sentences around `span`. */
  readonly sentenceSpan: Span;
  /** Number in the snapshot of the passage that holds most of the first part. */
  readonly passage: number;
  /** From the document's words to the quoted ones; parts are joined by an `equal` ……, which stands for what is left out. */
  readonly diff: readonly DiffPart[];
  readonly elided: boolean;
  /** Any of them makes `words_differ` of it. */
  readonly warnings: readonly QuoteWarning[];
  /** Above 0, 1 for exact: the share of characters that agree, punctuation counted for less. */
  readonly score: number;
  /** The word just outside a cut that turns its sense: 不, 没有, 但, 除. Null for none. */
  readonly outOfContext: string | null;
}

export interface FindOptions {
  readonly topK: number;
  readonly isAllowed?: (documentIndex: number) => boolean;
  /** The pause of the work it is part of; one of its own unless given. */
  readonly letOthers?: LetOthers;
}

export interface QuotationFinder {
  /**
   * The best `topK` places, exact ones first, then by agreement, length and year, newest first; empty for not found. Where
   * the words stand somewhere as quoted, places with other words are not named.
   */
  find(quote: string, options: FindOptions): Promise<readonly QuoteMatch[]>;
}
