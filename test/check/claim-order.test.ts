/** Whether a claim gives to one what a sentence says of another. */

import { describe, expect, it } from 'vitest';
import { isOutOfOrder } from '../../src/check/claim-lists.js';
import { isExchanged, isNested, isReversed } from '../../src/check/claim-order.js';

const LAKES = '云泽湖获评国家湿地公园，松岭湖列入省级自然保护区。';
const RATES = '城区和乡村的供水普及率分别达到99.2%、87.5%。';

describe('what two things have is exchanged', () => {
  it('is seen between two clauses', () => {
    expect(isExchanged('松岭湖获评国家湿地公园，云泽湖列入省级自然保护区。', LAKES)).toBe(true);
    expect(isExchanged('松岭湖成了省级自然保护区，云泽湖则是国家湿地公园。', LAKES)).toBe(false);
  });

  it('is seen in a list in order', () => {
    expect(isNested('城区达到87.5%，乡村达到99.2%。', RATES)).toBe(true);
    expect(isNested('城区达到99.2%，乡村达到87.5%。', RATES)).toBe(false);
  });

  it('is seen where something came to what it came from', () => {
    const survival = '珍珠贝的成活率由41%提高到63%。';
    expect(isReversed('珍珠贝成活率从63%降到了41%。', survival)).toBe(true);
    expect(isReversed('珍珠贝成活率从41%升到了63%。', survival)).toBe(false);
    const lists = '龙舟制作技艺从急需保护名录转入代表作名录。';
    expect(isReversed('龙舟制作技艺由代表作名录转到急需保护名录。', lists)).toBe(true);
    expect(isReversed('龙舟制作技艺从急需保护名录转到了代表作名录。', lists)).toBe(false);
  });

  it('takes linear time for what repeats', () => {
    const long = '甲乙，'.repeat(20_000);
    const startedAt = performance.now();
    isExchanged(long, long);
    isNested(long, long);
    isReversed('从由自'.repeat(20_000), '从甲到乙'.repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('values of a row handed out in another order', () => {
  it.each([
    ['供水、供气普及率分别达到99.2%、87.5%。', '供气普及率99.2%。', true],
    ['供水、供气普及率分别达到99.2%、87.5%。', '供水普及率99.2%。', false],
    // A level and its growth are of one thing, whatever two stand in front.
    ['帮企业找技术、成果找市场，技术合同额突破300亿元、增长15.1%。', '技术合同额增长15.1%。', false],
    // The value stands beside what it is claimed of as well.
    ['失业率5.2%，供水、供气用户分别增长3.4%、5.2%。', '供水用户失业率5.2%。', false],
  ])('%s %s', (stated, claim, expected) => {
    expect(isOutOfOrder(claim, stated)).toBe(expected);
  });
});
