/** Which documents are copies of one another, which never are, and what becomes of their sources. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeNearDuplicates } from '../../src/compose/duplicates.js';
import { blankMetadata, type DocumentMetadata } from '../../src/metadata.js';
import type { Document } from '../../src/types.js';
import { isMissing, shared } from '../needs.js';

const REPORTS = path.join(shared, 'corpus', 'provincial-2026');

function documentOf(source: string, text: string, metadata: Partial<DocumentMetadata> = {}): Document {
  const known = {
    ...blankMetadata('政府工作报告'),
    region: '荆门市',
    year: 2024,
    type: 'report',
    url: `https://example.org/${source}`,
    ...metadata,
  } as const;
  return {
    id: `id of ${source}`,
    source,
    sources: [{ source, url: known.url }],
    contentHash: source,
    metadata: known,
    origins: {},
    text,
    sections: [],
    passages: [],
    sentences: [],
    pageStarts: [],
    tableRows: [],
    dropped: [],
  };
}

/** Words that stand nowhere else: `count` characters, by `seed`. */
function wordsOf(seed: number, count: number): string {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
  return Array.from({ length: count }, (_, index) =>
    index % 40 === 39 ? '。\n' : String.fromCharCode(0x4e00 + (next() % 6000)),
  ).join('');
}

const REPORT = `地区生产总值增长6.7%，${wordsOf(1, 6000)}`;
/** The same report as another site has it. */
const COPY = REPORT.replaceAll('，', ', ').replaceAll('。\n', '｡　\n\n').replace('6.7%', '６．７％');
const PREFACE = wordsOf(2, 400);
const GLOSSARY = wordsOf(3, 1500);

const merge = (...documents: Document[]) => mergeNearDuplicates(documents);
const sourcesLeft = async (...documents: Document[]): Promise<string[]> =>
  (await merge(...documents)).documents.map(({ source }) => source);

