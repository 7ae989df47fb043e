/**
 * The step between finding evidence for a sentence and judging it: a sentence that names no place may say what only one
 * document speaks of (the subsidies of a by-law, ships on inland waters). Then it is about the place of that document.
 */

import type { ReadSentence } from './claims.js';
import type { Evidence, EvidenceTools, SoughtSentence } from './evidence.js';
import { regionOf } from './statement-judge.js';

/** Share of a claim's words that a sentence of the document must have, and how much of that another may have at most. */
const NEEDED = 0.4;
const OTHERS = 0.5;

/** An indicator without a place is anybody's; of words without figures a place would tell nothing more. */
export function placeByEvidence(
  { text, claims, region }: ReadSentence,
  sentences: readonly Evidence[],
  { snapshot, gazetteer }: EvidenceTools,
): SoughtSentence {
  const read = { text, figures: claims, region };
  if (region !== null || claims.length === 0 || claims.some(({ term }) => term?.kind === 'indicator')) return read;
  const best = sentences.reduce<Evidence | null>((most, own) => (own.cover > (most?.cover ?? 0) ? own : most), null);
  if (best === null || best.cover < NEEDED) return read;
  const { document } = snapshot.sentenceAt(best.sentence);
  const isRivalled = sentences.some(
    ({ sentence, cover }) => snapshot.sentenceAt(sentence).document !== document && cover > best.cover * OTHERS,
  );
  const place = isRivalled ? null : regionOf({ document }, gazetteer);
  if (place === null) return read;
  return { text, figures: claims.map((claim) => ({ ...claim, region: claim.region ?? place })), region: place };
}
