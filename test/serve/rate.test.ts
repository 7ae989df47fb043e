/** Who counts as one and the same behind proxies, by what they write into X-Forwarded-For. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

/** Whether `other` is counted with `one`: of two requests in a minute only one is let through. */
async function countsAsOne(one: string | null, other: string | null, trustedProxies = 1): Promise<boolean> {
  const app = createApp(createMemoryService(), { rateLimit: 1, trustedProxies });
  const statusOf = async (forwarded: string | null) =>
    (await app.request('/v1/documents', { headers: forwarded === null ? {} : { 'X-Forwarded-For': forwarded } }))
      .status;
  expect(await statusOf(one)).toBe(200);
  return (await statusOf(other)) === 429;
}

describe('an address that a trusted proxy wrote', () => {
  it.each([
    ['192.0.2.1:50000', '192.0.2.1:50001'],
    ['192.0.2.1', '192.0.2.1:50001'],
    ['192.0.2.1', '::ffff:192.0.2.1'],
    ['[2001:db8:1:2::1]:50000', '[2001:db8:1:2::1]:50001'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::9'],
    ['203.0.113.1, 192.0.2.1:1', '203.0.113.2, 192.0.2.1:2'],
  ])('is one with another port: %s and %s', async (one, other) => {
    expect(await countsAsOne(one, other)).toBe(true);
  });

  it.each([
    ['192.0.2.1:50000', '192.0.2.2:50000'],
    ['[2001:db8:1:2::1]:50000', '[2001:db8:1:3::1]:50000'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ])('is another: %s and %s', async (one, other) => {
    expect(await countsAsOne(one, other)).toBe(false);
  });

  it.each([
    ['unknown', '_hidden'],
    ['1', '2'],
    ['192.0.2.1:', '192.0.2.300'],
    ['[192.0.2', '[]:1'],
  ])('is nobody in particular when it is none: %s and %s', async (one, other) => {
    expect(await countsAsOne(one, other)).toBe(true);
  });

  it('is nobody in particular whatever else is written', async () => {
    const text = fc.string({ maxLength: 40 }).filter((written) => !/[,\d:]/.test(written));
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        const headerValue = written.replaceAll(/[^ -~]/g, '');
        expect(await countsAsOne(headerValue, 'x')).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the address of the connection', () => {
  it.each([
    ['', null],
    ['', ','],
    [' ', ', '],
  ])('counts where proxies wrote nothing: %j and %j', async (one, other) => {
    expect(await countsAsOne(one, other)).toBe(true);
  });

  it('counts where fewer wrote than are trusted', async () => {
    expect(await countsAsOne('192.0.2.1', '192.0.2.2', 2)).toBe(true);
  });
});
