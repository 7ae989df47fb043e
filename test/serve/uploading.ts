/**
 * A server that documents are added to and removed from, for tests: real, with the real model, over corpus folders of
 * its own. It starts before the tests of the file that imports this and ends after them.
 */

import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { AskReply } from '../../src/api/ask.js';
import { DocumentsReply, ListedDocument } from '../../src/api/documents.js';
import type { Service } from '../../src/api/service.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { createApp } from '../../src/serve/app.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { root } from '../service.js';

export const KEY = 'a key that only the keeper knows';

/** A report of 咸宁 whose one figure the test chooses. */
export function reportOf(figure: number): string {
  return `---
title: 咸宁市2022年政府工作报告
region: 咸宁市
year: 2022
type: report
---

## 一、2021年工作回顾

全年新建改建农村公路${figure}公里，惠及沿线村民。

## 二、2022年工作安排

全市粮食总产稳定在百万吨以上，城乡供水一体化基本建成。
`;
}
export const QUESTION = '咸宁市2021年新建改建农村公路多少公里？';

export let folder: string;
export let corpus: string;
export let second: string;
export let config: Config;
let service: Service;
export let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-upload-'));
  [corpus, second] = [path.join(folder, 'corpus'), path.join(folder, 'second')];
  for (const each of [corpus, second]) await mkdir(each);
  for (const name of ['jingmen-2024-work-report.md', 'xiantao-2021-work-report.md']) {
    await copyFile(path.join(root, 'corpus', name), path.join(corpus, name));
  }
  await writeFile(path.join(second, 'rows.csv'), 'title,text\n第一篇,新建学校十二所。\n第二篇,改造小区四十个。\n');
  config = readConfig({ corpus: [corpus, second], index: path.join(folder, 'index'), port: 0 }, {}, folder);
  await buildIndex(config);
  service = await openService(config);
  server = await startServer(createApp(service, { adminKey: KEY, corpus: config.corpus }), config);
});

afterAll(async () => {
  await server?.close();
  await service?.close();
  await rm(folder, { recursive: true, force: true });
});

export const authorised = (key = KEY) => ({ Authorization: `Bearer ${key}` });

export function formOf(name: string, content: string | Uint8Array, metadata?: unknown): FormData {
  const form = new FormData();
  form.append('file', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
  if (metadata !== undefined) form.append('metadata', JSON.stringify(metadata));
  return form;
}

export async function post(body: FormData | string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/v1/documents`, { method: 'POST', body, headers: { ...authorised(), ...headers } });
}

export async function add(name: string, content: string | Uint8Array, metadata?: unknown): Promise<ListedDocument> {
  const response = await post(formOf(name, content, metadata));
  const body = await response.json();
  expect([response.status, body]).toEqual([201, body]);
  return ListedDocument.parse(body);
}

export function remove(id: string, headers: Record<string, string> = authorised()) {
  return fetch(`${server.url}/v1/documents/${id}`, { method: 'DELETE', headers });
}

export async function list(): Promise<DocumentsReply> {
  return DocumentsReply.parse(await (await fetch(`${server.url}/v1/documents`)).json());
}

export async function ask(question: string): Promise<AskReply> {
  const response = await fetch(`${server.url}/v1/ask?q=${encodeURIComponent(question)}`);
  expect(response.status).toBe(200);
  return AskReply.parse(await response.json());
}
