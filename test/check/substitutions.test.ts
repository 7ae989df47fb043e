/** What stands in the place of a name, in a claim in nearly the words of a sentence. */

import { expect, it } from 'vitest';
import { findSubstitution } from '../../src/check/differences.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';

const knowledge = readKnowledge();
const find = (claim: string, stated: string): string | null =>
  findSubstitution(claim, stated, null, knowledge)?.found ?? null;

it('is another name', () => {
  expect(find('累计向松岭岛供水3800万吨', '累计向云泽岛供水3800万吨')).toBe('云泽');
});

it('is none of two things that have the same figure', () => {
  const goals =
    '主要预期目标是:地区生产总值增长10.5%以上;社会消费品零售总额增长15.5%左右;进出口总额增长10.5%;粮食产量117万吨';
  expect(find('进出口总额目标是增长10.5%', goals)).toBeNull();
});

it('is no other item of a list', () => {
  const list = '松岭黄酒、云泽火腿、鹿门龙井茶3个历史经典产业入围国家培育名单';
  expect(find('云泽火腿进了国家历史经典产业培育名单', list)).toBeNull();
});
