/** Cleaning and metadata on the five real documents of Hubei, where they are at hand. */

import { beforeAll, describe, expect, it } from 'vitest';
import type { CleanedDocument } from '../../src/clean/contract.js';
import { cleanDocument } from '../../src/clean/document.js';
import { describeDocument } from '../../src/describe/metadata.js';
import { listSourceFiles } from '../../src/ingest/files.js';
import { parseSourceFile } from '../../src/ingest/parser.js';
import { readPlainText } from '../../src/ingest/plain.js';
import { fetchSourceFile } from '../../src/ingest/read.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import type { DocumentMetadata } from '../../src/metadata.js';
import { hubei, isMissing } from '../needs.js';

describe.skipIf(isMissing('shared'))('the five documents of Hubei', () => {
  const cleaned = new Map<string, CleanedDocument>();
  const metadata = new Map<string, DocumentMetadata>();

  beforeAll(async () => {
    const gazetteer = createGazetteer();
    for (const file of (await listSourceFiles([hubei])).files) {
      const [raw] = (await parseSourceFile(file, await fetchSourceFile(file))).documents;
      if (!raw) throw new Error(`${file.source} holds no document`);
      const document = cleanDocument(raw);
      const number = file.source.slice(0, 3);
      cleaned.set(number, document);
      metadata.set(number, describeDocument(raw, document, null, gazetteer).metadata);
    }
  });

  const textOf = (number: string) => cleaned.get(number)?.text ?? '';

  it('keep no navigation, copyright, editor or print bar', () => {
    const furniture =
      /版权|责任编辑|责编|原标题|登录|加入收藏|舆情智库|二维码|查看余下全文|精彩图片|www\.|http|转载|主办[:：]|■|\(张沛\)/;
    for (const { text } of cleaned.values()) expect(text).not.toMatch(furniture);
  });

  it('stand once, with their words whole', () => {
    const xiantao = textOf('002');
    expect(xiantao.split('大战大考成绩优异')).toHaveLength(2);
    expect(xiantao).toContain('疫后重振态势强劲');
    expect(xiantao).toContain('持续打好蓝天');
    expect(xiantao.length).toBeGreaterThan(9_900);
    expect(xiantao.length).toBeLessThan(10_200);
  });

  it('keep title and preamble', () => {
    expect(textOf('001').split('\n').slice(0, 4)).toEqual([
      '荆门市政府工作报告(2024年1月10日 陈家伟)',
      '——2024年1月10日在荆门市第十届人民代表大会第三次会议上',
      '荆门市人民政府市长 陈家伟',
      '各位代表:',
    ]);
    expect(textOf('003').startsWith('打造“三区一城” 提升发展能级\n中共汉川市委政研室\n省委经济工作会议强调')).toBe(
      true,
    );
  });

  it('have their wraps joined and their cut lines left', () => {
    expect(textOf('004')).toContain('创建“绿水青山就是金山银山”示范县。');
    expect(textOf('004')).toContain('建设全国应\n2021年,咸宁怎么干?\n');
    expect(textOf('004').startsWith('政府工作报告解读\n')).toBe(true);
  });

  it('change no more when cleaned again', () => {
    for (const [number, { text }] of cleaned) {
      const raw = {
        documentId: number,
        source: `${number}.txt`,
        contentHash: '',
        format: 'text' as const,
        ...readPlainText(text),
      };
      expect(cleanDocument(raw).text).toBe(text);
    }
  });

  it('know what they are', () => {
    const facts = [...metadata].map(([number, found]) => [
      number,
      found.region,
      found.year,
      found.type,
      found.delivered,
      found.published,
      found.speaker,
      found.publisher,
    ]);
    expect(facts).toEqual([
      ['000', '荆门市', 2021, 'interview', null, '2021-03-04', '孙兵', '人民网'],
      ['001', '荆门市', 2024, 'report', '2024-01-10', '2024-03-19', '陈家伟', '荆门日报'],
      ['002', '仙桃市', 2021, 'report', '2021-02-04', '2021-02-25', '余珂', '湖北省政府研究室'],
      ['003', '汉川市', 2021, 'policy', null, '2021-02-25', '中共汉川市委政研室', '中共湖北省委'],
      ['004', '咸宁市', 2021, 'interpretation', null, null, null, null],
    ]);
  });
});
