/** The figures of tables: each cell a fact with the indicator, unit, time and place of its row, column and caption. */

import { describe, expect, it } from 'vitest';
import { prepareDocument } from '../../src/compose/prepare.js';
import type { RawDocument } from '../../src/ingest/contract.js';
import { writeTable } from '../../src/ingest/table.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';

const knowledge = readKnowledge();

/** A document of 黄冈市 with one table; rows parted by line breaks, cells by |. */
function read(
  grid: string,
  caption: string | null,
  unit: string | null = null,
  title = '2024年黄冈市统计公报',
  behind: readonly string[] = [],
) {
  const cells = grid
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const line = (text: string) => ({ text, level: null, startsBlock: true, page: null, table: null });
  const raw: RawDocument = {
    documentId: 'table',
    source: `${title}.txt`,
    contentHash: '0',
    format: 'markdown',
    declared: { title, region: '黄冈市', year: 2024 },
    dropped: [],
    lines: [
      line(title),
      line('全市经济平稳运行，主要数据见表。'),
      ...writeTable(cells, { caption, unit, page: null }),
      ...behind.map(line),
    ],
  };
  return prepareDocument(raw, null, knowledge);
}

/** Each fact in few words: what stands there, its indicator with what narrows it, value, measure, years, place, kind. */
function facts(...table: Parameters<typeof read>): string[] {
  const { text, sentences, annotations } = read(...table);
  return annotations.facts.map(({ sentence, figure, term, scope, years, period, region, kind }) => {
    const start = (sentences[sentence]?.start ?? 0) + figure.start;
    const written = text.slice(start, start + figure.end - figure.start);
    const sign = figure.direction === 'down' ? '-' : '';
    const name = `${scope}${term ?? '?'}`;
    const when = years.join(' ') + period.replace('—', '-');
    return [written, name, `${sign}${figure.quantity.value}${figure.quantity.unit}`, figure.measure, when, region, kind]
      .map((part) => part ?? '?')
      .join(', ');
  });
}

