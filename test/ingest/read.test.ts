/** Reading files: what they say, and what is refused. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentIdOf } from '../../src/ingest/files.js';
import { parseSourceFile } from '../../src/ingest/parser.js';
import { fetchSourceFile } from '../../src/ingest/read.js';
import { readSidecar } from '../../src/ingest/sidecar.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-ingest-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Buffer): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

function sourceFile(name: string) {
  return { source: name, path: path.join(folder, name), documentId: documentIdOf(name) };
}

async function parse(name: string, content: string | Buffer) {
  const { documents } = await parseSourceFile(sourceFile(name), Buffer.from(content));
  const [document] = documents;
  if (document === undefined) throw new Error(`${name} holds no document.`);
  return document;
}

async function textOf(name: string, content: string | Buffer): Promise<string> {
  return (await parse(name, content)).lines.map(({ text }) => text).join('\n');
}

describe('a source file', () => {
  it('evens out line breaks and removes the byte order mark and control characters', async () => {
    await write('a.txt', '\uFEFF一\r\n二\r三\u0000\u0007四\t五');
    const { documents, skipped } = await parseSourceFile(
      sourceFile('a.txt'),
      await fetchSourceFile(sourceFile('a.txt')),
    );
    expect(documents[0]?.lines.map(({ text }) => text)).toEqual(['一', '二', '三四\t五']);
    expect(documents[0]).toMatchObject({ documentId: documentIdOf('a.txt'), source: 'a.txt', format: 'text' });
    expect(documents[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(skipped).toEqual([]);
  });

  it('says what is not there, is a folder, or is too large', async () => {
    await expect(fetchSourceFile(sourceFile('a.txt'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await write('b.txt/c.txt', '一');
    await expect(fetchSourceFile(sourceFile('b.txt'))).rejects.toThrow('b.txt: expected a file');
    await write('large.txt', Buffer.alloc(20_000_001, 'a'));
    await expect(fetchSourceFile(sourceFile('large.txt'))).rejects.toThrow(
      'large.txt: expected at most 20000000 bytes, got 20000001',
    );
  });
});

describe('parseSourceFile', () => {
  it('makes one document of each row of a CSV file, with an id of its own', async () => {
    const bytes = Buffer.from('编号,标题,正文\n甲,一号,第一篇。\n乙,二号,第二篇。\n丙,三号,\n');
    const { documents, skipped } = await parseSourceFile(sourceFile('x/a.csv'), bytes);
    expect(documents.map(({ source }) => source)).toEqual(['x/a.csv#甲', 'x/a.csv#乙']);
    expect(documents[1]).toMatchObject({
      documentId: documentIdOf('x/a.csv#乙'),
      format: 'csv',
      declared: { title: '二号' },
      lines: [{ text: '第二篇。' }],
    });
    expect(skipped).toEqual([{ source: 'x/a.csv#丙', reason: 'row 4 has no text' }]);
  });

  it('goes by content before it goes by name', async () => {
    const page = '<html><body><h1>政府工作报告</h1><p>各位代表：现在向大会报告工作。</p></body></html>';
    expect(await parse('a.docx', page)).toMatchObject({ format: 'html' });
    expect(await textOf('a.docx', page)).toContain('现在向大会报告工作');
    expect(await parse('b.pdf', '各位代表：')).toMatchObject({ format: 'text' });
    await expect(parse('scan.docx', Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'))).rejects.toThrow(
      'scan.docx is a PNG picture',
    );
  });

  it('refuses a file without text', async () => {
    for (const content of ['', ' \n\u3000\n', '---\ntitle: 甲\n---\n\n']) {
      await expect(parse('a.md', content)).rejects.toThrow(/a\.md: expected text, found none/);
    }
  });

  it('refuses names that no reader takes and names that no corpus folder can hold', async () => {
    await expect(parse('a.exe', '一')).rejects.toThrow('a.exe: no reader for this format');
    await expect(parse('../a.txt', '一')).rejects.toThrow('../a.txt: a path that is not below the corpus folder');
    await expect(parse('a\u0007.txt', '一')).rejects.toThrow('a\\u{7}.txt: a name with control characters');
  });

  it('reads front matter', async () => {
    const front =
      'title: 甲市摘要\nregion: 荆门\nyear: 2024\ntype: digest\npublished: 2024-03\nbasedOn:\n  title: 报告\n';
    const raw = await parse('a.md', `---\n${front}---\n\n# 甲市摘要\n`);
    expect(raw.lines.filter(({ text }) => text !== '')).toMatchObject([{ text: '甲市摘要', level: 1 }]);
    expect(raw.declared).toEqual({
      title: '甲市摘要',
      region: '荆门',
      year: 2024,
      type: 'digest',
      published: '2024-03',
      basedOn: { title: '报告', publisher: null, url: null },
    });
  });

  it('reads a rule at the top of a file as no front matter', async () => {
    expect(await textOf('a.md', '---\n正文')).toContain('正文');
  });

  it.each([
    ['year: soon', 'a.md (front matter): year:'],
    ['url: javascript:alert(1)', 'a.md (front matter): url:'],
    ['delivered: 10.1.2024', 'a.md (front matter): delivered:'],
    ['basedOn: { titel: 甲 }', 'a.md (front matter): basedOn'],
    ['a: &a [x]\nb: *a', 'a.md (front matter): expected YAML'],
    ['- 甲', 'a.md (front matter): expected lines'],
  ])('refuses front matter %s, naming file and key', async (front, message) => {
    await expect(parse('a.md', `---\n${front}\n---\n正文`)).rejects.toThrow(message);
  });

  it('passes over fields of front matter that other programs keep there, and says which', async () => {
    const document = await parse('a.md', '---\ntitle: 甲\nlayout: post\ntags: [水利]\n---\n正文。\n');
    expect(document.declared).toEqual({ title: '甲' });
    expect(document.remarks).toEqual([expect.stringMatching(/passed over: layout, tags\. Known are title, /)]);
  });

  it('refuses front matter that is longer than any front matter', async () => {
    await expect(parse('a.md', `---\ntitle: ${'甲'.repeat(20_000)}\n---\n正文`)).rejects.toThrow(
      'a.md: expected front matter of at most 16384 characters',
    );
  });
});

describe('readSidecar', () => {
  it('reads fields by file, with quotes, leaving out empty cells', async () => {
    await write('sources.csv', '\uFEFFfile,region,year,title,url\n"a,b.txt",荆门市,2024,"说""文""",\n');
    expect([...(await readSidecar(folder))]).toEqual([['a,b.txt', { region: '荆门市', year: 2024, title: '说"文"' }]]);
  });

  it('is empty for a folder without one', async () => {
    expect((await readSidecar(folder)).size).toBe(0);
  });

  it('names the row and column it cannot mean', async () => {
    await write('sources.csv', 'file,year\na.txt,2024\nb.txt,soon\n');
    await expect(readSidecar(folder)).rejects.toThrow(/sources\.csv \(row 3\): year/);
    await write('sources.csv', 'file,place\na.txt,荆门\n');
    await expect(readSidecar(folder)).rejects.toThrow(/place: no such field/);
  });
});
