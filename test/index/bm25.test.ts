/** BM25 against scores worked out by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryTerm } from '../../src/index/contract.js';
import { createLexicalIndex } from './lexical-index.js';

/** Three entries, eight terms: mean length 8/3. 增长 and 就业 stand in two each, 目标, 教育 and 医疗 in one. */
const ENTRIES = [
  ['增长', '增长', '目标'],
  ['增长', '就业'],
  ['就业', '教育', '医疗'],
];
// idf = ln(1 + (3 - n + 0.5) / (n + 0.5)) for a term in n of the three entries.
const IDF_IN_TWO = Math.log(1.6);
const IDF_IN_ONE = Math.log(8 / 3);
const IDF_IN_NONE = Math.log(8);
// tf × 2.2 / (tf + 1.2 × (0.25 + 0.75 × length / (8/3)))
const TWICE_IN_THREE = 4.4 / 3.3125;
const ONCE_IN_THREE = 2.2 / 2.3125;
const ONCE_IN_TWO = 2.2 / 1.975;

/** Terms without synonyms, at full weight. */
const words = (...terms: readonly string[]): QueryTerm[] => terms.map((term) => ({ variants: [term], weight: 1 }));

describe('createLexicalIndex', () => {
  const index = createLexicalIndex(ENTRIES);

  it('counts its entries', () => {
    expect(index.size).toBe(3);
  });

  it('gives the score of the formula', () => {
    const { scores } = index.search(words('增长'));
    expect(scores[0]).toBeCloseTo(IDF_IN_TWO * TWICE_IN_THREE, 6);
    expect(scores[1]).toBeCloseTo(IDF_IN_TWO * ONCE_IN_TWO, 6);
    expect(scores[2]).toBe(0);
  });

  it('adds the scores of several terms', () => {
    const { scores } = index.search(words('增长', '目标'));
    expect(scores[0]).toBeCloseTo(IDF_IN_TWO * TWICE_IN_THREE + IDF_IN_ONE * ONCE_IN_THREE, 6);
  });

  it('counts of terms that mean the same the best one that an entry has', () => {
    const expected = [IDF_IN_ONE * ONCE_IN_THREE, IDF_IN_TWO * ONCE_IN_TWO, 0];
    for (const variants of [
      ['增长', '目标', '地铁'],
      ['目标', '地铁', '增长'],
    ]) {
      const { scores } = index.search([{ variants, weight: 1 }]);
      for (const [entry, score] of expected.entries()) expect(scores[entry]).toBeCloseTo(score, 6);
    }
  });

  it('multiplies what a term scores by its weight', () => {
    const { scores } = index.search([...words('目标'), { variants: ['增长'], weight: 0.5 }]);
    expect(scores[0]).toBeCloseTo(IDF_IN_ONE * ONCE_IN_THREE + 0.5 * IDF_IN_TWO * TWICE_IN_THREE, 6);
    expect(scores[1]).toBeCloseTo(0.5 * IDF_IN_TWO * ONCE_IN_TWO, 6);
  });

  it('has a positive IDF for a term in every entry, the highest for one in none', () => {
    const everywhere = createLexicalIndex([['的'], ['的', '目标']]);
    expect(everywhere.inverseDocumentFrequency('的')).toBeCloseTo(Math.log(1 + 0.5 / 2.5), 12);
    expect(everywhere.inverseDocumentFrequency('目标')).toBeGreaterThan(everywhere.inverseDocumentFrequency('的'));
    expect(everywhere.inverseDocumentFrequency('地铁')).toBeGreaterThan(everywhere.inverseDocumentFrequency('目标'));
  });

  it('takes for the mass of a term its weight times the IDF of its rarest variant that stands somewhere', () => {
    expect(index.massOf({ variants: ['增长'], weight: 1 })).toBeCloseTo(IDF_IN_TWO, 12);
    expect(index.massOf({ variants: ['增长', '目标'], weight: 1 })).toBeCloseTo(IDF_IN_ONE, 12);
    expect(index.massOf({ variants: ['地铁', '增长'], weight: 0.5 })).toBeCloseTo(0.5 * IDF_IN_TWO, 12);
  });

  it('takes for the mass of a term that stands nowhere that of an unknown word, and none for no word', () => {
    expect(index.massOf({ variants: ['地铁', '轻轨'], weight: 0.5 })).toBeCloseTo(0.5 * IDF_IN_NONE, 12);
    expect(index.massOf({ variants: [], weight: 1 })).toBe(0);
  });

  it('knows the whole of a question whose terms all stand somewhere, and nothing of an unknown one', () => {
    expect(index.search(words('增长', '医疗')).knownShare).toBe(1);
    expect(index.search(words('growth')).knownShare).toBe(0);
    expect(index.search([]).knownShare).toBe(0);
    expect(index.search([{ variants: [], weight: 1 }]).knownShare).toBe(0);
  });

  it('weighs the known share by IDF', () => {
    expect(index.search(words('目标', '地铁')).knownShare).toBeCloseTo(IDF_IN_ONE / (IDF_IN_ONE + IDF_IN_NONE), 12);
  });

  it('knows a term by any of its variants', () => {
    expect(index.search([{ variants: ['growth', '增长'], weight: 1 }]).knownShare).toBe(1);
  });

  it('sets the weighted mass that is known against the mass of all without weights, so that guesses are not certain', () => {
    const guessed = (variant: string): QueryTerm => ({ variants: [variant], weight: 0.5 });
    expect(index.search([guessed('增长')]).knownShare).toBe(0.5);
    expect(index.search([...words('目标'), guessed('增长')]).knownShare).toBeCloseTo(
      (IDF_IN_ONE + 0.5 * IDF_IN_TWO) / (IDF_IN_ONE + IDF_IN_TWO),
      12,
    );
    expect(index.search([...words('目标'), guessed('地铁')]).knownShare).toBeCloseTo(
      IDF_IN_ONE / (IDF_IN_ONE + IDF_IN_NONE),
      12,
    );
  });

  it('lists the entries that have a term, ascending, none for an unknown one', () => {
    expect([...index.entriesWith('增长')]).toEqual([0, 1]);
    expect([...index.entriesWith('就业')]).toEqual([1, 2]);
    expect([...index.entriesWith('地铁')]).toEqual([]);
  });

  it('names the terms that stand in an entry, once each, in the order of the question', () => {
    expect(index.matchedTerms(['目标', '就业', '增长', '增长'], 0)).toEqual(['目标', '增长']);
    expect(index.matchedTerms(['目标'], 2)).toEqual([]);
    expect(index.matchedTerms(['目标'], 99)).toEqual([]);
  });

  it('takes __proto__ and constructor for words', () => {
    const odd = createLexicalIndex([['__proto__', 'constructor']]);
    expect(odd.search(words('constructor')).knownShare).toBe(1);
    expect(odd.search(words('toString')).knownShare).toBe(0);
    expect(odd.matchedTerms(['__proto__'], 0)).toEqual(['__proto__']);
    expect([...odd.entriesWith('__proto__')]).toEqual([0]);
  });

  it('answers a question over no entries, and over entries without terms', () => {
    expect(createLexicalIndex([]).search(words('增长'))).toEqual({ scores: new Float32Array(0), knownShare: 0 });
    expect(createLexicalIndex([[], []]).search(words('增长'))).toEqual({
      scores: new Float32Array(2),
      knownShare: 0,
    });
  });

  const term = fc.constantFrom('一', '二', '三', '四');
  const query = fc.array(fc.record({ variants: fc.array(term, { maxLength: 3 }), weight: fc.constantFrom(0.5, 1) }));

  it('scores an entry above 0 exactly when a term of the question stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(term), { maxLength: 8 }), query, (entries, question) => {
        const lexical = createLexicalIndex(entries);
        const { scores, knownShare } = lexical.search(question);
        expect(knownShare).toBeGreaterThanOrEqual(0);
        expect(knownShare).toBeLessThanOrEqual(1);
        const asked = question.flatMap(({ variants }) => variants);
        for (const [entry, terms] of entries.entries()) {
          const matched = [...new Set(asked)].filter((word) => terms.includes(word));
          expect((scores[entry] ?? 0) > 0).toBe(matched.length > 0);
          expect(lexical.matchedTerms(asked, entry)).toEqual(matched);
        }
      }),
    );
  });

  it('scores the same in whatever order terms and variants come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(term), { maxLength: 8 }), query, (entries, question) => {
        const lexical = createLexicalIndex(entries);
        const turned = question.map((each) => ({ ...each, variants: each.variants.toReversed() })).reverse();
        const { scores } = lexical.search(question);
        for (const [entry, score] of lexical.search(turned).scores.entries()) {
          expect(score).toBeCloseTo(scores[entry] ?? 0, 4);
        }
      }),
    );
  });
});
