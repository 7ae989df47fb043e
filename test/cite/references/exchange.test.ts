/** References for programs: what is written is read back, and no title breaks out of its field. */

import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferenceStyle } from '../../../src/api/check.js';
import { writeReference } from '../../../src/cite/references/reference.js';
import type { DocumentMetadata } from '../../../src/metadata.js';
import { citedFrom, DIGEST, INTERPRETATION, INTERVIEW, POLICY, REPORT, withoutAll } from './cited.js';

type Item = Readonly<Record<string, unknown>>;
interface Parsers {
  readonly plugins: { readonly input: { chain(text: string, options: { forceType?: string }): readonly Item[] } };
}
const require = createRequire(import.meta.url);
const { plugins }: Parsers = require('@citation-js/core');

const TYPES = { bibtex: '@bibtex/text', ris: '@ris/file' } as const;
function readBack(metadata: DocumentMetadata, style: keyof typeof TYPES): readonly Item[] {
  return plugins.input.chain(writeReference(citedFrom(metadata), style), { forceType: TYPES[style] });
}
function readCsl(metadata: DocumentMetadata): readonly Item[] {
  return JSON.parse(writeReference(citedFrom(metadata), 'csl-json'));
}

const NOTE = '报告人：李殿勋；引文位置：二、2026年重点工作，第12段';

