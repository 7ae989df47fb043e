/** Plain text that is set in columns: rows of a table, or at least columns that stay apart. */

import { describe, expect, it } from 'vitest';
import { cleanDocument } from '../../src/clean/document.js';
import { readPlainText } from '../../src/ingest/plain.js';

const textsOf = (...lines: readonly string[]): string[] =>
  cleanDocument({
    documentId: '0123456789abcdef',
    source: 'a.txt',
    contentHash: '',
    format: 'text',
    ...readPlainText(lines.join('\n')),
  }).text.split('\n');

describe('columns of plain text', () => {
  it('become rows with the names of their columns', () => {
    expect(
      textsOf(
        '丙县2023年民生实事分工',
        '单位：万元',
        '任务        牵头部门      时限        经费',
        '改造水厂    水务局        6月底前     320',
        '新建校舍    教育体育局    12月底前    1500',
      ),
    ).toEqual([
      '丙县2023年民生实事分工',
      '单位：万元',
      '任务：改造水厂；牵头部门：水务局；时限：6月底前；经费：320',
      '任务：新建校舍；牵头部门：教育体育局；时限：12月底前；经费：1500',
    ]);
  });

  it('may be parted by tabs or wide spaces, and be two when one is of figures', () => {
    expect(textsOf('指标\t2023年', '常住人口（万人）\t41.2', '城镇化率（%）\t52.7')).toEqual([
      '指标：常住人口（万人）；2023年：41.2',
      '指标：城镇化率（%）；2023年：52.7',
    ]);
    expect(textsOf('乡镇　　面积　　人口', '甲镇　　31.5　　2.1', '乙镇　　47.0　　1.9')).toEqual([
      '乡镇：甲镇；面积：31.5；人口：2.1',
      '乡镇：乙镇；面积：47.0；人口：1.9',
    ]);
  });

  it('stay apart where no head names them', () => {
    expect(textsOf('修缮渠道  水务站  六月', '清理河道  河长办  九月')).toEqual([
      '修缮渠道\t水务站\t六月',
      '清理河道\t河长办\t九月',
    ]);
  });

  it('are not what is spread, indented or wrapped', () => {
    expect(textsOf('　　各位代表：', '　　持续疫后重  振，办好实事。', '　　保障民  生，稳住就业。')).toEqual([
      '各位代表：',
      '持续疫后重振，办好实事。',
      '保障民生，稳住就业。',
    ]);
    expect(textsOf('张  三    李  四    王  五', '赵  六    钱  七    孙  八')).toEqual([
      '张三李四王五',
      '赵六钱七孙八',
    ]);
  });

  it('cost no more in a long file', () => {
    const lines = Array.from({ length: 100_000 }, (_, row) =>
      row % 3 === 0 ? '甲  乙  丙  丁  1' : '戊  1  己  2  庚',
    );
    expect(textsOf(...lines).length).toBeGreaterThan(1);
  });
});
