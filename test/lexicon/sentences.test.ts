/** Where sentences end. */

import { describe, expect, it } from 'vitest';
import { cutSentence } from '../../src/chunk/pieces.js';
import { splitSentences } from '../../src/lexicon/sentences.js';

const split = (text: string): string[] =>
  splitSentences(text, 0, text.length).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it.each<[string, string[]]>([
    ['经济稳中有进。民生改善！怎么办？', ['经济稳中有进。', '民生改善！', '怎么办？']],
    ['保持定力；稳步推进，不折腾。', ['保持定力；稳步推进，不折腾。']],
    ['增长6.5%。第二产业增长7%', ['增长6.5%。', '第二产业增长7%']],
    ['真的吗？！当然。', ['真的吗？！', '当然。']],
    ['他说：“好。”大家都笑。', ['他说：“好。”', '大家都笑。']],
    ['坚持“不折腾。不懈怠。”的精神。', ['坚持“不折腾。不懈怠。”的精神。']],
    ['解决“钱从哪里来？”“人往哪里去？”等问题。', ['解决“钱从哪里来？”“人往哪里去？”等问题。']],
    ['实施（见附件。另发）方案。', ['实施（见附件。另发）方案。']],
    ['他说"好。"大家都笑。', ['他说"好。"', '大家都笑。']],
    [
      'GDP grew by 5.5% in 2023. Exports rose. See fig. 3.',
      ['GDP grew by 5.5% in 2023.', 'Exports rose.', 'See fig. 3.'],
    ],
    ['1. Growth was steady. 2 more.', ['1. Growth was steady.', '2 more.']],
    ['见http://a.cn/?b=1。完', ['见http://a.cn/?b=1。', '完']],
    ['……不一而足……完', ['……不一而足……完']],
    ['　 前有空格。　后有空格　', ['前有空格。', '后有空格']],
    ['。', ['。']],
    ['  ', []],
  ])('splits %s', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('splits inside a quotation of more than 200 characters', () => {
    expect(split(`“${'话'.repeat(150)}。${'话'.repeat(150)}。”`)).toHaveLength(2);
  });
  it('is not led astray by a quotation that never closes', () => {
    expect(split('他说：“好。大家都笑。')).toEqual(['他说：“好。', '大家都笑。']);
  });
});

describe('cutSentence', () => {
  const cut = (text: string): string[] =>
    cutSentence(text, { start: 0, end: text.length }, 40).map(({ start, end }) => text.slice(start, end));

  it('leaves a sentence of the longest length whole', () => {
    expect(cut('字'.repeat(40))).toHaveLength(1);
  });
  it('prefers a semicolon to a comma and a comma to nothing', () => {
    expect(cut(`${'字'.repeat(18)}；${'字'.repeat(10)}，${'字'.repeat(20)}`)[0]).toBe(`${'字'.repeat(18)}；`);
    expect(cut(`${'字'.repeat(18)}，${'字'.repeat(10)}、${'字'.repeat(20)}`)[0]).toBe(`${'字'.repeat(18)}，`);
  });
  it('cuts neither at the comma of 12,345 nor between a number and its unit', () => {
    const pieces = cut(`${'字'.repeat(33)}12,345.6亿元${'字'.repeat(30)}`);
    expect(pieces.some((piece) => piece.includes('12,345.6亿元'))).toBe(true);
  });
  it('never parts a surrogate pair', () => {
    for (const piece of cut(`字${'😀'.repeat(60)}`)) expect(piece).toMatch(/^字?(?:😀)+$/u);
  });
  it('makes pieces of even length', () => {
    const lengths = cut('字'.repeat(90)).map((piece) => piece.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(40);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(90);
  });
});
