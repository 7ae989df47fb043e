/** The Word reader: what a careful reader would see of a file, and what it refuses. */

import * as docx from 'docx';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../../src/ingest/word/docx.js';
import { entry, zip } from './archives.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

const part = (root: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${W} ${MC}>${content}</w:${root}>`;
const documentOf = (body: string) => part('document', `<w:body>${body}</w:body>`);
const p = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const item = (text: string, list: number, level = 0) =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

function word(body: string, others: Readonly<Record<string, string>> = {}): Buffer {
  const parts = Object.entries(others).map(([name, content]) => entry(`word/${name}.xml`, content));
  return zip([entry('word/document.xml', documentOf(body)), ...parts]);
}

const read = (bytes: Uint8Array) => readDocx(bytes, '报告.docx');
const textsOf = async (bytes: Uint8Array) => (await read(bytes)).lines.map(({ text }) => text);
const texts = (body: string, others: Readonly<Record<string, string>> = {}) => textsOf(word(body, others));

async function build(children: docx.ISectionOptions['children'], options: Partial<docx.IPropertiesOptions> = {}) {
  return docx.Packer.toBuffer(new docx.Document({ ...options, sections: [{ children }] }));
}

describe('paragraphs', () => {
  it('keep their order, and headings by style their level', async () => {
    const bytes = await build([
      new docx.Paragraph({ text: '2025年政府工作报告', heading: docx.HeadingLevel.TITLE }),
      new docx.Paragraph({ text: '一、2024年工作回顾', heading: docx.HeadingLevel.HEADING_1 }),
      new docx.Paragraph('地区生产总值增长6.7%。'),
      new docx.Paragraph({ text: '（一）工业', heading: docx.HeadingLevel.HEADING_2 }),
    ]);
    const { lines, dropped } = await read(bytes);
    expect(lines.map(({ text, level }) => [text, level])).toEqual([
      ['2025年政府工作报告', null],
      ['一、2024年工作回顾', 1],
      ['地区生产总值增长6.7%。', null],
      ['（一）工业', 2],
    ]);
    expect(lines.every(({ startsBlock, page, table }) => startsBlock && page === null && table === null)).toBe(true);
    expect(dropped).toEqual([]);
  });

  it('take a level from a style by its Chinese name, from the style it is based on, or say it themselves', async () => {
    const styles = part(
      'styles',
      `<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 2"/></w:style>
       <w:style w:type="paragraph" w:styleId="b"><w:name w:val="自定"/><w:basedOn w:val="a"/></w:style>
       <w:style w:type="paragraph" w:styleId="c"><w:name w:val="圆"/><w:basedOn w:val="c"/></w:style>`,
    );
    const body =
      p('甲', '<w:pStyle w:val="a"/>') +
      p('乙', '<w:pStyle w:val="b"/>') +
      p('丙', '<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>') +
      p('丁', '<w:pStyle w:val="c"/><w:outlineLvl w:val="0"/>') +
      p('戊', '<w:pPrChange><w:pPr><w:pStyle w:val="a"/></w:pPr></w:pPrChange>');
    const { lines } = await read(word(body, { styles }));
    expect(lines.map(({ level }) => level)).toEqual([2, 2, null, 1, null]);
  });

  it('are no headings under a heading style when they go on after a sentence, or for long', async () => {
    const heading = '<w:outlineLvl w:val="1"/>';
    const body = p('（一）稳增长。全年增长6%。', heading) + p('推进'.repeat(60), heading) + p('——结构更优。', heading);
    const { lines } = await read(word(body));
    expect(lines.map(({ level }) => level)).toEqual([null, null, 2]);
  });

  it('broken over lines are several, headings stay one; tabs are spaces, soft hyphens nothing', async () => {
    const body =
      '<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:softHyphen/><w:noBreakHyphen/></w:r></w:p>' +
      '<w:p><w:pPr><w:outlineLvl w:val="0"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' +
      '<w:r><w:t>一、工作</w:t><w:br/><w:t>回顾</w:t></w:r></w:p><w:p/><w:p><w:r><w:br w:type="page"/></w:r></w:p>';
    expect(await texts(body)).toEqual(['甲', '乙 丙-', '一、工作 回顾']);
  });

  it('keep the text of links, insertions, content controls, formulas and base text of phonetic guides', async () => {
    const body = `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p>
      <w:hyperlink w:anchor="x"><w:r><w:t>链</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>增</w:t></w:r></w:ins>
      <w:moveTo><w:r><w:t>移</w:t></w:r></w:moveTo><w:fldSimple w:instr="REF a"><w:r><w:t>引</w:t></w:r></w:fldSimple>
      <m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath>
      <w:r><w:ruby><w:rt><w:r><w:t>jīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>荆</w:t></w:r></w:rubyBase></w:ruby></w:r>
      </w:p></w:sdtContent></w:sdt>`;
    expect(await texts(body)).toEqual(['链增移引x=1荆']);
  });

  it('leave out the codes of fields, whatever stands in them, and show their results', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
    const body = `<w:p>${field('begin')}${code(' IF ')}${field('begin')}${code('PAGE')}${field('separate')}<w:r><w:t>7</w:t>
      </w:r>${field('end')}${field('separate')}<w:r><w:t>见表1</w:t></w:r>${field('end')}<w:r><w:t>。</w:t></w:r></w:p>`;
    expect(await texts(body)).toEqual(['见表1。']);
  });

  it('stay when a field has no end', async () => {
    const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
    expect(await texts(`<w:p>${begin}${begin}<w:r><w:t>失</w:t></w:r></w:p>${p('各位代表')}`)).toEqual(['各位代表']);
  });

  it('are read whatever prefix and edition of the standard the file uses', async () => {
    const strict = `<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>各位代表</t></r></p></body></d>`;
    expect(await textsOf(zip([entry('word/document.xml', strict)]))).toEqual(['各位代表']);
  });

  it('are found where the list of parts says the text lies', async () => {
    const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override
      PartName="/word/document2.xml"
      ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
    const entries = [entry('[Content_Types].xml', types), entry('word/document2.xml', documentOf(p('各位代表')))];
    expect(await textsOf(zip(entries))).toEqual(['各位代表']);
  });
});

describe('what a reader does not see', () => {
  it('is left out and listed: deleted, moved and hidden text, lines of the contents', async () => {
    const styles = part(
      'styles',
      `<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
       <w:style w:type="character" w:styleId="H"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>`,
    );
    const body = `${p('一、回顾1', '<w:pStyle w:val="TOC1"/>')}<w:p><w:r><w:t>增长</w:t></w:r>
      <w:del><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins><w:r><w:t>6%</w:t></w:r></w:ins>
      <w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>语</w:t></w:r>
      <w:r><w:rPr><w:rStyle w:val="H"/><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r></w:p>`;
    const { lines, dropped } = await read(word(body, { styles }));
    expect(lines.map(({ text }) => text)).toEqual(['增长6%。']);
    expect(dropped).toEqual([
      { text: '5%\n旧处', reason: 'deleted text' },
      { text: '密\n语', reason: 'hidden text' },
      { text: '一、回顾1', reason: 'table of contents' },
    ]);
  });

  it('does not part two paragraphs: the end of one was deleted', async () => {
    const body = p('全年实现', '<w:rPr><w:del/></w:rPr>') + p('平稳增长。') + p('最后', '<w:rPr><w:del/></w:rPr>');
    expect(await texts(body)).toEqual(['全年实现平稳增长。', '最后']);
  });

  it('is in headers, footers and comments', async () => {
    const header = part('hdr', p('内部资料'));
    const comments = part('comments', `<w:comment w:id="1">${p('请核')}</w:comment>`);
    const body = '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>甲</w:t><w:commentReference w:id="1"/></w:r></w:p>';
    expect(await texts(body, { header1: header, comments })).toEqual(['甲']);
  });
});

describe('automatic numbers', () => {
  const level = (index: number, format: string, pattern: string, more = '') =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`;
  const numbering = part(
    'numbering',
    `<w:abstractNum w:abstractNumId="1">${level(0, 'chineseCountingThousand', '%1、')}
       ${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}${level(3, 'decimalEnclosedCircle', '%4')}
     </w:abstractNum>
     <w:abstractNum w:abstractNumId="2">${level(0, 'ideographDigital', '第%1章')}
       ${level(1, 'decimal', '%1.%2', '<w:isLgl/>')}${level(2, 'lowerLetter', '%3)', '<w:lvlRestart w:val="0"/>')}</w:abstractNum>
     <w:abstractNum w:abstractNumId="3">${level(0, 'bullet', '\uF06C')}${level(1, 'bullet', '—')}</w:abstractNum>
     <w:abstractNum w:abstractNumId="4">${level(0, 'upperRoman', '%1.', '<w:pStyle w:val="R"/>')}</w:abstractNum>
     <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
     <w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
     <w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
     <w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>`,
  );
  const styles = part(
    'styles',
    `<w:style w:type="paragraph" w:styleId="R"><w:name w:val="r"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>`,
  );

  it('are written in front of the text, deeper ones anew under each higher one', async () => {
    const list = (...entries: [string, number][]) => entries.map(([text, depth]) => item(text, 1, depth)).join('');
    const body = list(['甲', 0], ['乙', 1], ['丙', 1], ['丁', 2], ['戊', 3], ['己', 0], ['庚', 1]);
    expect(await texts(body, { numbering })).toEqual([
      '一、甲',
      '（一）乙',
      '（二）丙',
      '1. 丁',
      '①戊',
      '二、己',
      '（一）庚',
    ]);
  });

  it('go on over lists of one definition, and begin where an override says', async () => {
    const body = item('甲', 1) + p('正文') + item('乙', 6) + item('丙', 5) + item('丁', 5) + item('戊', 1);
    expect(await texts(body, { numbering })).toEqual(['一、甲', '正文', '二、乙', '十一、丙', '十二、丁', '十三、戊']);
  });

  it('know chapters, Arabic numerals throughout, letters that never begin anew, and bullets', async () => {
    const body = [item('总则', 2), item('目标', 2, 1), item('甲', 2, 2), item('附则', 2), item('乙', 2, 2)].join('');
    expect(await texts(body + item('点', 3) + item('划', 3, 1), { numbering })).toEqual([
      '第一章 总则',
      '1.1 目标',
      'a) 甲',
      '第二章 附则',
      'b) 乙',
      '点',
      '——划',
    ]);
  });

  it('come from the style too, unless the paragraph has none', async () => {
    const none = '<w:pStyle w:val="R"/><w:numPr><w:numId w:val="0"/></w:numPr>';
    const style = '<w:pStyle w:val="R"/>';
    const body = p('甲', style) + p('乙', none) + p('丙', style);
    expect(await texts(body, { numbering, styles })).toEqual(['I. 甲', '乙', 'II. 丙']);
  });

  it('are written for lists that the docx library makes', async () => {
    const config = {
      reference: 'headings',
      levels: [
        { level: 0, format: docx.LevelFormat.CHINESE_COUNTING, text: '%1、' },
        { level: 1, format: docx.LevelFormat.CHINESE_COUNTING, text: '（%2）' },
      ],
    };
    const entry = (text: string, depth: number) =>
      new docx.Paragraph({ text, numbering: { reference: 'headings', level: depth } });
    const bytes = await build([entry('回顾', 0), entry('工业', 1), entry('安排', 0)], {
      numbering: { config: [config] },
    });
    expect(await textsOf(bytes)).toEqual(['一、回顾', '（一）工业', '二、安排']);
  });
});

