/**
 * What is annotated of figures: every figure of a sentence as data, with what it is about. Its offsets are UTF-16 code
 * units into the text that was given, half-open.
 */

import type { GlossaryTerm } from '../../lexicon/glossary.js';
import type { Quantity } from '../../lexicon/quantities.js';
import type { Span } from '../../types.js';

/**
 * What a figure measures of its subject: how much there is, by how many per cent (or how many times) it grew, its part
 * of a whole (占…12.5%), its place in an order (居第2位), or the difference to before (提高0.5个百分点, 减少300家).
 * A rate (城镇化率65%) is a level.
 */
export type Measure = 'level' | 'growth' | 'share' | 'rank' | 'change';

/** As far as the sentence tells: 力争 is a target, 预计 an estimate, 拟 a plan, 累计 cumulative, 去年 or 已 actual. */
export type FigureKind = 'actual' | 'target' | 'estimate' | 'plan' | 'cumulative';

/** A figure, spanning its number, its unit and the words that bound it. */
export interface Figure extends Span {
  /** As written; that of a table's cell with the unit that its row, column or caption gives it: 610.2亿元. */
  readonly text: string;
  readonly quantity: Quantity;
  readonly measure: Measure;
  /** Which way a growth or change went, or a level moved (提高到, 降至); null when the words do not say. */
  readonly direction: 'up' | 'down' | null;
  /** What it is about, when the glossary knows it. */
  readonly term: GlossaryTerm | null;
  /** The words it is about, with what narrows them: 民营企业进出口; '' when the sentence has none. */
  readonly subject: string;
  /** What the subject has in front of the term's name, narrowing it: 民营企业 or 新增; '' when nothing. */
  readonly qualifier: string;
  /** Years that the sentence itself says, ascending: 2024年, 到2035年, “十四五”末 (2025); all five of a plan's period. */
  readonly years: readonly number[];
  /** Null when the sentence does not tell. */
  readonly kind: FigureKind | null;
  /** True for a distance to another thing: 高于全国0.5个百分点. */
  readonly isComparison: boolean;
  /** True for what it was before: the first of 由5%提高到8%. */
  readonly isFormer: boolean;
}
