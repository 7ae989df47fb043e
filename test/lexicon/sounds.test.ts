/** Names in Latin letters, found in Chinese by how they are read. */

import { describe, expect, it } from 'vitest';
import { findSpelt } from '../../src/lexicon/sounds.js';

describe('findSpelt', () => {
  it.each([
    ['Luban', '建成24个鲁班工坊', '鲁班'],
    ['Huahu', '鄂州花湖机场', '花湖'],
    ["Xi'an", '落户西安', '西安'],
    ['Hengqin', '横琴合作区', '横琴'],
    ['Disney', '国际旅游度假区', null],
    ['Luban', '鲁迅故居', null],
    ['a', '啊', null],
  ])('%s in %s: %s', (name, text, found) => {
    expect(findSpelt(name, text)).toBe(found);
  });

  it('takes little time for what only looks like a name', () => {
    const begin = performance.now();
    findSpelt('xianxianxianxianxianxian', '西'.repeat(10_000));
    findSpelt('a'.repeat(100_000), '啊'.repeat(1000));
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