describe('tables', () => {
  const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
  const tc = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;

  it('are rows under their heads, with the caption and the unit above them', async () => {
    const cell = (text: string, more: Partial<docx.ITableCellOptions> = {}) =>
      new docx.TableCell({ ...more, children: [new docx.Paragraph(text)] });
    const table = new docx.Table({
      rows: [
        new docx.TableRow({ children: [cell('指标', { rowSpan: 2 }), cell('2023年', { columnSpan: 2 })] }),
        new docx.TableRow({ children: [cell('总量'), cell('增速')] }),
        new docx.TableRow({ children: [cell('地区生产总值'), cell('827.9'), cell('6.7%')] }),
      ],
    });
    const above = ['结果如下。', '表1 主要经济指标', '单位：亿元'].map((text) => new docx.Paragraph(text));
    const { lines } = await read(await build([...above, table, new docx.Paragraph('以上。')]));
    expect(lines.map(({ text, table: at }) => [text, at?.kind ?? null])).toEqual([
      ['结果如下。', null],
      ['表1 主要经济指标（单位：亿元）', 'caption'],
      ['指标：地区生产总值；2023年 总量：827.9；2023年 增速：6.7%', 'row'],
      ['以上。', null],
    ]);
  });

  it('take no sentence and no heading for their caption', async () => {
    const table = `<w:tbl>${row(tc('指标'), tc('总量'))}${row(tc('甲'), tc('1'))}</w:tbl>`;
    for (const line of ['各位代表：', '（一）主要指标', '发展较快']) {
      expect(await texts(p(line) + table)).toEqual([line, '指标：甲；总量：1']);
    }
    const { lines } = await read(word(p('完成情况', '<w:outlineLvl w:val="0"/>') + table));
    expect(lines[0]).toMatchObject({ text: '完成情况', level: 1, table: null });
  });

  it('repeat cells merged downwards, and lose rows that were deleted', async () => {
    const deleted = '<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>';
    const rows = [
      row(tc('行业'), tc('产品'), tc('产量')),
      row(tc('农业', '<w:vMerge w:val="restart"/>'), tc('稻谷'), tc('30')),
      deleted,
      row('<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>', tc('油菜'), tc('8')),
    ];
    expect(await texts(`<w:tbl>${rows.join('')}</w:tbl>`)).toEqual([
      '行业：农业；产品：稻谷；产量：30',
      '行业：农业；产品：油菜；产量：8',
    ]);
  });

  it('that only place text are its paragraphs, headings and inner tables kept', async () => {
    const inner = `<w:tbl>${row(tc('指标'), tc('总量'))}${row(tc('甲'), tc('1'))}</w:tbl>`;
    const heading = p('一、回顾', '<w:outlineLvl w:val="0"/>');
    const { lines } = await read(word(`<w:tbl>${row(`<w:tc>${heading}${p('稳中有进。')}${inner}</w:tc>`)}</w:tbl>`));
    expect(lines.map(({ text, level, table }) => [text, level, table?.kind ?? null])).toEqual([
      ['一、回顾', 1, null],
      ['稳中有进。', null, null],
      ['指标：甲；总量：1', null, 'row'],
    ]);
  });

  it('claim no memory by the width of a cell', async () => {
    const wide = (text: string) => row(tc(text, '<w:gridSpan w:val="999999"/>'), tc('乙'));
    const { lines } = await read(word(`<w:tbl>${wide('甲').repeat(20_000)}</w:tbl>`));
    expect(lines).toHaveLength(20_000);
    expect(lines[0]?.table).toBeNull();
    const long = word(`<w:tbl>${wide('甲'.repeat(90)).repeat(20_000)}</w:tbl>`);
    await expect(read(long)).rejects.toThrow(/expected at most 20000000 characters of text/);
  });
});

