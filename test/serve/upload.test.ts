/**
 * Adding and removing documents over HTTP: what is refused leaves folder and index as they were; what is accepted is
 * answered from at once.
 */

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ListedDocument, RemovedReply } from '../../src/api/documents.js';
import { Problem } from '../../src/api/request.js';
import { createApp } from '../../src/serve/app.js';
import { hearOperator } from '../operator.js';
import { createMemoryService } from './memory.js';
import {
  add,
  ask,
  authorised,
  config,
  corpus,
  folder,
  formOf,
  KEY,
  list,
  post,
  QUESTION,
  remove,
  reportOf,
  second,
  server,
} from './uploading.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex');

/** Every file of the corpus folders by its hash, what `CURRENT` says, and what lies in the index folder. */
async function state() {
  const files: string[] = [];
  for (const each of [corpus, second]) {
    for (const name of (await readdir(each, { recursive: true })).sort()) {
      const bytes = await readFile(path.join(each, name));
      files.push(`${name} ${createHash('sha256').update(bytes).digest('hex')}`);
    }
  }
  const current = await readFile(path.join(config.index, 'CURRENT'), 'utf8');
  return { files, current, index: (await readdir(config.index)).sort(), listed: await list() };
}

/** Refused with this status, as a problem that matches, with nothing changed. */
async function expectRefusal(send: () => Promise<Response>, status: number, detail: RegExp): Promise<Response> {
  const before = await state();
  const response = await send();
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect([response.status, problem.status, problem.detail]).toEqual([status, status, expect.stringMatching(detail)]);
  expect(await state()).toEqual(before);
  return response;
}

describe('the admin key', () => {
  it('is needed: 403 for everyone while none is configured', async () => {
    const app = createApp(createMemoryService());
    for (const headers of [{}, authorised(), authorised('')]) {
      const added = await app.request('/v1/documents', { method: 'POST', body: formOf('x.txt', 'x'), headers });
      const removed = await app.request('/v1/documents/0123456789abcdef', { method: 'DELETE', headers });
      expect([added.status, removed.status]).toEqual([403, 403]);
      expect(Problem.parse(await added.json()).detail).toContain('WENJU_ADMIN_KEY');
    }
  });

  it.each([
    ['none', {}],
    ['a wrong one', authorised('wrong')],
    ['the beginning of it', authorised(KEY.slice(0, -1))],
    ['it under another scheme', { Authorization: `Basic ${KEY}` }],
    ['an empty one', authorised('')],
  ])('is compared: 401 for %s, adding and removing', async (_, headers) => {
    const { documents } = await list();
    const url = `${server.url}/v1/documents`;
    for (const send of [
      () => fetch(url, { method: 'POST', body: formOf('x.txt', '新建学校。'), headers }),
      () => remove(documents[0]?.id ?? '', headers),
    ]) {
      const response = await expectRefusal(send, 401, /admin key/);
      expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    }
  });
});

