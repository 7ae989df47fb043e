/** Answers of a cluster of which a part is missing while a node goes: they are asked for again. */

import { WenjuError } from '../../errors.js';

/** While a node goes, parts of an answer may be missing: it is asked for again until it is whole. */
export async function whole<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = error instanceof WenjuError && error.code === 'STORE_UNREACHABLE' && error.cause === PART;
      if (!isPassing || attempt === MOST_TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2)));
  }
}

/** Cause of an error that is of a part of an answer only. */
const PART = 'a part of the answer is missing';
const MOST_TRIES = 7;
const FIRST_PAUSE_MS = 50;

export function explainPart(index: string, error: unknown, status: number): WenjuError {
  const what = JSON.stringify(error).slice(0, 400);
  const { type }: { type?: unknown } = Object(error);
  if (status === 404 || type === 'index_not_found_exception')
    return new WenjuError('INDEX_MISSING', `${index} is gone from the OpenSearch cluster. Ask again.`);
  if (status === 429 || status >= 500) {
    const cause = PART;
    return new WenjuError('STORE_UNREACHABLE', `Parts of ${index} cannot be searched now (${what}). Ask again.`, {
      cause,
    });
  }
  return new WenjuError('STORE_REFUSED', `The OpenSearch cluster refused a search of ${index} (${what}).`);
}
