/** What the admin key is told of files: where they lie below the corpus folder, and nothing of the machine. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/api/request.js';
import { WenjuError } from '../../src/errors.js';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';
import {
  add,
  authorised,
  config,
  corpus,
  folder,
  formOf,
  KEY,
  list,
  post,
  remove,
  second,
  server,
} from './uploading.js';

const BROKEN = 'title,region\n荆门,"\n';

/** Every text that the reply has; none names a folder of this machine. */
async function readWithoutFolders(response: Response): Promise<string> {
  const text = await response.text();
  for (const each of [folder, path.dirname(folder), config.index, process.cwd()]) expect(text).not.toContain(each);
  return text;
}

afterEach(async () => {
  await mkdir(second, { recursive: true });
  for (const each of [corpus, path.join(corpus, 'later')]) await rm(path.join(each, 'sources.csv'), { force: true });
});

describe('what the admin key is told', () => {
  it('names a sources.csv that cannot be read by its place below the corpus folder', async () => {
    await mkdir(path.join(corpus, 'later'));
    await writeFile(path.join(corpus, 'later', 'new.txt'), '新建学校十二所，改造小区四十个。');
    await add('first.txt', '新建公园两个，建成图书馆一座。');
    const later = (await list()).documents.find(({ source }) => source === 'later/new.txt');
    await writeFile(path.join(corpus, 'later', 'sources.csv'), BROKEN);
    const removed = await remove(later?.id ?? '');
    expect(removed.status).toBe(422);
    expect(Problem.parse(JSON.parse(await readWithoutFolders(removed))).detail).toMatch(/^later\/sources\.csv\b/);

    await rm(path.join(corpus, 'later', 'sources.csv'));
    await writeFile(path.join(corpus, 'sources.csv'), BROKEN);
    const added = await post(formOf('third.txt', '新建学校。', { region: '荆门市' }));
    expect(added.status).toBe(422);
    expect(Problem.parse(JSON.parse(await readWithoutFolders(added))).detail).toMatch(/^sources\.csv\b/);
  });

  it('names no folder when one is gone, in events either', async () => {
    await rm(second, { recursive: true });
    for (const Accept of ['application/json', 'text/event-stream']) {
      const response = await post(formOf('fourth.txt', '新建学校。'), { Accept });
      expect(await readWithoutFolders(response)).toContain('Expected a corpus folder at second');
    }
  });

  it('names none in lists, metrics and problems', async () => {
    for (const address of ['/v1/documents', '/metrics', '/readyz', '/v1/documents/x', '/v1/passages/x']) {
      await readWithoutFolders(await fetch(server.url + address, { headers: authorised() }));
    }
    await readWithoutFolders(await remove('x'));
    await readWithoutFolders(await post(formOf('x.docx', 'x')));
  });

  it.each([
    ["ENOENT: no such file, open '/srv/my reports/a b.txt'", "ENOENT: no such file, open 'a b.txt'"],
    ['Command failed: soffice --outdir /tmp/x-1 /tmp/x-1/in.doc', 'Command failed: soffice --outdir x-1 in.doc'],
    ['-env:UserInstallation=file:///tmp/x-1/profile', '-env:UserInstallation=profile'],
    ['/data/报告/二〇二四/sources.csv (row 3): x', '二〇二四/sources.csv (row 3): x'],
    ['报告/2024/x.md: expected text', '报告/2024/x.md: expected text'],
    ['url: got https://example.org/a/b.html', 'url: got https://example.org/a/b.html'],
    ['GET /v1/documents lists the ids', 'GET /v1/documents lists the ids'],
  ])('has of %j only %j', async (message, told) => {
    const service = createMemoryService({
      addDocument: () => Promise.reject(new WenjuError('FILE_UNREADABLE', message)),
    });
    const app = createApp(service, { adminKey: KEY, corpus: ['/data/报告'] });
    const reply = await app.request('/v1/documents', {
      method: 'POST',
      body: formOf('x.txt', 'x'),
      headers: authorised(),
    });
    expect(Problem.parse(await reply.json()).detail).toBe(told);
  });
});
