/** The words that say what a question is about. */

import { describe, expect, it } from 'vitest';
import { findContentTerms, removePlacesAndYears } from '../../src/lexicon/content-words.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { gazetteer } from '../retrieve/documents.js';

const tokenizer = createSegmenterTokenizer();
const contentOf = (question: string) => findContentTerms(question, gazetteer, tokenizer);

describe('findContentTerms', () => {
  it('leaves out places, years and words of asking', () => {
    expect(contentOf('荆门地铁2024年什么时候开通？')).toEqual(['地铁', '开通']);
  });

  it.each(['你好', '谢谢！', '您好，请问', '……', '2024年', '荆门', '荆门2024年怎么样？', 'Hello', 'Thank you!'])(
    'finds nothing that %s is about',
    (question) => {
      expect(contentOf(question)).toEqual([]);
    },
  );

  it.each([
    ['社会保障的目标是什么', '社会'],
    ['项目的目的是什么', '目的'],
    ['和谐社区有几个', '和谐'],
  ])('keeps the words of %s that hold a function word', (question, term) => {
    expect(contentOf(question)).toContain(term);
  });

  it('puts what reports write beside GDP', () => {
    expect(contentOf('荆门的GDP')).toContain('生产');
  });

  it('reads a question of 100,000 characters in well under a second', () => {
    const before = performance.now();
    contentOf('什么的了'.repeat(25_000));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe('removePlacesAndYears', () => {
  it.each([
    ['荆门2024年的粮食', '的粮食'],
    ['湖北荆门和仙桃市的粮食', '和 的粮食'],
    ['Grain in Jingmen in 2023?', 'Grain in in ?'],
    ["What was Jingmen's grain output?", 'What was grain output?'],
    ['１２０２４家企业', '12024家企业'],
    ['粮食', '粮食'],
  ])('of %s leaves %s', (question, rest) => {
    expect(removePlacesAndYears(question, gazetteer).replace(/\s+/g, ' ').trim()).toBe(rest);
  });
});
