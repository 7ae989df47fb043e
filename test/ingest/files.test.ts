/** Which files below a folder are documents, and why the others are not. */

import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentIdOf, listSourceFiles, printName, reasonToRefuseName } from '../../src/ingest/files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Buffer = '一'): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

describe('listSourceFiles', () => {
  it('lists every name that some reader takes, at any depth, sorted, with ids from the path', async () => {
    const names = ['a.MD', 'b/报告.txt', 'c.pdf', 'd.docx', 'e.doc', 'f.wps', 'g.html', 'h.csv', 'i.rtf', 'j'];
    for (const name of names) await write(name);
    const { files, skipped } = await listSourceFiles([folder]);
    expect(files.map(({ source }) => source)).toEqual(names);
    expect(files[1]?.documentId).toBe(documentIdOf('b/报告.txt'));
    expect(files[1]?.documentId).toMatch(/^[0-9a-f]{16}$/);
    expect(skipped).toEqual([]);
  });

  it('passes over what is hidden, describes the folder, or was left by a system', async () => {
    const names = ['README.md', 'x/sources.csv', '.hidden.txt', '.git/a.txt', '~$报告.docx', '.~lock.a.docx#'];
    for (const name of [...names, '.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX/a.txt']) await write(name);
    expect(await listSourceFiles([folder])).toEqual({ files: [], skipped: [] });
  });

  it('skips names that no reader takes', async () => {
    for (const name of ['a.exe', 'b.zip', 'c.jpg', 'd.xls', 'e.mp4']) await write(name);
    const { files, skipped } = await listSourceFiles([folder]);
    expect(files).toEqual([]);
    expect(skipped.map(({ source }) => source)).toEqual(['a.exe', 'b.zip', 'c.jpg', 'd.xls', 'e.mp4']);
    expect(skipped[0]?.reason).toBe('no reader for this format (.exe); save it as text, .docx or PDF');
  });

  it('takes a folder given twice once', async () => {
    await write('a.txt');
    expect((await listSourceFiles([folder, `${folder}/.`])).files).toHaveLength(1);
  });

  it('refuses one path in two folders, naming both files', async () => {
    await write('x/a.txt');
    await write('y/a.txt');
    const listing = listSourceFiles([path.join(folder, 'x'), path.join(folder, 'y')]);
    await expect(listing).rejects.toThrow(/a\.txt twice: .*x\/a\.txt and .*y\/a\.txt/);
  });

  it('names a folder that is not there, and a file given for one', async () => {
    await expect(listSourceFiles([path.join(folder, 'none')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await write('a.txt');
    await expect(listSourceFiles([path.join(folder, 'a.txt')])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('skips links that leave the folder, links to folders, files that are too large', async () => {
    await write('in/a.txt');
    await write('in/b/c.txt');
    await write('out.txt');
    const links = {
      'link.txt': 'out.txt',
      'loose.txt': 'none.txt',
      round: 'in',
      'inside.txt': 'in/a.txt',
      sub: 'in/b',
    };
    for (const [name, target] of Object.entries(links)) {
      await symlink(path.join(folder, target), path.join(folder, 'in', name));
    }
    await symlink('/etc/passwd', path.join(folder, 'in', 'passwd.txt'));
    await write('in/large.txt', Buffer.alloc(20_000_001, 'a'));
    const { files, skipped } = await listSourceFiles([path.join(folder, 'in')]);
    expect(files.map(({ source }) => source)).toEqual(['a.txt', 'b/c.txt', 'inside.txt']);
    expect(skipped).toEqual([
      { source: 'large.txt', reason: 'larger than 20 MB' },
      { source: 'link.txt', reason: 'a symbolic link that leads out of the corpus folder' },
      { source: 'loose.txt', reason: 'a symbolic link that leads nowhere' },
      { source: 'passwd.txt', reason: 'a symbolic link that leads out of the corpus folder' },
      { source: 'round', reason: 'a symbolic link that leads out of the corpus folder' },
      { source: 'sub', reason: 'a symbolic link to a folder' },
    ]);
  });

  it('skips names with control characters or other bytes than UTF-8, showing them so that they can be found', async () => {
    await write('a\u0007\n.txt');
    await write('b\u202Etxt.exe.txt');
    await write('c\\..\\d.txt');
    await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xb9, 0xab]), Buffer.from('.txt')]), '一');
    const { files, skipped } = await listSourceFiles([folder]);
    expect(files).toEqual([]);
    expect(skipped).toEqual([
      { source: 'a\\u{7}\\u{a}.txt', reason: 'a name with control characters; rename it' },
      { source: 'b\\u{202e}txt.exe.txt', reason: 'a name with control characters; rename it' },
      { source: 'c\\..\\d.txt', reason: 'a name with a backslash, which parts folders on other systems; rename it' },
      { source: '\uFFFD\uFFFD.txt', reason: 'a name that is not UTF-8; rename it' },
    ]);
  });

  it('refuses a folder of more than 100,000 files, as a disk named by mistake', async () => {
    for (let number = 0; number <= 100_000; number += 1) writeFileSync(path.join(folder, `${number}.txt`), '');
    await expect(listSourceFiles([folder])).rejects.toThrow('Expected at most 100000 files and folders');
  });

  it('goes 32 folders deep and no deeper', async () => {
    await write(`${'d/'.repeat(32)}a.txt`);
    await write(`${'d/'.repeat(33)}b.txt`);
    const { files, skipped } = await listSourceFiles([folder]);
    expect(files.map(({ source }) => source)).toEqual([`${'d/'.repeat(32)}a.txt`]);
    expect(skipped).toEqual([{ source: 'd/'.repeat(33).slice(0, -1), reason: 'a folder more than 32 levels deep' }]);
  });
});

describe('reasonToRefuseName', () => {
  it.each([
    ['../a.txt', 'not below the corpus folder'],
    ['a/../../b.txt', 'not below the corpus folder'],
    ['/etc/passwd', 'not below the corpus folder'],
    ['a//b.txt', 'not below the corpus folder'],
    ['./a.txt', 'not below the corpus folder'],
    ['', 'not below the corpus folder'],
    ['..\\a.txt', 'backslash'],
    ['a\0.txt', 'control characters'],
    [`${'a'.repeat(300)}.txt`, 'more than 255 bytes'],
    [`${'报'.repeat(100)}.txt`, 'more than 255 bytes'],
    ['a/'.repeat(600), 'more than 1024 bytes'],
    ['.hidden.txt', 'passes over'],
    ['x/README.md', 'passes over'],
  ])('refuses %j', (source, reason) => {
    expect(reasonToRefuseName(source)).toContain(reason);
  });

  it('takes the names that reports have', () => {
    for (const source of ['2025年湖北省政府工作报告.docx', 'a/b (1).txt', '报告…全文.pdf', '...a.txt'.slice(3)]) {
      expect(reasonToRefuseName(source)).toBeNull();
    }
  });

  it('refuses every name that would be shown with a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(printName(name)).not.toMatch(/\p{Cc}/u);
        if (printName(name) !== name) expect(reasonToRefuseName(name)).toContain('control characters');
      }),
    );
  });
});