describe('rows of indicators', () => {
  it('take the unit of the caption and the year of the column', () => {
    expect(facts('指标|2023年|2024年|增长\n地区生产总值|2801.4|2955.2|5.9%', '表1 主要指标', '亿元')).toEqual([
      '2801.4, 地区生产总值, 280140000000元, level, 2023, 421100, actual',
      '2955.2, 地区生产总值, 295520000000元, level, 2024, 421100, actual',
      '5.9%, 地区生产总值, 5.9%, growth, 2024, 421100, actual',
    ]);
  });

  it('take the unit of a column, and of the year of the caption what has none', () => {
    expect(
      facts('产品|单位|产量|比上年增长（%）\n小麦|万吨|88.1|-1.3\n发电量|亿千瓦时|61.2|4', '表2 2024年产品产量'),
    ).toEqual([
      '88.1, 小麦产量, 881000吨, level, 2024, 421100, actual',
      '-1.3, 小麦产量, -1.3%, growth, 2024, 421100, actual',
      '61.2, 发电量, 6120000000千瓦时, level, 2024, 421100, actual',
      '4, 发电量, 4%, growth, 2024, 421100, actual',
    ]);
  });

  it('take their own unit before that of the column, and parts that of the whole', () => {
    const table = '指标|2024年 绝对额（亿元）\n居民人均可支配收入（元）|32110\n其中：城镇居民|41006\n进出口总额|96.5';
    expect(facts(table, null)).toEqual([
      '32110, 居民人均可支配收入, 32110元, level, 2024, 421100, actual',
      '41006, 城镇居民人均可支配收入, 41006元, level, 2024, 421100, actual',
      '96.5, 进出口总额, 9650000000元, level, 2024, 421100, actual',
    ]);
  });

  it('of prices and of output in per cent are growth, those of rates are not', () => {
    expect(facts('指标|2024年\n规模以上工业增加值|7.4\n城镇调查失业率|5.2', '表3', '%')).toEqual([
      '7.4, 规模以上工业增加值, 7.4%, growth, 2024, 421100, actual',
      '5.2, 城镇调查失业率, 5.2%, level, 2024, 421100, actual',
    ]);
  });

  it('are read past whatever marks of notes stand behind their labels', () => {
    const labels = ['[1]', '（注1）', '【2】', '[1,2]', '㉑', '①②', '*', '#', ' [3]', '（亿元）[4]', '（亿元）【5】'];
    for (const mark of labels) {
      expect(facts(`指标|2024年\n出口${mark}|42.7\n其中：农产品出口${mark}|3.9`, '表4 外贸', '亿元'), mark).toEqual([
        '42.7, 出口, 4270000000元, level, 2024, 421100, actual',
        '3.9, 农产品出口, 390000000元, level, 2024, 421100, actual',
      ]);
    }
  });

  it('are joined with the whole only where they do not name an indicator of their own', () => {
    expect(facts('指标|2024年\n进出口总额|96.5\n其中：农产品出口|3.9', '表4 外贸', '亿元')).toEqual([
      '96.5, 进出口总额, 9650000000元, level, 2024, 421100, actual',
      '3.9, 农产品出口, 390000000元, level, 2024, 421100, actual',
    ]);
  });

  it('have the unit in front of a mark of a note', () => {
    for (const mark of ['[1]', '（注1）', '【2】', '[1,2]', '㉑']) {
      expect(facts(`指标|2024年\n居民人均可支配收入（元）${mark}|32110`, '表4', '亿元'), mark).toEqual([
        '32110, 居民人均可支配收入, 32110元, level, 2024, 421100, actual',
      ]);
    }
  });

  it('of a part of the year say so', () => {
    expect(facts('指标|绝对额|同比增长%\n出口|42.7|9.1', '表4 2024年1—10月外贸', '亿元')).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-10月, 421100, actual',
      '9.1, 出口, 9.1%, growth, 20241-10月, 421100, actual',
    ]);
  });

  it('are of the part of the year in the caption where the column names a year alone', () => {
    expect(facts('指标|2024年|2023年|增速（%）\n出口|42.7|39.1|9.2', '表4 2024年1-11月主要指标', '亿元')).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-11月, 421100, actual',
      '39.1, 出口, 3910000000元, level, 20231-11月, 421100, actual',
      '9.2, 出口, 9.2%, growth, 20241-11月, 421100, actual',
    ]);
  });

  it('are of the whole year where another column names a part of it, or it is aimed at', () => {
    expect(facts('指标|2024年1-11月|2023年\n出口|42.7|45.2', '表4 2024年1-11月主要指标', '亿元')).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-11月, 421100, actual',
      '45.2, 出口, 4520000000元, level, 2023, 421100, actual',
    ]);
    expect(facts('指标|2024年11月|2024年1-11月|增速（%）\n出口|3.9|42.7|9.2', '表4 主要指标', '亿元')).toEqual([
      '3.9, 出口, 390000000元, level, 202411月, 421100, actual',
      '42.7, 出口, 4270000000元, level, 20241-11月, 421100, actual',
      '9.2, 出口, 9.2%, growth, 20241-11月, 421100, actual',
    ]);
    expect(facts('指标|2024年|2024年目标\n出口|42.7|48', '表4 2024年1-11月主要指标', '亿元')).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-11月, 421100, actual',
      '48, 出口, 4800000000元, level, 2024, 421100, target',
    ]);
  });

  it('are of the year that their column says, whatever day the caption counts up to', () => {
    expect(facts('指标|本年|上年\n出口|42.7|39.1', '表4 截至2024年10月底外贸', '亿元')).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-10月, 421100, actual',
      '39.1, 出口, 3910000000元, level, 20231-10月, 421100, actual',
    ]);
  });

  it('hand their part of the year on to no paragraph behind the table', () => {
    const behind = ['其中，进口总额12亿元。'];
    const all = facts('指标|绝对额\n出口|42.7', '表4 2024年1-11月外贸', '亿元', '2024年黄冈市统计公报', behind);
    expect(all).toEqual([
      '42.7, 出口, 4270000000元, level, 20241-11月, 421100, actual',
      '12亿元, 进口, 1200000000元, level, 2024, 421100, actual',
    ]);
  });
});

it('says the number of a cell with its unit, for those who read it elsewhere', () => {
  const { annotations } = read('指标|2024年|位次\n进出口总额（亿元）|96.5|7\n出口（亿元）|≥60|—', '表9 外贸');
  expect(annotations.facts.map(({ figure }) => figure.text)).toEqual(['96.5亿元', '第7位', '不低于60亿元']);
});

describe('rows with more than one column of words', () => {
  it('are about the column that names indicators, whatever sorts them in front', () => {
    const table =
      '领域|序号|指标名称|2025年|2030年|年均增速（%）/〔累计〕|属性\n经济|1|地区生产总值（亿元）|3100|4200|6.2|预期性\n经济|2|全员劳动生产率（万元/人）|11.6|16|6.6|预期性\n生态|3|森林覆盖率（%）|48.1|≥48.5|〔0.4〕|约束性';
    expect(facts(table, '专栏1 主要指标', null, '黄冈市第十五个五年规划纲要')).toEqual([
      '3100, 地区生产总值, 310000000000元, level, 2025, 421100, actual',
      '4200, 地区生产总值, 420000000000元, level, 2030, 421100, target',
      '6.2, 地区生产总值, 6.2%, growth, 2026 2027 2028 2029 2030, 421100, target',
      '11.6, 全员劳动生产率, 116000元/人, level, 2025, 421100, actual',
      '16, 全员劳动生产率, 160000元/人, level, 2030, 421100, target',
      '6.6, 全员劳动生产率, 6.6%, growth, 2026 2027 2028 2029 2030, 421100, target',
      '48.1, 森林覆盖率, 48.1%, level, 2025, 421100, actual',
      '≥48.5, 森林覆盖率, 48.5%, level, 2030, 421100, target',
    ]);
  });

  it('are of the place that one column names and about the indicator that another does', () => {
    const table = '县市|指标|2024年\n麻城市|粮食产量（万吨）|62.3\n麻城市|出口（亿元）|8.1\n蕲春县|粮食产量（万吨）|48';
    expect(facts(table, '表2 分县主要指标')).toEqual([
      '62.3, 粮食产量, 623000吨, level, 2024, 421181, actual',
      '8.1, 出口, 810000000元, level, 2024, 421181, actual',
      '48, 粮食产量, 480000吨, level, 2024, 421126, actual',
    ]);
  });

  it('take from a column that sorts them what makes an indicator of theirs', () => {
    const table = '产业|项目|2024年\n第一产业|增加值（亿元）|512.4\n第二产业|增加值（亿元）|880.1';
    expect(facts(table, '表3 三次产业')).toEqual([
      '512.4, 第一产业增加值, 51240000000元, level, 2024, 421100, actual',
      '880.1, 第二产业增加值, 88010000000元, level, 2024, 421100, actual',
    ]);
  });

  it('give the money of a project to the project and not to all of its county', () => {
    const table = '县市|项目|总投资（亿元）\n麻城市|石材产业园|12\n蕲春县|艾草小镇|9.6';
    const { annotations } = read(table, '表4 2024年重点项目');
    expect(annotations.facts.map(({ core, region }) => `${core} ${region}`)).toEqual([
      '石材产业园总投资 421181',
      '艾草小镇总投资 421126',
    ]);
  });
});

