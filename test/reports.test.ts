/**
 * The 62 work reports of the provinces, 2025 (Word) and 2026 (text copied from web pages), as they were published: what
 * each says of itself, its outline, its passages. Needs reports that are not part of the project.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from '../src/compose/corpus.js';
import { readEvaluationFolder } from '../src/evaluate/folder.js';
import type { SkippedFile } from '../src/ingest/files.js';
import type { Document, Passage } from '../src/types.js';
import { makePage } from './formats/make.js';
import { hubei, isMissing, shared } from './needs.js';

/** Place in the file's name, official name, then date and speaker of 2025 and of 2026, read off the reports by eye. */
const PLACES = [
  ['上海市', '上海市', '2025-01-15 龚正', '2026-02-03 龚正'],
  ['云南省', '云南省', '2025-01-18 王予波', '2026-01-28 王予波'],
  ['内蒙古自治区', '内蒙古自治区', '2025-01-14 王莉霞', '2026-02-04 包钢'],
  ['北京市', '北京市', '2025-01-14 殷勇', '2026-01-25 殷勇'],
  ['吉林省', '吉林省', '2025-01-14 胡玉亭', '2026-01-27 胡玉亭'],
  ['四川省', '四川省', '2025-01-20 施小琳', '2026-02-03 施小琳'],
  ['天津市', '天津市', '2025-01-14 张工', '2026-01-26 张工'],
  ['宁夏', '宁夏回族自治区', '2025-01-19 张雨浦', '2026-02-03 张雨浦'],
  ['安徽省', '安徽省', '2025-01-20 王清宪', '2026-02-05 王清宪'],
  ['山东省', '山东省', '2025-01-20 周乃翔', '2026-01-27 周乃翔'],
  ['山西省', '山西省', '2025-01-17 金湘军', '2026-02-02 卢东亮'],
  ['广东省', '广东省', '2025-01-15 王伟中', '2026-01-26 孟凡利'],
  ['广西', '广西壮族自治区', '2025-01-13 蓝天立', '2026-02-02 韦韬'],
  ['新疆', '新疆维吾尔自治区', '2025-01-19 艾尔肯·吐尼亚孜', '2026-01-27 艾尔肯·吐尼亚孜'],
  ['江苏省', '江苏省', '2025-01-19 许昆林', '2026-02-03 刘小涛'],
  ['江西省', '江西省', '2025-01-17 叶建春', '2026-01-27 叶建春'],
  ['河北省', '河北省', '2025-01-13 王正谱', '2026-01-26 王正谱'],
  ['河南省', '河南省', '2025-01-18 王凯', '2026-01-26 王凯'],
  ['浙江省', '浙江省', '2025-01-14 刘捷', '2026-01-14 刘捷'],
  ['海南省', '海南省', '2025-01-14 刘小明', '2026-01-27 刘小明'],
  ['湖北省', '湖北省', '2025-01-16 李殿勋', '2026-01-27 李殿勋'],
  ['湖南省', '湖南省', '2025-01-14 毛伟明', '2026-02-03 毛伟明'],
  ['甘肃省', '甘肃省', '2025-01-20 任振鹤', '2026-01-27 任振鹤'],
  ['福建省', '福建省', '2025-01-13 赵龙', '2026-01-27 赵龙'],
  ['西藏', '西藏自治区', '2025-01-19 嘎玛泽登', '2026-01-31 嘎玛泽登'],
  ['贵州省', '贵州省', '2025-01-19 李炳军', '2026-01-27 李炳军'],
  ['辽宁省', '辽宁省', '2025-01-16 李乐成', '2026-01-27 王新伟'],
  ['重庆市', '重庆市', '2025-01-19 胡衡华', '2026-01-28 胡衡华'],
  ['陕西省', '陕西省', '2025-01-16 赵刚', '2026-01-27 赵刚'],
  ['青海省', '青海省', '2025-01-19 罗东川', '2026-01-27 罗东川'],
  ['黑龙江省', '黑龙江省', '2025-01-13 梁惠玲', '2026-01-31 梁惠玲'],
] as const;

