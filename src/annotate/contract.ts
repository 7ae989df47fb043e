/**
 * What annotate knows of a document's parts, sentences and figures. It is found once, when the document is indexed, and
 * stored with it; questions, drafts and tables look it up.
 */

import type { Region } from '../lexicon/contract.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Document } from '../types.js';
import type { Figure, FigureKind } from './figures/contract.js';

/** review: what was achieved; target: the figures aimed at; task: what will be done; other: everything else. */
export type PassageRole = 'review' | 'target' | 'task' | 'other';

/** What part of a report a passage stands in, and when its figures are. */
export interface PassageTime {
  readonly role: PassageRole;
  /** Years its figures are about, ascending, empty when nothing says. Of a five-year plan only the last. */
  readonly years: readonly number[];
  /** True when its figures are about a whole five-year plan (or term of office) rather than one year. */
  readonly plan: boolean;
}

/** A passage with what it is for. */
export interface PassageAnnotation extends PassageTime {
  /** False for titles and announcements only, in a document that says more elsewhere. */
  readonly isTelling: boolean;
  /** Only opens a report: 现在，我代表省人民政府，向大会报告工作. */
  readonly isOpening: boolean;
  /** Explains a word in a report's glossary. */
  readonly isEntry: boolean;
}

/**
 * A `label` names or announces: title, speaker's name, `重点抓好五个方面的工作:`. A `lead` heads what follows it in its
 * paragraph (`四是聚焦聚力乡村振兴战略实施。`), or asks. A `statement` is everything else.
 */
export type SentenceKind = 'statement' | 'lead' | 'label';

/** A figure with what it holds for. */
export interface Statement extends Wording {
  /** The sentence it stands in; the figure's offsets are into it. */
  readonly text: string;
  readonly figure: Figure;
  /** The place it is about: one named in its sentence, else the text's; null when neither is known. */
  readonly region: Region | null;
  /** Ascending; empty when nothing says. */
  readonly years: readonly number[];
  /** True when it holds for a whole five-year plan or term of office, of which `years` has the last or all. */
  readonly wholePlan: boolean;
  /** Null when nothing tells. */
  readonly kind: FigureKind | null;
}

/** What a figure is about. */
export interface Topic {
  readonly term: GlossaryTerm | null;
  /** What narrows the term: 民营企业; '' when nothing but its place and words of no content. */
  readonly scope: string;
  /** Its words without places, times and words of no content. */
  readonly core: string;
}

/** What the words around a figure say of it. */
export interface Wording extends Topic {
  /** A part of the year (上半年, 1-11月), '' for the whole. */
  readonly period: string;
  /** True for a yearly average over several years. */
  readonly isAverage: boolean;
  /** Of a rank: among which places (全国), '' when it is not said. */
  readonly rankedIn: string;
  /** True for a rank by growth. */
  readonly isRankOfGrowth: boolean;
  /** True for a sum over time: 累计建成. */
  readonly isSum: boolean;
  /** Pairs of neighbouring characters of the words it is about. */
  readonly pairs: readonly string[];
  /** Letters and digits of its sentence, in which the pairs of others are looked for. */
  readonly letters: string;
}

/** A figure of a document as it is stored: its term by name, its place by code. */
export interface StoredFact extends Omit<Statement, 'text' | 'letters' | 'pairs' | 'figure' | 'term' | 'region'> {
  /** Index in the document's sentences. */
  readonly sentence: number;
  /** Its offsets are into the sentence. */
  readonly figure: Omit<Figure, 'term'> & { readonly term: string | null };
  readonly term: string | null;
  /** Six digits of GB/T 2260. */
  readonly region: string | null;
}

/** What is stored of a document beside its text. */
export interface Annotations {
  /** One a passage, in order. */
  readonly passages: readonly PassageAnnotation[];
  /** One a sentence, in order. */
  readonly sentences: readonly SentenceKind[];
  /** In the order of the text. */
  readonly facts: readonly StoredFact[];
}

export interface AnnotatedDocument extends Document {
  readonly annotations: Annotations;
}
