/** Data too large for one message: parts of it are small, and of them it becomes what it was. */

import { serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putTogether, takeApart } from '../../src/compose/parts.js';

const fact = (at: number) => ({ value: at, unit: '亿元', term: { id: `term-${at}`, years: [at, at + 1] } });
const documentOf = (passages: number) => ({
  id: 'a',
  text: '荆门'.repeat(passages),
  pages: new Uint32Array([1, 2]),
  passages: Array.from({ length: passages }, (_, at) => ({ id: `a-${at}`, headings: ['一', '二'], facts: [fact(at)] })),
});
const LARGEST_BYTES = 500_000;

function sendAll(whole: unknown): unknown {
  const { rest, parts } = structuredClone(takeApart(whole));
  return putTogether(rest, parts);
}

describe('data that is sent in parts', () => {
  it.each<[string, unknown]>([
    ['a long document', { prepared: { documents: [documentOf(20_000)], skipped: [] }, converted: false }],
    ['many short ones', { prepared: { documents: Array.from({ length: 3_000 }, () => documentOf(3)) } }],
    ['a short and a long one', [documentOf(1), documentOf(20_000), documentOf(2)]],
    ['arrays in arrays', Array.from({ length: 30 }, () => Array.from({ length: 3_000 }, (_, at) => [at, null]))],
  ])('is %s again, and no part is large', (_, whole) => {
    expect(sendAll(whole)).toEqual(whole);
    const { parts } = takeApart(whole);
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) expect(serialize(part).byteLength).toBeLessThan(LARGEST_BYTES);
  });

  it('is what it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withTypedArray: true }), (whole) => {
        expect(putTogether(takeApart(whole).rest, takeApart(whole).parts)).toEqual(whole);
      }),
    );
  });

  it('is one message while it is short', () => {
    expect(takeApart({ documents: [documentOf(3)] })).toEqual({ rest: { documents: [documentOf(3)] }, parts: [] });
  });

  it('puts nothing where the rest has no array of its own', () => {
    const rest = { skipped: [], converted: false };
    const paths = [
      ['__proto__'],
      ['skipped', '__proto__'],
      ['constructor'],
      ['converted'],
      ['none', 1],
      ['skipped', 0],
    ];
    putTogether(
      rest,
      paths.map((path) => ({ path, items: ['x'] })),
    );
    expect(rest).toEqual({ skipped: [], converted: false });
    expect(Array.prototype).toHaveLength(0);
  });
});
