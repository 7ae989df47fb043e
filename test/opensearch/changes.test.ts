/** Documents that come and go over HTTP in a cluster that two processes answer from, and what the next `wenju index` makes of it. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply } from '../../src/api/ask.js';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { diagnoseCluster } from '../../src/compose/cluster/doctor.js';
import { mirrorIntoCluster } from '../../src/compose/cluster/mirror.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { connectStore, type StoreConnection } from '../../src/index/opensearch/connection.js';
import { holdStore } from '../../src/index/opensearch/lock.js';
import { createApp } from '../../src/serve/app.js';
import type { Config } from '../../src/settings/config.js';
import { REPORTS } from '../answer/generated/reports.js';
import { isMissing } from '../needs.js';
import { TODAY, testConfig } from '../service.js';
import { startCluster, type TestCluster } from './cluster.js';

const KEY = 'the admin key';
const SUIZHOU = 'suizhou-2025.txt';
/** Another process looks every second. */
const POLLED = { timeout: 30_000, interval: 500 };
const QUESTION = '随州市2024年地区生产总值增长多少？';

/** A report of a place that nothing else is about; long enough for passages of its own. */
function writeReport(growth: string, chargers = '1930'): string {
  return `随州市2025年政府工作报告

一、2024年工作回顾

2024年，全市地区生产总值1450亿元、增长${growth}%。粮食总产量148.6万吨。规模以上工业增加值增长${growth}%。

全年新建充电桩${chargers}个。随县香菇产业园投产，炎帝故里景区接待游客${growth}百万人次。

二、2025年工作安排

2025年主要预期目标是：地区生产总值增长7%左右，城镇新增就业3.1万人。
`;
}

