/** Which number a question asks for, and which figures may be it. */

import { describe, expect, it } from 'vitest';
import { findAskedNumber, mayAnswer } from '../../src/lexicon/asked-number.js';

describe('findAskedNumber', () => {
  it.each([
    ['新建公路多少公里', '公里'],
    ['财政收入达到几百亿元', '元'],
    ['一张门票多少钱', '元'],
    ['森林覆盖率是百分之几', '%'],
    ['用电多少亿千瓦时', '千瓦时'],
  ])('reads the unit of %s', (question, unit) => {
    expect(findAskedNumber(question)).toEqual({ unit });
  });

  it.each(['What share of power is renewable?', '水电占全省发电量的比重是多少'])(
    'reads that a share of a whole is asked for: %s',
    (question) => {
      expect(findAskedNumber(question)).toEqual({ unit: '%', isShare: true });
    },
  );

  it.each(['粮食产量是多少', 'How much grain was harvested?', '桥有多长'])('leaves the unit of %s open', (question) => {
    expect(findAskedNumber(question)).toEqual({ unit: null });
  });

  it.each(['市长是谁', '怎样发展旅游', 'When will the line open?', '', '会议几乎没有提到农业'])(
    'finds none in %j',
    (question) => {
      expect(findAskedNumber(question)).toBeNull();
    },
  );
});

describe('mayAnswer', () => {
  it('takes units that are compared with one another for one', () => {
    const asked = findAskedNumber('面积多少平方公里') ?? { unit: null };
    expect(mayAnswer(asked, '亩')).toBe(true);
    expect(mayAnswer(asked, '元')).toBe(false);
  });

  it('takes what is counted for an answer to how many, and money and shares for none', () => {
    const asked = findAskedNumber('How many schools were built?') ?? { unit: null };
    expect(['所', '人', '套'].map((unit) => mayAnswer(asked, unit))).toEqual([true, true, true]);
    expect(['元', '%', '公里'].map((unit) => mayAnswer(asked, unit))).toEqual([false, false, false]);
  });

  it('takes any figure where the unit is open', () => {
    expect(mayAnswer({ unit: null }, '吨')).toBe(true);
  });
});
