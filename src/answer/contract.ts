/** What composers of answers take and give: a ranking in; a lead, facts, a table and sentences to quote out. */

import type { AnswerKind } from '../api/ask.js';
import type { Fact, Snapshot } from '../index/contract.js';
import type { Gazetteer, Region, Tokenizer } from '../lexicon/contract.js';
import type { Glossary, GlossaryTerm } from '../lexicon/glossary.js';
import type { Ranking } from '../retrieve/contract.js';
import type { LeadWriter } from './lead-writer.js';

/** A question with all that an answer to it is made from. */
export interface Composing {
  /** In simplified characters. */
  readonly question: string;
  readonly ranking: Ranking;
  /** First passages of the ranking that the reader is shown. */
  readonly shown: number;
  readonly snapshot: Snapshot;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
  readonly writer: LeadWriter;
}

/** A sentence of the snapshot that answers. Numbers of the snapshot. */
export interface AnsweringSentence {
  readonly sentence: number;
  readonly passage: number;
}

/** A line that says what the answer comes to, and the sentences that prove it. */
export interface LeadLine {
  readonly text: string;
  readonly proof: readonly AnsweringSentence[];
}

/** Figures side by side; a cell without a fact is one that no document fills. */
export interface FactTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly (Fact | null)[] }[];
  readonly notes: readonly string[];
}

/** An answer before it has markers. */
export interface Composition {
  readonly kind: AnswerKind;
  /** Empty where nothing can be said for certain. */
  readonly lead: readonly LeadLine[];
  /** Stated in the lead; those of the table come behind them. */
  readonly facts: readonly Fact[];
  readonly table: FactTable | null;
  /** In the order they are quoted. */
  readonly quotes: readonly AnsweringSentence[];
}

/** Facts of one indicator: places down, times across. */
export interface Grid {
  readonly term: GlossaryTerm;
  readonly regions: readonly Region[];
  readonly times: readonly GridTime[];
  /** A row a region, a cell a time. */
  readonly cells: readonly (readonly (Fact | null)[])[];
}

/** A column of a grid. */
export interface GridTime {
  readonly year: number;
  /** Aimed at, reached, or what there is. */
  readonly planned: boolean | null;
}
