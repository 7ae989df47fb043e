/** Words of a document as a file: what was counted is found again, and nothing else. */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordCounter } from '../../src/index/word-counter.js';
import {
  createSentenceReader,
  type DocumentWords,
  findPostings,
  hashTerm,
  readWords,
  wordsFolder,
  writeWords,
} from '../../src/index/words.js';
import { createSegmenterTokenizer, normaliseForTerms } from '../../src/lexicon/tokenizer.js';
import { temporaryFolder } from './documents.js';

function countWords(passages: readonly (readonly string[])[]): DocumentWords {
  const counter = createWordCounter();
  for (const terms of passages) counter.add(terms);
  return counter.finish();
}

function listPostings(words: DocumentWords, term: string): [number, number][] {
  const { start, end } = findPostings(words, term, hashTerm(term));
  return Array.from({ length: end - start }, (_, at) => [
    words.ordinals[start + at] ?? -1,
    words.frequencies[start + at] ?? 0,
  ]);
}

function createGenerationFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(wordsFolder(folder));
  return folder;
}

describe('createWordCounter', () => {
  it('finds in which passages a term stands, and how often', () => {
    const words = countWords([['增长', '目标', '增长'], [], ['增长']]);
    expect(listPostings(words, '增长')).toEqual([
      [0, 2],
      [2, 1],
    ]);
    expect(listPostings(words, '目标')).toEqual([[0, 1]]);
    expect(listPostings(words, '增')).toEqual([]);
    expect(listPostings(words, '')).toEqual([]);
    expect([...words.lengths]).toEqual([3, 0, 1]);
  });

  it('tells terms with the same hash apart', () => {
    expect(hashTerm('costarring')).toBe(hashTerm('liquid'));
    expect(listPostings(countWords([['costarring']]), 'liquid')).toEqual([]);
    const both = countWords([['liquid'], ['costarring', 'costarring']]);
    expect(listPostings(both, 'liquid')).toEqual([[0, 1]]);
    expect(listPostings(both, 'costarring')).toEqual([[1, 2]]);
  });

  it('gives every term of any passages its own postings, written and read', async () => {
    const term = fc.string({ unit: fc.constantFrom('增', '长', 'a', '1', '\ud800', '𠮷'), minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(term, { maxLength: 8 }), { maxLength: 5 }), term, async (passages, other) => {
        const folder = createGenerationFolder();
        await writeWords(folder, 'a', countWords(passages));
        const words = await readWords(folder, 'a');
        for (const each of [...passages.flat(), other]) {
          const expected = passages.flatMap((terms, ordinal): [number, number][] => {
            const frequency = terms.filter((own) => own === each).length;
            return frequency === 0 ? [] : [[ordinal, frequency]];
          });
          expect(listPostings(words, each)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('createSentenceReader', () => {
  it('has the terms that a sentence was cut into, and pairs of Han characters as they stand in it', async () => {
    const counter = createWordCounter();
    counter.add(['增长', '3.2%']);
    counter.addSentence('新建学校12所', ['新建', '学校', '12', '所', '新建', '建学', '学校', '§学校数']);
    counter.addSentence('', []);
    counter.addSentence('公路', ['公路']);
    const folder = createGenerationFolder();
    await writeWords(folder, 'a', counter.finish());
    const words = await readWords(folder, 'a');
    const [first, empty, last] = [0, 1, 2].map(createSentenceReader(words));
    expect(first?.plain).toBe('新建学校12所');
    for (const term of ['新建', '建学', '12', '所', '§学校数']) expect(first?.has(term)).toBe(true);
    for (const term of ['增长', '3.2%', '1', '校', '公路', '']) expect(first?.has(term)).toBe(false);
    expect(empty?.plain).toBe('');
    expect(empty?.has('12')).toBe(false);
    expect([last?.plain, last?.has('公路'), last?.has('12')]).toEqual(['公路', true, false]);
    // Words of sentences alone stand in no passage.
    expect(listPostings(words, '§学校数')).toEqual([]);
  });

  it('has of any sentence what its tokenizer makes of it, and nothing else', () => {
    const tokenizer = createSegmenterTokenizer();
    const text = fc.string({
      unit: fc.constantFrom('增', '长', '学', '校', 'a', 'B', '1', ',', '２', ' ', '𠮷'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (sentences) => {
        const counter = createWordCounter();
        for (const each of sentences) counter.addSentence(normaliseForTerms(each), tokenizer.tokenize(each));
        const read = createSentenceReader(counter.finish());
        const all = new Set(sentences.flatMap((each) => tokenizer.tokenize(each)));
        for (const [number, each] of sentences.entries()) {
          const own = new Set(tokenizer.tokenize(each));
          for (const term of all) expect(read(number).has(term)).toBe(own.has(term));
        }
      }),
    );
  });
});

describe('readWords', () => {
  it('names a file that is gone, or no words', async () => {
    const folder = createGenerationFolder();
    const file = path.join(wordsFolder(folder), 'a.bin');
    const damaged = { code: 'INDEX_DAMAGED', message: expect.stringContaining(file) };
    await expect(readWords(folder, 'a')).rejects.toMatchObject(damaged);
    writeFileSync(file, 'no words');
    await expect(readWords(folder, 'a')).rejects.toMatchObject(damaged);
  });

  it('refuses an id that could be a path', async () => {
    const folder = createGenerationFolder();
    await expect(writeWords(folder, '../a', countWords([]))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(readdirSync(wordsFolder(folder))).toEqual([]);
  });
});