describe('rows of places', () => {
  it('are about these places', () => {
    const table =
      '县市区|地区生产总值（亿元）|增速（%）|全省位次\n麻城市|458.3|6.2|21\n罗田县|212.9|-0.4|64\n合计|671.2||';
    expect(facts(table, '表5 2024年县域经济')).toEqual([
      '458.3, 地区生产总值, 45830000000元, level, 2024, 421181, actual',
      '6.2, 地区生产总值, 6.2%, growth, 2024, 421181, actual',
      '21, 地区生产总值, 21位, rank, 2024, 421181, actual',
      '212.9, 地区生产总值, 21290000000元, level, 2024, 421123, actual',
      '-0.4, 地区生产总值, -0.4%, growth, 2024, 421123, actual',
      '64, 地区生产总值, 64位, rank, 2024, 421123, actual',
    ]);
  });

  it('may be columns', () => {
    expect(facts('指标|全市|红安县\n粮食产量（万吨）|310.2|38.4\n增速（%）|1.1|0.8', '表6 2024年粮食生产')).toEqual([
      '310.2, 粮食产量, 3102000吨, level, 2024, 421100, actual',
      '38.4, 粮食产量, 384000吨, level, 2024, 421122, actual',
      '1.1, 粮食产量, 1.1%, growth, 2024, 421100, actual',
      '0.8, 粮食产量, 0.8%, growth, 2024, 421122, actual',
    ]);
  });
});

describe('other tables', () => {
  it('of years have one a row', () => {
    expect(facts('年份|粮食产量（万吨）\n2022年|305.5\n2023年|306.9', '表7 历年粮食产量')).toEqual([
      '305.5, 粮食产量, 3055000吨, level, 2022, 421100, actual',
      '306.9, 粮食产量, 3069000吨, level, 2023, 421100, actual',
    ]);
  });

  it('of a plan begin from a result and end in targets', () => {
    const table =
      '指标|2025年|2030年|年均增长|属性\n地区生产总值（亿元）|3100|4200|6%左右|预期性\n森林覆盖率（%）|48.1|≥48.5|—|约束性';
    expect(facts(table, '专栏1 主要指标', null, '黄冈市第十五个五年规划纲要')).toEqual([
      '3100, 地区生产总值, 310000000000元, level, 2025, 421100, actual',
      '4200, 地区生产总值, 420000000000元, level, 2030, 421100, target',
      '6%左右, 地区生产总值, 6%, growth, 2026 2027 2028 2029 2030, 421100, target',
      '48.1, 森林覆盖率, 48.1%, level, 2025, 421100, actual',
      '≥48.5, 森林覆盖率, 48.5%, level, 2030, 421100, target',
    ]);
  });

  it('of aims say so in their heads', () => {
    expect(
      facts(
        '指标|2024年实绩|2025年目标\n城镇新增就业（万人）|5.6|5.5以上\n常住人口城镇化率（%）|52.3|提高0.7个百分点',
        null,
      ),
    ).toEqual([
      '5.6, 城镇新增就业, 56000人, level, 2024, 421100, actual',
      '5.5以上, 城镇新增就业, 55000人, level, 2025, 421100, target',
      '52.3, 常住人口城镇化率, 52.3%, level, 2024, 421100, actual',
      '0.7个百分点, 常住人口城镇化率, 0.7百分点, change, 2025, 421100, target',
    ]);
  });

  it('give no figure without a unit, for numbers of rows, dates and what was left open', () => {
    expect(facts('序号|项目|编号|完成时限\n1|滨江步道|2031|2026年9月\n2|城市书房|—|…', '表8 重点项目')).toEqual([]);
  });
});
