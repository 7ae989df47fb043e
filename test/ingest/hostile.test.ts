/** Files made to do harm, through the real readers: each refused by name, in bounded time and memory, the others read. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, createDeflate, deflateRawSync, deflateSync } from 'node:zlib';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReaderPool } from '../../src/compose/isolate.js';
import { documentIdOf, listSourceFiles } from '../../src/ingest/files.js';
import { entry, MAIN, workbook, zip } from './archives.js';

const MEGABYTE = 1_000_000;
/** Resident memory of the process that asks may grow so far, whatever the files hold. */
const MAX_GROWTH = 300 * MEGABYTE;
/** The time limit of a file, and a start of the next process. */
const MAX_SECONDS = 30;

const pool = createReaderPool();
afterAll(() => pool.close());

const TYPES = entry(
  '[Content_Types].xml',
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function wordFile(xml: string): Buffer {
  return zip([TYPES, entry('word/document.xml', xml)]);
}

function wordText(body: string): string {
  return `<w:document ${WORD}><w:body>${body}</w:body></w:document>`;
}

/** A gigabyte of blanks, packed: raw for archives, with a head for PDF. */
async function packGigabyte(raw: boolean): Promise<Buffer> {
  const blanks = Buffer.alloc(16 * MEGABYTE, ' ');
  if (raw) {
    // Deflate may be put together of whole blocks; a full flush ends one.
    const { constants } = await import('node:zlib');
    const block = deflateRawSync(blanks, { finishFlush: constants.Z_FULL_FLUSH });
    const last = deflateRawSync(Buffer.alloc(0));
    return Buffer.concat([...Array.from({ length: 64 }, () => block), last]);
  }
  const deflate = createDeflate();
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (let count = 0; count < 64; count += 1) {
    if (!deflate.write(blanks)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  await new Promise((resolve) => {
    deflate.once('end', resolve);
    deflate.end();
  });
  return Buffer.concat(chunks);
}

/** A PDF of one page, whose contents are the stream. */
function pdfFile(stream: Buffer, filter: string): Buffer {
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
        '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
        '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>\nendobj\n' +
        `4 0 obj\n<< /Length ${stream.length} /Filter ${filter} >>\nstream\n`,
    ),
    stream,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
  ]);
}

const report = new Document({
  sections: [{ children: [new Paragraph('各位代表：'), new Paragraph('现在，我代表市人民政府向大会报告工作。')] }],
});

async function parse(source: string, bytes: Uint8Array) {
  const file = { source, path: source, documentId: documentIdOf(source) };
  return pool.read(file, bytes);
}

/** What is said of the file; seconds and memory are checked. */
async function refusalOf(source: string, bytes: Uint8Array): Promise<string> {
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const refusal = await parse(source, bytes).then(
    () => 'read',
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'WenjuError', code: 'FILE_UNREADABLE' });
      return error instanceof Error ? error.message : '';
    },
  );
  expect((performance.now() - started) / 1_000).toBeLessThan(MAX_SECONDS);
  expect(process.memoryUsage.rss() - before).toBeLessThan(MAX_GROWTH);
  expect(refusal).toContain(source);
  return refusal;
}

/** The pool still reads, in the same process or another. */
async function expectReportIsRead(): Promise<void> {
  const { documents } = await parse('报告.docx', await Packer.toBuffer(report));
  expect(documents[0]?.lines.map(({ text }) => text)).toContain('现在，我代表市人民政府向大会报告工作。');
}

