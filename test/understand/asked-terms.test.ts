/** Terms that a question names, one by one and two that share their end. */

import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { findAskedTerms } from '../../src/understand/asked-terms.js';

const glossary = readGlossary();
const gazetteer = createGazetteer();
const named = (question: string) => findAskedTerms(question, { gazetteer, glossary }).map(({ name }) => name);

describe('findAskedTerms', () => {
  it.each([
    '荆门2024年城镇和农村居民人均可支配收入分别是多少',
    '城镇居民和农村居民人均可支配收入差多少',
    '荆门城镇、农村居民人均收入各是多少',
    '荆门城里人和乡下人2024年人均收入分别多少',
  ])('reads both of %s', (question) => {
    expect(named(question)).toEqual(['城镇居民人均可支配收入', '农村居民人均可支配收入']);
  });

  it.each([
    '咸宁新增了多少就业',
    '咸宁2020年新增了多少城镇就业',
    '咸宁2020年新增多少城镇就业',
    'How many jobs did Xianning create in 2020?',
    'How many jobs has Xianning added?',
  ])('reads of %s what was done', (question) => {
    expect(named(question)).toContain('城镇新增就业');
  });

  it('reads one where one is named, and terms that share nothing each by itself', () => {
    expect(named('荆门农村居民人均可支配收入')).toEqual(['农村居民人均可支配收入']);
    expect(named('GDP和粮食产量')).toEqual(['地区生产总值', '粮食产量']);
    expect(named('进出口和出口总额')).toEqual(['进出口总额', '出口']);
    expect(named('城乡居民人均可支配收入')).toEqual(['居民人均可支配收入']);
  });
});
