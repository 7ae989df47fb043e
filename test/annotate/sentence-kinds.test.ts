/** Which sentences of a document state something, and which passages only name, open or explain. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { classifySentences } from '../../src/annotate/sentence-kinds.js';
import { documentOf, gazetteer, glossary } from '../retrieve/documents.js';

/** Each sentence with its kind. */
function kindsOf(text: string, title = '荆门市政府工作报告'): Record<string, string> {
  const document = documentOf('a', { title }, text);
  const kinds = classifySentences(document);
  return Object.fromEntries(document.sentences.map(({ start, end }, n) => [text.slice(start, end), kinds[n] ?? '']));
}

const GROWTH = '全年地区生产总值增长6.7%。';

/** What each passage of a document with this text is for. */
function passagesOf(text: string) {
  const document = documentOf('a', { title: '荆门市政府工作报告' }, text);
  const { passages } = annotateDocument(document, { gazetteer, glossary }).annotations;
  return document.passages.map(({ start, end }, number) => ({ ...passages[number], text: text.slice(start, end) }));
}

describe('classifySentences', () => {
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

  it.each([
    '2023年7月5日',
    '（2023年7月5日）',
    '二〇二三年七月五日',
    '2023-07-05',
    '2023年7月',
    '丙政办函〔2023〕41号',
    '〔2023〕6号',
    '荆门市水务局2023年7月5日',
    '荆门市水务局 荆门市财政局 2023年7月5日',
    '荆门市人民政府办公室2023年7月5日印发',
    '抄送：市委办公室，市人大常委会办公室。',
    '附件2：荆门市水库名单（12座）',
    '图3 2021—2023年粮食产量及其增速',
  ])('calls what heads or closes a letter a label: %s', (line) => {
    expect(kindsOf(`${line}\n${GROWTH}`)).toEqual({ [line]: 'label', [GROWTH]: 'statement' });
  });

  it.each([
    '2023年7月5日起施行',
    '办法自2023年7月5日起施行。',
    '荆门市水务局2023年建成水厂12座',
    '2023年7月5日下午，市长主持召开会议。',
  ])('calls what says something of a date a statement: %s', (line) => {
    expect(kindsOf(`${line}\n${GROWTH}`)[line]).toBe('statement');
  });

  it('reads a line of nothing but bodies in linear time', () => {
    const line = `${'会'.repeat(80)}2023年`;
    expect(kindsOf(line)[line]).toBe('statement');
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
    expect(classifySentences({ ...document, tableRows: [row] })[0]).toBe('statement');
  });
});

describe('isTelling', () => {
  const tellingOf = (text: string) => passagesOf(text).flatMap((each) => (each.isTelling ? [each.text] : []));

  it('leaves out passages of labels only', () => {
    const text = `荆门市政府工作报告\n一、工作回顾\n各位代表！\n${GROWTH}\n二、工作安排\n${GROWTH}`;
    expect(tellingOf(text)).toEqual([`各位代表！\n${GROWTH}`, GROWTH]);
  });

  it('keeps those of a document that has no others', () => {
    expect(tellingOf('荆门市政府工作报告')).toEqual(['荆门市政府工作报告']);
  });
});

describe('isOpening', () => {
  const openingsOf = (text: string) => passagesOf(text).flatMap((each) => (each.isOpening ? [each.text] : []));
  const OPENING = '现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。';

  it('is what only opens a report', () => {
    expect(openingsOf(OPENING)).toEqual([OPENING]);
    expect(openingsOf(`${OPENING}\n一、工作回顾\n${GROWTH}\n二、工作安排\n${GROWTH}`)).toEqual([OPENING]);
    expect(openingsOf(GROWTH)).toEqual([]);
  });

  it('may stand behind a title', () => {
    const opening = `——2024年1月10日在荆门市第十届人民代表大会上\n${OPENING}`;
    const text = `荆门市政府工作报告\n一、工作回顾\n${opening}\n二、工作安排\n${GROWTH}`;
    expect(openingsOf(text)).toEqual([opening]);
  });

  it('stands nowhere further on', () => {
    expect(openingsOf(`一、农业\n${GROWTH}\n二、工业\n${GROWTH}\n三、其他\n${OPENING}`)).toEqual([]);
  });

  it('is nowhere where nobody reports', () => {
    for (const text of ['全年地区生产总值增长6.7%。', '向先进典型学习的报告会举行。'])
      expect(openingsOf(text)).toEqual([]);
  });
});

describe('isEntry', () => {
  const isEntry = (text: string) => passagesOf(text)[0]?.isEntry;

  it.each([
    '8.“荆英卡”制度：指为高层次人才提供服务的制度。',
    '［2］四大主导产业：农产品加工、化工、装备制造和新能源新材料。',
    '[12] 双高双创：高质量发展、高品质生活。',
  ])('finds %s', (text) => {
    expect(isEntry(text)).toBe(true);
  });

  it.each([
    '全年地区生产总值增长6.7%。',
    '8.新建学校12所。重点是：农村。',
    '2024年重点做好三项工作：稳就业、稳增长、稳预期。',
  ])('takes %s for none', (text) => {
    expect(isEntry(text)).toBe(false);
  });

  it('finds what stands below the heading of a glossary', () => {
    const text = `一、目标任务\n${GROWTH}\n名词解释\n“荆英卡”指为人才提供服务的卡。`;
    const entries = passagesOf(text).flatMap((each) => (each.isEntry ? [each.text] : []));
    expect(entries).toEqual(['“荆英卡”指为人才提供服务的卡。']);
  });
});
