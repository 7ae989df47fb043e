/**
 * Learns the weights of src/check/cited-weights.ts from claims of many hands, put beside the passage that each is about as if
 * a model had cited it, and says what they reach on thirds that they were not learnt on: how many altered or invented ones
 * would pass, and how many true ones would be removed. A claim also stands beside the next best passage, which says
 * something else.
 */

import path from 'node:path';
import { it } from 'vitest';
import { quotesExactly } from '../../src/check/cited-claims.js';
import { isNearEnough, type MeasuredCited, measureCited } from '../../src/check/cited-judge.js';
import { CITED_WEIGHTS, type CitedWeights } from '../../src/check/cited-weights.js';
import { createTextFolder } from '../../src/quote/quotation-text.js';
import { isMissing } from '../needs.js';
import {
  CUTS,
  evenSpan,
  FOR,
  type LabelledClaim,
  learnTable,
  letOthers,
  OTHER,
  openTexts,
  readLabelledClaims,
  THIRDS,
  thirdOf,
  writeWeights,
} from './labelled-claims.js';

const FILE = path.resolve(import.meta.dirname, '../../src/check/cited-weights.ts');
/** Likelihoods that are tried; the first is the one that is written. */
const FIGURES_FROM = [0.85, 0.7, 0.85, 0.85, 0.9];
const WORDS_FROM = [0.8, 0.7, 0.82, 0.85, 0.9];

interface Seen {
  readonly claim: LabelledClaim;
  readonly measured: MeasuredCited;
  readonly isTrue: boolean;
  readonly isOwn: boolean;
}

/** What can only speak against a sentence. */
const AGAINST = new Set(
  'ruledAgainst crossed lacksRare namesLacked nameBackMost nameNear holderAbsent foreign numeralLacked numberLackedWindow nounLacked nounsLacked unknownLacked besideOther slipped nested figureAimed figureApart figurePlanned differsHalf placeNone placeNameOther statedApart'.split(
    ' ',
  ),
);

it.skipIf(isMissing('shared'))('learns how near a sentence is to what it cites', async () => {
  const all = await seeClaims();
  const seen = all.filter(({ claim }) => !claim.id.startsWith(OTHER));
  for (const [at, figuresFrom] of FIGURES_FROM.entries()) {
    const wordsFrom = WORDS_FROM[at] ?? 1;
    const counts = new Map<string, { passed: number; all: number }>();
    for (let cut = 0; cut < CUTS; cut += 1) {
      for (let third = 0; third < THIRDS; third += 1) {
        const learnt = learn(seen.filter(({ claim }) => thirdOf(claim, cut) !== third));
        const weights = { ...learnt, figuresFrom, wordsFrom };
        for (const one of seen.filter(({ claim }) => thirdOf(claim, cut) === third)) {
          const isThrough = passes(one, weights);
          const kind = (one.measured.features.hasFigures ?? 0) > 0 ? 'figures' : 'words';
          const verdict = one.isOwn ? one.claim.verdict : 'elsewhere';
          for (const name of [`${verdict} ${kind}`, one.isTrue ? 'TRUE' : one.isOwn ? 'FALSE' : 'FALSE elsewhere']) {
            const count = counts.get(name) ?? { passed: 0, all: 0 };
            counts.set(name, { passed: count.passed + (isThrough ? 1 : 0), all: count.all + 1 });
          }
        }
      }
    }
    const told = [...counts].map(([name, { passed, all }]) => `${name} ${(passed / all).toFixed(3)}`).sort();
    console.log(`held back, from ${figuresFrom}/${wordsFrom}: ${told.join(' · ')}`);
  }
  const learntOn = `${seen.length} claims in Chinese, each held against the passage that it is about.`;
  const [figuresFrom, wordsFrom] = [FIGURES_FROM[0] ?? 1, WORDS_FROM[0] ?? 1];
  const weights = { ...learn(seen), figuresFrom, wordsFrom };
  writeWeights(FILE, 'CITED_WEIGHTS: CitedWeights', learntOn, weights);
  const others = all.filter(({ claim }) => claim.id.startsWith(OTHER));
  const share = (those: readonly Seen[]): string =>
    (those.filter((one) => passes(one, weights)).length / those.length).toFixed(3);
  const [right, wrong] = [true, false].map((isTrue) => others.filter((one) => one.isOwn && one.isTrue === isTrue));
  const elsewhere = others.filter(({ isOwn, isTrue }) => !isOwn && !isTrue);
  console.log(
    `claims of others, freer, that no weight here was learnt on: TRUE ${share(right ?? [])} · FALSE ${share(wrong ?? [])} · FALSE elsewhere ${share(elsewhere)}`,
  );
});

function passes({ measured }: Seen, weights: CitedWeights): boolean {
  return measured.fault === null && isNearEnough(measured.features, weights);
}

async function seeClaims(): Promise<Seen[]> {
  const opened = await openTexts();
  const { texts, evidence } = opened;
  const { snapshot } = texts;
  const passages = Array.from(snapshot.passageDocument, (_, passage) => evenSpan(snapshot.passageText(passage)));
  const sourceOf = (passage: number): string => path.basename(snapshot.passageAt(passage).document.source);
  const fold = createTextFolder();
  const evenQuotation = (text: string): string => fold(text).characters;
  const seen: Seen[] = [];
  for (const { labelled: claim, sought } of readLabelledClaims(opened)) {
    const span = evenSpan(claim.span);
    const own = passages.findIndex((text, at) => span !== '' && sourceOf(at) === claim.doc && text.includes(span));
    const near = (await evidence.find(sought, letOthers)).sentences.map(
      ({ sentence: each }) => snapshot.sentencePassage[each] ?? 0,
    );
    const beside = near.find(
      (passage) => passage !== own && (span === '' || passages[passage]?.includes(span) === false),
    );
    for (const passage of own === -1 ? [beside] : [own, beside]) {
      if (passage === undefined) continue;
      const quotes = quotesExactly(claim.claim, [passage], { ...texts, evenQuotation });
      const judged = await measureCited(sought, [passage], texts, letOthers);
      const measured: MeasuredCited | null = judged && !quotes ? { ...judged, fault: 'quotation' } : judged;
      const isOwn = passage === own || own === -1;
      // What another report of the place says as well is true there, too: it teaches and proves nothing.
      if (measured === null || (!isOwn && claim.verdict === 'supported' && sourceOf(passage) !== claim.doc)) continue;
      seen.push({ claim, measured, isOwn, isTrue: isOwn && claim.verdict === 'supported' });
    }
  }
  return seen;
}

function learn(seen: readonly Seen[]): CitedWeights {
  const open = seen.filter(({ measured }) => measured.fault === null);
  const has = ({ measured }: Seen): boolean => (measured.features.hasFigures ?? 0) > 0;
  return { ...CITED_WEIGHTS, ofFigures: tell(open.filter(has)), ofWords: tell(open.filter((one) => !has(one))) };
}

function tell(seen: readonly Seen[]): Record<string, number> {
  const names = Object.keys(seen[0]?.measured.features ?? {});
  const rows = seen.map(({ measured, isTrue }) => ({
    features: [...names.map((name) => measured.features[name] ?? 0), 1],
    isAnswered: isTrue,
  }));
  const signs = names.map((name) => (FOR.has(name) ? 1 : AGAINST.has(name) ? -1 : 0));
  return learnTable(names, rows, signs);
}
