/** Traditional characters as simplified ones. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTraditional, toSimplified } from '../../src/lexicon/simplified.js';

describe('isTraditional', () => {
  it('holds for characters that no simplified text has, and not for radicals drawn like them', () => {
    expect([isTraditional('荊門市'), isTraditional('荆⻔市'), isTraditional('荆门市')]).toEqual([true, false, false]);
  });
});

describe('toSimplified', () => {
  it.each([
    ['荊門市產業發展與農村振興', '荆门市产业发展与农村振兴'],
    ['乾旱地區的頭髮和後年的皇后', '干旱地区的头发和后年的皇后'],
    ['城鄉居民人均可支配收入是多少？', '城乡居民人均可支配收入是多少？'],
  ])('turns %s into %s', (traditional, simplified) => {
    expect(toSimplified(traditional)).toBe(simplified);
  });

  it('reads the forms of Hong Kong: 衞生', () => {
    expect(toSimplified('公共衞生體系')).toBe('公共卫生体系');
  });

  it('reads the 著 of Taiwan as 着, and leaves it in 顯著 and 著作', () => {
    expect(toSimplified('隨著經濟發展，著力改善民生，成效顯著，著作豐富')).toBe(
      '随着经济发展，着力改善民生，成效显著，著作丰富',
    );
  });

  it('reads radicals as the characters they look like', () => {
    expect(toSimplified('⼀、⽔利⼯程与⻛电，粮⾷增⻓')).toBe('一、水利工程与风电，粮食增长');
  });

  it('leaves the words of Taiwan as they are', () => {
    expect(toSimplified('資訊與軟體')).toBe('资讯与软体');
  });

  it.each([
    '成效显著，昇腾芯片、洪山菜薹和仙桃黄鳝，周至至乾县公路',
    '于2024年，里面、后年、皇后、面条、干部、松树',
    'What was the GDP of Hubei in 2023?',
    '',
  ])('leaves simplified and other text alone: %s', (text) => {
    expect(toSimplified(text)).toBe(text);
  });

  it('knows a traditional text although it holds simplified words', () => {
    expect(toSimplified('乾縣的產量，成效显著')).toBe('乾县的产量，成效显著');
  });

  it('changes nothing the second time', () => {
    const text = fc.string({ unit: fc.constantFrom(...'荊門產業著顯乾縣於後里裡麼徵湖北2024，。a') });
    fc.assert(
      fc.property(text, (traditional) => {
        const simplified = toSimplified(traditional);
        expect(toSimplified(simplified)).toBe(simplified);
      }),
    );
  });

  it('reads a million characters in seconds', () => {
    const before = performance.now();
    toSimplified('產業發展著力於乾縣'.repeat(110_000));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
