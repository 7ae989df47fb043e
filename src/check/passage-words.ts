/** Used to find evidence: which passages have the words of a claim, in whatever way they are written? */

import type { LexicalIndex } from '../index/contract.js';
import type { ClaimUnit, UnitTools } from './claim-units.js';

/** By the weight of what each has. */
export function scorePassages(
  units: readonly ClaimUnit[],
  { snapshot: { lexicalIndex } }: UnitTools,
): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { forms, weight } of units) {
    const entries = new Set<number>();
    for (const form of forms) {
      const rarest = rarestPair(form, lexicalIndex);
      for (const entry of lexicalIndex.entriesWith(rarest)) entries.add(entry);
    }
    for (const entry of entries) scores.set(entry, (scores.get(entry) ?? 0) + weight);
  }
  return scores;
}

function rarestPair(form: string, lexicalIndex: LexicalIndex): string {
  let rarest = form;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 2 <= form.length; at += 1) {
    const pair = form.slice(at, at + 2);
    const count = lexicalIndex.entriesWith(pair).length;
    if (count < least) [rarest, least] = [pair, count];
  }
  return rarest;
}