describe('copies', () => {
  it('become one document with the sources and addresses of all', async () => {
    const { documents, merged } = await merge(
      documentOf('a/report.txt', REPORT),
      documentOf('b/report.html', COPY),
      documentOf('c/report.docx', `${PREFACE}${REPORT}`),
    );
    expect(merged).toEqual([
      { kept: 'a/report.txt', dropped: 'b/report.html' },
      { kept: 'a/report.txt', dropped: 'c/report.docx' },
    ]);
    expect(documents).toHaveLength(1);
    expect(documents[0]?.sources).toEqual([
      { source: 'a/report.txt', url: 'https://example.org/a/report.txt' },
      { source: 'b/report.html', url: 'https://example.org/b/report.html' },
      { source: 'c/report.docx', url: 'https://example.org/c/report.docx' },
    ]);
  });
  it('leave the first by source its id, text and metadata, without those it lacks', async () => {
    const first = documentOf('a.txt', REPORT, { url: null, publisher: null });
    const second = documentOf('b.txt', COPY, { publisher: '荆门日报', published: '2024-01-12' });
    const { documents } = await merge(second, first);
    expect(documents).toEqual([{ ...first, sources: [...first.sources, ...second.sources] }]);
  });
  it.each(['url', 'publisher'] as const)(
    'leave the one whose %s is stated, whatever the others are called',
    async (field) => {
      const official = {
        ...documentOf('report.txt', REPORT, { publisher: '荆门市人民政府' }),
        origins: { [field]: 'sources.csv' },
      };
      const copy = { ...documentOf('a.txt', COPY, { publisher: '他处' }), origins: { [field]: 'text' } };
      const { documents, merged } = await merge(copy, official as Document);
      expect(merged).toEqual([{ kept: 'report.txt', dropped: 'a.txt' }]);
      expect(documents).toMatchObject([
        { id: official.id, text: REPORT, sources: [{ source: 'report.txt' }, { source: 'a.txt' }] },
      ]);
    },
  );
  it.each([
    ['a preface', `${PREFACE}${REPORT}`],
    ['a glossary', `${REPORT}${GLOSSARY}`],
    ['a paragraph less', REPORT.slice(200)],
    ['one character in a thousand wrong', REPORT.replace(/([\s\S]{999})[\s\S]/g, '$1误')],
    ['page numbers', REPORT.replace(/[\s\S]{500}/g, '$&\n第12页\n')],
  ])('may have %s', async (_, text) => {
    expect(await sourcesLeft(documentOf('a', REPORT), documentOf('b', text))).toEqual(['a']);
  });
  it('may be of any length when their words are the same', async () => {
    expect(await sourcesLeft(documentOf('a', '增长6.7%。'), documentOf('b', '增长 6.7%'))).toEqual(['a']);
  });
  it('are the same ones in whatever order the documents come', async () => {
    const documents = [
      documentOf('a', REPORT),
      documentOf('b', COPY),
      documentOf('c', `${REPORT}${GLOSSARY}`),
      documentOf('d', wordsOf(9, 3000)),
      documentOf('e', wordsOf(9, 3000), { year: 2023 }),
      documentOf('f', `${wordsOf(9, 3000)}${wordsOf(5, 100)}`),
    ];
    const { merged } = await merge(...documents);
    expect(merged.map(({ kept, dropped }) => kept + dropped)).toEqual(['ab', 'ac', 'df']);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(documents, { minLength: documents.length }), async (shuffled) => {
        const result = await mergeNearDuplicates(shuffled);
        expect(result.merged).toEqual(merged);
        expect(result.documents.map(({ source }) => source)).toEqual(
          shuffled.map(({ source }) => source).filter((source) => 'ade'.includes(source)),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('documents that are no copies', () => {
  it.each<[string, Partial<DocumentMetadata>]>([
    ['region', { region: '咸宁市' }],
    ['region, unknown', { region: null }],
    ['year', { year: 2023 }],
    ['year, unknown', { year: null }],
    ['type', { type: 'interpretation' }],
    ['type, a digest', { type: 'digest' }],
  ])('are the same words of another %s', async (_, metadata) => {
    const both = [documentOf('a', REPORT), documentOf('b', REPORT, metadata)];
    expect(await merge(...both)).toEqual({ documents: both, merged: [] });
  });
  it('are words of unknown region or year, unless they are the same', async () => {
    for (const metadata of [{ region: null }, { year: null }]) {
      const original = documentOf('a', REPORT, metadata);
      expect(await sourcesLeft(original, documentOf('b', COPY, metadata))).toEqual(['a']);
      expect(await sourcesLeft(original, documentOf('b', `前言${REPORT}`, metadata))).toEqual(['a', 'b']);
    }
  });
  it('are notices that differ in a figure', async () => {
    const notice = wordsOf(4, 800);
    expect(await sourcesLeft(documentOf('a', `${notice}共5家`), documentOf('b', `${notice}共6家`))).toEqual(['a', 'b']);
  });
  it('are short texts that differ in a decimal point or in what a figure is a share of', async () => {
    const texts = ['增长6.7%', '增长67%', '增长6.7‰', '增长6.7'];
    expect(await sourcesLeft(...texts.map((text) => documentOf(text, `全年${text}。`)))).toEqual(texts);
  });
  it('is an excerpt', async () => {
    expect(await sourcesLeft(documentOf('a', REPORT.slice(0, 3600)), documentOf('b', REPORT))).toEqual(['a', 'b']);
  });
  it('are reports that share half of their words', async () => {
    const common = wordsOf(6, 3000);
    expect(
      await sourcesLeft(documentOf('a', common + wordsOf(7, 3000)), documentOf('b', common + wordsOf(8, 3000))),
    ).toEqual(['a', 'b']);
  });
  it('are documents without words', async () => {
    expect(await sourcesLeft(documentOf('a', '——'), documentOf('b', '……'))).toEqual(['a', 'b']);
  });
});

describe('a report with one figure changed', () => {
  const [before, after] = [wordsOf(11, 3000), wordsOf(12, 3000)];
  const report = `${before}地区生产总值增长7%左右，万元产值能耗下降3%。${after}粮食产量15万吨，地区生产总值增长5.5%左右。${wordsOf(13, 800)}`;

  it.each([
    ['and the old one kept next to it', ['增长7%', '增长9.9%，万元产值能耗下降7%']],
    ['and the old one kept at the end', [/(增长)7%([\s\S]*)$/, '$19.9%$2去年增长7%']],
    ['to one that stands elsewhere in the same words', ['增长7%', '增长5.5%']],
    ['and the words around it as well', ['生产总值增长7%左右', '生产总值将增加9%上下']],
    ['by a digit', ['15万吨', '5万吨']],
    ['in its sign', ['下降3%', '下降-3%']],
    ['to a range', ['增长7%', '增长7—8%']],
    ['by what was a range', ['增长5.5%', '增长5.56%']],
    ['in Chinese numerals', ['增长7%', '翻两番']],
    ['that was put in', ['左右，', '左右，高新技术产业增长20%，']],
    ['that was left out', ['，万元产值能耗下降3%', '']],
    ['in a passage that was moved', [/^([\s\S]{2800})([\s\S]{200}[^7]*)7%([\s\S]{200})([\s\S]*)$/, '$1$4$29%$3']],
  ] as const)('%s is a document of its own', async (_, [from, to]) => {
    const doctored = report.replace(from, to);
    expect(doctored).not.toBe(report);
    for (const names of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      expect(await sourcesLeft(documentOf(names[0], report), documentOf(names[1], doctored))).toEqual(names);
    }
  });
  it('and nothing else is told from punctuation of a site', async () => {
    const range = report.replace('增长7%', '增长7—8%').replace('15万', '1,500万');
    const same = range.replace('7—8%', '7～8％').replace('1,500万', '1500万');
    expect(await sourcesLeft(documentOf('a', range), documentOf('b', same))).toEqual(['a']);
    const short = ['5—6%', '56%', '-56%'].map((figure) => documentOf(figure, `全年增长${figure}。`));
    expect(await sourcesLeft(...short)).toEqual(['5—6%', '56%', '-56%']);
  });
  it('is still the copy that it was in page numbers, preface and glossary', async () => {
    for (const page of ['第12页', '- 13 -', '14']) {
      const paged = report.replace(/[\s\S]{500}\n/g, `$&${page}\n`);
      expect(await sourcesLeft(documentOf('a', report), documentOf('b', paged))).toEqual(['a']);
    }
    const longer = `前言：${wordsOf(14, 300)}增长8%。${wordsOf(15, 60)}${report}`;
    expect(await sourcesLeft(documentOf('a', report), documentOf('b', longer))).toEqual(['a']);
  });
});

describe('time', () => {
  /** Twice the documents may take twice as long; twice that is the machine, all against all would be four times. */
  const LARGEST_RATIO = 4;

  it('grows with the number of documents of one region, year and type, though half of their words are common', async () => {
    const common = wordsOf(6, 1500);
    const measure = async (count: number): Promise<number> => {
      const documents = Array.from({ length: count }, (_, index) =>
        documentOf(`${index}`, common + wordsOf(1000 + index, 1500)),
      );
      const begun = performance.now();
      expect((await mergeNearDuplicates(documents)).merged).toEqual([]);
      return performance.now() - begun;
    };
    await measure(200);
    const shorter = await measure(1000);
    expect(await measure(2000)).toBeLessThan(LARGEST_RATIO * Math.max(100, shorter));
  });

  it('is seconds for twelve million characters that repeat themselves', async () => {
    const long = '增长百分之五'.repeat(1_000_000);
    const begun = performance.now();
    expect(await sourcesLeft(documentOf('a', long), documentOf('b', `${long}完`))).toEqual(['a', 'b']);
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});

describe.skipIf(isMissing('shared'))('the reports of provinces', () => {
  const reports = isMissing('shared')
    ? []
    : readdirSync(REPORTS)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => documentOf(name, readFileSync(path.join(REPORTS, name), 'utf8')));

  it('are 31, were they all of one region', async () => {
    expect(reports).toHaveLength(31);
    expect((await mergeNearDuplicates(reports)).merged).toEqual([]);
  });
  it('are no copies of themselves with a figure changed, wherever it stands', async () => {
    for (const { source, text } of reports) {
      const figures = [...text.matchAll(/\d+(?:\.\d+)?(?=%|亿元)/g)];
      for (const place of [0, 0.3, 0.6, 0.99]) {
        const figure = figures[Math.floor(place * figures.length)];
        if (figure === undefined) continue;
        const end = figure.index + figure[0].length;
        const doctored = `${text.slice(0, figure.index)}${Number(figure[0]) + 1}${text.slice(end)}`;
        const both = [documentOf(source, text), documentOf('0.txt', doctored)];
        expect((await mergeNearDuplicates(both)).merged, `${source} ${figure[0]}`).toEqual([]);
      }
    }
  });
  it('are found again in their copies, each its own', async () => {
    const copies = reports.map(({ source, text }) => documentOf(`${source} copy`, `${PREFACE}${text}`));
    const { merged } = await mergeNearDuplicates([...reports, ...copies]);
    expect(merged).toHaveLength(31);
    expect(merged.every(({ kept, dropped }) => dropped === `${kept} copy`)).toBe(true);
  });
});