describe('text boxes and notes', () => {
  it('reads a text box once, after its paragraph', async () => {
    const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const alternatives = `<mc:AlternateContent><mc:Choice Requires="wps">${box('框中')}</mc:Choice>
      <mc:Fallback>${box('框中')}</mc:Fallback></mc:AlternateContent>`;
    const body = `<w:p><w:r><w:t>前</w:t></w:r><w:r>${alternatives}</w:r><w:r><w:t>后</w:t></w:r></w:p>${p('下段')}`;
    expect(await texts(body)).toEqual(['前后', '框中', '下段']);
  });

  it('puts foot- and endnotes at the end, numbered in the order of the text', async () => {
    const reference = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
    const body = `<w:p><w:r><w:t>双碳</w:t></w:r>${reference('endnote', 2)}<w:r><w:t>目标</w:t></w:r>
      ${reference('footnote', 2)}<w:del>${reference('footnote', 3)}</w:del></w:p>`;
    const note = (kind: string, id: number, ...lines: string[]) =>
      `<w:${kind} w:id="${id}">${lines.map((line) => p(line)).join('')}</w:${kind}>`;
    const separator = `<w:footnote w:type="separator" w:id="-1">${p('线')}</w:footnote>`;
    const footnotes = part(
      'footnotes',
      separator + note('footnote', 2, '见规划。', '另见纲要。') + note('footnote', 3, '删'),
    );
    const endnotes = part('endnotes', note('endnote', 2, '碳达峰与碳中和。'));
    expect(await texts(body, { footnotes, endnotes })).toEqual([
      '双碳目标',
      '注1：碳达峰与碳中和。',
      '注2：见规划。',
      '另见纲要。',
    ]);
  });

  it('writes a note once, however often the text refers to it', async () => {
    const body = `<w:p>${'<w:r><w:footnoteReference w:id="1"/></w:r>'.repeat(10_000)}</w:p>`;
    const footnotes = part('footnotes', `<w:footnote w:id="1">${p('甲').repeat(10_000)}</w:footnote>`);
    expect(await texts(body, { footnotes })).toHaveLength(10_000);
  });

  it('lets no raised digit grow onto the figure before it', async () => {
    const raised = new docx.TextRun({ text: '2', superScript: true });
    const children = [new docx.TextRun('产值480'), raised, new docx.TextRun('亿元')];
    expect(await textsOf(await build([new docx.Paragraph({ children })]))).toEqual(['产值480²亿元']);
  });

  it('reads footnotes of the docx library', async () => {
    const children = [new docx.TextRun('双碳'), new docx.FootnoteReferenceRun(1)];
    const footnotes = { 1: { children: [new docx.Paragraph('碳达峰与碳中和。')] } };
    const bytes = await build([new docx.Paragraph({ children })], { footnotes });
    expect(await textsOf(bytes)).toEqual(['双碳', '注1：碳达峰与碳中和。']);
  });
});

