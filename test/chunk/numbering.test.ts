/** What counts as a numbering, and which numberings are a sequence. */

import { describe, expect, it } from 'vitest';
import { beginsStemPoint, findSequences, readNumbering } from '../../src/chunk/numbering.js';

const read = (text: string) => readNumbering(text, 0, text.length);

describe('readNumbering', () => {
  it.each([
    ['第三章 总则', 'chapter', 3],
    ['第十二条　为了', 'article', 12],
    ['一、总体要求', 'ideographic', 1],
    ['二十一、其他', 'ideographic', 21],
    ['（一）稳增长', 'ideographicInParentheses', 1],
    ['(十二)稳增长', 'ideographicInParentheses', 12],
    ['1.稳增长', 'arabic', 1],
    ['12．稳增长', 'arabic', 12],
    ['3、稳增长', 'arabic', 3],
    ['20.2026年民生实事', 'arabic', 20],
    ['（4）稳增长', 'arabicInParentheses', 4],
    ['5）稳增长', 'arabicBeforeParenthesis', 5],
    ['③稳增长', 'circled', 3],
    ['——稳增长', 'dash', 0],
    ['●稳增长', 'bullet', 0],
  ])('reads %s as %s %i', (text, kind, ordinal) => {
    expect(read(text)).toMatchObject({ kind, ordinal });
  });

  it.each([
    '1.5万人就业',
    '2024年目标',
    '三、四级医院建成',
    '一、二、三产业协调',
    '第三条款规定',
    '（2024年）',
    '一是稳增长',
  ])('reads no numbering in %s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('ends behind the blanks that follow the numbering', () => {
    expect(read('第一条　　目的')?.length).toBe(5);
  });
});

describe('findSequences', () => {
  const sequences = (texts: readonly string[]) => findSequences(texts.map(read)).map(({ members }) => members);

  it('takes 一、 二、 三、 with text between them as one sequence', () => {
    expect(sequences(['一、甲', '正文', '二、乙', '三、丙'])).toEqual([[0, 2, 3]]);
  });
  it('bears one missing number and not two', () => {
    expect(sequences(['一、甲', '二、乙', '四、丁', '七、庚'])).toEqual([[0, 1, 2]]);
  });
  it('counts neither a lone 一、 nor a 三、 that follows nothing', () => {
    expect(sequences(['一、甲', '（三）乙', '3.丙'])).toEqual([]);
  });
  it('goes on from 09 with 10 in front of words, and not from 9.', () => {
    expect(sequences(['01 光电工程', '03 冷链工程', '05种业', '07水网', '09 冷链', '10冷链'])).toEqual([
      [0, 1, 2, 3, 4, 5],
    ]);
    expect(sequences(['1.甲', '3.乙', '5.丙', '7.丁', '9.戊', '10条高速公路通车', '11万户农民受益'])).toEqual([
      [0, 1, 2, 3, 4],
    ]);
  });
  it('begins another sequence with each 1', () => {
    expect(sequences(['（一）甲', '（二）乙', '（一）丙', '（二）丁'])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe('beginsStemPoint', () => {
  it.each(['一是强化', '二要坚持', '第三，加快', '首先要看到'])('knows the point %s', (text) => {
    expect(beginsStemPoint(text, 0, text.length)).toBe(true);
  });
  it('does not take 一直以来 for a point', () => {
    expect(beginsStemPoint('一直以来', 0, 4)).toBe(false);
  });
});

it('reads 01 in front of words as a number, and not in front of what is counted by it', () => {
  const read = (text: string) => readNumbering(text, 0, text.length);
  expect(read('01 光电产业工程')).toMatchObject({ kind: 'arabic', ordinal: 1, length: 3 });
  expect(read('12冷链物流工程')).toMatchObject({ kind: 'arabic', ordinal: 12, length: 2 });
  for (const text of ['01月完成立项', '10个项目开工', '20年建设', '1冷链']) expect(read(text)).toBeNull();
});
