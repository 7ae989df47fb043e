/** Reading files: which are documents, what they say, and what is refused. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentIdOf, listSourceFiles } from '../../src/ingest/files.js';
import { parseRawDocument, readRawDocument } from '../../src/ingest/read.js';
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

function parse(name: string, content: string | Buffer) {
  const file = { source: name, path: name, documentId: documentIdOf(name) };
  return parseRawDocument(file, Buffer.from(content));
}

describe('listSourceFiles', () => {
  it('lists text and Markdown at any depth, sorted, with ids from the path', async () => {
    await write('b/报告.txt', '一');
    await write('a.MD', '二');
    await write('README.md', '三');
    await write('.hidden.txt', '四');
    await write('sources.csv', 'file');
    await write('c.pdf', '五');
    const { files, skipped } = await listSourceFiles([folder]);
    expect(files.map(({ source }) => source)).toEqual(['a.MD', 'b/报告.txt']);
    expect(files[1]?.documentId).toBe(documentIdOf('b/报告.txt'));
    expect(files[1]?.documentId).toMatch(/^[0-9a-f]{16}$/);
    expect(skipped).toEqual([{ source: 'c.pdf', reason: 'no reader for this format yet (.pdf)' }]);
  });

  it('takes a folder given twice once', async () => {
    await write('a.txt', '一');
    expect((await listSourceFiles([folder, `${folder}/.`])).files).toHaveLength(1);
  });

  it('refuses one path in two folders, naming both files', async () => {
    await write('x/a.txt', '一');
    await write('y/a.txt', '二');
    const listing = listSourceFiles([path.join(folder, 'x'), path.join(folder, 'y')]);
    await expect(listing).rejects.toThrow(/a\.txt twice: .*x\/a\.txt and .*y\/a\.txt/);
  });

  it('names a folder that is not there, and a file given for one', async () => {
    await expect(listSourceFiles([path.join(folder, 'none')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await write('a.txt', '一');
    await expect(listSourceFiles([path.join(folder, 'a.txt')])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('skips links that leave the folder, files that are too large', async () => {
    await write('in/a.txt', '一');
    await write('out.txt', '二');
    await symlink(path.join(folder, 'out.txt'), path.join(folder, 'in', 'link.txt'));
    await symlink(path.join(folder, 'none.txt'), path.join(folder, 'in', 'loose.txt'));
    await write('in/large.txt', Buffer.alloc(20_000_001, 'a'));
    const { files, skipped } = await listSourceFiles([path.join(folder, 'in')]);
    expect(files.map(({ source }) => source)).toEqual(['a.txt']);
    expect(skipped).toEqual([
      { source: 'large.txt', reason: 'larger than 20 MB' },
      { source: 'link.txt', reason: 'a symbolic link that leads out of the corpus folder' },
      { source: 'loose.txt', reason: 'a symbolic link that leads nowhere' },
    ]);
  });
});

describe('readRawDocument', () => {
  it('evens out line breaks and removes the byte order mark and control characters', async () => {
    await write('a.txt', '\uFEFF一\r\n二\r三\u0000\u0007四\t五');
    const [file] = (await listSourceFiles([folder])).files;
    expect(file).toBeDefined();
    if (file === undefined) return;
    const raw = await readRawDocument(file);
    expect(raw.text).toBe('一\n二\n三四\t五');
    expect(raw.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names the first byte that is not UTF-8, also behind a genuine U+FFFD', () => {
    const bytes = Buffer.concat([Buffer.from('荆门\uFFFD'), Buffer.from([0xb9]), Buffer.from('。')]);
    expect(() => parse('gbk.txt', bytes)).toThrow('gbk.txt: expected UTF-8, found byte 0xb9 at offset 9.');
  });

  it('refuses a file without text', () => {
    for (const content of ['', ' \n\u3000\n', '---\ntitle: 甲\n---\n\n']) {
      expect(() => parse('a.md', content)).toThrow(/a\.md: expected text, found none/);
    }
  });

  it('reads front matter', () => {
    const front =
      'title: 甲市摘要\nregion: 荆门\nyear: 2024\ntype: digest\npublished: 2024-03\nbasedOn:\n  title: 报告\n';
    const raw = parse('a.md', `---\n${front}---\n\n# 甲市摘要\n`);
    expect(raw.text).toBe('\n# 甲市摘要\n');
    expect(raw.declared).toEqual({
      title: '甲市摘要',
      region: '荆门',
      year: 2024,
      type: 'digest',
      published: '2024-03',
      basedOn: { title: '报告', publisher: null, url: null },
    });
  });

  it('reads a rule at the top of a file as text', () => {
    expect(parse('a.md', '---\n正文').text).toBe('---\n正文');
  });

  it.each([
    ['titel: 甲', 'a.md (front matter): titel: no such field'],
    ['year: soon', 'a.md (front matter): year:'],
    ['url: javascript:alert(1)', 'a.md (front matter): url:'],
    ['delivered: 10.1.2024', 'a.md (front matter): delivered:'],
    ['basedOn: { titel: 甲 }', 'a.md (front matter): basedOn'],
    ['a: &a [x]\nb: *a', 'a.md (front matter): expected YAML'],
    ['- 甲', 'a.md (front matter): expected lines'],
  ])('refuses front matter %s, naming file and key', (front, message) => {
    expect(() => parse('a.md', `---\n${front}\n---\n正文`)).toThrow(message);
  });
});

describe('parseRawDocument', () => {
  it('refuses front matter that is longer than any front matter', () => {
    expect(() => parse('a.md', `---\ntitle: ${'甲'.repeat(20_000)}\n---\n正文`)).toThrow(
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
