/** Archives as others read and write them, and bytes that are none. */

import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFiles, unpackFile } from '../../src/widget/archive.js';

const TEXTS = { 'word/document.xml': '<w:t>增长6%</w:t>'.repeat(50), 名称: '' };
const MOST = 10_000;

const open = (bytes: Uint8Array, name: string) => unpackFile(new Uint8Array(bytes).buffer, name, MOST);

describe('an archive', () => {
  it('is read by others, its sums right, and by ourselves', async () => {
    const bytes = new Uint8Array(await packFiles(TEXTS, 'application/zip').arrayBuffer());
    const files = Object.entries(unzipSync(bytes)).map(([name, text]) => [name, strFromU8(text)]);
    expect(Object.fromEntries(files)).toEqual(TEXTS);
    for (const [name, text] of Object.entries(TEXTS)) expect(await open(bytes, name)).toBe(text);
    // The sum stands in the first record, behind its fourteenth byte.
    expect(new DataView(bytes.buffer).getUint32(14, true)).toBe(crc32(TEXTS['word/document.xml']));
  });

  it.each([0, 9] as const)('of others is read, packed or not (%d), with a comment behind it', async (level) => {
    const files = Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, strToU8(text)]));
    const bytes = zipSync(files, { level, comment: '后面的话' });
    expect(await open(bytes, 'word/document.xml')).toBe(TEXTS['word/document.xml']);
  });

  it('that unpacks to more than is wanted, or has no such file, is refused', async () => {
    const bytes = zipSync({ a: new Uint8Array(MOST + 1) });
    await expect(open(bytes, 'a')).rejects.toThrow('at most');
    await expect(open(bytes, 'b')).rejects.toThrow('Expected b');
  });

  it('that is none, or is damaged, is refused or read, and never hangs', async () => {
    const whole = zipSync({ a: strToU8('增长'.repeat(40)) });
    const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => whole.with(at, byte));
    const cut = fc.nat(whole.length).map((length) => whole.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged, cut), async (bytes) => {
        const read = await open(bytes, 'a').catch((error: unknown) => error);
        expect(typeof read === 'string' ? read.length <= MOST : read instanceof Error).toBe(true);
      }),
    );
  });
});
