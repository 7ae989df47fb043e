/** The figures of documents of every kind: their time, their kind and whose they are. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { MAX_FIGURES } from '../../src/annotate/facts.js';
import type { DocumentMetadata } from '../../src/metadata.js';
import { documentOf, gazetteer, glossary } from '../retrieve/documents.js';

/** Each figure as: text, years, kind, part of the year, place. */
function read(metadata: Partial<DocumentMetadata>, text: string): string[] {
  const { facts } = annotateDocument(documentOf('a', metadata, text), { glossary, gazetteer }).annotations;
  return facts.map(({ figure, years, kind, period, region }) =>
    [figure.text, years.join(' '), kind ?? '?', period, region === null ? '?' : gazetteer.withCode(region)?.name].join(
      '|',
    ),
  );
}

describe('a statistical bulletin', () => {
  const bulletin = {
    title: '德阳市2030年国民经济和社会发展统计公报',
    region: '德阳市',
    year: 2030,
    type: 'other',
  } as const;

  it('has results of its year where it says 全年, 年末 or nothing, whatever its headings are called', () => {
    const text =
      '一、目标任务完成情况\n全年地区生产总值3200亿元。年末常住人口340万人。\n二、工业\n工业增加值增长8.1%。';
    expect(read(bulletin, text)).toEqual([
      '3200亿元|2030|actual||德阳市',
      '340万人|2030|actual||德阳市',
      '8.1%|2030|actual||德阳市',
    ]);
  });

  it('keeps what its notes say of another year there', () => {
    const text = '一、综合\n全年地区生产总值3200亿元。2029年地区生产总值最终核实数为3050亿元。粮食产量190万吨。';
    expect(read(bulletin, text)).toEqual([
      '3200亿元|2030|actual||德阳市',
      '3050亿元|2029|actual||德阳市',
      '190万吨|2030|actual||德阳市',
    ]);
  });

  it('says of half a year what its title says it is of', () => {
    const news = { ...bulletin, title: '2030年上半年德阳市经济运行情况' };
    const text = '上半年，地区生产总值1500亿元。工业增加值增长7.9%。1—5月，进出口总额80亿元。其中，出口50亿元。';
    expect(read(news, text)).toEqual([
      '1500亿元|2030|actual|1-6月|德阳市',
      '7.9%|2030|actual|1-6月|德阳市',
      '80亿元|2030|actual|1-5月|德阳市',
      '50亿元|2030|actual|1-5月|德阳市',
    ]);
  });
});

describe('the outline of a five-year plan', () => {
  it('has results of the plan before and targets of its last year', () => {
    const outline = { title: '德阳市第十六个五年规划纲要', region: '德阳市', year: 2031, type: 'policy' } as const;
    const text =
      '第一章 发展基础\n“十五五”时期，常住人口城镇化率达到61%。\n第二章 主要目标\n常住人口城镇化率提高到66%。';
    expect(read(outline, text)).toEqual(['61%|2026 2027 2028 2029 2030|actual||德阳市', '66%|2035|target||德阳市']);
  });
});

describe('a report on a plan and its draft', () => {
  it('has results of the year before and plans of its own', () => {
    const title = '关于德阳市2030年国民经济和社会发展计划执行情况与2031年计划草案的报告';
    const text = '一、计划执行情况\n地区生产总值增长6.1%。\n二、2031年主要目标\n地区生产总值增长6%左右。';
    expect(read({ title, region: '德阳市', year: 2031, type: 'report' }, text)).toEqual([
      '6.1%|2030|actual||德阳市',
      '6%左右|2031|target||德阳市',
    ]);
  });
});

describe('whose figure it is', () => {
  it('is the nation in what the nation issues, but for what names a place', () => {
    const report = { title: '政府工作报告', region: '全国', year: 2031, type: 'report' } as const;
    const text = '一、2030年工作回顾\n粮食产量1.4万亿斤。黑龙江粮食产量1600亿斤。';
    expect(read(report, text)).toEqual(['1.4万亿斤|2030|actual||全国', '1600亿斤|2030|actual||黑龙江省']);
  });

  it('is the nation where a place says so, and the place where it only compares', () => {
    const report = { title: '德阳市政府工作报告', region: '德阳市', year: 2031, type: 'report' } as const;
    const text =
      '一、2030年工作回顾\n全国粮食产量增长1%，我市粮食产量增长2%，高于全国1个百分点。建成全国重点实验室3家。';
    expect(read(report, text)).toEqual([
      '1%|2030|actual||全国',
      '2%|2030|actual||德阳市',
      '1个百分点|2030|actual||德阳市',
      '3家|2030|actual||德阳市',
    ]);
  });

  it('is the area where the area is named, and never its city', () => {
    const report = { title: '四川省政府工作报告', region: '四川省', year: 2031, type: 'report' } as const;
    const text = '一、2030年工作回顾\n绵阳高新区工业增加值增长12%。';
    expect(read(report, text)).toEqual(['12%|2030|actual||绵阳高新区']);
  });

  it('is the place of the document, whatever other places have its name', () => {
    const report = { title: '政府工作报告', region: '包头市青山区', year: 2031, type: 'report' } as const;
    expect(read(report, '一、2030年工作回顾\n地区生产总值增长7%。')).toEqual(['7%|2030|actual||包头市青山区']);
  });
});

