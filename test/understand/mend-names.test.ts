/** Names typed wrongly are read as the nearest known one; right words stay as they are. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { createNameMender } from '../../src/understand/mend-names.js';
import { root } from '../service.js';

const gazetteer = createGazetteer();
const glossary = readGlossary();
const regions = ['荆门', '仙桃', '咸宁', '汉川', '上海', '河北'].flatMap((name) => gazetteer.resolve(name) ?? []);
const mend = createNameMender(regions, { gazetteer, glossary });

describe('a mended name', () => {
  it.each([
    ['荆们2023年GDP多少', '荆门2023年GDP多少'],
    ['仙陶的财政收人', '仙桃的财政收入'],
    ['咸柠有多少游客', '咸宁有多少游客'],
    ['汉穿的目标', '汉川的目标'],
    ['荆门的森林复盖率', '荆门的森林覆盖率'],
    ['荆门固定资产头资增长多少', '荆门固定资产投资增长多少'],
    ['何北的粮食产量', '河北的粮食产量'],
    ['荆门研发投入强渡', '荆门研发投入强度'],
  ])('of %s', (typed, meant) => {
    expect(mend(typed)).toBe(meant);
  });
});

describe('a new area in an English question', () => {
  const areas = ['星湖新区', '绵阳高新区'].flatMap((name) => gazetteer.resolve(name) ?? []);
  const named = createNameMender(areas, { gazetteer, glossary });

  it.each([
    ['How much did Xinghu New Area invest?', 'How much did 星湖新区 invest?'],
    ['What is the target of Xing Hu New District?', 'What is the target of 星湖新区?'],
    ['Output of Mianyang High-tech Zone in 2024', 'Output of 绵阳高新区 in 2024'],
    ['Output of Yuanshan New Area in 2024', 'Output of Yuanshan New Area in 2024'],
    ['Output of Xinghu Development Zone in 2024', 'Output of Xinghu Development Zone in 2024'],
  ])('is called as documents call it, where one is about it: %s', (asked, meant) => {
    expect(named(asked)).toBe(meant);
  });
});

describe('what stays as it is', () => {
  it.each([
    '荆门2023年GDP多少',
    '伊利集团的营业收入',
    '经济上还差多少',
    '仙桃和荆门有什么不同',
    '荆们和仙陶比哪个高',
    '荆门工业收入多少',
    'What was the GDP of Jingmen?',
    '深圳的荆们路在哪里',
  ])('%s', (question) => {
    expect(mend(question)).toBe(question);
  });

  it('is every question of our own sets', () => {
    for (const folder of ['digests', 'provincial']) {
      const names = readdirSync(path.join(root, 'test', 'eval', folder)).filter((name) => /answerable/.test(name));
      for (const name of names) {
        for (const line of readFileSync(path.join(root, 'test', 'eval', folder, name), 'utf8')
          .trim()
          .split('\n')) {
          const { question } = JSON.parse(line) as { question: string };
          expect(mend(question)).toBe(question);
        }
      }
    }
  });

  it('is any text without Chinese, and mending twice changes nothing more', () => {
    fc.assert(fc.property(fc.string(), (text) => mend(mend(text)) === mend(text)));
  });
});
