/** Whether a claim gives to one what a sentence says of another. */

import { describe, expect, it } from 'vitest';
import { isExchanged, isNested } from '../../src/check/claim-order.js';

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

  it('takes linear time for what repeats', () => {
    const long = '甲乙，'.repeat(20_000);
    const startedAt = performance.now();
    isExchanged(long, long);
    isNested(long, long);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
