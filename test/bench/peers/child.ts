/**
 * One system in a process of its own: `NAME index FOLDER CORPUS…`, `NAME keep FOLDER CORPUS…` (as index, with vectors that
 * were made before), `NAME ask FOLDER QUESTION`, `NAME serve FOLDER`, `NAME measure FOLDER COUNT CORPUS…`; and of wenju
 * alone `embedding PORTIONS CORPUS…` and `scan SIZE CORPUS…`. What came of it is one line of JSON, the last on stdout. Each
 * system is loaded only when it is the one, so that none pays for another's libraries.
 */

import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { mean, quantile } from '../../../src/evaluate/metrics.js';
import { createPlaceTest } from '../../../src/evaluate/right-answers.js';
import { BARE, type InProcess, type System, WENJU, WITHOUT_MODEL } from './contract.js';
import { cutParagraphs, listReports, readAllQuestions, readReports } from './corpus.js';
import { keepVectors } from './kept-vectors.js';
import { openModel } from './model.js';

const SYSTEMS: Readonly<Record<string, () => Promise<System>>> = {
  [BARE]: async () => (await import('./systems/bare.js')).bare,
  [WENJU]: async () => (await import('./systems/wenju.js')).wenju,
  'LangChain.js': async () => (await import('./systems/langchain.js')).langchain,
  'LlamaIndex.TS': async () => (await import('./systems/llamaindex.js')).llamaindex,
  vectra: async () => (await import('./systems/vectra.js')).vectra,
  Orama: async () => (await import('./systems/orama.js')).orama,
  LanceDB: async () => (await import('./systems/lancedb.js')).lancedb,
  [WITHOUT_MODEL]: async () => (await import('./systems/minisearch.js')).minisearch,
};
/** Questions asked before anything is timed. */
const WARM_UP = 5;
/** Real vectors that the many of a scan are made of. */
const REAL_VECTORS = 200;

/** Milliseconds for which the threads of a session, its work done, go on looking for more and hold a core. */
const SPINNING = 100;

async function time(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

/** Bare embedding, the question for the first time and again take turns, so that what else the machine does hits all alike. */
async function measure(system: System, folder: string, count: number, corpus: readonly string[]): Promise<InProcess> {
  const embed = openModel();
  await embed('', 'query');
  const openedAt = performance.now();
  const opened = await system.open(folder, embed);
  const open = performance.now() - openedAt;
  const { scored, asked } = await readAllQuestions();
  const names = new Set((await listReports(corpus)).map((file) => path.basename(file)));
  const fitting = scored.filter(({ parts }) => parts.some(({ places }) => places.some(({ doc }) => names.has(doc))));
  for (const question of asked.slice(-WARM_UP)) await opened.ask(question);
  const times: Record<'bare' | 'first' | 'again', number[]> = { bare: [], first: [], again: [] };
  const hits: Record<'one' | 'five', number[]> = { one: [], five: [] };
  for (const { question, parts } of fitting.slice(0, count)) {
    times.bare.push(await time(() => embed(question, 'query')));
    await setTimeout(SPINNING);
    const startedAt = performance.now();
    const passages = await opened.ask(question);
    times.first.push(performance.now() - startedAt);
    times.again.push(await time(() => opened.ask(question)));
    const isRight = createPlaceTest(parts.flatMap(({ places }) => places));
    const rank = passages.findIndex(isRight);
    hits.one.push(rank === 0 ? 1 : 0);
    hits.five.push(rank === -1 ? 0 : 1);
  }
  await opened.close?.();
  return {
    open,
    bare: quantile(times.bare, 0.5),
    newQuestion: quantile(times.first, 0.5),
    repeated: quantile(times.again, 0.5),
    hit1: mean(hits.one),
    hit5: mean(hits.five),
  };
}

async function answerHttp(system: System, folder: string): Promise<void> {
  const opened = await system.open(folder, openModel());
  const app = new Hono().get('/ask', async (context) => context.json(await opened.ask(context.req.query('q') ?? '')));
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
    console.log(`http://127.0.0.1:${port}/ask?q=`);
  });
}

async function scan(size: number, corpus: readonly string[]): Promise<unknown> {
  const { measureScan } = await import('./scale.js');
  const embed = openModel();
  const real: number[][] = [];
  for (const { text } of cutParagraphs(await readReports(corpus)).slice(0, REAL_VECTORS)) {
    real.push(await embed(text, 'passage'));
  }
  return measureScan(real, size);
}

async function embedding(portions: number, corpus: readonly string[]): Promise<unknown> {
  const { measureEmbedding } = await import('./embedding.js');
  return measureEmbedding(await readReports(corpus), portions);
}

async function askOnce(system: System, folder: string, question: string): Promise<unknown> {
  const opened = await system.open(folder, openModel());
  const passages = await opened.ask(question);
  await opened.close?.();
  return passages;
}

async function run(name = '', command = '', first = '', ...rest: string[]): Promise<unknown> {
  const system = await SYSTEMS[name]?.();
  if (!system) throw new Error(`Expected one of ${Object.keys(SYSTEMS).join(', ')}, got "${name}".`);
  switch (command) {
    case 'index':
      return system.index(await readReports(rest), first, openModel());
    case 'keep': {
      const embed = keepVectors(openModel(), path.join(first, '..', 'vectors.txt'));
      return system.index(await readReports(rest), first, embed);
    }
    case 'ask':
      return askOnce(system, first, rest[0] ?? '');
    case 'serve':
      return answerHttp(system, first);
    case 'measure':
      return measure(system, first, Number(rest[0]), rest.slice(1));
    case 'embedding':
      return embedding(Number(first), rest);
    case 'scan':
      return scan(Number(first), rest);
    default:
      throw new Error(`Expected index, keep, ask, serve, measure, embedding or scan, got "${command}".`);
  }
}

const result = await run(...process.argv.slice(2));
if (result !== undefined) console.log(JSON.stringify(result));