/** One row a report: the file it must come from, and what it must say of itself. */
const EXPECTED = PLACES.flatMap(([short, region, in2025, in2026]) => [
  { source: `2025年${short}政府工作报告.docx`, region, year: 2025, delivery: in2025 },
  { source: `2026年${region}政府工作报告.txt`, region, year: 2026, delivery: in2026 },
]).sort((one, other) => (one.source < other.source ? -1 : 1));

const REVIEWS = /回顾|总结|发展成就|取得.{0,6}新成效/;
const PLANS = /目标|任务|安排|重点工作|年工作$|奋勇争先|开好局/m;
const LONGEST_HEADING = 120;
const LONGEST_PASSAGE = 400;

/** What pages put around a report. 打印, 字号 and 相关报道 are also words of reports (3D打印, 老字号). */
const FURNITURE =
  /来源[:：]|责任编辑|编辑[:：]|^打印$|打印本页|字[号体][:：]|【字|扫一扫|^相关(?:报道|文档)|关闭窗口|分享到|浏览次数|阅读量|上一篇|下一篇|ICP备|版权所有/mu;

const CLOSES = /[。！？!?；;：:…”’）)】》]/u;

const textOf = ({ text }: Document, { start, end }: Passage): string => text.slice(start, end);

function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

const PROVINCIAL = ['provincial-2025', 'provincial-2026'].map((folder) => path.join(shared, 'corpus', folder));

