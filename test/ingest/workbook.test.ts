/** The reader of workbooks: sheets as tables, figures as they are shown, and nothing that a reader does not see. */

import { describe, expect, it } from 'vitest';
import { showNumber } from '../../src/ingest/workbook/number-format.js';
import { readXlsx } from '../../src/ingest/workbook/xlsx.js';
import { entry, MAIN, workbook, zip } from './archives.js';

/** Rows of cells: words in the cell itself, figures as numbers, null for none. */
function rows(cells: readonly (readonly (string | number | null)[])[], from = 1): string {
  return cells
    .map((row, y) => {
      const written = row.map((cell, x) => {
        const place = `${String.fromCharCode(65 + x)}${from + y}`;
        if (cell === null) return '';
        if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
        return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
      });
      return `<row r="${from + y}">${written.join('')}</row>`;
    })
    .join('');
}
const mergesOf = (places: readonly string[]) =>
  `<mergeCells>${places.map((place) => `<mergeCell ref="${place}"/>`).join('')}</mergeCells>`;
const data = (xml: string, more = '') => `<sheetData>${xml}</sheetData>${more}`;

const read = async (bytes: Buffer) => readXlsx(bytes, '统计表.xlsx');
const texts = async (bytes: Buffer) => (await read(bytes)).lines.map(({ text }) => text);

