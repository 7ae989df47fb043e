/** Beside the finding of evidence: what evidence is sought for, and what a sentence that may be some is. */

import type { Fact, Snapshot } from '../index/contract.js';
import type { Region, Tokenizer } from '../lexicon/contract.js';
import type { Language } from '../lexicon/language.js';
import type { UnitTools } from './claim-units.js';
import type { FigureClaim } from './claims.js';

/** A sentence of a draft, to find evidence for. */
export interface SoughtSentence {
  readonly text: string;
  readonly language: Language;
  readonly figures: readonly FigureClaim[];
  /** The place that it is about; null when neither it nor what stands in front names one. */
  readonly region: Region | null;
}

/** A sentence of a document that may say the same, or something else of the same. */
export interface Evidence {
  /** Number in the snapshot. */
  readonly sentence: number;
  /** Its words, evened out. */
  readonly even: string;
  /** Share of the claim's words that it has, 0 to 1. */
  readonly cover: number;
  readonly facts: readonly Fact[];
}

export interface EvidenceTools extends UnitTools {
  readonly snapshot: Snapshot;
  readonly tokenizer: Pick<Tokenizer, 'findNames'>;
}

/** Blanks in the place of its figures: offsets stay. */
export function blankFigures({ text, figures }: Pick<SoughtSentence, 'text' | 'figures'>): string {
  return figures.reduce(
    (rest, { figure: { start, end } }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}
