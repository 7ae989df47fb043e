/** The units behind numbers, and what one is of another. */

import { describe, expect, it } from 'vitest';
import { RELATIVE_UNITS, readUnit, readWrittenUnit, unitRatio } from '../../src/lexicon/units.js';

describe('readUnit', () => {
  it.each([
    ['个百分点', '百分点', 1, 4],
    ['公顷', '亩', 15, 2],
    ['斤', '吨', 5e-4, 1],
    ['平方公里', '平方米', 1e6, 4],
    ['元/吨', '元/吨', 1, 3],
    ['户以上', '户', 1, 1],
    ['台(套)', '台', 1, 4],
  ])('of %s is %s', (text, name, factor, end) => {
    expect(readUnit(text, 0)).toEqual({ unit: { name, factor }, end });
  });

  it('is none where a word only begins like one', () => {
    expect(['部门', '方面', '城市', '人均', '元'].map((text) => readUnit(text, 0) === null)).toEqual([
      ...[true, true, true, true],
      false,
    ]);
  });
});

describe('RELATIVE_UNITS', () => {
  it('are those of parts, differences and growth', () => {
    expect([...RELATIVE_UNITS]).toEqual(['%', '百分点', '倍']);
  });
});

describe('unitRatio', () => {
  it('turns units of one measure into each other', () => {
    expect(unitRatio('倍', '%')).toBe(100);
    expect(unitRatio('%', '倍')).toBe(0.01);
    expect(unitRatio('亩', '平方米')).toBeCloseTo(666.667, 3);
    expect(unitRatio('平方米', '亩')).toBeCloseTo(0.0015, 12);
    expect(unitRatio('元', '元')).toBe(1);
  });

  it('is null between measures, and between words that count', () => {
    expect(unitRatio('%', '百分点')).toBeNull();
    expect(unitRatio('元', '人')).toBeNull();
    expect(unitRatio('家', '户')).toBeNull();
  });
});

describe('readWrittenUnit', () => {
  it.each([
    ['1.2万亿元', '元', '万亿元', 1e12],
    ['超6万亿元', '元', '万亿元', 1e12],
    ['5.5%左右', '%', '%', 1],
    ['３０００公顷', '亩', '公顷', 15],
    ['500亿斤以上', '吨', '亿斤', 5e4],
    ['两千家', '家', '家', 1],
  ])('of %s is %s', (figure, canonical, name, factor) => {
    expect(readWrittenUnit(figure, canonical)).toEqual({ name, factor });
  });
});