describe('archives', () => {
  it('that unpack to a gigabyte are refused, whether they say so or not', async () => {
    const packed = await packGigabyte(true);
    const honest = { name: 'word/document.xml', packed, size: 1_024 * MEGABYTE };
    expect(await refusalOf('bomb.docx', zip([TYPES, honest]))).not.toContain('stopped');
    expect(await refusalOf('liar.docx', zip([TYPES, { ...honest, size: 1_000 }]))).not.toContain('stopped');
    await expectReportIsRead();
  });

  it('with 100,000 entries are refused', async () => {
    const packed = Buffer.from('x');
    const entries = Array.from({ length: 100_000 }, (_, number) => ({
      name: `word/${number}.xml`,
      packed,
      size: 1,
      stored: true,
    }));
    await refusalOf('many.docx', zip([TYPES, ...entries]));
    await expectReportIsRead();
  });

  it('of one entry packed a thousandfold are refused', async () => {
    const blanks = deflateRawSync(Buffer.alloc(40 * MEGABYTE, ' '));
    const archive = zip([TYPES, { name: 'word/document.xml', packed: blanks, size: 40 * MEGABYTE }]);
    await refusalOf('blanks.docx', archive);
  });

  it('inside archives are not opened', async () => {
    let nested = await Packer.toBuffer(report);
    for (let depth = 0; depth < 20; depth += 1) nested = zip([entry('report.docx', nested)]);
    await refusalOf('nested.docx', nested);
    await refusalOf('inside.docx', wordFile(nested.toString('latin1')));
  });

  it('with names that lead out are refused, or the names are not used', async () => {
    const document = entry('word/document.xml', wordText('<w:p><w:r><w:t>正文</w:t></w:r></w:p>'));
    for (const name of ['../../evil.txt', '/etc/evil', 'C:\\evil.txt', 'word\\..\\..\\evil']) {
      const outcome = await parse('names.docx', zip([TYPES, document, entry(name, 'x')])).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'FILE_UNREADABLE' });
    }
  });

  it('cut off anywhere are refused', async () => {
    const whole = await Packer.toBuffer(report);
    for (const share of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      await refusalOf('cut.docx', whole.subarray(0, Math.floor(whole.length * share)));
    }
    await expectReportIsRead();
  });

  it('of other kinds are refused by what they are', async () => {
    expect(await refusalOf('a.docx', zip([TYPES, entry('xl/workbook.xml', '<workbook/>')]))).toContain('.xlsx');
    expect(await refusalOf('a.docx', zip([TYPES, entry('ppt/presentation.xml', '<p/>')]))).toContain('.pptx');
    await refusalOf('a.txt', zip([entry('a.txt', '正文')]));
  });
});

describe('workbooks', () => {
  const book = (sheet: string, texts: string | Buffer) =>
    workbook([{ name: 'a', xml: `<sheetData>${sheet}</sheetData>` }], { 'xl/sharedStrings.xml': texts });

  it('that unpack to a gigabyte, or say one long text in every cell, are refused', async () => {
    const blanks = Buffer.alloc(60 * MEGABYTE, 32);
    expect(await refusalOf('bomb.xlsx', book('<row><c><v>1</v></c></row>', blanks))).not.toContain('stopped');
    const long = `<sst ${MAIN}><si><t>${'甲'.repeat(90_000)}</t></si></sst>`;
    const cells = '<row>'.concat('<c t="s"><v>0</v></c>'.repeat(100), '</row>').repeat(100);
    expect(await refusalOf('repeats.xlsx', book(cells, long))).toContain('characters');
  });
});