describe('what is no Word file, or was made to do harm', () => {
  const whole = word(p('各位代表').repeat(1_000));
  const raw = (content: string | Buffer, stated?: number) => zip([entry('word/document.xml', content, stated)]);
  const nested = (tags: string[], depth: number) =>
    documentOf(
      tags
        .map((tag) => `<w:${tag}>`)
        .join('')
        .repeat(depth) +
        tags
          .toReversed()
          .map((tag) => `</w:${tag}>`)
          .join('')
          .repeat(depth),
    );
  const entities = `<!DOCTYPE d [<!ENTITY a "${'0'.repeat(1000)}">${Array.from({ length: 9 }, (_, index) => {
    const from = String.fromCharCode(97 + index);
    return `<!ENTITY ${String.fromCharCode(98 + index)} "${`&${from};`.repeat(10)}">`;
  }).join('')}]>${documentOf(p('&j;')).slice(38)}`;

  const cases: readonly (readonly [string, () => Buffer, RegExp])[] = [
    ['1 GB of zeros', () => raw(Buffer.alloc(1_000_000_000)), /expected at most 200000000 bytes when unpacked/],
    [
      '60 MB in one part',
      () => raw(Buffer.alloc(60_000_000)),
      /expected at most 50000000 bytes in word\/document\.xml/,
    ],
    ['60 MB that say they are 1 MB', () => raw(Buffer.alloc(60_000_000, ' '), 900_000), /damaged .*too many bytes/],
    ['40 MB of nothing', () => raw(Buffer.alloc(40_000_000, ' ')), /more than 300 times its size/],
    ['an entity bomb', () => raw(entities), /word\/document\.xml: .*<!DOCTYPE/],
    ['a document type from elsewhere', () => raw('<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'), /<!DOCTYPE/],
    ['an entity that is not there', () => raw(documentOf(p('&secret;'))), /undefined entity/],
    ['tables nested 1,000 deep', () => raw(nested(['tbl', 'tr', 'tc'], 1_000)), /nested at most/],
    ['tables nested 20 deep', () => raw(nested(['tbl', 'tr', 'tc'], 20)), /tables nested at most 16 deep/],
    ['20,000 elements within each other', () => raw(nested(['ins'], 20_000)), /nested at most 256 deep/],
    ['a file cut off', () => whole.subarray(0, whole.length - 40), /expected a whole zip archive/],
    ['a file with its middle gone', () => Buffer.concat([whole.subarray(0, 60), whole.subarray(90)]), /archive|XML/],
    ['XML cut off', () => raw(documentOf(p('甲')).slice(0, -20)), /expected well-formed XML/],
    ['bytes that are no text', () => raw(Buffer.from([0x3c, 0xff, 0xfe, 0xfd])), /expected utf-8/],
    ['an empty file', () => Buffer.alloc(0), /expected a whole zip archive/],
    ['names that lead out', () => zip([entry('../../etc/cron.d/x', 'x')]), /invalid relative path/],
    ['names from the root', () => zip([entry('/etc/x', 'x')]), /absolute path/],
    ['one name twice', () => zip([...'ab'].map((content) => entry('word/document.xml', content))), /twice/],
    ['a workbook', () => zip([entry('xl/workbook.xml', '<x/>')]), /found a workbook\. Rename it to \.xlsx/],
    ['an archive in an archive', () => zip([entry('报告.docx', whole)]), /word\/document\.xml inside/],
    ['a document without text', () => raw(documentOf('<w:p/>')), /expected text, found none/],
  ];

  it.each(cases)('is refused by name: %s', async (_, make, reason) => {
    const bytes = make();
    const before = process.memoryUsage().rss;
    const started = performance.now();
    await expect(read(bytes)).rejects.toMatchObject({
      name: 'WenjuError',
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/^报告\.docx: /),
    });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    await expect(read(bytes)).rejects.toThrow(reason);
  });

  it('is refused by name: 65,534 entries', async () => {
    const bytes = zip(Array.from({ length: 65_534 }, (_, index) => entry(`a${index}`, 'x')));
    await expect(read(bytes)).rejects.toThrow(/expected at most 5000 entries in the archive, found 65534/);
  });

  it('is not what numbering says: huge starts and patterns stay short', async () => {
    const pattern = '%1'.repeat(10_000);
    const numbering = part(
      'numbering',
      `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/>
       <w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="${pattern}"/></w:lvl></w:abstractNum>
       <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`,
    );
    expect(await texts(item('甲', 1) + item('乙', 1, 1), { numbering })).toEqual(['1000000. 甲', '乙']);
  });
});
