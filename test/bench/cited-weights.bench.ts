/**
 * Learns the weights of src/check/cited-weights.ts from claims of many hands, put beside the passage that each is about as if
 * a model had cited it, and says what they reach on thirds that they were not learnt on: how many altered or invented ones
 * would pass, and how many true ones would be removed. A claim also stands beside the next best passage, which says
 * something else.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import { isNearEnough, type MeasuredCited, measureCited } from '../../src/check/cited-judge.js';
import { CITED_WEIGHTS, type CitedWeights } from '../../src/check/cited-weights.js';
import { readClaims } from '../../src/check/claims.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { learnToTell } from '../../src/evaluate/learn.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { readLibrary, tokenizer } from '../check/library.js';
import { hubei, isMissing, shared } from '../needs.js';

const FILE = path.resolve(import.meta.dirname, '../../src/check/cited-weights.ts');
const THIRDS = 3;
const CUTS = 6;
const PULL = 1;
const DIGITS = 3;
/** Likelihoods that are tried; the first is the one that is written. */
const FIGURES_FROM = [0.85, 0.6, 0.7, 0.8, 0.9];
const WORDS_FROM = [0.85, 0.6, 0.7, 0.8, 0.9];

interface Labelled {
  readonly id: string;
  readonly lang: string;
  readonly claim: string;
  readonly verdict: 'supported' | 'contradicted' | 'not_found';
  readonly doc: string;
  readonly span: string;
}

interface Seen {
  readonly claim: Labelled;
  readonly measured: MeasuredCited;
  readonly isTrue: boolean;
  readonly isOwn: boolean;
}

/** What can only speak for a sentence, and what only against it. */
const FOR = new Set(
  'relevance cover coverWindow coverPassage back aligned alignedWindow rarestFound figuresAgree figureMargin figureDigits figureExact ruledFigures ruledWords'.split(
    ' ',
  ),
);
const AGAINST = new Set(
  'lacksRare namesLacked nameBackMost nameNear foreign numeralLacked numberLackedWindow nested figureAimed figureApart figurePlanned differsHalf placeNone placeNameOther'.split(
    ' ',
  ),
);

it.skipIf(isMissing('shared'))('learns how near a sentence is to what it cites', async () => {
  const seen = await seeClaims();
  for (const [at, figuresFrom] of FIGURES_FROM.entries()) {
    const wordsFrom = WORDS_FROM[at] ?? 1;
    const counts = new Map<string, { passed: number; all: number }>();
    for (let cut = 0; cut < CUTS; cut += 1) {
      for (let third = 0; third < THIRDS; third += 1) {
        const learnt = learn(seen.filter(({ claim }) => thirdOf(claim, cut) !== third));
        const weights = { ...learnt, figuresFrom, wordsFrom };
        for (const one of seen.filter(({ claim }) => thirdOf(claim, cut) === third)) {
          const passes = one.measured.fault === null && isNearEnough(one.measured.features, weights);
          const kind = (one.measured.features.hasFigures ?? 0) > 0 ? 'figures' : 'words';
          const verdict = one.isOwn ? one.claim.verdict : 'elsewhere';
          for (const name of [`${verdict} ${kind}`, one.isTrue ? 'TRUE' : one.isOwn ? 'FALSE' : 'FALSE elsewhere']) {
            const count = counts.get(name) ?? { passed: 0, all: 0 };
            counts.set(name, { passed: count.passed + (passes ? 1 : 0), all: count.all + 1 });
          }
        }
      }
    }
    const told = [...counts].map(([name, { passed, all }]) => `${name} ${(passed / all).toFixed(3)}`).sort();
    console.log(`held back, from ${figuresFrom}/${wordsFrom}: ${told.join(' · ')}`);
  }
  writeFileSync(FILE, describeWeights(learn(seen), seen.length));
});

function thirdOf({ span, id }: Labelled, cut: number): number {
  const hash = createHash('sha256')
    .update(`${cut}${span === '' ? id : span}`)
    .digest();
  return hash.readUInt32BE(0) % THIRDS;
}

async function seeClaims(): Promise<Seen[]> {
  const snapshot = await readLibrary(path.dirname(hubei));
  const today = new Date('2026-11-29');
  const texts = { snapshot, ...readKnowledge(), translate, tokenizer };
  const evidence = createEvidenceFinder(texts);
  const letOthers = async (): Promise<void> => {};
  const hard = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
  const passages = Array.from(snapshot.passageDocument, (_, passage) => hard(snapshot.passageText(passage)));
  const sourceOf = (passage: number): string => path.basename(snapshot.passageAt(passage).document.source);
  const seen: Seen[] = [];
  for (const line of readFileSync(path.join(shared, 'eval/natural/claims.jsonl'), 'utf8').trim().split('\n')) {
    const claim: Labelled = JSON.parse(line);
    const [sentence, ...more] = [...readClaims(claim.claim, { ...texts, today })];
    if (claim.lang !== 'zh' || sentence === undefined || more.length > 0) continue;
    const sought = { ...sentence, figures: sentence.claims };
    const span = hard(claim.span);
    const own = passages.findIndex((text, at) => span !== '' && sourceOf(at) === claim.doc && text.includes(span));
    const near = (await evidence.find(sought, letOthers)).sentences.map(
      ({ sentence: each }) => snapshot.sentencePassage[each] ?? 0,
    );
    const beside = near.find(
      (passage) => passage !== own && (span === '' || passages[passage]?.includes(span) === false),
    );
    for (const passage of own === -1 ? [beside] : [own, beside]) {
      if (passage === undefined) continue;
      const measured = await measureCited(sought, [passage], texts, letOthers);
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
  const weights = learnToTell(rows, PULL, signs);
  const rounded = [...names, 'bias'].map((name, at) => [name, Number((weights[at] ?? 0).toFixed(DIGITS))] as const);
  return Object.fromEntries(rounded.filter(([, weight]) => weight !== 0));
}

function describeWeights({ ofFigures, ofWords }: CitedWeights, count: number): string {
  const table = (weights: Readonly<Record<string, number>>): string =>
    `{\n${Object.entries(weights)
      .map(([name, weight]) => `    ${name}: ${weight},\n`)
      .join('')}  }`;
  const [head = ''] = readFileSync(FILE, 'utf8').split('export const CITED_WEIGHTS');
  return `${head.replace(/ \* Learnt on .*\n/, ` * Learnt on ${count} claims in Chinese, each held against the passage that it is about.\n`)}export const CITED_WEIGHTS: CitedWeights = {
  ofFigures: ${table(ofFigures)},
  ofWords: ${table(ofWords)},
  figuresFrom: ${FIGURES_FROM[0]},
  wordsFrom: ${WORDS_FROM[0]},
};
`;
}
