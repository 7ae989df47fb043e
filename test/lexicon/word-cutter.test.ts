/** Words: cut and tagged as nodejieba does it, over reports and over text that nobody writes. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import nodejieba from 'nodejieba';
import { describe, expect, it } from 'vitest';
import { DOMAIN_WORDS } from '../../src/lexicon/domain-words.js';
import { createWordCutter } from '../../src/lexicon/word-cutter.js';
import { root } from '../service.js';

const cutter = createWordCutter();

function readReports(): string[] {
  const folder = path.join(root, 'corpus');
  return readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'));
}

function hasNodejieba(): boolean {
  try {
    for (const word of DOMAIN_WORDS) nodejieba.insertWord(word);
    return true;
  } catch {
    return false; // no compiler was at hand when it was installed
  }
}

describe.skipIf(!hasNodejieba())('createWordCutter', () => {
  it('cuts and tags every paragraph of our reports as nodejieba does', () => {
    const paragraphs = readReports();
    expect(paragraphs.length).toBeGreaterThan(100);
    for (const paragraph of paragraphs) {
      expect(cutter.cut(paragraph)).toEqual(nodejieba.cut(paragraph, true));
      expect(cutter.tag(paragraph)).toEqual(nodejieba.tag(paragraph));
    }
  });

  it('cuts and tags any text as nodejieba does', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1 }),
      fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom('增长', '地区生产总值', '云计算', 'GDP', '3.5', '，', '。', ' ', '\n', '\0', '\ud800', '𠮷'),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const text = units.join('');
        expect(cutter.cut(text)).toEqual(nodejieba.cut(text, true));
        expect(cutter.tag(text)).toEqual(nodejieba.tag(text));
      }),
      { numRuns: 100 },
    );
  });
});
