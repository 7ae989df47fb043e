/** The answers to writers over reports made in the test: what disagrees, what is filtered, when a reference is made. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checker, CiteRequest, CompareRequest } from '../../src/api/check.js';
import { createChecker } from '../../src/check/checker.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { createQuotationFinder } from '../../src/quote/quotations.js';
import { filterDocuments, resolveRegion } from '../../src/retrieve/filters.js';
import { readLibrary, tokenizer } from './library.js';

const NEGATIVE = '2025年湖南省政府工作报告.txt';
const REPORTS = {
  '2025年湖北省政府工作报告.txt': `2025年湖北省政府工作报告
一、2024年工作回顾
过去一年，地区生产总值增长5.8%。民营企业进出口增长12.4%，进出口增长9.6%。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%左右。`,
  '2026年湖北省政府工作报告.txt': `2026年湖北省政府工作报告
一、2025年工作回顾
2024年，地区生产总值增长5.7%。2025年地区生产总值增长5.5%。
二、2026年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。`,
  [NEGATIVE]: `2025年湖南省政府工作报告
一、2024年工作回顾
过去一年，地区生产总值增长4.8%，进出口总额下降12.1%。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。`,
};

let folder: string;
let snapshot: Snapshot;
let checker: Checker;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-checker-'));
  for (const [name, text] of Object.entries(REPORTS)) await writeFile(path.join(folder, name), text);
  snapshot = await readLibrary(folder);
  const gazetteer = createGazetteer();
  const regions = snapshot.documents.map((document) => resolveRegion(document, gazetteer));
  checker = createChecker({
    snapshot,
    quotations: createQuotationFinder(snapshot),
    retriever: {
      compareSentences: async () => new Float32Array(0),
      select: (filters) => filterDocuments(snapshot.documents, regions, filters, gazetteer).passes,
      retrieve: async () => {
        throw new Error('expected no question');
      },
    },
    glossary: readGlossary(),
    gazetteer,
    translate,
    tokenizer,
    today: () => new Date('2026-03-01T12:00:00Z'),
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const quote = (text: string, changes: object = {}) =>
  checker.cite(CiteRequest.parse({ text, kind: 'quote', ...changes }));
const compare = (changes: object) => checker.compare(CompareRequest.parse({ indicator: 'GDP', ...changes }));

describe('cite', () => {
  it('asks no question for a quotation', async () => {
    expect((await quote('民营企业进出口增长12.4%')).verdict).toBe('exact');
    expect((await checker.cite(CiteRequest.parse({ text: '“民营企业进出口增长12.4%”' }))).verdict).toBe('exact');
  });

  it('names the newest report first, and each place once', async () => {
    const { matches } = await quote('今年经济社会发展主要预期目标是', { topK: 20 });
    expect(matches.map(({ citation }) => citation.title)).toEqual([
      '2026年湖北省政府工作报告',
      expect.stringMatching(/^2025年/),
      expect.stringMatching(/^2025年/),
    ]);
    expect(new Set(matches.map(({ citation }) => citation.documentId)).size).toBe(3);
  });

  it('takes a filter at its word, even where no document passes it', async () => {
    const titles = async (filters: object) =>
      (await quote('今年经济社会发展主要预期目标是', { filters })).matches.map(({ citation }) => citation.title);
    expect(await titles({ regions: ['湖南'] })).toEqual(['2025年湖南省政府工作报告']);
    expect(await titles({ years: [2026] })).toEqual(['2026年湖北省政府工作报告']);
    expect(await titles({ regions: ['湖南'], years: [2026] })).toEqual([]);
    expect(await titles({ types: ['digest'] })).toEqual([]);
  });

  it('writes references in the styles asked for and no other', async () => {
    const { matches } = await quote('民营企业进出口增长12.4%', { styles: ['mla', 'ris'] });
    expect(Object.keys(matches[0]?.references ?? {})).toEqual(['mla', 'ris']);
    expect(matches[0]?.references.ris).toMatch(/^TY {2}- /);
  });
});

describe('check', () => {
  it('says that sources disagree and shows the one that agrees', async () => {
    const { verdict, items } = await checker.check({ text: '2024年湖北GDP增长5.7%。' });
    expect(items).toMatchObject([
      {
        verdict: 'conflicting_sources',
        found: { value: 5.7, unit: '%' },
        citation: { title: '2026年湖北省政府工作报告', quote: '5.7%' },
      },
    ]);
    expect(verdict).toBe('partial');
  });

  it('gives null for what a text does not name and where nothing was found', async () => {
    const { items } = await checker.check({ text: 'GDP增长5.8%。' });
    expect(items).toMatchObject([
      { claim: { region: null, year: null }, verdict: 'not_found', found: null, citation: null },
    ]);
  });

  it('is negative for a fall', async () => {
    const { items } = await checker.check({ text: '2024年湖南进出口总额增长12.1%。' });
    expect(items).toMatchObject([
      { verdict: 'direction_differs', claim: { value: 12.1 }, found: { value: -12.1, unit: '%' } },
    ]);
  });

  it('cites a quotation where it stands', async () => {
    const { items } = await checker.check({ text: '报告说“民营企业进出口增长12.4%”。' });
    const quotation = items.find(({ kind }) => kind === 'quotation');
    expect(quotation).toMatchObject({
      text: '民营企业进出口增长12.4%',
      verdict: 'exact',
      claim: null,
      found: null,
      citation: { quote: '民营企业进出口增长12.4%', title: '2025年湖北省政府工作报告' },
    });
  });
});

describe('compare', () => {
  it('flags sources that disagree, each cited by its own place', async () => {
    const { cells } = await compare({ regions: ['湖北'], years: [2024] });
    const quotes = [cells[0]?.citation?.quote, ...(cells[0]?.conflicts.map((citation) => citation.quote) ?? [])];
    expect(quotes.sort()).toEqual(['5.7%', '5.8%']);
  });

  it('flags figures of a part and does not count them', async () => {
    const { cells } = await compare({ indicator: '进出口', regions: ['湖北'], years: [2024] });
    expect(cells).toMatchObject([{ value: 9.6, conflicts: [], otherScope: [{ quote: '12.4%' }] }]);
  });

  it('says of a figure whether words beside it make a bound of it', async () => {
    const { cells } = await compare({ regions: ['湖北'], years: [2025] });
    expect(cells).toMatchObject([{ text: '5.5%', bounded: false }]);
    const aims = await compare({ regions: ['湖北'], years: [2025], kind: 'target' });
    expect(aims.cells).toMatchObject([{ text: '6%左右', bounded: true }]);
    expect((await compare({ regions: ['湖南'], years: [2025] })).cells).toMatchObject([{ text: null, bounded: false }]);
  });

  it('leaves a cell empty that no report fills', async () => {
    const { cells } = await compare({ regions: ['湖南'], years: [2024, 2025] });
    expect(cells).toMatchObject([
      { year: 2024, value: 4.8 },
      { year: 2025, value: null, text: null, citation: null, conflicts: [], otherScope: [] },
    ]);
  });

  it('cites words that stand at their offsets', async () => {
    const { cells } = await compare({ kind: 'target' });
    const citations = cells.flatMap(({ citation }) => (citation === null ? [] : [citation]));
    expect(citations.length).toBe(3);
    for (const { documentId, start, end, quote: words } of citations) {
      const document = snapshot.documents.find(({ id }) => id === documentId);
      expect(document?.text.slice(start, end)).toBe(words);
    }
  });

  it('writes the same table as rows and as Markdown', async () => {
    const request = CompareRequest.parse({ indicator: '进出口', regions: ['湖南'], years: [2024] });
    const { csv, md } = await checker.writeComparison(request);
    expect(csv.split('\r\n')[1]).toMatch(/^[^,]+,growth,actual,湖南省,2024,-12\.1,%,/);
    expect(md).toMatch(/^\| 湖南省 \| .*12\.1% \[1\] \|$/m);
  });
});