describe.skipIf(isMissing('opensearch'))('documents of an index in a cluster', () => {
  let cluster: TestCluster;
  let connection: StoreConnection;
  let folder: string;
  let config: Config;
  let one: Service;
  let other: Service;

  beforeAll(async () => {
    cluster = await startCluster();
    connection = connectStore({ urls: cluster.urls });
    folder = mkdtempSync(path.join(tmpdir(), 'wenju-changes-'));
    for (const [name, text] of Object.entries(REPORTS)) writeFileSync(path.join(folder, name), text);
    config = {
      ...testConfig(folder, `${folder}-index`),
      store: 'opensearch',
      opensearchUrl: [...cluster.urls],
      opensearchReplicas: 0,
    };
    await mirror();
    // Two processes would differ in no more: neither has a folder or an index here.
    const elsewhere: Config = { ...config, corpus: ['/no/such/corpus'], index: '/no/such/index' };
    [one, other] = await Promise.all([0, 1].map(() => openClusterService(elsewhere, { today: () => TODAY }))).then(
      ([first, second]) => {
        if (!first || !second) throw new Error('Expected two services.');
        return [first, second] as const;
      },
    );
  });
  afterAll(async () => {
    await Promise.all([one?.close(), other?.close(), connection?.close()]);
    await cluster?.stop();
    for (const place of [folder, `${folder}-index`]) if (place) rmSync(place, { recursive: true, force: true });
  });

  const mirror = () => mirrorIntoCluster(config, () => buildIndex(config));
  const request = (method: 'POST' | 'DELETE', address: string, body?: FormData) =>
    createApp(one, { adminKey: KEY }).request(address, {
      method,
      headers: { authorization: `Bearer ${KEY}` },
      ...(body ? { body } : {}),
    });

  async function upload(name: string, text: string, metadata?: object) {
    const body = new FormData();
    body.set('file', new File([text], name));
    if (metadata) body.set('metadata', JSON.stringify(metadata));
    const response = await request('POST', '/v1/documents', body);
    return { status: response.status, document: await response.json() };
  }

  const ask = (service: Service, question = QUESTION): Promise<AskReply> =>
    service.ask(AskRequest.parse({ question, mode: 'extractive' }));

  /** As soon as the other process has seen it. */
  async function untilSame(): Promise<void> {
    for (let left = 100; one.readiness().indexVersion !== other.readiness().indexVersion; left -= 1) {
      if (left === 0) throw new Error('Expected the other process to see the change.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('are added in one process and answer in all, counted and whole', async () => {
    expect((await ask(one)).status).toBe('not_found');
    const before = one.readiness();
    const { status, document } = await upload(SUIZHOU, writeReport('6.6'), { region: '随州市', year: 2025 });
    expect(status).toBe(201);
    expect(document).toMatchObject({ source: SUIZHOU, region: '随州市', year: 2025 });
    await untilSame();
    expect(other.readiness()).toMatchObject({ documents: before.documents + 1 });
    for (const service of [one, other]) {
      const reply = await ask(service);
      expect({ status: reply.status, text: reply.answer?.text }).toMatchObject({
        status: 'answered',
        text: expect.stringContaining('6.6%'),
      });
    }
    expect((await diagnoseCluster(config, false)).findings).toEqual([]);
  });

  it('are replaced under questions, each of which is answered from one of the texts', async () => {
    const told = new Set<string>();
    const failures: unknown[] = [];
    let isDone = false;
    const asking = async (service: Service): Promise<void> => {
      while (!isDone) {
        const reply = await ask(service).catch((error: unknown) => failures.push(error));
        if (typeof reply === 'number') continue;
        // Every figure of the report is of the same text, in all that is shown of it.
        const shown = JSON.stringify([reply.answer, reply.passages.map(({ text }) => text)]);
        told.add(['6.6', '7.7'].filter((growth) => shown.includes(`${growth}%`)).join(' and '));
      }
    };
    const replacing = async (): Promise<void> => {
      expect((await upload(SUIZHOU, writeReport('7.7'), { region: '随州市', year: 2025 })).status).toBe(201);
      await untilSame();
      await ask(other);
      isDone = true;
    };
    await Promise.all([asking(one), asking(other), replacing()]);
    expect(failures).toEqual([]);
    expect([...told].sort()).toEqual(['6.6', '7.7']);
    expect((await ask(other)).answer?.text).toContain('7.7%');
    expect((await diagnoseCluster(config, false)).findings).toEqual([]);
  });

  it('are rows of a table that comes anew with fewer', async () => {
    const row = (place: string, count: number): string => `${place}2024年通知,"${place}全年新建公园${count}个。"\n`;
    const rows = (...places: string[]): string =>
      `title,text\n${places.map((place, at) => row(place, 11 + at)).join('')}`;
    expect((await upload('notices.csv', rows('襄阳市', '宜昌市'))).status).toBe(201);
    const sources = async () => (await other.documents()).documents.map(({ source }) => source);
    await untilSame();
    expect((await sources()).filter((source) => source.startsWith('notices.csv'))).toHaveLength(2);
    expect((await upload('notices.csv', rows('襄阳市'))).status).toBe(201);
    await untilSame();
    const left = (await other.documents()).documents.filter(({ source }) => source.startsWith('notices.csv'));
    expect(left).toHaveLength(1);
    const refused = await request('DELETE', `/v1/documents/${left[0]?.id}`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('is a row of notices.csv') });
  });

  it('become sources of what they are copies of, which cannot be removed here then', async () => {
    const [name = '', text = ''] = Object.entries(REPORTS)[0] ?? [];
    const { document } = await upload(`z-${name}`, text.replaceAll('\n', '\r\n'));
    expect(document.source).toBe(name);
    await untilSame();
    const listed = (await other.documents()).documents.find(({ source }) => source === name);
    expect(listed?.sources.map(({ source }) => source)).toEqual([name, `z-${name}`]);
    const refused = await request('DELETE', `/v1/documents/${listed?.id}`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining(`z-${name} would take the place`) });
    // Another text of that name is no copy, and stands for itself.
    await upload(`z-${name}`, writeReport('1.1').replaceAll('随州', '咸宁'));
    await untilSame();
    const sources = new Map((await other.documents()).documents.map((each) => [each.source, each.sources.length]));
    expect([sources.get(name), sources.get(`z-${name}`)]).toEqual([1, 1]);
  });

  it('are removed, and are gone in all processes', async () => {
    const found = (await one.documents()).documents.find(({ source }) => source.startsWith('z-'));
    const removed = await request('DELETE', `/v1/documents/${found?.id}`);
    expect({ status: removed.status, reply: await removed.json() }).toMatchObject({
      status: 200,
      reply: { id: found?.id, sources: [found?.source] },
    });
    await untilSame();
    await expect(other.document(found?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await request('DELETE', `/v1/documents/${found?.id}`)).status).toBe(404);
    expect((await diagnoseCluster(config, false)).findings).toEqual([]);
  });

  it('change nothing where a file cannot be read', async () => {
    const before = one.readiness();
    expect((await upload('empty.txt', ' \n')).status).toBe(422);
    expect((await upload('../up.txt', 'x')).status).toBe(400);
    expect(one.readiness()).toEqual(before);
  });

  it('are brought into the folders by the next indexing, once', async () => {
    const listed = await other.documents();
    const [kept = ''] = Object.keys(REPORTS);
    const gone = Object.keys(REPORTS).at(-1) ?? '';
    const id = listed.documents.find(({ source }) => source === gone)?.id;
    expect((await request('DELETE', `/v1/documents/${id}`)).status).toBe(200);
    const before = (await one.documents()).documents.map(({ source }) => source);
    await mirror();
    expect(readFileSync(path.join(folder, SUIZHOU), 'utf8')).toBe(writeReport('7.7'));
    expect([kept, gone].map((name) => existsSync(path.join(folder, name)))).toEqual([true, false]);
    // What was brought here once is not brought again.
    rmSync(path.join(folder, SUIZHOU));
    await mirror();
    const sources = async () => (await other.documents()).documents.map(({ source }) => source);
    await expect.poll(sources, POLLED).toEqual(before.filter((source) => source !== SUIZHOU));
    // The generation before is still there for whoever asks it.
    expect((await diagnoseCluster(config, false)).findings.filter(({ state }) => state !== 'note')).toEqual([]);
  });

  it('wait for another writer, and take over from one that has died', async () => {
    const times = { touchedEvery: 100, leftAfter: 1_500, waited: 1_000 };
    const order: string[] = [];
    const hold = (name: string, ms: number, own = times) =>
      holdStore(
        connection,
        'locks',
        0,
        async () => {
          order.push(`${name} in`);
          await new Promise((resolve) => setTimeout(resolve, ms));
          order.push(`${name} out`);
        },
        own,
      );
    const first = hold('first', 600);
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([first, hold('second', 0)]);
    expect(order).toEqual(['first in', 'first out', 'second in', 'second out']);
    const living = hold('living', 3_000);
    while (order.length === 4) await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(hold('refused', 0)).rejects.toMatchObject({ code: 'INDEX_LOCKED' });
    await living;
    await connection.send({ method: 'PUT', path: '/locks-changes/_doc/lock', body: { holder: 'one that died' } });
    await hold('heir', 0, { ...times, waited: 5_000 });
    expect(order.at(-1)).toBe('heir out');
  });
});