describe('POST /v1/documents', () => {
  it('adds a document, durable and answered from at once', async () => {
    const document = await add('xianning.md', reportOf(311));
    expect(document).toMatchObject({ source: 'xianning.md', region: '咸宁市', year: 2022, type: 'report' });
    expect(await readFile(path.join(corpus, 'xianning.md'), 'utf8')).toBe(reportOf(311));
    const reply = await ask(QUESTION);
    expect(reply.citations[0]).toMatchObject({ documentId: document.id, quote: expect.stringContaining('311公里') });
    expect((await list()).documents).toContainEqual(document);
  });

  it('replaces the one of the same name and keeps its id', async () => {
    const before = await add('xianning.md', reportOf(312));
    const after = await add('xianning.md', reportOf(313));
    expect(after.id).toBe(before.id);
    expect((await list()).documents.filter(({ source }) => source === 'xianning.md')).toEqual([after]);
    expect((await ask(QUESTION)).answer?.text).toContain('313公里');
  });

  it('keeps the metadata in sources.csv, and leaves them when the next upload states none', async () => {
    const stated = {
      title: '通山县公路建设情况',
      region: '通山县',
      year: 2020,
      type: 'policy',
      delivered: '2020-01-02',
      published: '2020-02',
      speaker: '某某',
      publisher: '通山日报',
      url: 'https://example.org/通山?x=1,2',
    };
    for (const metadata of [stated, undefined]) {
      const document = await add('tongshan.txt', '新建改建公路四十公里。', metadata);
      expect(document).toMatchObject({ ...stated, url: expect.any(String) });
    }
    const sidecar = await readFile(path.join(corpus, 'sources.csv'), 'utf8');
    expect(sidecar).toContain('tongshan.txt,通山县公路建设情况,通山县,2020,policy,2020-01-02,2020-02,某某,通山日报,');
    expect((await add('tongshan.txt', '新建改建公路四十公里。', { year: 2019 })).year).toBe(2019);
  });

  it('takes a CSV file and replies with the document of its first row', async () => {
    const document = await add('speeches.csv', 'title,text\n甲篇,建成图书馆三座。\n乙篇,建成体育馆五座。\n');
    expect(document).toMatchObject({ title: '甲篇', source: expect.stringContaining('speeches.csv#') });
    expect((await list()).documents.filter(({ source }) => source.startsWith('speeches.csv#'))).toHaveLength(2);
  });

  it('tells its progress to whoever wants events, then the document', async () => {
    const response = await post(formOf('events.md', reportOf(77).replace('咸宁', '黄石')), {
      Accept: 'text/event-stream',
    });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/event-stream']);
    const events = (await response.text()).trim().split('\n\n').map(readEvent);
    expect(events.map(({ event }) => event)).toEqual([...events.slice(1).map(() => 'progress'), 'done']);
    expect(events.length).toBeGreaterThan(1);
    expect(events[0]?.data).toMatchObject({ done: expect.any(Number), total: expect.any(Number) });
    const document = ListedDocument.parse(events.at(-1)?.data);
    expect((await list()).documents).toContainEqual(document);
  });

  it('answers with the problem of a file that cannot be read before any event', async () => {
    const before = await state();
    const response = await post(formOf('events.docx', PNG), { Accept: 'text/event-stream' });
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 422, detail: expect.stringContaining('PNG') });
    expect(await state()).toEqual(before);
  });
});

function readEvent(text: string): { event: string; data: unknown } {
  const field = (name: string) => text.split('\n').find((line) => line.startsWith(`${name}: `)) ?? '';
  return { event: field('event').slice(7), data: JSON.parse(field('data').slice(6)) };
}