describe('writeReference for programs', () => {
  it('writes BibTeX', () => {
    expect(writeReference(citedFrom(REPORT, { page: 7 }), 'bibtex')).toBe(`@techreport{wenju_0a1b2c3d4e5f6071,
  author = {{湖北省人民政府}},
  year = {2026},
  month = {feb 5},
  note = {报告人：李殿勋；引文位置：二、2026年重点工作，第7页},
  pages = {7},
  institution = {湖北日报},
  title = {2026年湖北省政府工作报告},
  url = {https://www.hubei.gov.cn/report.html},
  urldate = {2026-08-01},
  language = {zh-CN},
  langid = {chinese},
}`);
  });

  it('writes RIS', () => {
    expect(writeReference(citedFrom(REPORT), 'ris').split('\n')).toEqual([
      'TY  - RPRT',
      'AU  - 湖北省人民政府',
      'DA  - 2026/02/05/',
      'PY  - 2026',
      'ID  - wenju_0a1b2c3d4e5f6071',
      'LA  - zh-CN',
      `N1  - ${NOTE}`,
      'PB  - 湖北日报',
      'TI  - 2026年湖北省政府工作报告',
      'UR  - https://www.hubei.gov.cn/report.html',
      'Y2  - 2026/08/01/',
      'ER  - ',
    ]);
  });

  it('writes CSL-JSON', () => {
    expect(readCsl(REPORT)).toEqual([
      {
        id: 'wenju_0a1b2c3d4e5f6071',
        'citation-key': 'wenju_0a1b2c3d4e5f6071',
        type: 'report',
        title: '2026年湖北省政府工作报告',
        language: 'zh-CN',
        author: [{ literal: '湖北省人民政府' }],
        issued: { 'date-parts': [[2026, 2, 5]] },
        accessed: { 'date-parts': [[2026, 8, 1]] },
        publisher: '湖北日报',
        URL: 'https://www.hubei.gov.cn/report.html',
        note: NOTE,
      },
    ]);
  });

  const documents = [REPORT, INTERVIEW, POLICY, INTERPRETATION, DIGEST].flatMap((each) => [each, withoutAll(each)]);

  it.each(documents)('reads $type back from BibTeX and RIS as CSL-JSON has it (%#)', (metadata) => {
    const [csl = {}] = readCsl(metadata);
    const [bibtex = {}] = readBack(metadata, 'bibtex');
    const [ris = {}] = readBack(metadata, 'ris');
    for (const field of ['title', 'URL', 'note', 'language'] as const) {
      expect(ris[field], field).toEqual(csl[field]);
      // The parser takes what has a month for plain BibTeX, which knows no language.
      if (field !== 'language') expect(bibtex[field], field).toEqual(csl[field]);
    }
    expect(ris.type).toBe(csl.type);
    expect(ris.accessed).toEqual(csl.accessed);
    expect(bibtex.issued).toEqual(csl.issued);
    // Of a newspaper's date the parser takes no more than the year.
    if (csl.type !== 'article-newspaper') expect(ris.issued).toEqual(csl.issued);
    const source = csl['container-title'] ?? csl.publisher;
    expect(ris['container-title'] ?? ris.publisher).toEqual(source);
    expect(bibtex['container-title'] ?? bibtex.publisher).toEqual(source);
  });

  it('gives each of the bodies that issue a text together a line', () => {
    const issued = { ...INTERPRETATION, publisher: '荆门市统计局，国家统计局荆门调查队' };
    const lines = writeReference(citedFrom(issued), 'ris').split('\n');
    expect(lines.filter((line) => /^(?:AU|PB) /.test(line))).toEqual([
      'AU  - 荆门市统计局',
      'AU  - 国家统计局荆门调查队',
    ]);
  });

  it('keeps who signed an article in a newspaper, and its day', () => {
    const lines = writeReference(citedFrom({ ...INTERPRETATION, publisher: '湖北日报', speaker: '王某' }), 'ris').split(
      '\n',
    );
    expect(lines).toEqual(expect.arrayContaining(['TY  - NEWS', 'AU  - 王某', 'DA  - 2026/02/06/', 'T2  - 湖北日报']));
  });

  it('says of a digest that it is one, of what, and where that is', () => {
    const [csl = {}] = readCsl(DIGEST);
    expect(csl).toMatchObject({
      type: 'document',
      author: [{ literal: '文据' }],
      'original-title': DIGEST.basedOn?.title,
    });
    expect(csl.note).toMatch(/^据荆门日报《.*》编写，摘编，不是原文；原文：https:\/\/example\.org\/original\.html；/);
    expect(csl).not.toHaveProperty('URL');
    expect(csl).not.toHaveProperty('issued');
  });

  const hostile = [
    '}}, note = {x}} @book{y, title = {z',
    '{ unbalanced',
    'unbalanced \\} }',
    '\\input{/etc/passwd} \\write18{ls}',
    'ends in a backslash \\',
    '100% of $5 & #1_2^3~4 "quoted"',
    '<i>open <b> <span class="nocase">x',
    '标题\nER  - \nTY  - JOUR\nTI  - 别的',
    `${'甲'.repeat(64)}ER  - `,
    `${'a'.repeat(70)}TY  - BOOK`,
    'GDP增长5%：OECD口径',
    'x'.repeat(2000),
  ];

  it.each(hostile)('keeps the hostile title %j in its field', (title) => {
    const metadata = { ...REPORT, title, region: null, speaker: null, publisher: title };
    const expected = title.replace(/\s+/gu, ' ').trim();
    expect(readCsl(metadata)[0]?.title).toBe(expected);
    for (const style of ['bibtex', 'ris'] as const) {
      const items = readBack(metadata, style);
      expect(items).toHaveLength(1);
      expect(items[0]?.title).toBe(expected);
      expect(items[0]?.publisher).toBe(expected);
    }
  });

  it('keeps any title in its field, braces balanced as BibTeX counts them and one line a tag', () => {
    const title = fc.string({ unit: fc.constantFrom(...'{}\\\n\r%$#&_^~"<>i/ -TYER年GDP=,@：'), maxLength: 60 });
    fc.assert(
      fc.property(title, (title) => {
        const metadata = { ...REPORT, title, region: null, speaker: title };
        const bibtex = writeReference(citedFrom(metadata), 'bibtex');
        let depth = 0;
        for (const character of bibtex.slice(0, -1)) {
          depth += character === '{' ? 1 : character === '}' ? -1 : 0;
          if (depth < 0) return false;
        }
        const ris = writeReference(citedFrom(metadata), 'ris').split('\n');
        return depth === 1 && ris.every((line) => /^[A-Z][A-Z0-9] {2}- /.test(line)) && ris.length <= 13;
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a long address whole, and characters that end a field out of it', () => {
    const url = `https://example.org/${'a'.repeat(100)}?b={c}&d=%E4%B8%AD`;
    const kept = `https://example.org/${'a'.repeat(100)}?b=%7Bc%7D&d=%E4%B8%AD`;
    for (const style of ['bibtex', 'ris'] as const) expect(readBack({ ...REPORT, url }, style)[0]?.URL).toBe(kept);
    const style: ReferenceStyle = 'gb7714-2025-numeric';
    expect(writeReference(citedFrom({ ...REPORT, url }), style)).toContain(`${kept}.`);
  });
});
