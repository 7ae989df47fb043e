/** Tables written out as lines: heads, captions and units, merged cells, layout, limits. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLayout, MAX_TABLE_COLUMNS, readUnitLine, writeFirstTable, writeTable } from '../../src/ingest/table.js';

const NOTHING_ABOVE = { caption: null, unit: null, page: null };
const write = (grid: readonly (readonly string[])[], above: { caption?: string; unit?: string; page?: number } = {}) =>
  writeTable(grid, { ...NOTHING_ABOVE, ...above });
const texts = (grid: readonly (readonly string[])[], above: { caption?: string; unit?: string } = {}) =>
  write(grid, above).map(({ text }) => text);

const INDICATORS = [
  ['指标', '2023年', '增长（%）'],
  ['地区生产总值', '827.9', '6.7'],
  ['固定资产投资', '', '-1.2'],
];

describe('writeTable', () => {
  it('says of every cell which column it is in, leaves out empty ones, and writes caption and unit first', () => {
    const lines = write(INDICATORS, { caption: '表1 主要经济指标', unit: '亿元', page: 3 });
    expect(lines.map(({ text }) => text)).toEqual([
      '表1 主要经济指标（单位：亿元）',
      '指标：地区生产总值；2023年：827.9；增长（%）：6.7',
      '指标：固定资产投资；增长（%）：-1.2',
    ]);
    expect(lines.map(({ table }) => table)).toEqual([
      { kind: 'caption' },
      {
        kind: 'row',
        caption: '表1 主要经济指标（单位：亿元）',
        row: '地区生产总值',
        columns: ['指标', '2023年', '增长（%）'],
      },
      {
        kind: 'row',
        caption: '表1 主要经济指标（单位：亿元）',
        row: '固定资产投资',
        columns: ['指标', '2023年', '增长（%）'],
      },
    ]);
    expect(lines.every(({ page, startsBlock, level }) => page === 3 && startsBlock && level === null)).toBe(true);
  });

  it('writes the unit once, or alone when there is no caption', () => {
    expect(texts(INDICATORS, { caption: '主要指标（单位：亿元）', unit: '亿元' })[0]).toBe('主要指标（单位：亿元）');
    expect(texts(INDICATORS, { unit: '亿元' })[0]).toBe('单位：亿元');
    expect(texts(INDICATORS)[0]).toBe('指标：地区生产总值；2023年：827.9；增长（%）：6.7');
  });

  it('writes the unit when the caption speaks of units of another kind', () => {
    expect(texts(INDICATORS, { caption: '各单位完成情况', unit: '亿元' })[0]).toBe('各单位完成情况（单位：亿元）');
  });

  it('loses no cell, whatever the grid; a column that is empty below keeps its head in the columns', () => {
    const cell = fc.constantFrom(
      '',
      '指标',
      '2023年',
      '827.9',
      '单位：亿元',
      '主要指标表',
      '合　计',
      '甲\n乙',
      '推进。',
    );
    const grids = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(grids, (grid) => {
        const lines = write(grid);
        const columns = lines.flatMap(({ table }) => (table?.kind === 'row' ? table.columns : []));
        const written = [...lines.map(({ text }) => text), ...columns].join('\n').replace(/\s/g, '');
        for (const each of grid.flat())
          for (const line of each.split('\n')) expect(written).toContain(line.replace(/\s/g, ''));
      }),
      { numRuns: 1_000 },
    );
  });

  it('joins the heads of two rows under merged cells', () => {
    const grid = [
      ['指标', '2023年', '2023年', '备注'],
      ['指标', '总量', '增速', '备注'],
      ['地区生产总值', '827.9', '6.7%', '初步核算'],
    ];
    expect(texts(grid)).toEqual(['指标：地区生产总值；2023年 总量：827.9；2023年 增速：6.7%；备注：初步核算']);
  });

  it('names a column that stands alone twice where the head of the labels goes on', () => {
    const grid = [
      ['县区', '生产总值', '生产总值', '工业增加值'],
      ['', '总量', '增速', '增速'],
      ['河东县', '189.3', '6.5', '9.8'],
    ];
    expect(texts(grid)).toEqual(['县区：河东县；生产总值 总量：189.3；生产总值 增速：6.5；工业增加值 增速：9.8']);
  });

  it('takes no second row of words for a head', () => {
    const grid = [
      ['项目', '内容', '内容'],
      ['医保', '提高', '标准'],
    ];
    expect(texts(grid)).toEqual(['项目：医保；内容：提高；内容：标准']);
  });

  it('takes bare years and an empty corner for heads, and a row with figures for none', () => {
    expect(
      texts([
        ['', '2022', '2023'],
        ['合　计', '12', '15'],
        ['', '3', ''],
      ]),
    ).toEqual(['合计；2022：12；2023：15', '2022：3']);
    expect(
      texts([
        ['地区生产总值', '827.9亿元'],
        ['财政收入', '30亿元'],
      ]),
    ).toEqual(['地区生产总值；827.9亿元', '财政收入；30亿元']);
  });

  it('finds title and unit in the first rows of the grid', () => {
    const grid = [['主要经济指标', '主要经济指标', '主要经济指标'], ['', '', '单位：亿元'], ...INDICATORS];
    expect(texts(grid)[0]).toBe('主要经济指标（单位：亿元）');
    expect(texts(grid)[1]).toBe('指标：地区生产总值；2023年：827.9；增长（%）：6.7');
  });

  it('gives the first table of a file the name of the file where it has no title', () => {
    const first = (grid: readonly (readonly string[])[]) => writeFirstTable(grid, 'a/甲市2024年指标.xlsx')[0]?.text;
    expect(first(INDICATORS)).toBe('甲市2024年指标');
    expect(first([['主要经济指标', '主要经济指标', '主要经济指标'], ...INDICATORS])).toBe('主要经济指标');
    expect(
      first([
        ['段落', ''],
        ['正文', ''],
      ]),
    ).toBe('段落');
  });

  it('says a row that is one merged cell once', () => {
    expect(texts([...INDICATORS, ['注：按可比价', '注：按可比价', '注：按可比价']]).at(-1)).toBe('注：按可比价');
  });

  it('names a row by what follows its running number', () => {
    const lines = write([
      ['序号', '项目', '投资'],
      ['1', '高铁', '30'],
    ]);
    expect(lines[0]?.table).toMatchObject({ row: '高铁' });
  });

  it('takes one column, merged or not, for layout', () => {
    expect(write([['第一段。\n第二段。'], ['第三段。']])).toEqual(
      ['第一段。', '第二段。', '第三段。'].map((text) => ({
        text,
        level: null,
        startsBlock: true,
        page: null,
        table: null,
      })),
    );
    expect(texts([['各位代表', '各位代表']])).toEqual(['各位代表']);
    expect(isLayout([['', '各位代表']])).toBe(true);
    expect(isLayout(INDICATORS)).toBe(false);
  });

  it('keeps every cell of a grid that is over the limits', () => {
    const cells = Array.from({ length: MAX_TABLE_COLUMNS + 1 }, (_, column) => String(column));
    expect(write([cells, cells])).toMatchObject([{ text: cells.join('；'), table: null }, { table: null }]);
  });

  it('says a merged paragraph once, however many cells it reaches', () => {
    const long = '推进'.repeat(500_000);
    const grid = [['措施', '内容', '说明'], ...Array.from({ length: 2_000 }, (_, row) => [`第${row}项`, long, long])];
    const length = texts(grid).reduce((sum, text) => sum + text.length, 0);
    expect(length).toBeLessThan(1.1 * long.length);
  });

  it('gives nothing for nothing', () => {
    expect(write([])).toEqual([]);
    expect(write([[], ['', ' ']])).toEqual([]);
  });
});

describe('readUnit', () => {
  it.each([
    ['单位：亿元', '亿元'],
    ['（单位：亿元、%）', '亿元、%'],
    ['单 位:万人', '万人'],
    ['计量单位：万吨', '万吨'],
    ['单位：某某局：电话', null],
    ['主要指标', null],
  ])('%s states %s', (line, unit) => {
    expect(readUnitLine(line)).toBe(unit);
  });
});