/** A multipart body by hand, for what FormData would put right. */
function multipart(...parts: readonly string[]) {
  const body = `${parts.map((part) => `--edge\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--edge--\r\n`;
  return post(body, { 'Content-Type': 'multipart/form-data; boundary=edge' });
}
const FILE = 'name="file"; filename="x.txt"\r\n\r\n新建学校。';

describe('what is refused', () => {
  it.each([
    '../x.txt',
    '..\\x.txt',
    'a/b.txt',
    '/etc/x.txt',
    '..',
    '.hidden',
    '~$x.docx',
    'README.md',
    'sources.csv',
    'Sources.CSV',
    `${'x'.repeat(260)}.txt`,
  ])('400 for the name %s', async (name) => {
    await expectRefusal(() => post(formOf(name, '新建学校。')), 400, /plain file name|part "file"/);
    await expect(readFile(path.join(folder, 'x.txt'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a NUL in the name', ['name="file"; filename="x\0.txt"\r\n\r\n新建学校。']],
    ['no name', ['name="file"; filename=""\r\n\r\n新建学校。']],
    ['a file that is a mere field', ['name="file"\r\n\r\n新建学校。']],
    ['no file', ['name="metadata"\r\n\r\n{}']],
    ['two files', [FILE, FILE.replace('x.txt', 'y.txt')]],
    ['a part that is not known', [FILE, 'name="mode"\r\n\r\nfast']],
    ['a part __proto__', [FILE, 'name="__proto__"\r\n\r\nfast']],
    ['metadata twice', [FILE, 'name="metadata"\r\n\r\n{}', 'name="metadata"\r\n\r\n{}']],
    ['metadata that are no JSON', [FILE, 'name="metadata"\r\n\r\nregion=荆门']],
    ['metadata that are a list', [FILE, 'name="metadata"\r\n\r\n[]']],
    ['a field that is not known', [FILE, 'name="metadata"\r\n\r\n{"town":"荆门"}']],
    ['a year that is none', [FILE, 'name="metadata"\r\n\r\n{"year":"soon"}']],
    ['an address that is none', [FILE, 'name="metadata"\r\n\r\n{"url":"javascript:alert(1)"}']],
    ['basedOn, which fits no row', [FILE, 'name="metadata"\r\n\r\n{"basedOn":{"title":"原文"}}']],
  ])('400 for %s', async (_, parts) => {
    await expectRefusal(() => multipart(...parts), 400, /[Ee]xpected|no such field|invalid/i);
  });

  it('400 for a multipart body that is cut off, or empty', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=edge' };
    for (const body of ['', '--edge\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n新建']) {
      await expectRefusal(() => post(body, headers), 400, /part "file"/);
    }
  });

  it('413 for more than 21 MB, 422 for a file of more than 20 MB', async () => {
    await expectRefusal(() => post(formOf('large.txt', Buffer.alloc(21_000_000, 'a'))), 413, /at most 21000000 bytes/);
    await expectRefusal(() => post(formOf('large.txt', Buffer.alloc(20_000_001, 'a'))), 422, /at most 20000000 bytes/);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/mixed; boundary=edge'])(
    '415 for %s',
    async (type) => {
      await expectRefusal(() => post('{}', { 'Content-Type': type }), 415, /multipart\/form-data/);
    },
  );

  it('422 for what cannot be read, and the old one of that name stays', async () => {
    await add('old.txt', '旧的一份仍在这里，新建学校十二所。');
    const before = await list();
    const wrong: [string, Uint8Array | string, RegExp][] = [
      ['old.txt', Buffer.from([0xe4, 0xbb, 0xff, 0x41]), /expected UTF-8/],
      ['old.txt', '', /expected text, found none/],
      ['old.txt', PNG, /PNG picture/],
      ['picture.docx', PNG, /PNG picture/],
      ['torn.docx', Buffer.from('504b0304140000000800', 'hex'), /torn\.docx/],
      ['x.exe', 'MZ', /no reader/],
      ['name\u2028.txt', '新建学校。', /name/],
    ];
    for (const [name, content, detail] of wrong) await expectRefusal(() => post(formOf(name, content)), 422, detail);
    expect(await list()).toEqual(before);
    expect(await readFile(path.join(corpus, 'old.txt'), 'utf8')).toContain('旧的一份');
  });

  it('400 for a name that another corpus folder has', async () => {
    await writeFile(path.join(second, 'twice.txt'), '建成公园两个。');
    await expectRefusal(() => post(formOf('twice.txt', '新建学校。')), 400, /twice\.txt twice/);
    await rm(path.join(second, 'twice.txt'));
  });

  it('503 with Retry-After while another process writes, and no file is left behind or gone', async () => {
    const told = hearOperator();
    const { id } = await add('locked.txt', '建成泵站七座。');
    const lock = path.join(config.index, `writer-${process.ppid}-${randomUUID()}.lock`);
    await writeFile(lock, '');
    for (const send of [
      () => post(formOf('late.txt', '新建学校。', { year: 2024 })),
      () => post(formOf('locked.txt', '新建学校。')),
      () => remove(id),
    ]) {
      const response = await expectRefusal(send, 503, /being written/);
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    expect(told).toHaveBeenCalledTimes(3);
    await rm(lock);
    expect((await remove(id)).status).toBe(200);
  });
});

describe('DELETE /v1/documents/{id}', () => {
  it('removes the file of a document with its row; a copy that was merged into it takes its place', async () => {
    const { id } = await add('copy-1.txt', '同一份文件，建成水库三座。', { url: 'https://one.example/' });
    expect((await add('copy-2.txt', '同一份文件，建成水库三座。', { url: 'https://two.example/' })).id).toBe(id);
    const response = await remove(id);
    expect(response.status).toBe(200);
    const { indexVersion, documents } = await list();
    expect(RemovedReply.parse(await response.json())).toEqual({
      id,
      sources: ['copy-1.txt'],
      indexVersion,
    });
    expect(documents.map((document) => document.id)).not.toContain(id);
    const copy = documents.find(({ source }) => source === 'copy-2.txt');
    expect(copy?.sources).toEqual([{ source: 'copy-2.txt', url: 'https://two.example/' }]);
    const files = await readdir(corpus);
    expect(files.filter((name) => name.startsWith('copy-'))).toEqual(['copy-2.txt']);
    expect(await readFile(path.join(corpus, 'sources.csv'), 'utf8')).not.toContain('copy-1');
    expect((await remove(copy?.id ?? '')).status).toBe(200);
    expect((await readdir(corpus)).filter((name) => name.startsWith('copy-'))).toEqual([]);
    // What was removed lies in no older generation either.
    expect((await readdir(config.index)).filter((name) => name.startsWith('g'))).toHaveLength(1);
    expect((await fetch(`${server.url}/v1/documents/${id}`)).status).toBe(404);
    await expectRefusal(() => remove(id), 404, /No document has the id/);
  });

  it('refuses a row of a CSV file and names the file', async () => {
    const { documents } = await list();
    const row = documents.find(({ source }) => source.startsWith('rows.csv#'));
    await expectRefusal(() => remove(row?.id ?? ''), 400, /rows\.csv/);
  });
});