describe.skipIf(isMissing('shared'))('the 62 reports of the provinces', () => {
  let documents: readonly Document[] = [];
  let skipped: readonly SkippedFile[] = [];
  beforeAll(async () => {
    ({ documents, skipped } = await readCorpus(PROVINCIAL));
  });

  it('are 62 documents, none skipped, none merged with another', () => {
    expect(skipped).toEqual([]);
    expect(documents.map(({ source }) => source)).toEqual(EXPECTED.map(({ source }) => source));
    for (const { source, sources } of documents) expect(sources.map((each) => each.source)).toEqual([source]);
  });

  it('are each of the right place and year', () => {
    const described = documents.map(({ source, metadata: { region, year, type } }) => ({ source, region, year, type }));
    expect(described).toEqual(EXPECTED.map(({ source, region, year }) => ({ source, region, year, type: 'report' })));
  });

  it('were each delivered on the right day by the right person', () => {
    const described = documents.map(({ source, metadata }) => `${source} ${metadata.delivered} ${metadata.speaker}`);
    expect(described).toEqual(EXPECTED.map(({ source, delivery }) => `${source} ${delivery}`));
  });

  it('have a title that names place and year, or are named by their file', () => {
    for (const { source, metadata } of documents) {
      const place = metadata.region?.slice(0, 2) ?? '?';
      expect.soft(metadata.title, source).toContain(place);
      expect.soft(metadata.title, source).toContain(`${metadata.year}年`);
    }
  });

  it('review and plan, each in a section of the first level', () => {
    for (const { source, sections } of documents) {
      const chapters = sections.filter(({ level }) => level === 1).map(({ heading }) => heading);
      expect.soft(chapters.length, source).toBeGreaterThanOrEqual(2);
      expect.soft(chapters[0], source).toMatch(REVIEWS);
      expect.soft(chapters.slice(1).join('\n'), source).toMatch(PLANS);
    }
  });

  it('count their sections without a gap', () => {
    for (const { source, sections } of documents) {
      const chapters = sections.filter(({ level }) => level === 1).map(({ heading }) => heading);
      const counted = chapters.filter((heading) => /^[一二三四五六]、/.test(heading));
      expect
        .soft(counted.map((heading) => heading.charAt(0)).join(''), source)
        .toBe('一二三四五六'.slice(0, counted.length));
    }
  });

  const outlineOf = (source: string, level: number) =>
    documents
      .find((document) => document.source === source)
      ?.sections.flatMap((section) => (section.level === level ? [section.heading] : []));

  it('have points that stand alone above what they are about: 一是…, in 2025年甘肃省政府工作报告', () => {
    const points = outlineOf('2025年甘肃省政府工作报告.docx', 2)?.map((heading) => heading.slice(0, 4));
    expect(points?.join(' ')).toBe('一是聚焦 二是大力 三是统筹 四是完善 五是积极 六是加快 七是坚持 八是深化');
  });

  it('have no line for a heading that names who is in charge: 主办单位：…, in 2025年云南省政府工作报告', () => {
    const headings = documents.flatMap(({ sections }) => sections.map(({ heading }) => heading));
    expect(headings.filter((heading) => /^(?:主办|牵头|责任)单位/.test(heading))).toEqual([]);
    expect(outlineOf('2025年云南省政府工作报告.docx', 1)).toEqual([
      '一、2024年工作回顾',
      '二、2025年总体要求',
      '三、2025年重点任务',
      '名词解释',
      '附件',
    ]);
  });

  it('have no heading longer than 120 characters', () => {
    const long = documents.flatMap(({ sections }) =>
      sections.filter(({ heading }) => heading.length > LONGEST_HEADING),
    );
    expect(long).toEqual([]);
  });

  it('have nothing of the page around them in a passage', () => {
    const found = documents.flatMap((document) =>
      document.passages.flatMap((passage) => {
        const match = FURNITURE.exec(textOf(document, passage));
        return match ? [`${document.source}: ${match[0]}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it("keep a picture's caption only where it tells of the assembly, and never as one with the salutation", () => {
    for (const { source, text } of documents) {
      const lines = text.split('\n');
      const captions = lines.filter((line) => /记者.{0,12}摄/u.test(line));
      for (const caption of captions) expect.soft(caption, source).toMatch(/(?:会议|大会).*作政府工作报告/);
      expect
        .soft(
          lines.some((line) => /^各位代表[：:，]?/u.test(line)),
          source,
        )
        .toBe(true);
      expect.soft(captions.join(''), source).not.toContain('各位代表');
    }
  });

  it('have no passage longer than 400 characters', () => {
    const long = documents.flatMap(({ passages }) =>
      passages.filter(({ start, end }) => end - start > LONGEST_PASSAGE),
    );
    expect(long).toEqual([]);
  });

  it('have passages of whole sentences or whole lines, unless one says that it was cut', () => {
    const torn = documents.flatMap((document) => {
      const { source, text, passages } = document;
      const isTorn = ({ start, end, cut }: Passage): boolean => {
        const begins = start === 0 || /\s/.test(text.charAt(start - 1)) || CLOSES.test(text.charAt(start - 1));
        const ends = end === text.length || text.charAt(end) === '\n' || CLOSES.test(text.charAt(end - 1));
        return !cut && !(begins && ends);
      };
      return passages.filter(isTorn).map((passage) => `${source}: ${textOf(document, passage)}`);
    });
    expect(torn).toEqual([]);
  });

  it('have most of their text in passages, and none of it twice', () => {
    for (const { source, text, passages, sections } of documents) {
      const headings = sections.reduce((sum, { start, end, runIn }) => sum + (runIn ? 0 : end - start), 0);
      const inPassages = passages.reduce((sum, { start, end }) => sum + end - start, 0);
      expect.soft(inPassages / (text.length - headings), source).toBeGreaterThan(0.98);
      passages.forEach(({ start }, index) => {
        expect.soft(start, source).toBeGreaterThanOrEqual(passages[index - 1]?.end ?? 0);
      });
    }
  });

  it.each(['provincial', 'targets-2025'])(
    'have the evidence for each question of %s in one passage',
    async (folder) => {
      await expectEvidence(path.join(shared, 'eval', folder), documents);
    },
  );
});

describe.skipIf(isMissing('shared'))('the five documents on Hubei', () => {
  it('have the evidence for each question and quotation in one passage', async () => {
    const { documents } = await readCorpus([hubei]);
    expect(documents).toHaveLength(5);
    await expectEvidence(path.join(shared, 'eval', 'hubei'), documents);
    for (const { doc, span } of await readSpans(path.join(shared, 'eval', 'hubei', 'quotes.jsonl'))) {
      expect.soft(hasInOnePassage(documents, doc, span), `${doc}: ${span}`).toBe(true);
    }
  });
});

describe.skipIf(isMissing('shared'))('copies of a report', () => {
  const HUBEI_2025 = path.join(shared, 'corpus', 'provincial-2025', '2025年湖北省政府工作报告.docx');
  const HUBEI_2026 = path.join(shared, 'corpus', 'provincial-2026', '2026年湖北省政府工作报告.txt');
  const temporary: string[] = [];
  afterAll(async () => {
    await Promise.all(temporary.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  async function readFiles(files: Readonly<Record<string, string | Buffer>>): Promise<readonly Document[]> {
    const folder = await mkdtemp(path.join(tmpdir(), 'wenju-copies-'));
    temporary.push(folder);
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    return (await readCorpus([folder])).documents;
  }

  it('in other formats and with other white space are one document with all sources', async () => {
    const word = await readFile(HUBEI_2025);
    const [original] = await readFiles({ 'original.docx': word });
    const lines = original?.text.split('\n') ?? [];
    const wrapped = lines.map((line) => `　　${line.replace(/.{34}/gu, '$&\r\n')}`).join('\r\n\r\n');
    const [title = '', ...paragraphs] = lines;
    const page = makePage([
      { kind: 'title', text: title },
      ...paragraphs.map((text) => ({ kind: 'paragraph' as const, text: text.replace(/(?<=。)/gu, ' ') })),
    ]);
    const copies = await readFiles({ 'a-wrapped.txt': wrapped, 'b-page.html': page, 'c-word.docx': word });
    expect(copies.map(({ sources }) => sources.map(({ source }) => source))).toEqual([
      ['a-wrapped.txt', 'b-page.html', 'c-word.docx'],
    ]);
  });

  it('are told from the report of the year after, also when no file name says so', async () => {
    const documents = await readFiles({ 'a.docx': await readFile(HUBEI_2025), 'b.txt': await readFile(HUBEI_2026) });
    expect(documents.map(({ source, metadata: { region, year } }) => ({ source, region, year }))).toEqual([
      { source: 'a.docx', region: '湖北省', year: 2025 },
      { source: 'b.txt', region: '湖北省', year: 2026 },
    ]);
  });
});

function hasInOnePassage(documents: readonly Document[], source: string, span: string): boolean {
  const document = documents.find((each) => each.source === source);
  const wanted = bare(span);
  return document?.passages.some((passage) => bare(textOf(document, passage)).includes(wanted)) ?? false;
}

async function expectEvidence(folder: string, documents: readonly Document[]): Promise<void> {
  const read = await readEvaluationFolder(folder);
  if (read.kind !== 'questions') throw new Error(`${folder} holds no questions`);
  expect(read.questions.answerable.length).toBeGreaterThan(0);
  for (const { doc, span } of read.questions.answerable.flatMap(({ parts }) => parts.map(({ places }) => places[0]))) {
    expect.soft(hasInOnePassage(documents, doc, span), `${doc}: ${span}`).toBe(true);
  }
}

/** Lines of `doc` and `span`; those without a span have nothing to find. */
async function readSpans(file: string): Promise<{ doc: string; span: string }[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { doc, span }: { doc?: string; span?: string } = JSON.parse(line);
    return doc && span ? [{ doc, span }] : [];
  });
}