describe('a workbook', () => {
  it('has a table a sheet, with merged heads, caption and unit', async () => {
    const table = rows([
      ['丁县主要经济指标', null, null, null],
      [null, null, null, '单位：万元'],
      ['乡镇', '工业', null, '农业'],
      [null, '产值', '增速（%）', null],
      ['东镇', 3120, 7.5, 860],
      ['西镇', 2044, 6.1, 912],
    ]);
    const merges =
      '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="B3:C3"/><mergeCell ref="A3:A4"/><mergeCell ref="D3:D4"/></mergeCells>';
    const bytes = workbook([
      { name: '经济', xml: data(table, merges) },
      {
        name: '人口',
        xml: data(
          rows([
            ['乡镇', '人口'],
            ['东镇', 21000],
            ['西镇', 18500],
          ]),
        ),
      },
    ]);
    expect(await texts(bytes)).toEqual([
      '经济',
      '丁县主要经济指标（单位：万元）',
      '乡镇：东镇；工业 产值：3120；工业 增速（%）：7.5；农业：860',
      '乡镇：西镇；工业 产值：2044；工业 增速（%）：6.1；农业：912',
      '人口',
      '乡镇：东镇；人口：21000',
      '乡镇：西镇；人口：18500',
    ]);
  });

  it('has no column that only a merged title reaches', async () => {
    const table = rows([
      ['丁县主要经济指标', null, null],
      ['乡镇', '产值', '增速（%）'],
      ['东镇', 3120, 7.5],
      ['西镇', 2044, 6.1],
    ]);
    for (const reach of ['A1:C1', 'A1:D1', 'A1:XFD1']) {
      const bytes = workbook([{ name: 'Sheet1', xml: data(table, mergesOf([reach])) }]);
      expect(await texts(bytes)).toEqual([
        '丁县主要经济指标',
        '乡镇：东镇；产值：3120；增速（%）：7.5',
        '乡镇：西镇；产值：2044；增速（%）：6.1',
      ]);
    }
  });

  it('of many rows below a title over all columns there can be is read', async () => {
    const villages = Array.from({ length: 80 }, (_, at) => [`村${at}`, at]);
    const title = mergesOf(['A1:XFD1', 'A2:XFD2']);
    const xml = data(rows([['丁县各村户数'], ['据初步统计'], ['村', '户数'], ...villages]), title);
    expect(await texts(workbook([{ name: 'Sheet1', xml }]))).toContain('村：村79；户数：79');
  });

  it('of sheets of 130,000 rows is read, be they shown, hidden or struck out', async () => {
    const styles = `<styleSheet ${MAIN}><fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>`;
    const many = 130_000;
    const long = (style: number) =>
      data(Array.from({ length: many }, (_, at) => `<row><c s="${style}"><v>${at}</v></c></row>`).join(''));
    const sheets = [
      { name: '号码', xml: long(0) },
      { name: '底稿', state: 'hidden', xml: long(0) },
      { name: '草稿', xml: `<cols><col min="1" max="1" hidden="1"/></cols>${long(0)}` },
      { name: '旧稿', xml: long(1) },
    ];
    const { lines, dropped } = await read(workbook(sheets, { 'xl/styles.xml': styles }));
    expect(lines).toHaveLength(many + 1);
    const droppedLines = dropped.map(({ reason, text }) => [reason, text.split('\n').length]);
    expect(droppedLines).toEqual([
      ['struck-out text', many],
      ['hidden cells', 2 * many],
    ]);
  });

  it('gives no sheet of another kind, whatever the path of the file says', async () => {
    const macros = { name: '宏', folder: 'macrosheets', xml: data(rows([['运行', 1]])) };
    const bytes = workbook([{ name: '人口', xml: data(rows([['东镇', 2]])) }, macros]);
    const { lines } = await readXlsx(bytes, 'worksheets/统计表.xlsx');
    expect(lines.map(({ text }) => text)).toEqual(['人口', '东镇；2']);
  });

  it('may hold tables below each other, and notes', async () => {
    const xml = data(
      rows([
        ['镇', '户数'],
        ['东镇', 410],
        ['西镇', 395],
      ]) +
        rows(
          [
            ['村', '亩数'],
            ['上村', 88],
            ['下村', 93],
          ],
          6,
        ) +
        rows([['注：为初步统计数。']], 10),
    );
    const read = await texts(workbook([{ name: 'Sheet1', xml }]));
    expect(read.slice(0, 5)).toEqual([
      // Untitled, it has the name of the file.
      '统计表',
      '镇：东镇；户数：410',
      '镇：西镇；户数：395',
      '村：上村；亩数：88',
      '村：下村；亩数：93',
    ]);
    expect(read.at(-1)).toBe('注：为初步统计数。');
  });

  it('gives shared texts, results of formulas, and figures in the format of their cell', async () => {
    const styles = `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
    const shared = `<sst ${MAIN}><si><t>增速</t></si><si><r><t>截</t></r><r><t>至</t></r><rPh><t>じ</t></rPh></si></sst>`;
    const xml = data(
      '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>' +
        '<row r="2"><c r="A2" s="2"><v>45352</v></c><c r="B2" s="1"><f>B9/B8-1</f><v>0.0620000000001</v></c></row>' +
        '<row r="3"><c r="A3" s="2"><v>45383</v></c><c r="B3" t="e"><v>#DIV/0!</v></c></row>',
    );
    const bytes = workbook([{ name: 'Sheet1', xml }], { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': shared });
    expect(await texts(bytes)).toEqual(['统计表', '截至：2024年3月；增速：6.2%', '2024年4月']);
  });

  it('shows nothing that is hidden or struck out, and says so', async () => {
    const styles = `<styleSheet ${MAIN}><fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>`;
    const xml = data(
      `${rows([
        ['镇', '户数', '草稿'],
        ['东镇', 410, 1],
      ])}<row r="3"><c r="A3" t="inlineStr"><is><t>西镇</t></is></c><c r="B3" s="1"><v>999</v></c></row><row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>废镇</t></is></c></row>`,
    );
    const sheets = [
      { name: '户数', xml: `<cols><col min="3" max="3" hidden="1"/></cols>${xml}` },
      { name: '底稿', state: 'hidden', xml: data(rows([['秘', '密']])) },
    ];
    const { lines, dropped } = await read(workbook(sheets, { 'xl/styles.xml': styles }));
    expect(lines.map(({ text }) => text)).toEqual(['户数', '镇：东镇；户数：410', '西镇']);
    expect(dropped).toEqual([
      { text: '999', reason: 'struck-out text' },
      { text: '草稿\n1\n废镇\n秘\n密', reason: 'hidden cells' },
    ]);
  });

  it('is refused by what it is and what to do', async () => {
    await expect(read(zip([entry('word/document.xml', '<x/>')]))).rejects.toThrow(
      /found a Word file\. Rename it to \.docx/,
    );
    await expect(read(workbook([{ name: 'a', xml: data('') }]))).rejects.toThrow(
      /expected cells with text, found none/,
    );
    await expect(read(Buffer.from('PK\x03\x04 nothing'))).rejects.toThrow(/whole zip archive/);
  });

  it.each([
    ['a stray cell far away', data('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), null],
    [
      'a merge of everything',
      data(
        rows([
          ['甲', 1],
          ['乙', 2],
        ]),
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      ),
      null,
    ],
    [
      'merges without end',
      data(
        rows(Array.from({ length: 400 }, (_, at) => ['甲', at])),
        `<mergeCells>${'<mergeCell ref="A1:Z400"/>'.repeat(9_000)}</mergeCells>`,
      ),
      /at most 1000000 cells/,
    ],
    [
      'hidden columns without end',
      `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(9_000)}</cols>${data(rows([['甲', 1]]))}`,
      /at most 1000000 cells/,
    ],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "c">]>', /document type|well-formed/],
  ])('is bounded with %s', async (_, xml, refusal) => {
    const bytes = workbook([{ name: 'a', xml }]);
    const begun = Date.now();
    if (refusal === null) expect((await read(bytes)).lines.length).toBeGreaterThan(0);
    else await expect(read(bytes)).rejects.toThrow(refusal);
    expect(Date.now() - begun).toBeLessThan(20_000);
  });
});

describe('showNumber', () => {
  it.each([
    [1341.8000000000002, 'General', '1341.8'],
    [0.0625, '0.0%', '6.3%'],
    [0.0625, 10, '6.25%'],
    [12345.678, '#,##0.00', '12345.68'],
    [12345.678, '0.0"亿元"', '12345.7亿元'],
    [-3.2, '0.0;[Red]-0.0', '-3.2'],
    [-3.2, '0.0_);(0.0)', '-3.2'],
    [45301, 14, '2024年1月10日'],
    [45301, 'yyyy"年"m"月"d"日";@', '2024年1月10日'],
    [45301, 'yyyy"年"', '2024年'],
    [2024, 'General', '2024'],
    [1234567, '0.0,', '1234567'],
    [0.5, 'h:mm', '0.5'],
    [45.5, '[h]:mm:ss', '45.5'],
    [45.5, '[mm]', '45.5'],
    [1.25, 'mm:ss', '1.25'],
    [45301, '[$-804]yyyy"年"m"月"', '2024年1月'],
    [45301.5, 'yyyy-mm-dd hh:mm:ss', '2024年1月10日'],
    [0.285, '0%', '29%'],
    [1.005, '0.00', '1.01'],
    [-1.005, '0.00', '-1.01'],
    [8.345, '0.00"万吨"', '8.35万吨'],
    [0.0005, '0.000', '0.001'],
    [4e-7, '0.000000', '0.000000'],
    [5e-7, '0.000000', '0.000001'],
    [5e-324, '0.00', '0.00'],
    [0.1, '0.000000000000000', '0.100000000000000'],
    [999.995, '0.00', '1000.00'],
    [123456789012345, '0.00', '123456789012345.00'],
    [1e20, '0.0', '100000000000000000000.0'],
    [1.5e21, '0.00', '1.5e+21'],
    [-1.5e300, '0.00', '-1.5e+300'],
    [0, '0;-0;;@', ''],
    [-3, '0;-0;;@', '-3'],
    [5, '0;-0;;@', '5'],
    [5, ';;;', ''],
    [-5, '0;;', ''],
    [5, ';-0', ''],
    [2.5, '0.0"；;";-0', '2.5；;'],
    [7, '', '7'],
  ])('shows %d in %s as %s', (value, code, shown) => {
    expect(showNumber(value, code, false)).toBe(shown);
  });
});