describe('XML', () => {
  it('with entities that multiply is refused', async () => {
    const entities = Array.from({ length: 12 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e0 "ha">${entities.join('')}]>`;
    await refusalOf('laughs.docx', wordFile(bomb + wordText('<w:p><w:r><w:t>&e12;</w:t></w:r></w:p>')));
    await expectReportIsRead();
  });

  it('with an entity from outside never shows what lies there', async () => {
    const outside = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const bytes = wordFile(outside + wordText('<w:p><w:r><w:t>正文&x;</w:t></w:r></w:p>'));
    expect(await refusalOf('outside.docx', bytes)).not.toContain('root:');
  });

  it('nested 200,000 deep is refused or read, in time', async () => {
    const deep = Buffer.from(wordText('<w:tbl><w:tr><w:tc>'.repeat(200_000)));
    const part = { name: 'word/document.xml', packed: deep, size: deep.length, checksum: crc32(deep), stored: true };
    await refusalOf('deep.docx', zip([TYPES, part]));
    const divisions = Buffer.from(`<html><body>${'<div>'.repeat(200_000)}正文`);
    await parse('deep.html', divisions).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
      expect(String(error)).toContain('deep.html');
    });
    await expectReportIsRead();
  });
});

describe('HTML', () => {
  const attributes = Array.from({ length: 500_000 }, (_, number) => `a${number}=1`).join(' ');
  const bodies = Array.from({ length: 100_000 }, (_, number) => `<body a${number}=1>`).join('');

  it.each<[string, string, string]>([
    ['500,000 attributes on an element', `<p ${attributes}>荆门`, '500 attributes of an element'],
    ['500,000 attributes on an end tag', `<p>荆门</p ${attributes}>`, '500 attributes of an element'],
    ['500,000 attributes on a tag without an end', `<p>荆门<p ${attributes}`, '500 attributes of an element'],
    ['100,000 bodies of an attribute', `荆门${bodies}`, '500 attributes of an element'],
    ['150,000 elements in a table and no cell', `荆门<table>${'<br>'.repeat(150_000)}`, 'misplaced in tables'],
    ['50,000 options in a list', `荆门<select>${'<option>荆'.repeat(50_000)}`, 'options and controls'],
    ['50,000 buttons in a group', `荆门${'<input type=radio name=a checked>'.repeat(50_000)}`, 'options and controls'],
    ['100,000 elements, each in 450 others', '<div>'.repeat(450) + '<p>荆门'.repeat(100_000), 'counted with all it'],
  ])('with %s is refused before the time is up', async (_, page, limit) => {
    expect(await refusalOf('page.html', Buffer.from(page))).toContain(limit);
  });

  it.each<[string, string]>([
    ['20,000 comments', `<p>荆门${'<!-- -->'.repeat(20_000)}`],
    ['9,900 empty elements', `<p>荆门${'<div></div>'.repeat(9_900)}`],
    ['20,000 meta elements', `${'<meta name=a content=b>'.repeat(20_000)}<p>荆门`],
    ['a text of 50,000 characters in 450 elements', `${'<div>'.repeat(450)}${'荆门'.repeat(25_000)}`],
  ])('with %s is read', async (_, page) => {
    const { documents } = await parse('page.html', Buffer.from(page));
    expect(documents[0]?.lines.map(({ text }) => text).join('')).toContain('荆门');
  });
});

describe('PDF', () => {
  it('that saves its state of drawing five million times is refused before the time is up', async () => {
    for (const save of ['q ', 'q\n', 'q']) {
      const stream = deflateSync(save.repeat(5_000_000));
      expect(await refusalOf('saved.pdf', pdfFile(stream, '/FlateDecode'))).toContain('saved and not restored');
    }
    await expectReportIsRead();
  });

  it('that restores 5,000 times what it saves is read', async () => {
    const text = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
    const content = 'q BT /F1 12 Tf (q = Q) Tj ET Q\n'.repeat(5_000);
    const bytes = pdfFile(deflateSync(content), '/FlateDecode')
      .toString('latin1')
      .replace('/Resources << ', `/Resources << ${text} `);
    const { documents } = await parse('restored.pdf', Buffer.from(bytes, 'latin1'));
    expect(documents[0]?.lines.length).toBeGreaterThan(0);
  });

  it('that inflates to a gigabyte is refused', async () => {
    const stream = await packGigabyte(false);
    await refusalOf('bomb.pdf', pdfFile(stream, '/FlateDecode'));
    await expectReportIsRead();
  });

  it('that inflates to a gigabyte in two steps is refused', async () => {
    const stream = deflateSync(await packGigabyte(false));
    expect(stream.length).toBeLessThan(MEGABYTE);
    await refusalOf('twice.pdf', pdfFile(stream, '[/FlateDecode /FlateDecode]'));
    await expectReportIsRead();
  });

  it('cut off, empty or of random bytes is refused', async () => {
    await refusalOf('head.pdf', Buffer.from('%PDF-1.7\n'));
    await refusalOf(
      'noise.pdf',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), deflateRawSync(Buffer.alloc(99_999, 'noise'))]),
    );
  });
});

describe('text', () => {
  it('of nothing but line breaks is refused before it is taken apart', async () => {
    for (const source of ['lines.txt', 'lines.md']) {
      expect(await refusalOf(source, Buffer.alloc(19 * MEGABYTE, '|\n'))).toContain('200000 lines');
    }
  });

  it('in one cell of ten million line breaks is refused before it is taken apart', async () => {
    const cell = Buffer.concat([Buffer.from('text\n"'), Buffer.alloc(10 * MEGABYTE, '\n'), Buffer.from('a"\n')]);
    expect(await refusalOf('cell.csv', cell)).toContain('200000 lines');
    await expectReportIsRead();
  });

  it('with a line that is nearly a rule of a table is read within the limit of a file', async () => {
    const ruled = (dashes: number) => Buffer.from(`a|b\n|${'-'.repeat(dashes)}x\n`);
    const { documents } = await parse('rule.md', ruled(15 * MEGABYTE));
    expect(documents[0]?.lines).toHaveLength(3);
  });

  it('with a table of 130,000 rows is read', async () => {
    const rows = '|东镇|7|\n'.repeat(130_000);
    const { documents } = await parse('table.md', Buffer.from(`|镇|户数|\n|-|-|\n${rows}`));
    expect(documents[0]?.lines.length).toBeGreaterThan(130_000);
  });

  it.each(['txt', 'md', 'csv'])('is read in a process that can be ended: .%s', async (extension) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wenju-hostile-'));
    const script = path.join(folder, 'parser.mjs');
    await writeFile(script, `process.on('message', () => { for (;;); });`);
    const endless = createReaderPool({ entry: script, secondsAFile: 0.5 });
    const source = `endless.${extension}`;
    try {
      const file = { source, path: source, documentId: documentIdOf(source) };
      await expect(endless.read(file, Buffer.from('text\n正文\n'))).rejects.toThrow('took longer than 0.5 s');
    } finally {
      await endless.close();
      await rm(folder, { recursive: true });
    }
  });

  it('of one line of 20 megabytes is read', async () => {
    const { documents } = await parse('line.txt', Buffer.alloc(18 * MEGABYTE, '一'));
    expect(documents[0]?.lines).toHaveLength(1);
  });
});

describe('the process of the readers', () => {
  it('ends itself when it grows over 500 MB, while a reader is busy', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wenju-hostile-'));
    const parser = new URL('../../dist/compose/isolated.js', import.meta.url).href;
    const script = path.join(folder, 'parser.mjs');
    await writeFile(
      script,
      `import '${parser}';
       process.on('message', () => { const kept = []; for (;;) kept.push(Buffer.alloc(10_000_000, 1)); });`,
    );
    const growing = createReaderPool({ entry: script, secondsAFile: 30 });
    try {
      const file = { source: 'growing.pdf', path: 'growing.pdf', documentId: documentIdOf('growing.pdf') };
      const started = performance.now();
      await expect(growing.read(file, Buffer.from('%PDF-1.4'))).rejects.toThrow(
        'growing.pdf: reading it took more than 0.5 GB of memory and was stopped',
      );
      expect(performance.now() - started).toBeLessThan(60_000);
    } finally {
      await growing.close();
      await rm(folder, { recursive: true });
    }
  });
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wenju-hostile-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('of 200 names that lead out or hide something gives the documents and says why not the rest', async () => {
    const corpus = path.join(folder, 'corpus');
    await mkdir(corpus);
    await writeFile(path.join(folder, 'secret.txt'), '机密');
    for (let number = 0; number < 50; number += 1) {
      await writeFile(path.join(corpus, `..\\..\\${number}.txt`), '反斜线');
      await writeFile(path.join(corpus, `a\u001B[2J${number}.txt`), '控制字符');
      await writeFile(path.join(corpus, `${number}\u202Etxt.exe.txt`), '方向');
      await symlink(path.join(folder, 'secret.txt'), path.join(corpus, `link${number}.txt`));
    }
    await symlink('/proc/self/environ', path.join(corpus, 'environ.txt'));
    await symlink(folder, path.join(corpus, 'above'));
    await writeFile(path.join(corpus, 'scan.docx'), Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'));
    await writeFile(path.join(corpus, '报告.docx'), await Packer.toBuffer(report));
    await writeFile(path.join(corpus, '报告.txt'), '现在报告工作。');

    const { files, skipped } = await listSourceFiles([corpus]);
    expect(files.map(({ source }) => source)).toEqual(['scan.docx', '报告.docx', '报告.txt']);
    expect(skipped).toHaveLength(202);
    expect(skipped.every(({ source }) => !/\p{Cc}/u.test(source))).toBe(true);

    const outcomes = await Promise.allSettled(files.map((file) => pool.read(file)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringContaining('scan.docx is a PNG picture') } });
  });

  it('does not give way to names of uploads', async () => {
    for (let number = 0; number < 200; number += 1) {
      const names = [`${'../'.repeat(number + 1)}etc/passwd.txt`, `/a${number}.txt`, `a/../../${number}.txt`];
      for (const name of [...names, `${'a'.repeat(300 + number)}.txt`, `..\\${number}.txt`, `a\0${number}.txt`]) {
        const file = { source: name, path: fileURLToPath(import.meta.url), documentId: documentIdOf(name) };
        await expect(pool.read(file, Buffer.from('正文'))).rejects.toMatchObject({
          code: 'FILE_UNREADABLE',
        });
      }
    }
  });
});
