/** Terms of the glossary in the lexical index: one index term whatever a text calls them. */

import { describe, expect, it } from 'vitest';
import { createGlossary } from '../../src/lexicon/glossary.js';
import { addGlossaryTerms, indexTermOf } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer, createTokenizer } from '../../src/lexicon/tokenizer.js';
import { createLexicalIndex } from '../index/lexical-index.js';

const glossary = createGlossary(
  [
    'name,kind,written,asked,english',
    '地区生产总值,indicator,GDP|经济总量,经济规模,gross domestic product',
    '人均地区生产总值,indicator,人均GDP,,',
  ].join('\n'),
  'test',
);
const [gdp, perHead] = glossary.terms.map(indexTermOf);
const plain = createSegmenterTokenizer();
const tokenizer = addGlossaryTerms(plain, glossary);
const addedTo = (text: string) => tokenizer.tokenize(text).slice(plain.tokenize(text).length);

describe('addGlossaryTerms', () => {
  it('keeps the terms of the tokenizer, in front', () => {
    const text = '经济总量突破6万亿元';
    expect(tokenizer.tokenize(text).slice(0, -1)).toEqual(plain.tokenize(text));
  });

  it('adds one and the same term for all that reports call it', () => {
    for (const text of ['地区生产总值增长6%', 'GDP增长6%', '经济总量再上台阶']) expect(addedTo(text)).toEqual([gdp]);
  });

  it('adds a term as often as the text names it, so that BM25 counts it', () => {
    expect(addedTo('GDP增长6%，经济总量居第一')).toEqual([gdp, gdp]);
  });

  it('adds the longest term only', () => {
    expect(addedTo('人均GDP突破10万元')).toEqual([perHead]);
  });

  it('adds nothing for names that only questions use, and for texts that name no term', () => {
    expect(addedTo('经济规模 gross domestic product')).toEqual([]);
    expect(addedTo('新建学校12所')).toEqual([]);
    expect(addedTo('')).toEqual([]);
  });

  it('keeps the id of the tokenizer', () => {
    expect(tokenizer.id).toBe(plain.id);
  });

  it('lets a passage be found by the index term of what it calls otherwise', () => {
    const index = createLexicalIndex(['经济总量突破6万亿元。', '新建学校12所。'].map(tokenizer.tokenize));
    expect([...index.entriesWith(gdp ?? '')]).toEqual([0]);
  });
});

describe('indexTermOf', () => {
  it('differs for every term', () => {
    expect(gdp).not.toBe(perHead);
  });

  it('is a term that no tokenizer makes of a text, not even of itself', async () => {
    for (const each of [plain, await createTokenizer()]) {
      for (const term of glossary.terms.map(indexTermOf)) {
        expect(each.tokenize(`${term} ${term}增长，a${term}`)).not.toContain(term);
      }
    }
  });
});
