/** What a question asks the lexical index for. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryTerm } from '../../src/index/contract.js';
import type { Translate } from '../../src/lexicon/contract.js';
import { addGlossaryTerms, indexTermOf } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { buildQuery } from '../../src/retrieve/query.js';
import { createLexicalIndex } from '../index/lexical-index.js';
import { gazetteer, glossary, understand } from './documents.js';

const tokenizer = createSegmenterTokenizer();
const indexTokenizer = addGlossaryTerms(tokenizer, glossary);
const lexicalIndex = createLexicalIndex(
  [
    '荆门新建学校十二所，投入7亿元。',
    '居民人均可支配收入增长，配收公平。',
    '财政收入增长，可以支配的支出也增长。',
    '支配地位。',
  ].map(indexTokenizer.tokenize),
);

/** A dictionary of the words that are given here. */
const dictionaryOf =
  (words: Readonly<Record<string, readonly string[]>>): Translate =>
  (question) =>
    Object.entries(words)
      .filter(([english]) => question.toLowerCase().includes(english))
      .map(([english, chinese]) => ({ english, chinese }));

function queryOf(question: string, words: Readonly<Record<string, readonly string[]>> | null = {}) {
  const translate = words === null ? null : dictionaryOf(words);
  return buildQuery(question, understand(question), { tokenizer, gazetteer, lexicalIndex, translate });
}

const weightOf = (terms: readonly QueryTerm[], variant: string): number | undefined =>
  terms.find(({ variants }) => variants.includes(variant))?.weight;
/** What an English word is looked up as, itself left out. */
const foundFor = (english: string, chinese: readonly string[]) =>
  queryOf(`What about ${english}?`, { [english]: chinese }).content[0]?.variants.slice(1);

describe('buildQuery for a Chinese question', () => {
  it('asks for its own words in full, for places and years by half, and for words of asking little', () => {
    const { all, content } = queryOf('荆门2024年新建了多少学校');
    expect(weightOf(all, '学校')).toBe(1);
    expect(weightOf(all, '荆门')).toBe(0.5);
    expect(weightOf(all, '2024')).toBe(0.5);
    expect(weightOf(all, '多少')).toBe(0.5);
    expect(content.flatMap(({ variants }) => variants)).toEqual(expect.arrayContaining(['新建', '学校']));
    for (const context of ['荆门', '2024', '多少']) expect(weightOf(content, context)).toBeUndefined();
  });

  it.each(['经济总量有多大', 'GDP是多少', '地区生产总值', '经济规模'])(
    'asks for the glossary term of %s',
    (question) => {
      const term = glossary.terms.find(({ name }) => name === '地区生产总值');
      const { all, content } = queryOf(question);
      expect(weightOf(content, term ? indexTermOf(term) : '')).toBe(1);
      expect(weightOf(all, term ? indexTermOf(term) : '')).toBe(1);
    },
  );

  it('has no content for a bare place or year', () => {
    expect(queryOf('荆门2024年怎么样').content).toEqual([]);
  });

  it('translates nothing', () => {
    const { all } = queryOf('荆门的GDP和schools', { schools: ['学校'] });
    expect(weightOf(all, '学校')).toBeUndefined();
    expect(weightOf(all, 'schools')).toBe(1);
  });
});

describe('buildQuery for an English question', () => {
  it('asks for the Chinese words that the index knows, as guesses', () => {
    const { content } = queryOf('How many schools were built?', { schools: ['学堂', '学校', '黉舍'] });
    expect(content).toEqual([{ variants: ['schools', '学校'], weight: 0.5 }]);
  });

  it('keeps a word without a Chinese one that is known', () => {
    expect(queryOf('Any schools?', { schools: ['学堂'] }).content).toEqual([{ variants: ['schools'], weight: 0.5 }]);
  });

  it('asks for at most eight words for one', () => {
    expect(foundFor('schools', Array(20).fill('学校'))).toHaveLength(8);
  });

  it('counts only words that the index knows among the eight', () => {
    expect(foundFor('schools', [...Array(20).fill('学堂'), '学校'])).toEqual(['学校']);
  });

  it('finds a long word by its rarest pair of characters', () => {
    // 支配 stands in three passages, 收入 in two, 配收 in one.
    expect(lexicalIndex.entriesWith('支配').length).toBeGreaterThan(lexicalIndex.entriesWith('配收').length);
    expect(foundFor('spendings', ['支配收入'])).toEqual(['配收']);
  });

  it('leaves out a long word of which a pair is unknown, and an unknown word of two characters', () => {
    expect(foundFor('spendings', ['配收学'])).toEqual([]);
    expect(foundFor('subway', ['地铁'])).toEqual([]);
    expect(foundFor('nothing', [''])).toEqual([]);
  });

  it('asks for glossary terms by their index term', () => {
    const { content } = queryOf('What was disposable income in Jingmen?');
    expect(content).toEqual([{ variants: ['§居民人均可支配收入'], weight: 1 }]);
  });

  it('asks for places by their Chinese names, and for years, which are not what it is about', () => {
    const { all, content } = queryOf('How many schools in Jingmen in 2023?', { schools: ['学校'] });
    expect(weightOf(all, '荆门')).toBe(0.5);
    expect(weightOf(all, '2023')).toBe(0.5);
    expect(weightOf(content, '荆门')).toBeUndefined();
    expect(weightOf(content, '2023')).toBeUndefined();
  });

  it('translates no places and years', () => {
    const asked: string[] = [];
    const question = 'How many schools in Jingmen in 2023?';
    const translate: Translate = (words) => {
      asked.push(words);
      return [];
    };
    buildQuery(question, understand(question), { tokenizer, gazetteer, lexicalIndex, translate });
    expect(asked.join()).toMatch(/schools/);
    expect(asked.join()).not.toMatch(/Jingmen|2023/);
  });

  it('asks for places by their Chinese names when nothing is to be translated', () => {
    const { all } = queryOf('How many schools are there in Jingmen?', null);
    expect(all.some(({ variants }) => variants.includes('荆门'))).toBe(true);
    expect(all.some(({ variants }) => variants.includes('schools'))).toBe(false);
  });
});

describe('buildQuery', () => {
  it('says in content nothing that is not in all, and no term twice, whatever the question', () => {
    const words = fc.constantFrom(...'荆门 2024年 的 GDP 学校 多少 grain schools income in 粮食产量'.split(' '));
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }), fc.boolean(), (parts, translates) => {
        const { all, content } = queryOf(parts.join(' '), translates ? { schools: ['学校'], income: ['收入'] } : null);
        expect(all.slice(0, content.length)).toEqual(content);
        const keys = all.map(({ variants }) => variants.join());
        expect(keys.length).toBe(new Set(keys).size);
        for (const { variants, weight } of all) {
          expect(variants.length).toBeGreaterThan(0);
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
