/** Cosines within one language, and across languages with the means taken off. Vectors are worked out by hand. */

import { describe, expect, it } from 'vitest';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createComparison } from '../../src/retrieve/similarity.js';
import { normalise } from '../../src/vectors.js';
import { createEmbedder, documentOf, openSnapshot } from './documents.js';

/** Both lie mostly along the first axis, as e5's vectors do; the subject is in the other two. */
const PLACES: readonly (readonly [string, readonly number[]])[] = [
  ['粮食', [3, 4, 0]],
  ['学校', [3, 0, 4]],
];
const embedder = createEmbedder(3, (text) => PLACES.find(([word]) => text.includes(word))?.[1] ?? [1, 0, 0]);
const snapshot = await openSnapshot(
  [
    documentOf('a', { title: '一' }, '全市粮食总产五十八亿斤。'),
    documentOf('b', { title: '二' }, '全市新建学校十二所。'),
  ],
  embedder,
  createSegmenterTokenizer(),
);
const means = { zh: Float32Array.of(1, 0, 0), en: Float32Array.of(1, 0, 0) };
const question = normalise(Float32Array.of(4, 3, 0));
const all = (): boolean => true;

describe('createComparison', () => {
  it('gives the plain cosine within one language', () => {
    const { passages, sentences } = createComparison(snapshot, means)(question, 'zh', all);
    // (4·3 + 3·4) / 25 and (4·3) / 25
    expect(passages[0]).toBeCloseTo(0.96, 5);
    expect(passages[1]).toBeCloseTo(0.48, 5);
    expect([...sentences]).toEqual([...passages]);
  });

  it.each(['zh', 'en'] as const)('looks at the documents that are wanted only: %s', (language) => {
    const compare = createComparison(snapshot, means);
    const whole = compare(question, language, all);
    const second = compare(question, language, (document) => document === 1);
    expect([second.passages[0], second.sentences[0]]).toEqual([0, 0]);
    expect(second.passages[1]).toBe(whole.passages[1]);
    expect(second.sentences[1]).toBe(whole.sentences[1]);
  });

  it('gives the plain cosine across languages when the model has no means', () => {
    const compare = createComparison(snapshot, null);
    expect([...compare(question, 'en', all).passages]).toEqual([...compare(question, 'zh', all).passages]);
  });

  it('takes the means off across languages, so that the subject is left', () => {
    const { passages } = createComparison(snapshot, means)(question, 'en', all);
    // Question less (1, 0, 0): (-0.2, 0.6, 0). Passages less their mean (0.6, 0.4, 0.4): (0, 0.4, -0.4) and its opposite.
    const expected = (0.6 * 0.4) / (Math.hypot(0.2, 0.6) * Math.hypot(0.4, 0.4));
    expect(passages[0]).toBeCloseTo(expected, 4);
    expect(passages[1]).toBeCloseTo(-expected, 4);
  });

  it('stays finite when every passage is the same', async () => {
    const same = await openSnapshot(
      [documentOf('a', {}, '全市粮食总产。'), documentOf('b', {}, '全市粮食总产。')],
      embedder,
      createSegmenterTokenizer(),
    );
    const { passages, sentences } = createComparison(same, means)(question, 'en', all);
    expect([...passages, ...sentences].every(Number.isFinite)).toBe(true);
  });
});
