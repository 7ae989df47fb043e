/** Terms: the same facts hold for both tokenizers. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokenizer } from '../../src/lexicon/contract.js';
import { createSegmenterTokenizer, createTokenizer } from '../../src/lexicon/tokenizer.js';

const TOKENIZER = path.resolve(import.meta.dirname, '../../dist/lexicon/tokenizer.js');
const jieba = await createTokenizer();
const segmenter = createSegmenterTokenizer();

describe('createTokenizer', () => {
  it('names what it cuts with, so that an index of another is told apart', () => {
    expect(jieba.id).toMatch(/^jieba\+bigrams@\d+$/);
    expect(segmenter.id).toMatch(/^segmenter\+bigrams@\d+$/);
  });

  it.each(['规上工业', '个百分点', '地区生产总值', '十四五', '亿元'])('keeps %s whole with its word list', (word) => {
    expect(jieba.tokenize(`全市${word}增长`)).toContain(word);
  });

  it('cuts the first words of a process as it cuts all others', () => {
    const script = `
      const { createTokenizer } = await import(${JSON.stringify(pathToFileURL(TOKENIZER).href)});
      const { cutWords, tokenize } = await createTokenizer();
      const cut = () => cutWords('全市规上工业增长').map(({ word }) => word).join('|');
      const first = cut();
      tokenize('全市');
      console.log(JSON.stringify([first, cut()]));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual(['全市|规上工业|增长', '全市|规上工业|增长']);
  });

  it('finds 末班车 in an unspaced sentence', () => {
    expect(jieba.tokenize('请问夏天的末班车什么时候发车')).toContain('末班车');
  });
});

describe.each<[string, Tokenizer]>([
  ['jieba', jieba],
  ['segmenter', segmenter],
])('tokenize with %s', (_, tokenizer) => {
  const { tokenize } = tokenizer;

  it('keeps the year of 2024年 whole', () => {
    expect(tokenize('2024年')).toEqual(['2024', '年']);
  });

  it('keeps GPT whole, in lower case', () => {
    expect(tokenize('用GPT写报告')).toContain('gpt');
    expect(tokenize('GPT')).toEqual(['gpt']);
  });

  it.each([
    ['3,400', '3400'],
    ['1,234,567', '1234567'],
    ['3，400', '3400'],
    ['6.7%', '6.7'],
  ])('reads %s as %s', (text, term) => {
    expect(tokenize(text)).toEqual([term]);
  });

  it('does not join numbers of a list', () => {
    expect(tokenize('2022,2023')).toEqual(['2022', '2023']);
    expect(tokenize('1,23')).toEqual(['1', '23']);
  });

  it('makes full width and half width the same', () => {
    expect(tokenize('ＧＤＰ增长６．７％')).toEqual(tokenize('GDP增长6.7%'));
  });

  it('adds every pair of neighbouring Han characters', () => {
    const terms = tokenize('末班车几点，开');
    for (const pair of ['末班', '班车', '车几', '几点']) expect(terms).toContain(pair);
    expect(terms).not.toContain('点开');
  });

  it('shares the pairs of 末班车 between question and passage', () => {
    const passage = new Set(tokenize('公交末班车延长至22时'));
    expect(tokenize('末班车几点').filter((term) => passage.has(term))).toEqual(
      expect.arrayContaining(['末班', '班车']),
    );
  });

  it('cuts English into words', () => {
    expect(tokenize('What is the growth target?')).toEqual(['what', 'is', 'the', 'growth', 'target']);
  });

  it('has no terms for nothing, white space and punctuation', () => {
    for (const text of ['', ' \u3000\n\t', '——，。！？…', '（）']) expect(tokenize(text)).toEqual([]);
  });

  it('reads past NUL and lone surrogates', () => {
    for (const text of ['增长\0目标', '\ud800增长\udc00目标\ud83d']) {
      expect(tokenize(text)).toEqual(expect.arrayContaining(['增长', '目标']));
    }
  });

  it('never cuts a rare character in half', () => {
    expect(tokenize('𠀀𠀁𠀂')).toEqual(expect.arrayContaining(['𠀀𠀁', '𠀁𠀂']));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('𠮷', '𠀀', '荆', '门', 'a', '2', '，', '😀') }), (text) => {
        for (const term of tokenize(text)) expect(() => encodeURIComponent(term)).not.toThrow();
      }),
    );
  });

  it('takes any text and gives terms with a letter or digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of tokenize(text)) expect(term).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });

  it.each(['增', 'a', '1', ',', '1,', '增长，', 'a ', '😀'])('reads 100,000 times %j within seconds', (unit) => {
    const before = performance.now();
    tokenize(unit.repeat(100_000));
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});
