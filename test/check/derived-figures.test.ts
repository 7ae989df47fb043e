/** Figures that two others of one sentence give. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { readClaims } from '../../src/check/claims.js';
import { findDerived } from '../../src/check/derived-figures.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary } from './library.js';

const knowledge = readKnowledge();

function derive(stated: string, claim: string): string | null {
  const text = `2025年随州市政府工作报告\n一、2024年工作回顾\n${stated}`;
  const report = documentOf('2025年随州市政府工作报告.txt', { region: '随州市', year: 2025 }, text);
  const { facts } = createLibrary([annotateDocument(report, knowledge)]);
  const [sentence] = readClaims(claim, { ...knowledge, translate, today: new Date('2025-06-01') });
  const figure = sentence?.claims.at(-1);
  if (figure === undefined) throw new Error(`Expected a figure in ${claim}.`);
  return findDerived(figure, facts.all)?.figure.text ?? null;
}

const INCOMES = '城镇居民收入增长5.5%、农村居民收入增长8.2%。';
const PLACES = '每千人口托位数从0.5个增至4.8个。';

describe('the gap between two', () => {
  it.each([
    [INCOMES, '农村居民收入增速比城镇高2.7个百分点', '8.2%'],
    [INCOMES, '农民收入增速比城里高出近三个百分点', '8.2%'],
    [INCOMES, '城镇居民收入增速比农村低2.7个百分点', '5.5%'],
    ['经费标准从每年6000元提高至7000元。', '经费标准提高了1000元', '7000元'],
    ['行政审批时限由12天压缩到5天。', '行政审批时限缩短了7天', '5天'],
    ['生产总值从3.68万亿元增长到4.93万亿元。', '生产总值增加了一万多亿元', '4.93万亿元'],
  ])('%s gives %s', (stated, claim, figure) => expect(derive(stated, claim)).toBe(figure));

  it.each([
    ['of another size', INCOMES, '农村居民收入增速比城镇高3.7个百分点'],
    ['the other way', INCOMES, '城镇居民收入增速比农村高2.7个百分点'],
    ['of things that its words do not name', INCOMES, '工业增速比投资高2.7个百分点'],
    ['that went the other way', '经费标准从每年6000元提高至7000元。', '经费标准降低了1000元'],
    ['of places in an order', '产量居全国第8位，出口居全国第5位。', '产量比出口高3位'],
    ['that is no difference', '经费标准从每年6000元提高至7000元。', '经费标准为1000元'],
  ])('is none %s', (_, stated, claim) => expect(derive(stated, claim)).toBeNull());
});

describe('how many times as much', () => {
  it.each([
    ['托位数是原来的九倍多', '4.8个'],
    ['托位数增长了8.6倍', '4.8个'],
    ['托位数增长了9.6倍', null],
    ['托位数是原来的八倍多', null],
  ])('%s', (claim, figure) => expect(derive(PLACES, claim)).toBe(figure));
});

it('takes linear time for a sentence of many figures', () => {
  const startedAt = performance.now();
  derive(`${'收入增长5.5%、'.repeat(3_000)}支出增长6%。`, '农村居民收入增速比城镇高2.7个百分点');
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
