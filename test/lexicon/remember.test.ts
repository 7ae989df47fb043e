/** What a text was read as is kept and given again, within bounds. */

import { describe, expect, it } from 'vitest';
import { remember } from '../../src/lexicon/remember.js';

function count() {
  const read: string[] = [];
  const reader = remember((text) => {
    read.push(text);
    return [text.length];
  });
  return { read, reader };
}

describe('remember', () => {
  it('reads a text once and gives the same again', () => {
    const { read, reader } = count();
    const first = reader('湖北');
    expect(reader('湖北')).toBe(first);
    expect(reader('湖南')).toEqual([2]);
    expect(read).toEqual(['湖北', '湖南']);
  });

  it('keeps nothing of a long text, which nobody reads twice', () => {
    const { read, reader } = count();
    const long = '长'.repeat(301);
    expect(reader(long)).toEqual([301]);
    expect(reader(long)).toEqual([301]);
    expect(read).toHaveLength(2);
  });

  it('gives the right one however many were read, and does not keep all', () => {
    const { read, reader } = count();
    const sentence = '句'.repeat(200);
    for (let number = 0; number < 3_000; number += 1) reader(`第${number}${sentence}`);
    expect(reader(`第0${sentence}`)).toEqual([202]);
    expect(read).toHaveLength(3_001);
  });
});
