/**
 * The same report in every format: text in four encodings, Markdown, web pages, Word, PDF. Each is made by the tools
 * others make such files with, and must come to the same headings, the same passages, the same answers.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply, Citation } from '../src/api/ask.js';
import { AskRequest } from '../src/api/request.js';
import type { Service } from '../src/api/service.js';
import { readCorpus } from '../src/compose/corpus.js';
import { openEmbedder, writeIndex } from '../src/compose/indexing.js';
import { openService } from '../src/compose/service.js';
import type { Embedder } from '../src/embed/contract.js';
import type { Document } from '../src/types.js';
import { encodeText, makeMarkdown, makePage, makePdf, makeText, makeWord } from './formats/make.js';
import { type Block, REPORT } from './formats/report.js';
import { hubei, isMissing } from './needs.js';
import { testConfig } from './service.js';

type Maker = (blocks: readonly Block[]) => Promise<string | Buffer> | string | Buffer;

/** A format: its name, its file's ending, what makes it, and whether it can say that a table is one. */
interface Format {
  readonly name: string;
  readonly ending: string;
  readonly make: Maker;
  readonly hasPages?: true;
}

const TEXT: Format = { name: 'UTF-8 text', ending: 'txt', make: makeText };
const WORD: Format = { name: 'Word', ending: 'docx', make: (blocks) => makeWord(blocks, 'plain') };
const PDF: Format = { name: 'PDF', ending: 'pdf', make: makePdf, hasPages: true };
const FORMATS: readonly Format[] = [
  {
    name: 'UTF-8 text with Windows line ends and a byte order mark',
    ending: 'txt',
    make: (blocks) => encodeText(`\uFEFF${makeText(blocks).replaceAll('\n', '\r\n')}`, 'utf8'),
  },
  { name: 'GBK text', ending: 'txt', make: (blocks) => encodeText(makeText(blocks), 'gbk') },
  { name: 'UTF-16 text', ending: 'txt', make: (blocks) => encodeText(makeText(blocks), 'utf16le') },
  {
    name: 'big-endian UTF-16 text',
    ending: 'txt',
    make: (blocks) => encodeText(makeText(blocks), 'utf16be'),
  },
  { name: 'Markdown', ending: 'md', make: makeMarkdown },
  { name: "a page of a government's site", ending: 'html', make: (blocks) => makePage(blocks) },
  {
    name: 'a page that does not say where its article is',
    ending: 'html',
    make: (blocks) => makePage(blocks, '<div class="c7">'),
  },
  WORD,
  {
    name: 'Word with heading styles and automatic numbers',
    ending: 'docx',
    make: (blocks) => makeWord(blocks, 'styled'),
  },
  ...(isMissing('chromium') ? [] : [PDF]),
];

/** One form, no white space: two formats of one text differ in nothing else. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

const temporary: string[] = [];
afterAll(async () => {
  await Promise.all(temporary.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A corpus folder with the report in one format; the file's name says nothing of it. */
async function writeCorpus({ make, ending }: Format, blocks: readonly Block[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-formats-'));
  temporary.push(folder);
  await writeFile(path.join(folder, `report.${ending}`), await make(blocks));
  return folder;
}

async function readOnly(folder: string): Promise<Document> {
  const { documents, skipped } = await readCorpus([folder]);
  expect(skipped).toEqual([]);
  const [document] = documents;
  if (!document || documents.length !== 1) throw new Error(`expected one document, got ${documents.length}`);
  return document;
}

/** A table's caption is a heading where the format says that there is a table. */
const CAPTION = '表1主要预期目标(单位:亿元)';

const outlineOf = ({ sections }: Document) =>
  sections.map(({ level, runIn, heading }) => `${level}${runIn ? ' runs in' : ''} ${bare(heading)}`);

const passagesOf = ({ passages, text }: Document) =>
  passages.map(({ start, end, headingPath }) => [...headingPath.map(bare), bare(text.slice(start, end))]);

if (isMissing('chromium')) describe.skip('PDF (needs /usr/bin/chromium)', () => it('is as the text', () => {}));

describe('a report of the form of a county government, in every format', () => {
  let text: Document;
  let word: Document;
  beforeAll(async () => {
    text = await readOnly(await writeCorpus(TEXT, REPORT));
    word = await readOnly(await writeCorpus(WORD, REPORT));
  });

  it('has the outline it was written with', () => {
    expect(outlineOf(text)).toEqual([
      '1 一、2023年工作回顾',
      '2 (一)产业根基更加稳固',
      '2 (二)城乡面貌持续改善',
      '2 (三)民生保障扎实有力',
      '1 二、2024年总体要求',
      '1 三、2024年主要预期目标',
      `2 ${CAPTION}`,
      '1 四、2024年重点工作',
      '2 runs in (一)全力扩大有效投资',
      '2 runs in (二)加快建设现代化产业体系',
      '2 runs in (三)扎实推进乡村全面振兴',
      '2 runs in (四)用心办好民生实事',
      '2 runs in (五)守牢安全发展底线',
    ]);
  });

  it('is described by its own words', () => {
    expect(text.metadata).toMatchObject({
      title: '钟祥市2024年政府工作报告',
      region: '钟祥市',
      year: 2024,
      type: 'report',
      delivered: '2024-01-08',
      speaker: '周明远',
    });
  });

  describe.each(FORMATS.map((format): [string, Format] => [format.name, format]))('%s', (_, format) => {
    let document: Document;
    beforeAll(async () => {
      document = await readOnly(await writeCorpus(format, REPORT));
    });

    it('has the same headings on the same levels', () => {
      expect(outlineOf(document)).toEqual(outlineOf(text));
    });

    it('has the same title, region, year, type, date and speaker', () => {
      const { title, region, year, type, delivered, speaker } = document.metadata;
      expect({ title, region, year, type, delivered, speaker }).toEqual({
        title: '钟祥市2024年政府工作报告',
        region: '钟祥市',
        year: 2024,
        type: 'report',
        delivered: '2024-01-08',
        speaker: '周明远',
      });
    });

    it('has the same passages under the same headings', () => {
      expect(passagesOf(document)).toEqual(passagesOf(word));
      expect(passagesOf(document)).toEqual(passagesOf(text));
    });

    it('has every row of the table with its columns and its unit', () => {
      expect(
        document.tableRows.map(({ row, columns, caption }) => ({ row, columns, caption: bare(caption ?? '') })),
      ).toEqual(
        ['地区生产总值', '规模以上工业增加值', '固定资产投资', '社会消费品零售总额', '外贸出口'].map((row) => ({
          row,
          columns: ['指标', '2023年完成', '2024年目标', '增速'],
          caption: CAPTION,
        })),
      );
    });

    it.runIf(format.hasPages)('says on which page a passage stands', () => {
      const pages = document.passages.map(({ page }) => page ?? 0);
      expect(pages[0]).toBe(1);
      expect(pages.at(-1)).toBeGreaterThan(1);
      expect(pages).toEqual(pages.toSorted((one, other) => one - other));
    });
  });
});

describe.skipIf(isMissing('shared'))('a report as it was published, in every format', () => {
  const XIANTAO = path.join(hubei, '002_f98f9eb15424a2e3.txt');
  let blocks: readonly Block[] = [];
  let expected: Document;
  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wenju-formats-'));
    temporary.push(folder);
    await writeFile(path.join(folder, '002.txt'), await readFile(XIANTAO));
    const { text } = await readOnly(folder);
    blocks = text.split('\n').map((line, number) => ({ kind: number === 0 ? 'title' : 'paragraph', text: line }));
    expected = await readOnly(await writeCorpus(TEXT, blocks));
  });

  it.each(FORMATS.map((format): [string, Format] => [format.name, format]))(
    'has the same outline and passages as %s',
    async (_, format) => {
      const document = await readOnly(await writeCorpus(format, blocks));
      expect(outlineOf(document)).toEqual(outlineOf(expected));
      expect(passagesOf(document)).toEqual(passagesOf(expected));
      const { region, year, type } = document.metadata;
      expect({ region, year, type }).toEqual({ region: '仙桃市', year: 2021, type: 'report' });
    },
  );
});

