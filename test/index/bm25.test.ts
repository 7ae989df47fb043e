/** BM25 against scores worked out by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../src/index/bm25.js';

/** Three entries, eight terms: mean length 8/3. 增长 stands in two, 目标 in one. */
const ENTRIES = [
  ['增长', '增长', '目标'],
  ['增长', '就业'],
  ['就业', '教育', '医疗'],
];

describe('createLexicalIndex', () => {
  const index = createLexicalIndex(ENTRIES);

  it('counts its entries', () => {
    expect(index.size).toBe(3);
  });

  it('gives the score of the formula', () => {
    // idf(增长) = ln(1 + (3 - 2 + 0.5) / (2 + 0.5)) = ln 1.6
    // entry 0: tf 2, length 3 → 2 × 2.2 / (2 + 1.2 × (0.25 + 0.75 × 3 / (8/3))) = 4.4 / 3.3125
    // entry 1: tf 1, length 2 → 1 × 2.2 / (1 + 1.2 × (0.25 + 0.75 × 2 / (8/3))) = 2.2 / 1.975
    const { scores } = index.search(['增长']);
    expect(scores[0]).toBeCloseTo((Math.log(1.6) * 4.4) / 3.3125, 6);
    expect(scores[1]).toBeCloseTo((Math.log(1.6) * 2.2) / 1.975, 6);
    expect(scores[2]).toBe(0);
  });

  it('adds the scores of several terms', () => {
    const [one, other, both] = [['增长'], ['目标'], ['增长', '目标']].map(
      (terms) => index.search(terms).scores[0] ?? 0,
    );
    expect(both).toBeCloseTo((one ?? 0) + (other ?? 0), 6);
  });

  it('counts a repeated term of the question once', () => {
    expect(index.search(['增长', '增长'])).toEqual(index.search(['增长']));
  });

  it('has a positive IDF for a term in every entry, the highest for one in none', () => {
    const everywhere = createLexicalIndex([['的'], ['的', '目标']]);
    expect(everywhere.inverseDocumentFrequency('的')).toBeCloseTo(Math.log(1 + 0.5 / 2.5), 12);
    expect(everywhere.inverseDocumentFrequency('目标')).toBeGreaterThan(everywhere.inverseDocumentFrequency('的'));
    expect(everywhere.inverseDocumentFrequency('地铁')).toBeGreaterThan(everywhere.inverseDocumentFrequency('目标'));
  });

  it('knows the whole of a question whose terms all stand somewhere, and nothing of an unknown one', () => {
    expect(index.search(['增长', '医疗']).knownShare).toBe(1);
    expect(index.search(['growth']).knownShare).toBe(0);
    expect(index.search([]).knownShare).toBe(0);
  });

  it('weighs the known share by IDF', () => {
    const known = index.inverseDocumentFrequency('目标');
    const unknown = index.inverseDocumentFrequency('地铁');
    expect(index.search(['目标', '地铁', '地铁']).knownShare).toBeCloseTo(known / (known + unknown), 12);
  });

  it('names the terms that stand in an entry, once each, in the order of the question', () => {
    expect(index.matchedTerms(['目标', '就业', '增长', '增长'], 0)).toEqual(['目标', '增长']);
    expect(index.matchedTerms(['目标'], 2)).toEqual([]);
    expect(index.matchedTerms(['目标'], 99)).toEqual([]);
  });

  it('takes __proto__ and constructor for words', () => {
    const odd = createLexicalIndex([['__proto__', 'constructor']]);
    expect(odd.search(['constructor']).knownShare).toBe(1);
    expect(odd.search(['toString']).knownShare).toBe(0);
    expect(odd.matchedTerms(['__proto__'], 0)).toEqual(['__proto__']);
  });

  it('answers a question over no entries, and over entries without terms', () => {
    expect(createLexicalIndex([]).search(['增长'])).toEqual({ scores: new Float32Array(0), knownShare: 0 });
    expect(createLexicalIndex([[], []]).search(['增长'])).toEqual({ scores: new Float32Array(2), knownShare: 0 });
  });

  it('scores an entry above 0 exactly when a term of the question stands in it', () => {
    const term = fc.constantFrom('一', '二', '三', '四');
    fc.assert(
      fc.property(fc.array(fc.array(term), { maxLength: 8 }), fc.array(term), (entries, question) => {
        const lexical = createLexicalIndex(entries);
        const { scores, knownShare } = lexical.search(question);
        expect(knownShare).toBeGreaterThanOrEqual(0);
        expect(knownShare).toBeLessThanOrEqual(1);
        for (const [entry, terms] of entries.entries()) {
          const matched = [...new Set(question)].filter((word) => terms.includes(word));
          expect((scores[entry] ?? 0) > 0).toBe(matched.length > 0);
          expect(lexical.matchedTerms(question, entry)).toEqual(matched);
        }
      }),
    );
  });
});
