/** CSV with one document a row: columns, keys, what is skipped and what is refused. */

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readCsvDocuments } from '../../src/ingest/csv.js';

const read = (content: string, source = '讲话.csv') => readCsvDocuments(Buffer.from(content), source);
const keysOf = (content: string) => read(content).documents.map(({ key }) => key);

describe('readCsvDocuments', () => {
  it('makes a document of every row, with Chinese column names', () => {
    const { documents, skipped } = read(
      '编号,标题,地区,年份,类型,发布日期,来源,网址,正文\r\n' +
        'a-1,报告,荆门市,2024,政策,2024/3/19,荆门日报,http://example.cn/1,"第一段，有逗号。\r\n第二段说""引号""。"\r\n',
    );
    expect(skipped).toEqual([]);
    expect(documents).toEqual([
      {
        key: 'a-1',
        lines: [
          { text: '第一段，有逗号。', level: null, startsBlock: false, page: null, table: null },
          { text: '第二段说"引号"。', level: null, startsBlock: false, page: null, table: null },
        ],
        declared: {
          title: '报告',
          region: '荆门市',
          year: 2024,
          type: 'policy',
          published: '2024-03-19',
          publisher: '荆门日报',
          url: 'http://example.cn/1',
        },
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('names rows by their number where they have no id', () => {
    expect(keysOf('text\n甲\n乙\n')).toEqual(['2', '3']);
    expect(keysOf('ID,Content\nx,甲\n,乙\n')).toEqual(['x', '3']);
  });

  it('gives a row the same hash wherever it and its columns stand, and another when a cell changes', () => {
    const hashes = (content: string) => read(content).documents.map(({ contentHash }) => contentHash);
    const [first, second] = hashes('id,text\na,甲\nb,乙\n');
    expect(hashes('text,id\n乙,b\n甲,a\n')).toEqual([second, first]);
    expect(hashes('id,text\na,甲二\n')).not.toEqual([first]);
  });

  it('skips a row without text, and says which', () => {
    const { documents, skipped } = read('id,text\na,甲\nb,"  "\nc,丙\n');
    expect(documents.map(({ key }) => key)).toEqual(['a', 'c']);
    expect(skipped).toEqual([{ source: '讲话.csv#b', reason: 'row 3 has no text' }]);
  });

  it('reads GBK and UTF-16, as spreadsheets save them', () => {
    const content = '标题,正文\n政府工作报告,各位代表：现在，我代表市人民政府向大会报告工作。\n';
    for (const bytes of [iconv.encode(content, 'gbk'), iconv.encode(content, 'utf-16', { addBOM: true })]) {
      expect(readCsvDocuments(bytes, 'a.csv').documents[0]?.declared).toEqual({ title: '政府工作报告' });
    }
  });

  it.each<[string, string, string]>([
    [
      'an unknown column',
      '正文,作者,心情\n甲,乙,丙\n',
      '讲话.csv: no such column: "作者", "心情"; known are text, id, title',
    ],
    ['a column named like a part of every object', 'text,constructor\n甲,乙\n', 'no such column: "constructor"'],
    ['no text column', '标题\n甲\n', '讲话.csv: expected a column text, content or 正文'],
    ['two text columns', 'text,正文\n甲,乙\n', 'expected one column for text, found "正文" as well'],
    ['a column twice', 'text,text\n甲,乙\n', 'expected every column once, found "text" twice'],
    ['an id twice', 'id,text\na,甲\nb,乙\na,丙\n', 'expected every id once, found a in row 2 and row 4'],
    ['an id that is a row number', 'id,text\n3,甲\n,乙\n', 'found 3 in row 2 and row 3'],
    ['an id of two lines', 'id,text\n"a\nb",甲\n', '讲话.csv (row 2): expected an id of one line'],
    ['an open quotation mark', 'id,text\na,"甲\n', '讲话.csv: expected comma-separated rows'],
    ['rows of unequal length', 'id,text\na,甲,乙\n', '讲话.csv: expected comma-separated rows'],
    ['a head row alone', 'id,text\n', 'expected a column text, content or 正文 and rows below it'],
    ['nothing', '', 'expected a column text, content or 正文 and rows below it'],
  ])('refuses %s, naming it', (_, content, message) => {
    expect(() => read(content)).toThrow(message);
  });

  it.each<[string, string, string]>([
    ['a year that is none', 'year,text\nsoon,甲\n2024年,乙\n', '讲话.csv (row 2): year: expected a year'],
    ['an address of another kind', 'url,text\njavascript:alert(1),甲\n,乙\n', '讲话.csv (row 2): url'],
    ['a day in no calendar', 'published,text\n2024/2/31,甲\n2024/3/1,乙\n', '讲话.csv (row 2): published'],
  ])('skips a row with %s, and reads the others', (_, content, reason) => {
    const { documents, skipped } = read(content);
    expect(documents.map(({ lines }) => lines[0]?.text)).toEqual(['乙']);
    expect(skipped).toEqual([{ source: '讲话.csv#2', reason: expect.stringContaining(reason) }]);
  });

  it('is not for sources.csv, in any folder', () => {
    for (const source of ['sources.csv', 'a/Sources.CSV']) {
      expect(() => read('file,text\na,甲\n', source)).toThrow(/expected documents, got the file that describes/);
    }
    expect(read('text\n甲\n', 'resources.csv').documents).toHaveLength(1);
  });

  it('takes 20,000 rows and no more, and 20 MB', () => {
    expect(read(`text\n${'甲\n'.repeat(20_000)}`).documents).toHaveLength(20_000);
    expect(() => read(`text\n${'甲\n'.repeat(20_001)}`)).toThrow('expected at most 20000 rows, got more');
    expect(() => readCsvDocuments(Buffer.alloc(20_000_001, 'a'), 'a.csv')).toThrow('expected at most 20000000 bytes');
  });

  it('refuses ten million short rows and a million columns within seconds', () => {
    const started = performance.now();
    expect(() => read(`text\n${'a\n'.repeat(9_000_000)}`)).toThrow('expected at most 20000 rows');
    expect(() => read(`text,${Array.from({ length: 1_000_000 }, (_, index) => `c${index}`).join(',')}\n`)).toThrow(
      /column/,
    );
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