describe('answers over an index of the report in each format', () => {
  const QUESTIONS = [
    ['钟祥市2023年一般公共预算收入是多少？', '一般公共预算收入31.6亿元'],
    ['2023年钟祥改造了多少个老旧小区？', '改造城镇老旧小区52个'],
    ['汉江大桥什么时候通车？', '确保大桥10月底前通车'],
    ['How much high-standard farmland will Zhongxiang build in 2024?', '建设高标准农田15万亩'],
  ] as const;
  const CELL = '2024年钟祥外贸出口的目标是多少亿元？';

  async function ask(service: Service, question: string): Promise<AskReply> {
    return service.ask(AskRequest.parse({ question, topK: 5 }));
  }
  const shown = ({ status, answer, citations }: AskReply) => ({
    status,
    sentences: answer?.sentences.map(({ text }) => bare(text)),
    citations: citations.map(({ quote, headingPath }) => [...headingPath.map(bare), bare(quote)]),
  });

  let embedder: Embedder;
  afterAll(() => embedder?.close());

  async function open(format: Format): Promise<Service> {
    const folder = await writeCorpus(format, REPORT);
    const index = await mkdtemp(path.join(tmpdir(), 'wenju-formats-'));
    temporary.push(index);
    const config = testConfig(folder, index);
    await writeIndex(index, await readCorpus(config.corpus), embedder);
    return openService(config);
  }

  /** One of each reader; that all encodings are the same text is seen above. */
  const ASKED = FORMATS.filter(
    ({ name }) => ['GBK text', 'Markdown', 'PDF'].includes(name) || /site|numbers/.test(name),
  );

  const answered = new Map<string, ReturnType<typeof shown>>();
  beforeAll(async () => {
    embedder = await openEmbedder(testConfig(tmpdir(), tmpdir()));
    const service = await open(WORD);
    for (const [question] of QUESTIONS) answered.set(question, shown(await ask(service, question)));
    await service.close();
  });

  describe.each(ASKED.map((format): [string, Format] => [format.name, format]))('%s', (_, format) => {
    let service: Service;
    beforeAll(async () => {
      service = await open(format);
    });
    afterAll(() => service?.close());

    it.each(QUESTIONS)('answers %s with the sentence that says %s', async (question, words) => {
      const reply = await ask(service, question);
      expect(reply.status).toBe('answered');
      expect(bare(reply.citations[0]?.quote ?? '')).toContain(bare(words));
      expect(shown(reply)).toEqual(answered.get(question));
    });

    it(`cites the row of the table for ${CELL}`, async () => {
      const { citations } = await ask(service, CELL);
      const [first] = citations.filter(({ table }: Citation) => table !== null);
      expect(first?.table?.row).toBe('外贸出口');
      expect(first?.table?.columns).toEqual(['指标', '2023年完成', '2024年目标', '增速']);
      expect(bare(first?.table?.caption ?? '')).toBe(CAPTION);
      expect(first?.quote).toContain('27.0');
    });
  });
});
