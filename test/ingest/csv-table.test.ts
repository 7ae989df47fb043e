/** CSV that holds a table of figures and no documents: what is one, and how it is written. */

import { describe, expect, it } from 'vitest';
import { readCsvTable } from '../../src/ingest/csv-table.js';

const read = (content: string, source = 'tables/甲市2024年县区指标.csv') => readCsvTable(Buffer.from(content), source);
const textsOf = (content: string) => read(content)?.lines.map(({ text }) => text);

describe('readCsvTable', () => {
  it('writes the rows as those of any table, below the name of the file', () => {
    expect(textsOf('县区,地区生产总值（亿元）,增速（%）\n乙县,189.3,6.5\n丙县,201.7,-0.4\n')).toEqual([
      '甲市2024年县区指标',
      '县区：乙县；地区生产总值（亿元）：189.3；增速（%）：6.5',
      '县区：丙县；地区生产总值（亿元）：201.7；增速（%）：-0.4',
    ]);
  });

  it('takes title and unit from the first rows where they stand there', () => {
    expect(textsOf('甲市主要指标,,\n单位：亿元,,\n县区,2023年,2024年\n乙县,176.1,189.3\n')).toEqual([
      '甲市主要指标（单位：亿元）',
      '县区：乙县；2023年：176.1；2024年：189.3',
    ]);
  });

  it('takes a file with a column of texts for documents, and one whose texts stand in an unknown column for a mistake', () => {
    expect(read('标题,正文\n报告,各位代表\n')).toBeNull();
    expect(read('标题,地区\n报告,甲市\n')).toBeNull();
    expect(read(`标题,文章\n报告,${'过去一年稳中有进。'.repeat(40)}\n`)).toBeNull();
    expect(read('指标\n粮食\n')).toBeNull();
  });

  it('refuses what no table has', () => {
    expect(() => read('甲,乙\n"丙,丁\n')).toThrow('expected comma-separated rows');
    expect(() => read(`甲,乙\n${'1,2\n'.repeat(10_001)}`)).toThrow('expected a table of at most 10000 rows');
  });
});
