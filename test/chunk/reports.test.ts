/** The real reports: their outlines against what a reader notes, their passages against what a reader quotes. */

import { describe, expect, it } from 'vitest';
import { LONGEST_PASSAGE } from '../../src/chunk/passages.js';
import { isMissing } from '../needs.js';
import { chunkReport } from './corpus.js';
import { abbreviate, HANCHUAN, INTERVIEW, JINGMEN, XIANNING, XIANTAO } from './outlines.js';
import { outlineOf } from './paragraphs.js';

const read = (outline: string): string[] => outline.trim().split('\n');

describe.skipIf(isMissing('shared'))('the Hubei documents', () => {
  it.each([
    ['000', 'the interview of Jingmen', INTERVIEW],
    ['001', 'the report of Jingmen', JINGMEN],
    ['002', 'the report of Xiantao', XIANTAO],
    ['003', 'the article on Hanchuan', HANCHUAN],
    ['004', 'the interpretation of Xianning', XIANNING],
  ])('%s: %s has its outline', (name, _, outline) => {
    expect(outlineOf(chunkReport('hubei', name)).map(abbreviate)).toEqual(read(outline));
  });

  it('breaks the last answer of the interview before 四是', () => {
    const { text, passages } = chunkReport('hubei', '000');
    expect(text.slice(passages.at(-1)?.start)).toMatch(/^四是聚焦聚力乡村振兴战略实施。/);
  });

  it('gives what follows （七） in the report of Jingmen to 一、', () => {
    const { text, passages } = chunkReport('hubei', '001');
    const passage = passages.find(({ start }) => text.startsWith('与此同时', start));
    expect(passage?.headingPath).toEqual(['一、2023年工作回顾']);
  });

  it('keeps 13.“百日双扫” a passage of its own', () => {
    const { text, passages } = chunkReport('hubei', '001');
    const passage = passages.find(({ headingPath }) => headingPath.includes('13.“百日双扫”'));
    expect(text.slice(passage?.start, passage?.end)).toBe('13.“百日双扫”:指365日扫风险点和隐患整改点。');
  });
});

describe.skipIf(isMissing('shared'))('reports of provinces', () => {
  const outline = (name: string): string[] => outlineOf(chunkReport('provincial-2026', name));
  const ofLevel = (level: number, lines: readonly string[]): string[] =>
    lines.filter((line) => line.startsWith(String(level)));

  it('Shanghai has four parts, (5 + 4 + 10 + 4) points', () => {
    expect(ofLevel(1, outline('上海'))).toHaveLength(4);
    expect(ofLevel(2, outline('上海'))).toHaveLength(23);
  });
  it('Beijing keeps 一是 to 六是 of its first part without headings', () => {
    expect(outline('北京').slice(0, 2)).toEqual([
      '1 一、2025年工作回顾',
      '1 二、“十四五”时期发展成就和“十五五”时期主要目标任务',
    ]);
  });
  it('Inner Mongolia has plain lines above 一、', () => {
    expect(ofLevel(1, outline('内蒙古'))).toEqual([
      '1 “十四五”时期发展成就和2025年工作回顾',
      '1 “十五五”时期主要目标和2026年重点工作',
      '1 附件',
    ]);
    expect(outline('内蒙古')).toContain('2 四、把坚持党的全面领导贯穿政府工作各方面全过程');
  });
  it('Gansu has plain lines above （一）', () => {
    expect(ofLevel(1, outline('甘肃'))).toEqual([
      '1 “十四五”时期工作回顾',
      '1 “十五五”时期的主要目标任务',
      '1 2026年重点工作',
    ]);
    expect(outline('甘肃')).toContain('2 （八）更好统筹发展和安全');
  });
  it('Qinghai has leads above their paragraphs', () => {
    expect(outline('青海').slice(1, 8)).toEqual([
      '2~生态底色更加亮丽',
      '2~经济运行持续向好',
      '2~特色产业向新向优',
      '2~发展动力日益强劲',
      '2~城乡区域协同融合',
      '2~民生改善可感可及',
      '2~安全基础不断夯实',
    ]);
  });
  it('Sichuan has a glossary of twenty entries', () => {
    const entries = outline('四川').slice(outline('四川').indexOf('1 名词解释') + 1);
    expect(entries).toHaveLength(20);
    expect(entries.at(-1)).toBe('2~20.“一件事”全链条专项整治');
  });
  it('Anhui sums up five years in dashes beside its points, not below the last', () => {
    expect(outline('安徽')).toContain('2~——这五年，综合实力大幅跃升，实现争先进位新跨越');
  });
  it('Hunan closes its points with remarks that head nothing', () => {
    expect(outline('湖南').some((line) => line.includes('产业强则经济强'))).toBe(false);
  });
  it.each(['上海', '四川', '广东', '青海', '西藏', '黑龙江'])(
    '%s has passages of the length that is wanted',
    (name) => {
      const { passages } = chunkReport('provincial-2026', name);
      const lengths = passages.map(({ start, end }) => end - start).sort((one, other) => one - other);
      expect(lengths.at(-1)).toBeLessThanOrEqual(LONGEST_PASSAGE);
      expect(lengths[lengths.length >> 1]).toBeGreaterThanOrEqual(150);
      expect(passages.filter(({ cut }) => cut).length).toBeLessThanOrEqual(4);
    },
  );
});