it('is a target in the brackets that say so, and nowhere behind them', () => {
  const report = { title: '德阳市政府工作报告', region: '德阳市', year: 2031, type: 'report' } as const;
  const text = '一、2030年工作回顾\n粮食产量达到190万吨（目标185万吨），生猪出栏310万头（预计320万头），出口80亿元。';
  expect(read(report, text)).toEqual([
    '190万吨|2030|actual||德阳市',
    '185万吨|2030|target||德阳市',
    '310万头|2030|actual||德阳市',
    '320万头|2030|estimate||德阳市',
    '80亿元|2030|actual||德阳市',
  ]);
});

describe('other papers of offices', () => {
  const city = { region: '德阳市', year: 2030 } as const;

  it('count what is held against a budget to the same indicator, and what is set aside as planned', () => {
    const title = '关于德阳市2030年财政预算执行情况和2031年财政预算（草案）的报告';
    const text =
      '一、2030年预算执行情况\n一般公共预算收入完成214亿元，为年初预算的101.5%，增长4.8%。政府性基金收入完成96亿元，为调整预算的88%，下降9.2%。\n二、2031年预算（草案）\n一般公共预算收入安排223亿元，增长4.2%。教育支出比上年执行数增加3亿元。';
    const { facts } = annotateDocument(documentOf('a', { ...city, title, year: 2031, type: 'report' }, text), {
      glossary,
      gazetteer,
    }).annotations;
    expect(facts.map(({ figure, term, kind }) => `${figure.text} ${term} ${kind} ${figure.measure}`)).toEqual([
      '214亿元 一般公共预算收入 actual level',
      '101.5% 一般公共预算收入 actual share',
      '4.8% 一般公共预算收入 actual growth',
      '96亿元 政府性基金收入 actual level',
      '88% 政府性基金收入 actual share',
      '9.2% 政府性基金收入 actual growth',
      '223亿元 一般公共预算收入 plan level',
      '4.2% 一般公共预算收入 plan growth',
      '3亿元 教育 actual change',
    ]);
  });

  it('sum up the year that they are named for and plan the next', () => {
    const summary = { title: '德阳高新技术产业开发区2030年工作总结', region: '德阳高新技术产业开发区', year: 2030 };
    const text =
      '一年来，全区上下奋力攻坚。\n一、重点工作开展情况\n园区工业总产值610亿元，引进亿元以上项目31个。\n二、2031年工作打算\n力争工业总产值突破680亿元。';
    expect(read({ ...summary, type: 'other' }, text)).toEqual([
      '610亿元|2030|actual||德阳高新区',
      '31个|2030|actual||德阳高新区',
      '突破680亿元|2031|target||德阳高新区',
    ]);
  });

  it('tell of the plan that is nearly over what came of it, where they are asked about it', () => {
    const talk = { ...city, title: '德阳市“十六五”规划新闻发布会实录', year: 2035, type: 'interview' } as const;
    const text =
      '问：成效怎么样？\n答：“十六五”以来，累计接待游客2.1亿人次。\n问：下一步呢？\n答：到2040年，力争旅游收入突破900亿元。';
    expect(read(talk, text)).toEqual([
      '2.1亿人次|2031 2032 2033 2034 2035|cumulative||德阳市',
      '突破900亿元|2040|target||德阳市',
    ]);
  });

  it('of a quarter say of a month within it what it is', () => {
    const news = { ...city, title: '2030年一季度德阳市经济运行情况', type: 'other' } as const;
    expect(read(news, '规模以上工业增加值增长7.1%，其中3月份增长8.2%。')).toEqual([
      '7.1%|2030|actual|1-3月|德阳市',
      '8.2%|2030|actual|3月|德阳市',
    ]);
  });

  it('have their figures in traditional characters, too', () => {
    const address = { ...city, title: '施政報告', type: 'other' } as const;
    expect(read(address, '政府預留一百億元，興建單位約18.9萬個。')).toEqual([
      '一百亿元||?||德阳市',
      '约18.9万个||?||德阳市',
    ]);
  });

  it('have plans where they say so beside what came of it', () => {
    const title = '关于德阳市2030年计划执行情况与2031年计划草案的报告';
    const text = '一、2030年计划执行情况\n固定资产投资下降3.2%，计划增长5%。\n二、2031年主要目标\n稳中求进。';
    expect(read({ ...city, title, year: 2031, type: 'report' }, text)).toEqual([
      '3.2%|2030|actual||德阳市',
      '5%|2030|plan||德阳市',
    ]);
  });
});

describe('a text of nothing but figures', () => {
  it('is refused by name when it holds more than anyone writes, before they fill the memory of its reader', () => {
    const text = 'GDP增长7%。'.repeat(MAX_FIGURES + 1);
    expect(() => read({ title: '某市2030年统计资料', year: 2030 }, text)).toThrow(
      `expected at most ${MAX_FIGURES} figures, found more. Split the file.`,
    );
  });
});
