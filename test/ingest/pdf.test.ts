/** PDF files: what Chromium prints comes back as it was written, and hostile files are refused by name. */

import { deflateSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../../src/ingest/contract.js';
import { readPdf } from '../../src/ingest/pdf/reader.js';
import { CHROMIUM, isMissing } from '../needs.js';
import { bomb, HELVETICA, pagesOf, scan, show, stream, writePdf } from './pdf-files.js';

let browser: Browser;
async function print(
  body: string,
  style: string,
  options: Parameters<Awaited<ReturnType<Browser['newPage']>>['pdf']>[0],
) {
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`);
  const pdf = await page.pdf({ format: 'A4', ...options });
  await page.close();
  return pdf;
}

/** Without white space and in one form, as two ways of setting the same text differ in nothing else. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

function texts(result: ReadResult): string[] {
  return result.lines.map(({ text }) => text);
}

const SUBJECTS = ['工业', '农业', '服务业', '财政', '投资', '消费', '外贸', '就业', '教育', '医疗', '住房', '生态'];

function paragraphOn(subject: string, number: number): string {
  return `（${'一二三四五六七八九十'.charAt(number % 10)}）${subject}工作。全市${subject}领域完成投资${120 + number * 7}.${number}亿元，增长${3 + number}.5%；新开工项目${20 + number}个，其中亿元以上项目${8 + number}个。我们坚持把${subject}摆在突出位置，健全工作机制，压实各级责任，着力解决群众反映强烈的突出问题，各项任务按期完成，${subject}发展的基础更加稳固、质量明显提高、后劲不断增强，为全年目标的实现提供了有力支撑。`;
}

interface Block {
  readonly tag: 'h1' | 'h2' | 'p';
  readonly text: string;
}

const REPORT: readonly Block[] = [
  { tag: 'h1', text: '荆门市2024年政府工作报告' },
  ...['2023年工作回顾', '2024年工作安排', '政府自身建设'].flatMap((heading, part): Block[] => [
    { tag: 'h2', text: `${'一二三'.charAt(part)}、${heading}` },
    ...SUBJECTS.map((subject, number): Block => ({ tag: 'p', text: paragraphOn(subject, number + part * 3) })),
    { tag: 'p', text: `各位代表！${heading}任务艰巨，使命光荣。` },
  ]),
];
const REPORT_HTML = REPORT.map(({ tag, text }) => `<${tag}>${text}</${tag}>`).join('');
const MARGINS = { top: '25mm', bottom: '25mm', left: '26mm', right: '26mm' };
const WITH_HEADS = {
  margin: MARGINS,
  displayHeaderFooter: true,
  headerTemplate: '<div style="font-size:9px;width:100%;text-align:center">荆门市人民政府公报 2024年第1期</div>',
  footerTemplate: '<div style="font-size:9px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>',
};

describe.skipIf(isMissing('chromium'))('what Chromium prints (needs /usr/bin/chromium)', () => {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser?.close());

  describe('a report with running heads', () => {
    const styles = {
      'indented and justified': 'p{text-indent:2em;text-align:justify;margin:0}h1{text-align:center}',
      'with gaps between paragraphs': 'p{margin:1em 0}',
      'with headings of the size of the text':
        'body{font-size:16px;line-height:1.75}h1,h2{font-size:16px}p{text-indent:2em;margin:0}',
      'with wide lines': 'body{font-size:10px}p{text-indent:2em;text-align:justify;margin:0 0 2px}',
    };
    for (const [name, style] of Object.entries(styles)) {
      it(`gives the paragraphs of its HTML, ${name}`, async () => {
        const result = await readPdf(await print(REPORT_HTML, style, WITH_HEADS), 'report.pdf');
        expect(texts(result).map(bare)).toEqual(REPORT.map(({ text }) => bare(text)));
        expect(result.dropped.map(({ reason }) => reason)).toEqual(['running head', 'page number']);
        expect(result.dropped.map(({ text }) => bare(text))).toEqual(['荆门市人民政府公报2024年第1期', '-1-']);
        expect(result.lines.every(({ startsBlock, level }) => startsBlock && level === null)).toBe(true);
      });
    }

    it('says on which page each paragraph begins', async () => {
      const parts = REPORT_HTML.split('<h2>');
      const html = parts
        .map((part, index) => (index < 2 ? part : `<div style="break-before:page"></div>${part}`))
        .join('<h2>');
      const { lines } = await readPdf(await print(html, styles['indented and justified'], WITH_HEADS), 'pages.pdf');
      const pageOf = (start: string) => lines.find(({ text }) => bare(text).startsWith(start))?.page;
      const starts = ['荆门市2024年', '一、', '二、', '三、'].map(pageOf);
      expect(starts[0]).toBe(1);
      expect(starts[1]).toBe(1);
      expect(starts[2]).toBeGreaterThan(2);
      expect(starts[3]).toBeGreaterThan((starts[2] ?? 0) + 1);
      const pages = lines.map(({ page }) => page ?? 0);
      expect(pages).toEqual([...pages].sort((one, other) => one - other));
      expect(pages.at(-1)).toBeGreaterThan(starts[3] ?? 0);
    });
  });

  it('reads two columns one after the other, below a title across both', async () => {
    const [title, ...rest] = REPORT;
    const body = rest.map(({ tag, text }) => `<${tag}>${text}</${tag}>`).join('');
    const pdf = await print(
      `<h1>${title?.text}</h1><div style="columns:2;column-gap:8mm">${body}</div>`,
      'body{font-size:14px}p{text-indent:2em;margin:0}h1{text-align:center}',
      { margin: MARGINS },
    );
    expect(texts(await readPdf(pdf, 'columns.pdf')).map(bare)).toEqual(REPORT.map(({ text }) => bare(text)));
  });

  it('joins Latin lines with one space', async () => {
    const text =
      'The municipal government attaches great importance to internationalisation, telecommunications infrastructure and the comprehensive revitalisation of rural neighbourhoods throughout the administrative area. '.repeat(
        3,
      );
    const pdf = await print(`<p lang="en">${text}</p>`, 'p{width:70mm;hyphens:manual}', { margin: MARGINS });
    expect(texts(await readPdf(pdf, 'english.pdf'))).toEqual([text.trim()]);
  });

  it('writes an aligned table row by row, with caption and unit', async () => {
    const rows = [
      ['指标', '2022年', '2023年', '增速'],
      ['地区生产总值', '2200.5', '2345.6', '6.5%'],
      ['规模以上工业增加值', '801.2', '867.0', '8.2%'],
      ['社会消费品零售总额', '1100.0', '1185.8', '7.8%'],
    ];
    const table = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
    const pdf = await print(
      `<p>${paragraphOn('工业', 1)}</p><p>表1 主要经济指标</p><p style="text-align:right">单位：亿元</p><table>${table}</table><p>${paragraphOn('农业', 2)}</p>`,
      'table{width:100%;border-collapse:collapse}td{border:1px solid}',
      { margin: MARGINS },
    );
    const { lines } = await readPdf(pdf, 'table.pdf');
    expect(lines.map(({ table }) => table?.kind ?? 'text')).toEqual(['text', 'caption', 'row', 'row', 'row', 'text']);
    expect(bare(lines[1]?.text ?? '')).toBe(bare('表1主要经济指标（单位：亿元）'));
    expect(lines[2]?.text).toBe('指标：地区生产总值；2022年：2200.5；2023年：2345.6；增速：6.5%');
    expect(lines[2]?.table).toMatchObject({ row: '地区生产总值', columns: ['指标', '2022年', '2023年', '增速'] });
  });

  it('reads every character of GB 2312 as itself, not as the radical that looks like it', async () => {
    const decoder = new TextDecoder('gbk');
    const common = Array.from({ length: 72 * 94 }, (_, at) =>
      decoder.decode(Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94))),
    )
      .join('')
      .replace(/[^\p{Script=Han}]/gu, '');
    for (const family of ['serif', 'sans-serif']) {
      const pdf = await print(`<p lang="zh-CN">${common}</p>`, `p{font-family:${family}}`, { margin: MARGINS });
      const read = texts(await readPdf(pdf, 'characters.pdf')).join('');
      expect([...common].filter((character, at) => character !== read.charAt(at))).toEqual([]);
    }
  });
});

describe('files of other makers', () => {
  const LONG = 'This line is as wide as the text of the page and goes on';

  it('join a word that is hyphenated at the end of a line', async () => {
    const lines = [`${LONG} in the develop-`, 'ment of the city and of the county, where', `${LONG} as ever before.`];
    const page = lines.map((line, index) => show(line, 72, 700 - index * 15)).join('');
    expect(texts(await readPdf(pagesOf([page]), 'hyphen.pdf'))[0]).toContain('in the development of the city');
  });

  it('read lines by their height, whatever the order in which they were drawn', async () => {
    const page = show('Second paragraph.', 72, 650) + show('First paragraph.', 72, 700);
    expect(texts(await readPdf(pagesOf([page]), 'order.pdf'))).toEqual(['First paragraph.', 'Second paragraph.']);
  });

  it('leave out page numbers of several kinds', async () => {
    for (const number of ['12', '- 12 -', '12/40', 'Page 12 of 40']) {
      const pages = [0, 1].map((page) =>
        [
          show(`Body of page ${'ab'.charAt(page)}.`, 72, 500),
          show(number.replace('12', String(12 + page)), 280, 30),
        ].join(''),
      );
      const result = await readPdf(pagesOf(pages), 'numbers.pdf');
      expect(texts(result)).toEqual(['Body of page a.', 'Body of page b.']);
      expect(result.dropped).toEqual([{ text: number, reason: 'page number' }]);
    }
  });

  it('keep what the text itself says at the top of several pages', async () => {
    const pages = ['a', 'b', 'c'].map((end) =>
      ['The same sentence of every chapter is here', `and goes on in its own way ${end}.`]
        .map((line, index) => show(line, 72, 780 - index * 15))
        .join(''),
    );
    const result = await readPdf(pagesOf(pages), 'alike.pdf');
    expect(texts(result).filter((text) => text.includes('The same sentence'))).toHaveLength(3);
    expect(result.dropped).toEqual([]);
  });

  it('keep a figure that stands alone in the text', async () => {
    const page = show('Deaths in the year', 72, 500) + show('12', 72, 470) + show('and so on.', 72, 440);
    expect(texts(await readPdf(pagesOf([page]), 'figure.pdf'))).toContain('12');
  });

  it('read type set twice for bold once, and leave a slanted watermark out', async () => {
    const page = `${show('Twice', 72, 700)}${show('Twice', 72.3, 700)}BT /F1 60 Tf .7 .7 -.7 .7 200 300 Tm (DRAFT) Tj ET`;
    const result = await readPdf(pagesOf([page]), 'bold.pdf');
    expect(texts(result)).toEqual(['Twice']);
    expect(result.dropped).toEqual([{ text: 'DRAFT', reason: 'text across the page' }]);
  });

  it('read a page that lies on its side', async () => {
    const page =
      'BT /F1 12 Tf 0 1 -1 0 300 100 Tm (First line.) Tj ET BT /F1 12 Tf 0 1 -1 0 350 100 Tm (Second line.) Tj ET';
    expect(texts(await readPdf(pagesOf([page]), 'side.pdf'))).toEqual(['First line.', 'Second line.']);
  });

  it('read the Chinese of fonts whose table of codes only has a name', async () => {
    const fonts = (encoding: string) => [
      `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 907 500] >>',
      '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>',
    ];
    const codesOf = {
      'GBK-EUC-H': 'bea3c3c5cad0a1a232303234c4eae946',
      'UniGB-UCS2-H': '834695e85e02300100320030003200345e749555',
    };
    for (const [encoding, codes] of Object.entries(codesOf)) {
      const [font = '', ...more] = fonts(encoding);
      const pdf = pagesOf([`BT /F1 12 Tf 1 0 0 1 72 700 Tm <${codes}> Tj ET`], font, more);
      expect(texts(await readPdf(pdf, 'simsun.pdf')), encoding).toEqual(['荆门市、2024年镕']);
    }
    const [font = '', ...more] = fonts('Identity-H');
    const identity = pagesOf(['BT /F1 12 Tf 1 0 0 1 72 700 Tm <03ac03ad00120013> Tj ET'], font, more);
    expect(texts(await readPdf(identity, 'identity.pdf'))).toEqual(['啊阿12']);
    // 中, of which traditional fonts have another code.
    const [big5 = '', ...others] = fonts('ETen-B5-H').map((each) => each.replace('GB1', 'CNS1'));
    const traditional = pagesOf([`BT /F1 12 Tf 72 700 Td <a4a4> Tj ET`], big5, others);
    expect(texts(await readPdf(traditional, 'big5.pdf'))).toEqual(['中']);
  });

  it('tell of pages without text', async () => {
    const result = await readPdf(pagesOf([show('Text.', 72, 700), 'q Q']), 'half.pdf');
    expect(texts(result)).toEqual(['Text.']);
    expect(result.dropped).toEqual([{ text: 'page 2', reason: 'page without text' }]);
    expect(result.remarks).toEqual([expect.stringMatching(/^1 of 2 pages hold no text \(page 2\)\..*OCR/)]);
  });

  it('count pages of a head and a number alone as pages without text', async () => {
    const head = (page: number) => show('Gazette of the county', 72, 810) + show(`- ${page} -`, 280, 30);
    const text = Array.from({ length: 5 }, (_, line) => show(`Line ${line} of the first page.`, 72, 700 - line * 20));
    const half = await readPdf(pagesOf([text.join('') + head(1), head(2), head(3), head(4)]), 'half.pdf');
    expect(half.remarks).toEqual([expect.stringContaining('3 of 4 pages hold no text (pages 2-4).')]);
    await expect(readPdf(pagesOf([head(1), head(2), head(3)]), 'scan.pdf')).rejects.toThrow(/scan\).*OCR/);
  });

  it.each([
    ['CNS1', 'UniCNS-UCS2-H', '570b6c11751f7522', '國民生產'],
    ['Japan1', 'UniJIS-UCS2-H', '56fd6c11751f7523', '国民生産'],
    ['Korea1', 'UniKS-UCS2-H', '570b6c11751f7523', '國民生産'],
  ])('read the characters of Adobe-%s', async (ordering, encoding, codes, text) => {
    const pdf = pagesOf(
      [`BT /F1 12 Tf 1 0 0 1 72 700 Tm <${codes}> Tj ET`],
      `<< /Type /Font /Subtype /Type0 /BaseFont /Ming /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
      [
        `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ming /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 >>`,
        '<< /Type /FontDescriptor /FontName /Ming /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>',
      ],
    );
    expect(texts(await readPdf(pdf, 'ming.pdf'))).toEqual([text]);
  });

  it('read the rows of a table overleaf as rows of its columns, on their own page', async () => {
    const row = (cells: readonly string[], y: number) => cells.map((cell, at) => show(cell, 72 + at * 150, y)).join('');
    const head = row(['Town', 'Output', 'Growth'], 700);
    const rows = (first: number, count: number, top: number) =>
      Array.from({ length: count }, (_, at) =>
        row([`Town ${first + at}`, `${first + at}.5`, `${at}.1`], top - at * 20),
      ).join('');
    const prose = show('What follows is no row of the table any more.', 72, 500);
    const pdf = pagesOf([head + rows(1, 4, 680), head + rows(5, 2, 680) + prose, rows(8, 2, 700)]);
    const { lines } = await readPdf(pdf, 'overleaf.pdf');
    const told = lines.map(({ text, page }) => `${page} ${text}`);
    expect(told).toContain('1 Town：Town 4；Output：4.5；Growth：3.1');
    expect(told).toContain('2 Town：Town 5；Output：5.5；Growth：0.1');
    expect(told).toContain('2 Town：Town 6；Output：6.5；Growth：1.1');
    expect(told.filter((text) => text.includes('Town：Town 8'))).toEqual([]);
    expect(lines.filter(({ text }) => text === 'Town\tOutput\tGrowth')).toEqual([]);
  });

  it('tell of pages whose fonts do not name their characters', async () => {
    const font = '<< /Type /Font /Subtype /Type0 /BaseFont /Cut /Encoding /Identity-H /DescendantFonts [4 0 R] >>';
    const more = [
      '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Cut /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>',
      '<< /Type /FontDescriptor /FontName /Cut /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>',
    ];
    const named = Array.from({ length: 40 }, (_, at) => (0x4e00 + at).toString(16)).join('');
    const nameless = Array.from({ length: 12 }, (_, at) => (0x0990 + at).toString(16).padStart(4, '0')).join('');
    const line = (codes: string, y: number) => `BT /F1 12 Tf 1 0 0 1 72 ${y} Tm <${codes}> Tj ET\n`;
    const pdf = pagesOf([line(named, 700), line(named, 700) + line(nameless, 600)], font, more);
    expect((await readPdf(pdf, 'cut.pdf')).remarks).toEqual([
      expect.stringMatching(/^On 1 of 2 pages fonts do not say which characters they draw \(page 2\)/),
    ]);
  });

  it('run no script', async () => {
    const script = '<< /S /JavaScript /JS (globalThis.wenjuWasHere = true) >>';
    const pdf = writePdf([
      `<< /Type /Catalog /Pages 2 0 R /OpenAction ${script} /Names << /JavaScript << /Names [(a) ${script}] >> >> >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O ${script} >> /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>`,
      HELVETICA,
      stream(show('Harmless.', 72, 700)),
    ]);
    expect(texts(await readPdf(pdf, 'script.pdf'))).toEqual(['Harmless.']);
    expect(globalThis).not.toHaveProperty('wenjuWasHere');
  });
});

describe('files that are refused by name', () => {
  const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>';
  const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
  const MANY = 100_000;
  const refused: Record<string, [() => Buffer, RegExp]> = {
    'a scan': [scan, /pictures of pages only.*OCR/],
    'a truncated file': [() => pagesOf([show('Text.', 72, 700)]).subarray(0, 400), /expected a PDF file/],
    'no PDF at all': [() => Buffer.from('PK\u0003\u0004 something else'), /expected a PDF file/],
    'an empty file': [() => Buffer.alloc(0), /expected a PDF file/],
    'a page that unpacks to a gigabyte of blanks': [() => pagesOf([bomb(1024 ** 3)]), /unpack to at most/],
    'many streams that unpack to 60 MB each': [
      () => pagesOf(Array.from({ length: 12 }, () => stream(deflateSync(Buffer.alloc(60e6)), '/Filter /FlateDecode'))),
      /unpack to at most/,
    ],
    '100,000 pages': [
      () => writePdf([CATALOG, `<< /Type /Pages /Kids [${'3 0 R '.repeat(MANY)}] /Count ${MANY} >>`, PAGE]),
      /at most 2000 pages, got 100000/,
    ],
    'a page tree 100,000 deep': [
      () => {
        const inner = Array.from({ length: MANY }, (_, at) => `<< /Type /Pages /Kids [${at + 3} 0 R] /Count 1 >>`);
        return writePdf([CATALOG, ...inner, PAGE]);
      },
      /expected text/,
    ],
    'a page tree that runs in a circle': [
      () => {
        const inner = '<< /Type /Pages /Kids [2 0 R] /Count 3 /Parent 2 0 R >>';
        return writePdf([CATALOG, '<< /Type /Pages /Kids [3 0 R] /Count 3 >>', inner]);
      },
      /page 1 cannot be read/,
    ],
    'a million open brackets': [() => pagesOf(['['.repeat(1e6)]), /expected text/],
    'a file locked with a password': [
      () => {
        const lock = `<< /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >>`;
        return writePdf(
          [CATALOG, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', PAGE, lock],
          '/Encrypt 4 0 R /ID [<01> <01>]',
        );
      },
      /locked with a password/,
    ],
    'more than 50 MB': [() => Buffer.alloc(50 * 1024 * 1024 + 1), /at most 52428800 bytes/],
  };
  for (const [name, [make, message]] of Object.entries(refused)) {
    it(name, async () => {
      const reading = readPdf(make(), 'folder/bad.pdf');
      await expect(reading).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
      await expect(reading).rejects.toThrow(message);
      await expect(reading).rejects.toThrow(/^folder\/bad\.pdf: /);
    }, 30_000);
  }
});
