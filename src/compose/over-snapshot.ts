/**
 * What answers, checks and lists over one snapshot, put together in one way: of an index in files the whole generation is
 * the snapshot, of one in a cluster what a question needs of it.
 */

import { type Answerer, createAnswerer } from '../answer/answerer.js';
import { createLibrary, type Library } from '../answer/library.js';
import type { Checker } from '../api/check.js';
import type { Snapshot } from '../index/contract.js';
import type { Tokenizer } from '../lexicon/contract.js';
import { translate } from '../lexicon/dictionary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import type { Retriever } from '../retrieve/contract.js';
import { completeQuestion } from '../understand/history/complete-question.js';
import type { MendNames } from '../understand/mend-names.js';
import type { Calibration } from './calibration.js';

export interface OverSnapshot {
  readonly answerer: Answerer;
  readonly checker: Checker;
  readonly library: Library;
}

export interface OverSnapshotParts extends Knowledge {
  readonly snapshot: Snapshot;
  readonly retriever: Retriever;
  readonly tokenizer: Tokenizer;
  readonly calibration: Calibration;
  readonly mend: MendNames;
  readonly today: () => Date;
  /** False answers whatever the evidence: an evaluation sees by that what refusing is worth. */
  readonly refuses: boolean;
}

export function workOver(parts: OverSnapshotParts): OverSnapshot {
  const { snapshot, retriever, tokenizer, glossary, gazetteer, calibration, mend, today, refuses } = parts;
  return {
    answerer: createAnswerer({
      snapshot,
      retriever,
      complete: (question, history) =>
        completeQuestion(question, history, { gazetteer, glossary, mend, today: today() }),
      tokenizer,
      gazetteer,
      glossary,
      clock: () => performance.now(),
      evidence: calibration.evidence,
      refuses,
    }),
    checker: loadWhenAsked(async () => {
      const { createChecker } = await import('../check/checker.js');
      const { createQuotationFinder } = await import('../quote/quotations.js');
      const quotations = createQuotationFinder(snapshot);
      return createChecker({ snapshot, retriever, quotations, glossary, gazetteer, translate, tokenizer, today });
    }),
    library: createLibrary(snapshot),
  };
}

/** Who asks a question needs none of it, and its modules are a fifth of all that would be loaded. */
function loadWhenAsked(load: () => Promise<Checker>): Checker {
  let loading: Promise<Checker> | null = null;
  const loaded = (): Promise<Checker> => {
    loading ??= load();
    return loading;
  };
  return {
    cite: async (...asked) => (await loaded()).cite(...asked),
    check: async (...asked) => (await loaded()).check(...asked),
    compare: async (...asked) => (await loaded()).compare(...asked),
    writeComparison: async (...asked) => (await loaded()).writeComparison(...asked),
  };
}
