/**
 * Ten minutes of questions of every kind while documents come and go: does the service hold on to anything?
 * `WENJU_SOAK_MINUTES` makes it shorter or longer.
 */

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { buildIndex } from '../../src/compose/indexing.js';
import { quantile } from '../../src/evaluate/metrics.js';
import { root, testConfig } from '../service.js';
import { askInTurn, countStatus, type Outcome } from './asking.js';
import { abortStream, openStream } from './clients.js';
import { createMixture, createQuestions, pathOf } from './questions.js';
import { countDescriptors, type RunningService, readChildrenMemory, readMetrics, startService } from './running.js';
import { megabytes, percent, tell } from './told.js';

const MINUTES = Number(process.env.WENJU_SOAK_MINUTES ?? 10);
/** Until the model for passages is loaded, code is compiled and the kept replies are as many as they become. */
const WARM_UP_MS = 60_000;
const CHANGE_EVERY_MS = 20_000;
const READ_EVERY_MS = 2_000;
/** The first and the last part of the time after the warm-up, whose medians are compared. */
const WINDOW = 0.25;
const GROWTH = 0.05;
const ASKING = { clients: 4, pauseMs: 100 };
const KEY = 'soak-admin-key';

interface Reading {
  readonly at: number;
  readonly resident: number;
  readonly heap: number;
  readonly external: number;
  readonly models: number;
  readonly descriptors: number;
  readonly handles: number;
}

it(`grows by nothing in ${MINUTES} minutes of questions and changes`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-soak-'));
  const [corpus, index] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
  await cp(path.join(root, 'corpus'), corpus, { recursive: true });
  await buildIndex(testConfig(corpus, index));
  const service = await startService({ corpus, index, environment: { WENJU_ADMIN_KEY: KEY } });
  try {
    const readings: Reading[] = [];
    const statuses: number[] = [];
    const startedAt = performance.now();
    const endsAt = startedAt + WARM_UP_MS + MINUTES * 60_000;
    const isOn = (): boolean => performance.now() < endsAt;
    const nextQuestion = createQuestions(0);

    async function changeOn(): Promise<number> {
      let changes = 0;
      for (let figure = 100; isOn(); figure += 1) {
        const name = `soak-${figure % 3}.md`;
        const added = await change(service, name, reportOf(figure));
        statuses.push(added.status);
        await wait(CHANGE_EVERY_MS / 2);
        if (added.id !== null) statuses.push(await remove(service, added.id));
        await wait(CHANGE_EVERY_MS / 2);
        changes += 2;
      }
      return changes;
    }
    async function streamOn(): Promise<void> {
      for (let number = 0; isOn(); number += 1) {
        const asked = pathOf(nextQuestion());
        if (number % 3 === 0) await abortStream(service.url, asked, (number * 13) % 150);
        else expect(await openStream(service.url, asked).lastEvent).toBe('done');
        await wait(200);
      }
    }
    async function writeOn(): Promise<void> {
      for (let number = 0; isOn(); number += 1) {
        const asked = number % 2 === 0 ? 'cite' : 'check';
        const text = `2023年荆门GDP增长${number % 100}.${number % 10}%，粮食总产稳定在百万吨以上。`;
        const headers = { 'Content-Type': 'application/json' };
        const reply = await fetch(`${service.url}/v1/${asked}`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ text }),
        });
        await reply.arrayBuffer();
        const compared = await fetch(`${service.url}/v1/compare?indicator=GDP&year=${2020 + (number % 6)}`);
        await compared.arrayBuffer();
        statuses.push(reply.status, compared.status);
        await wait(300);
      }
    }
    async function readOn(): Promise<void> {
      while (isOn()) {
        readings.push(await read(service, startedAt));
        await wait(READ_EVERY_MS);
      }
    }
    const seconds = (endsAt - startedAt) / 1_000;
    const asking = askInTurn({ url: service.url, nextQuestion: createMixture(20_000), seconds }, ASKING);
    const [changes, outcomes] = await Promise.all([changeOn(), asking, streamOn(), writeOn(), readOn()]);
    tellOf(outcomes, statuses, changes);
    compareWindows(readings);
    expect(service.errors()).toBe('');
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** A report whose one figure differs each time. */
function reportOf(figure: number): string {
  const front = '---\ntitle: 咸宁市2022年政府工作报告\nregion: 咸宁市\nyear: 2022\ntype: report\n---\n';
  return `${front}\n## 一、2021年工作回顾\n\n全年新建改建农村公路${figure}公里，惠及沿线村民。\n`;
}

