/** Nobody's question fails while documents change, in this process or another, and every reply is of one generation. */

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AskReply } from '../../src/api/ask.js';
import { DocumentReply } from '../../src/api/documents.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { root } from '../service.js';
import {
  add,
  ask,
  config,
  corpus,
  folder,
  formOf,
  list,
  post,
  QUESTION,
  reportOf,
  second,
  server,
} from './uploading.js';

describe('the running service', () => {
  it('answers 200 questions while documents change, each reply of one generation', { timeout: 300_000 }, async () => {
    const texts = new Map<string, Map<string, string>>();
    async function remember(): Promise<void> {
      const { documents, indexVersion } = await list();
      const known = new Map<string, string>();
      for (const { id } of documents) {
        const reply = await fetch(`${server.url}/v1/documents/${id}`);
        known.set(id, DocumentReply.parse(await reply.json()).text);
      }
      texts.set(indexVersion, known);
    }
    await add('xianning.md', reportOf(400));
    await remember();

    let asked = 0;
    const replies: AskReply[] = [];
    async function askAlong(): Promise<void> {
      while (asked < 200 || texts.size < 4) {
        asked += 1;
        replies.push(await ask(asked % 2 === 0 ? QUESTION : '荆门市2024年地区生产总值增长目标是多少？'));
      }
    }
    async function changeAlong(): Promise<void> {
      for (let figure = 401; asked < 200 || texts.size < 4; figure += 1) {
        // Longer and shorter, so that offsets move.
        await add('xianning.md', reportOf(figure).replace('全年', '全年'.repeat(figure % 3)));
        await remember();
      }
    }
    await Promise.all([changeAlong(), askAlong(), askAlong(), askAlong(), askAlong()]);

    expect(replies.length).toBeGreaterThanOrEqual(200);
    expect(new Set(replies.map(({ indexVersion }) => indexVersion)).size).toBeGreaterThan(1);
    for (const { indexVersion, citations, passages, nearest } of replies) {
      const known = texts.get(indexVersion);
      if (!known) throw new Error(`${indexVersion} was never listed`);
      for (const { documentId, quote, start, end } of citations) {
        expect(known.get(documentId)?.slice(start, end)).toBe(quote);
      }
      for (const { document, text, start, end } of [...passages, ...nearest]) {
        expect(known.get(document.id)?.slice(start, end)).toBe(text);
      }
      const cited = citations.map(({ passageId }) => passageId);
      expect(passages.map(({ id }) => id)).toEqual(expect.arrayContaining(cited));
    }
  });

  it('picks up what another process indexed, without a failed question', { timeout: 120_000 }, async () => {
    const { indexVersion } = await list();
    await writeFile(path.join(corpus, 'other.md'), reportOf(512).replaceAll('咸宁', '鄂州'));
    const args = [path.join(root, 'dist', 'cli', 'main.js'), 'index', corpus, second, '--index', config.index];
    const child = spawn(process.execPath, args, { stdio: 'ignore', cwd: folder });
    let code: number | null | undefined;
    child.once('exit', (ended) => {
      code = ended;
    });
    let endedAt = Number.POSITIVE_INFINITY;
    for (;;) {
      await ask(QUESTION);
      if (code !== undefined) endedAt = Math.min(endedAt, performance.now());
      if ((await list()).indexVersion !== indexVersion) break;
      expect(performance.now() - endedAt).toBeLessThan(60_000);
    }
    expect((await list()).documents.map(({ source }) => source)).toContain('other.md');
    expect((await ask(QUESTION.replace('咸宁', '鄂州'))).answer?.text).toContain('512公里');
    while (code === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(code).toBe(0);
  });

  it('loses no document when another process indexes at the same time', { timeout: 120_000 }, async () => {
    const args = [path.join(root, 'dist', 'cli', 'main.js'), 'index', corpus, second, '--index', config.index];
    const child = spawn(process.execPath, args, { stdio: 'ignore', cwd: folder });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const added: string[] = [];
    for (let number = 0; child.exitCode === null && child.signalCode === null; number += 1) {
      const response = await post(formOf(`along-${number}.txt`, `第${number}次上传，建成桥梁${number + 20}座。`));
      expect([201, 503]).toContain(response.status);
      if (response.status === 201) added.push(`along-${number}.txt`);
      await response.arrayBuffer();
    }
    await ended;
    expect(added.length).toBeGreaterThan(0);
    const opened = await buildIndex(config);
    expect({ added: opened.added, removed: opened.removed }).toEqual({ added: [], removed: [] });
    expect(opened.unchanged).toEqual(expect.arrayContaining(added));
  });
});
