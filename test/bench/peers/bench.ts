/** `npm run bench:peers`: wenju and its peers over the same reports with the same model, all in one run. */

import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { quantile } from '../../../src/evaluate/metrics.js';
import {
  BARE,
  type EmbeddingRates,
  type InProcess,
  type Measured,
  type Run,
  type ScanOfSize,
  type Timed,
  WENJU,
} from './contract.js';
import { listReports, readAllQuestions } from './corpus.js';
import { isReached, listGoals, writeGoal } from './goals.js';
import { measureHttp } from './http.js';
import { childFile, corpusFolders, root, wenjuFile } from './paths.js';
import { drawPlot } from './plot.js';
import { runToEnd, startServer } from './processes.js';
import { writeReport } from './report.js';

const NAMES = [BARE, WENJU, 'LangChain.js', 'LlamaIndex.TS', 'vectra', 'Orama', 'LanceDB', 'MiniSearch'];
/** `wenju ask` ends with 3 where it refuses, which takes as long. */
const ANSWERED = [0, 3];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: NAMES.join(',') },
    /** For a look on a busy machine: as many reports, spread over all, and only questions about them. */
    reports: { type: 'string', default: 'all' },
    /** How many indexing is timed with. */
    indexed: { type: 'string', default: '6' },
    questions: { type: 'string', default: 'all' },
    rounds: { type: 'string', default: '3' },
    portions: { type: 'string', default: '4' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    output: { type: 'string', default: path.join(root, 'embeddings', 'cache', 'peers') },
  },
});

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
const limit = (value: string): number => (value === 'all' ? Number.POSITIVE_INFINITY : Number(value));
const output = path.resolve(options.output);

const child = (name: string, command: string, ...rest: string[]): string[] => [childFile, name, command, ...rest];

/** Copies of `count` reports, spread over all, in folders as they were. */
async function chooseReports(count: number, folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  const files = await listReports(corpusFolders);
  const step = Math.max(1, files.length / count);
  const chosen = files.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  for (const file of chosen) {
    const copy = path.join(folder, path.basename(path.dirname(file)), path.basename(file));
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(file, copy);
  }
  return (await readdir(folder)).map((name) => path.join(folder, name));
}

async function measureSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const found = await Promise.all(names.map((name) => stat(path.join(folder, name))));
  return found.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** The index that is asked: wenju's brought in line, a peer's built once and kept. */
async function prepareIndex(name: string, corpus: readonly string[]): Promise<string> {
  const folder = path.join(output, 'indexes', `${name}-${options.reports}`);
  if (name === WENJU) {
    await runToEnd([wenjuFile, 'index', ...corpus, '--index', folder, '--quiet']);
    return folder;
  }
  // Nothing is kept of it.
  if (name === BARE) return folder;
  const isBuilt = await readdir(folder).then(
    (names) => names.length > 0,
    () => false,
  );
  if (isBuilt) return folder;
  const building = `${folder}.part`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  await runToEnd(child(name, 'keep', building, ...corpus));
  await rename(building, folder);
  return folder;
}

async function timeIndexing(name: string, corpus: readonly string[]): Promise<Timed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-peers-'));
  try {
    const args =
      name === WENJU
        ? [wenjuFile, 'index', ...corpus, '--index', folder, '--quiet']
        : child(name, 'index', folder, ...corpus);
    return await runToEnd(args);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each of its numbers by itself. */
function pickMedian(all: readonly Timed[]): Timed {
  const cpus = all.flatMap(({ cpu }) => cpu ?? []);
  return {
    seconds: quantile(
      all.map(({ seconds }) => seconds),
      0.5,
    ),
    cpu: cpus.length > 0 ? quantile(cpus, 0.5) : null,
  };
}

/** One after the other in every round, so that what else the machine does hits all alike. */
async function timeCold(indexes: ReadonlyMap<string, string>, question: string): Promise<Map<string, Timed>> {
  const times = new Map<string, Timed[]>([...indexes.keys()].map((name) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const [name, folder] of indexes) {
      const args =
        name === WENJU ? [wenjuFile, 'ask', question, '--index', folder] : child(name, 'ask', folder, question);
      times.get(name)?.push(await runToEnd(args, ANSWERED));
    }
  }
  return new Map(Array.from(times, ([name, all]) => [name, pickMedian(all)]));
}

async function measureServing(name: string, folder: string, questions: readonly string[]) {
  const server = await startServer(
    name === WENJU ? [wenjuFile, 'serve', '--port', '0', '--index', folder] : child(name, 'serve', folder),
  );
  try {
    const url = name === WENJU ? new URL('/v1/ask', server.url).href : server.url;
    return await measureHttp({ ...server, url }, questions, Math.ceil(questions.length / 4));
  } finally {
    await server.stop();
  }
}

async function run(): Promise<Run> {
  await mkdir(output, { recursive: true });
  const corpus = await chooseReports(limit(options.reports), path.join(output, 'corpus'));
  const indexed = await chooseReports(Number(options.indexed), path.join(output, 'indexed'));
  const names = NAMES.filter((name) => options.only.split(',').includes(name));
  const indexes = new Map<string, string>();
  for (const name of names) {
    say(`${name}: the index that is asked`);
    indexes.set(name, await prepareIndex(name, corpus));
  }
  const { asked } = await readAllQuestions();
  const questions = asked.slice(0, Math.min(asked.length, limit(options.questions)));
  say('cold questions');
  const cold = await timeCold(indexes, questions[0] ?? '');
  const systems: Measured[] = [];
  for (const [name, folder] of indexes) {
    say(`${name}: indexing, in process, over HTTP`);
    const { seconds, cpu } = await timeIndexing(name, indexed);
    const said = (await runToEnd(child(name, 'measure', folder, String(questions.length), ...corpus))).said;
    const inProcess: InProcess = JSON.parse(said);
    systems.push({
      name,
      indexing: { seconds, cpu },
      size: name === BARE ? 0 : await measureSize(folder),
      cold: cold.get(name) ?? { seconds: Number.NaN, cpu: null },
      inProcess,
      overHttp: await measureServing(name, folder, questions),
      load: loadavg()[0] ?? 0,
    });
  }
  say('embedding while indexing');
  const embedding: EmbeddingRates = JSON.parse(
    (await runToEnd(child(WENJU, 'embedding', options.portions, ...indexed))).said,
  );
  const scans: ScanOfSize[] = [];
  for (const size of options.sizes.split(',').filter((text) => text !== '')) {
    say(`scan of ${size} vectors`);
    scans.push(
      JSON.parse((await runToEnd(['--max-old-space-size=8000', ...child(BARE, 'scan', size, ...indexed)])).said),
    );
  }
  const reports = (await listReports(corpus)).length;
  return { systems, embedding, scans, reports, questions: questions.length };
}

const measured = await run();
await writeFile(path.join(output, 'peers.json'), `${JSON.stringify(measured, null, 2)}\n`);
await writeFile(path.join(output, 'peers.md'), writeReport(measured));
await writeFile(path.join(output, 'peers.svg'), drawPlot(measured));
console.log(writeReport(measured));
const goals = listGoals(measured);
for (const goal of goals) console.log(writeGoal(goal));
process.exitCode = goals.every(isReached) ? 0 : 1;