async function change(service: RunningService, name: string, content: string) {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const headers = { Authorization: `Bearer ${KEY}` };
  const reply = await fetch(`${service.url}/v1/documents`, { method: 'POST', headers, body: form });
  const body: unknown = await reply.json();
  const id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : null;
  return { status: reply.status, id };
}

async function remove(service: RunningService, id: string): Promise<number> {
  const headers = { Authorization: `Bearer ${KEY}` };
  const reply = await fetch(`${service.url}/v1/documents/${id}`, { method: 'DELETE', headers });
  await reply.arrayBuffer();
  return reply.status;
}

async function read({ url, process }: RunningService, startedAt: number): Promise<Reading> {
  const metrics = await readMetrics(url);
  return {
    at: performance.now() - startedAt,
    resident: metrics('process_resident_memory_bytes'),
    heap: metrics('nodejs_heap_size_used_bytes'),
    external: metrics('nodejs_external_memory_bytes'),
    models: process.pid === undefined ? 0 : readChildrenMemory(process.pid),
    descriptors: (process.pid === undefined ? null : countDescriptors(process.pid)) ?? metrics('process_open_fds'),
    handles: metrics('nodejs_active_handles_total'),
  };
}

function tellOf(outcomes: readonly Outcome[], statuses: readonly number[], changes: number): void {
  const good = countStatus(outcomes, 200);
  const wellDone = statuses.filter((status) => status === 200 || status === 201).length;
  tell('questions answered', 'all', `${good} of ${outcomes.length}`);
  tell('changes, checks and comparisons done', 'all', `${wellDone} of ${statuses.length}, ${changes} changes`);
  expect(good).toBe(outcomes.length);
  expect(wellDone).toBe(statuses.length);
}

function compareWindows(readings: readonly Reading[]): void {
  const warm = readings.filter(({ at }) => at > WARM_UP_MS);
  const length = Math.ceil(warm.length * WINDOW);
  const [first, last] = [warm.slice(0, length), warm.slice(-length)];
  const medians = (read: (reading: Reading) => number) =>
    [first, last].map((window) => quantile(window.map(read), 0.5)) as [number, number];
  const memory: readonly (readonly [string, (reading: Reading) => number])[] = [
    ['memory of all processes', ({ resident, models }) => resident + models],
    ['memory of the service', ({ resident }) => resident],
    ['memory of the models', ({ models }) => models],
    ['heap', ({ heap }) => heap],
    ['buffers', ({ external }) => external],
  ];
  for (const [name, read] of memory) {
    const [before, after] = medians(read);
    const isAsked = name === 'memory of all processes';
    const growth = percent(after / before - 1);
    tell(name, isAsked ? `< ${percent(GROWTH)} more` : 'told', `${megabytes(before)}, ${megabytes(after)}: ${growth}`);
    if (isAsked) expect(after / before - 1).toBeLessThan(GROWTH);
  }
  // Connections come and go: what is open when the fewest are is what stays.
  const fewest = (read: (reading: Reading) => number) =>
    [first, last].map((window) => Math.min(...window.map(read))) as [number, number];
  const [openBefore, openAfter] = fewest(({ descriptors }) => descriptors);
  const [handlesBefore, handlesAfter] = fewest(({ handles }) => handles);
  tell('descriptors', 'no more', `${openBefore}, ${openAfter}`);
  tell('handles', 'no more', `${handlesBefore}, ${handlesAfter}`);
  expect(openAfter).toBeLessThanOrEqual(openBefore);
}
