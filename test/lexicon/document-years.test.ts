/** The years of documents of every kind: of their results, of their plans, and how a list names them. */

import { describe, expect, it } from 'vitest';
import type { DocumentType } from '../../src/document-kinds.js';
import { nameDocumentTime, readDocumentYears } from '../../src/lexicon/document-years.js';

describe('readDocumentYears', () => {
  it.each<[DocumentType, string, number | null, readonly number[], readonly number[]]>([
    ['report', '政府工作报告', 2031, [2030], [2031]],
    ['report', '关于2030年国民经济和社会发展计划执行情况与2031年计划草案的报告', 2031, [2030], [2031]],
    ['report', '关于2030年上半年预算执行情况的报告', 2030, [2030], [2030]],
    ['other', '2030年国民经济和社会发展统计公报', 2030, [2030], []],
    ['other', '第八次全国人口普查公报（第一号）', 2030, [2030], []],
    ['policy', '国民经济和社会发展第十六个五年规划纲要', null, [2030], [2031, 2032, 2033, 2034, 2035]],
    ['policy', '关于促进旅游发展的通知', 2030, [2029, 2030], [2030]],
    ['other', '会议纪要', null, [], []],
  ])('of a %s called %s', (type, title, year, results, plans) => {
    expect(readDocumentYears({ type, title, year })).toMatchObject({ results, plans });
  });
});

describe('nameDocumentTime', () => {
  it.each<[DocumentType, string, number | null, string | null]>([
    ['policy', '“十六五”旅游业发展规划', 2031, '2031-2035'],
    ['other', '2030年上半年全市经济运行情况', 2030, '2030 1-6月'],
    ['report', '政府工作报告', 2030, '2030'],
    ['other', '会议纪要', null, null],
  ])('of a %s called %s', (type, title, year, time) => {
    expect(nameDocumentTime({ type, title, year })).toBe(time);
  });
});
