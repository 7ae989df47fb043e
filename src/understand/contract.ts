/** What a question asks: what understand finds by rule, and what retrieve and answer go by. */

import type { Figure } from '../annotate/figures/contract.js';
import type { AnswerKind } from '../api/ask.js';
import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Language } from '../lexicon/language.js';

/** What is asked for: what was achieved, what is planned, a measure or project, who, when, or what a word means. */
export type QuestionKind = 'result' | 'target' | 'policy' | 'person' | 'date' | 'meaning';

/** What the question says about place, time and subject. */
export interface UnderstoodQuestion {
  readonly language: Language;
  /** Groups (东北三省) stand as the places in them. */
  readonly regions: readonly Region[];
  /** Chinese names of other countries, and of the corps of Xinjiang. */
  readonly otherPlaces: readonly string[];
  /** Years of the figures asked for, ascending. */
  readonly years: readonly number[];
  /** Years of the reports that would hold them, ascending: a report of year Y reviews Y-1 and plans Y. */
  readonly reportYears: readonly number[];
  /** True when a five-year plan or another long span is asked about as one thing. */
  readonly wholePlan: boolean;
  /** True when its years are counted from the present day (去年, this year) and not named. */
  readonly isRelative: boolean;
  /** Terms of the glossary that it names, in the order of the question, repeats removed. */
  readonly terms: readonly GlossaryTerm[];
  /** Null when its words do not say. */
  readonly kind: QuestionKind | null;
  readonly comparison: boolean;
  /** What sort of answer it wants. */
  readonly answerKind: AnswerKind;
  readonly askedFigure: AskedFigure;
}

/** What figure a question asks for. */
export interface AskedFigure {
  /** Indicators that a figure is asked of; empty when none is. */
  readonly indicators: readonly GlossaryTerm[];
  /** How it is to be measured; null when any will do. */
  readonly measure: 'growth' | 'level' | null;
  /** Both are asked for in so many words; `measure` is null. */
  readonly asksBoth: boolean;
  /** Figures that the question itself states of an indicator: 增长3.3%主要靠哪些项目. */
  readonly claimed: readonly Figure[];
  /** What figures are to be above or below: 增速超过6%的省有哪些. */
  readonly limit: Limit | null;
}

/** A number that figures are to be above or below, and which way it says that they went: 下降超过5%. */
export type Limit = Pick<Figure, 'quantity' | 'direction'>;

/** What may be taken from the turns before a question, and left out again. */
export type AssumedSlot = 'place' | 'time';

/** A question with what the turns before it supply. */
export interface CompletedQuestion {
  /** The question in full. */
  readonly text: string;
  /** That of the question as it was asked; what it leans on may be in another. */
  readonly language: Language;
  /** What of it was taken from the turns before. */
  readonly assumed: readonly AssumedSlot[];
}

/** `history`: the turns before, oldest first. What it gives is asked for what is not to be taken from them. */
export type CompleteQuestion = (
  question: string,
  history: readonly { readonly question: string }[],
) => (left: ReadonlySet<AssumedSlot>) => CompletedQuestion;
