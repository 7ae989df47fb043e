/** Which sentences of a document state something. */

import { describe, expect, it } from 'vitest';
import { classifyDocument } from '../../src/retrieve/statements.js';
import { documentOf } from './documents.js';

/** Each sentence with its kind. */
function kindsOf(text: string, title = '荆门市政府工作报告'): Record<string, string> {
  const document = documentOf('a', { title }, text);
  const kinds = classifyDocument(document);
  return Object.fromEntries(document.sentences.map(({ start, end }, n) => [text.slice(start, end), kinds[n] ?? '']));
}

describe('classifyDocument', () => {
  it('calls title, name, salutation and announcement labels', () => {
    const text = '荆门市 政府工作报告\n余珂\n各位代表！\n围绕目标,重点抓好五个方面的工作:\n全年地区生产总值增长6.7%。';
    expect(kindsOf(text)).toEqual({
      '荆门市 政府工作报告': 'label',
      余珂: 'label',
      '各位代表！': 'label',
      '围绕目标,重点抓好五个方面的工作:': 'label',
      '全年地区生产总值增长6.7%。': 'statement',
    });
  });

  it('takes a line with a date for a statement though it has no full stop', () => {
    const line = '——2024年1月10日在荆门市第十届人民代表大会第三次会议上';
    expect(kindsOf(`${line}\n全年地区生产总值增长6.7%。`)[line]).toBe('statement');
  });

  it('calls an ordinal lead a lead, and its like with a figure or a comma a statement', () => {
    const text = '一是扩大招商引资。全年引资650亿元。二是新建学校12所。三是提升卫生水平,抓好疫情防控。';
    expect(Object.values(kindsOf(text))).toEqual(['lead', 'statement', 'statement', 'statement']);
  });

  it('calls a run-in heading a lead, and what follows it a statement', () => {
    const body = '全年城镇新增就业15824人,就业和社会保障支出增长16.4%,社保扩面5.3万人次。';
    const text = `强化就业和社会保障。${body}\n推进住房安居工程。${body}\n完善养老服务体系。${body}`;
    const kinds = kindsOf(text);
    expect(kinds['强化就业和社会保障。']).toBe('lead');
    expect(kinds[body]).toBe('statement');
  });

  it('calls a question a lead', () => {
    expect(kindsOf('荆门取得了哪些新成就?')['荆门取得了哪些新成就?']).toBe('lead');
  });

  it('calls the row of a table a statement', () => {
    const text = '指标：森林覆盖率；单位：百分之';
    const document = documentOf('a', {}, text);
    const row = { start: 0, end: text.length, caption: null, row: '森林覆盖率', columns: [] };
    expect(classifyDocument({ ...document, tableRows: [row] })[0]).toBe('statement');
  });
});
