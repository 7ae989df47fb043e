/** What is put in front of a passage when it is embedded and cut into words. */

import { describe, expect, it } from 'vitest';
import { describeSource, embeddedTexts, hashEmbeddedTexts, lexicalText } from '../../src/index/indexed-text.js';
import type { Document } from '../../src/types.js';
import { makeDocument } from './documents.js';

function withHeadings(document: Document, headingPath: readonly string[]): Document {
  return { ...document, passages: document.passages.map((passage) => ({ ...passage, headingPath })) };
}

const REPORT = makeDocument('a.txt', '全年增长6.7%。就业稳定。', {
  title: '政府工作报告',
  region: '荆门市',
  year: 2024,
});

describe('describeSource', () => {
  it('puts region and year in front of a title that names neither', () => {
    expect(describeSource(REPORT)).toBe('荆门市2024年政府工作报告');
  });

  it('repeats neither region nor year that the title names, also by the short name', () => {
    const named = makeDocument('a.txt', '。', { title: '2024年荆门政府工作报告', region: '荆门市', year: 2024 });
    expect(describeSource(named)).toBe('2024年荆门政府工作报告');
  });

  it('is the title alone when region and year are unknown', () => {
    expect(describeSource(makeDocument('a.txt', '。', { title: '访谈' }))).toBe('访谈');
  });

  it('keeps 60 characters of an endless title', () => {
    expect(describeSource(makeDocument('a.txt', '。', { title: '长'.repeat(10_000) }))).toHaveLength(60);
  });
});

describe('embeddedTexts', () => {
  it('puts title and innermost heading in front of a passage, the title in front of a sentence', () => {
    expect(embeddedTexts(withHeadings(REPORT, ['一、工作回顾', '（一）稳增长']))).toEqual({
      passages: ['荆门市2024年政府工作报告 （一）稳增长 全年增长6.7%。就业稳定。'],
      sentences: ['荆门市2024年政府工作报告 全年增长6.7%。', '荆门市2024年政府工作报告 就业稳定。'],
    });
  });

  it('does not repeat a run-in lead that opens the passage', () => {
    expect(embeddedTexts(withHeadings(REPORT, ['全年增长'])).passages).toEqual([
      '荆门市2024年政府工作报告 全年增长6.7%。就业稳定。',
    ]);
  });

  it('has one text a passage and one a sentence, none for an empty document', () => {
    expect(embeddedTexts({ ...REPORT, passages: [], sentences: [] })).toEqual({ passages: [], sentences: [] });
  });
});

describe('hashEmbeddedTexts', () => {
  it('tells apart what differs in a character, in its cut, or in its kind', () => {
    const hashes = [
      { passages: ['增长'], sentences: [] },
      { passages: ['增'], sentences: ['长'] },
      { passages: ['增', '长'], sentences: [] },
      { passages: [], sentences: ['增长'] },
      { passages: ['增长。'], sentences: [] },
    ].map(hashEmbeddedTexts);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('lexicalText', () => {
  it('holds title, all headings and the passage', () => {
    const document = withHeadings(REPORT, ['一、工作回顾', '（一）稳增长']);
    const [passage] = document.passages;
    expect(passage && lexicalText(document, passage)).toBe(
      '荆门市2024年政府工作报告\n一、工作回顾\n（一）稳增长\n全年增长6.7%。就业稳定。',
    );
  });
});
