/**
 * For an evaluation: claims of others put into a language model's mouth, each held against the passage of the index that it is
 * about, as a sentence that a model wrote from it.
 */

import path from 'node:path';
import type { CitedJudge } from '../evaluate/claims.js';
import { normaliseForComparison } from '../evaluate/metrics.js';
import { createTextFolder } from '../quote/quotation-text.js';
import type { Config } from '../settings/config.js';
import { openEmbedder } from './indexing.js';
import { openIndex } from './service.js';
import { createCheckCited } from './writers.js';

export interface OpenedJudge {
  readonly judge: CitedJudge;
  close(): Promise<void>;
}

/** Throws what opening an index throws. */
export async function openCitedJudge(config: Config): Promise<OpenedJudge> {
  const embedder = await openEmbedder(config);
  try {
    const opened = await openIndex(config.index, embedder);
    const { snapshot } = opened;
    const fold = createTextFolder();
    const check = createCheckCited(
      opened,
      (text) => fold(text).characters,
      () => new Date(),
    );
    const passages = Array.from(snapshot.passageDocument, (number, passage) => ({
      doc: path.basename(snapshot.documents[number]?.source ?? ''),
      even: normaliseForComparison(snapshot.passageText(passage)),
    }));
    return {
      async judge({ claim, doc, span }) {
        const even = normaliseForComparison(span);
        const own = passages.findIndex((passage) => passage.doc === doc && passage.even.includes(even));
        if (own === -1) return null;
        const about = { places: [], years: [], before: '' };
        return (await check({ text: claim, passages: [own], about }, async () => {})).fault === null;
      },
      close: () => embedder.close(),
    };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}
