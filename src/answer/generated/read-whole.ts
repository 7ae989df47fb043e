/** For what a language model is asked beside an answer: one text, whole, within a time. */

import type { LanguageModel, ModelRequest } from './contract.js';
import { dropThoughts } from './sentences.js';

/** Ends after so many milliseconds, and when the asker leaves. */
export function limitTime(asker: AbortSignal | undefined, ms: number): AbortSignal {
  const limit = AbortSignal.timeout(ms);
  return asker === undefined ? limit : AbortSignal.any([asker, limit]);
}

/** The text without what the model thinks. Throws what the model's stream throws. */
export async function readWhole(model: LanguageModel, request: ModelRequest, signal: AbortSignal): Promise<string> {
  let written = '';
  for await (const piece of model.stream(request, signal)) written += piece;
  return dropThoughts(written);
}
