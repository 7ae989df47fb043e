/** English words of a question in Chinese. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translate } from '../../src/lexicon/dictionary.js';

/** All Chinese words for a question. */
const chineseFor = (question: string) => translate(question).flatMap(({ chinese }) => chinese);

describe('translate', () => {
  it.each([
    ['How fast did disposable income grow?', 'disposable income', '可支配收入'],
    ['Which projects support cold chain logistics?', 'cold chain', '冷链'],
    ['How many kilometres of high-speed rail were opened?', 'high speed rail', '高铁'],
    ['What reforms of state-owned enterprises are planned?', 'state owned enterprises', '国企'],
    ['What is done for flood control?', 'flood control', '防汛'],
    ["What was the province's unemployment rate?", 'unemployment rate', '失业率'],
  ])('takes the longest phrase of %s', (question, english, chinese) => {
    expect(translate(question).find((each) => each.english === english)?.chinese).toContain(chinese);
  });

  it.each([
    ['grain output', '产量'],
    ['elderly care', '老年'],
    ['business environment', '环境'],
    ['rural revitalization', '振兴'],
    ['population ageing', '老龄化'],
    ['patents granted', '专利'],
    ['kindergartens', '幼儿园'],
    ['tourism', '旅游'],
    ['poverty', '脱贫'],
    ['artificial intelligence', '人工智能'],
    ['urban jobs created', '岗位'],
  ])('knows for %s, among others, %s', (question, chinese) => {
    expect(chineseFor(question)).toContain(chinese);
  });

  it.each([
    ['urbanisation', 'urbanization'],
    ['programmes', 'program'],
    ['medical centres', 'medical center'],
    ['labour', 'labor'],
    ['policies', 'policy'],
    ['viruses', 'virus'],
    ['warehouses', 'warehouse'],
    ['high-speed rail', 'high speed rail'],
  ])('finds the same for %s and %s', (one, other) => {
    expect(chineseFor(one)).not.toEqual([]);
    expect(chineseFor(one)).toEqual(chineseFor(other));
  });

  it('keeps the order of the question, and no word in two phrases', () => {
    expect(translate('Foreign trade and cold chain in the digital economy').map(({ english }) => english)).toEqual([
      'foreign trade',
      'cold chain',
      'digital',
      'economy',
    ]);
  });

  it('leaves out words of asking and numbers, and has no Chinese for words that are in no dictionary', () => {
    expect(translate('What is the, and how many were there in 2024? zxqvw 3,400')).toEqual([
      { english: 'zxqvw', chinese: [] },
    ]);
    expect(translate('')).toEqual([]);
    expect(translate('荆门市2024年GDP')).toEqual(translate('GDP'));
  });

  it('gives up to 16 words of simplified characters, each once, whatever the question', () => {
    const word = fc.constantFrom(
      ...'water constructor tax new hour the of 2024 people’s 粮食 toString __proto__'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        for (const { chinese } of translate(words.join(' '))) {
          expect(chinese.length).toBeLessThanOrEqual(16);
          expect(new Set(chinese).size).toBe(chinese.length);
          for (const each of chinese) expect(each).toMatch(/^\p{Script=Han}+$/u);
        }
      }),
    );
  });

  it('gives single characters only where there is no longer word', () => {
    const lengths = translate('grain output of farms and forests').map(({ chinese }) =>
      chinese.map((each) => each.length),
    );
    for (const each of lengths) expect(each.includes(1) && each.some((length) => length > 1)).toBe(false);
  });

  it('reads a question of a million characters in seconds', () => {
    const before = performance.now();
    translate('grain output '.repeat(80_000));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
