/** What wenju is to reach beside the bare model and its peers. Numbers come in as they were measured in one run. */

import { BARE, type Measured, type Run, WENJU, WITHOUT_MODEL } from './contract.js';

export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly bound: 'at most' | 'at least' | 'above';
  readonly limit: number;
}

const HOLDS: Readonly<Record<Goal['bound'], (value: number, limit: number) => boolean>> = {
  'at most': (value, limit) => value <= limit,
  'at least': (value, limit) => value >= limit,
  above: (value, limit) => value > limit,
};

export const isReached = ({ value, bound, limit }: Goal): boolean => HOLDS[bound](value, limit);

/** The goals that can be told from what was measured: a run may leave systems out. */
export function listGoals({ systems, embedding, scans }: Run): Goal[] {
  const goals: Goal[] = [];
  function add(name: string, value: number | null | undefined, bound: Goal['bound'], limit: number | undefined): void {
    if (typeof value === 'number' && Number.isFinite(value) && limit !== undefined && Number.isFinite(limit)) {
      goals.push({ name, value, bound, limit });
    }
  }
  const find = (name: string): Measured | undefined => systems.find((system) => system.name === name);
  const bare = find(BARE);
  const langchain = find('LangChain.js');
  const peers = systems.filter(({ name }) => name !== WENJU && name !== BARE);
  const wenju = find(WENJU);
  if (!wenju) return [];
  const { inProcess, overHttp } = wenju;
  const best = (read: (system: Measured) => number | undefined, of: readonly Measured[]): number =>
    Math.max(...of.map((system) => read(system) ?? Number.NEGATIVE_INFINITY));
  const withModel = peers.filter(({ name }) => name !== WITHOUT_MODEL);
  add(
    'hit@1-above-every-peer',
    inProcess?.hit1,
    'above',
    best((each) => each.inProcess?.hit1, peers),
  );
  add(
    'hit@5-above-every-peer',
    inProcess?.hit5,
    'above',
    best((each) => each.inProcess?.hit5, peers),
  );
  add('new-question/bare-embedding', inProcess && inProcess.newQuestion / inProcess.bare, 'at most', 1.5);
  add('repeated/new-over-http', overHttp.repeated / overHttp.newQuestion, 'at most', 0.3);
  const fastest = best(({ overHttp: { sixteenClients } }) => sixteenClients, withModel);
  add('16-clients/best-peer', overHttp.sixteenClients / fastest, 'at least', 2);
  add('cold-ask/bare-model', bare && wenju.cold.seconds / bare.cold.seconds, 'at most', 1.3);
  add('open-seconds', inProcess && inProcess.open / 1_000, 'at most', 0.5);
  add('memory/bare-model', bare && overHttp.memory / bare.overHttp.memory, 'at most', 1.3);
  // .6 of what it was when the goal was set: 3.58 times LangChain.js with the same reports.
  add('index/langchain', langchain && wenju.indexing.seconds / langchain.indexing.seconds, 'at most', 2.15);
  add('embedding-passages/bare-session', embedding.passages, 'at least', 0.9);
  add('embedding-sentences/bare-session', embedding.sentences, 'at least', 0.9);
  for (const { vectors, p95, recall, besideVectra } of scans) {
    if (vectors === 100_000) add('scan-100000/vectra', besideVectra, 'at most', 0.1);
    if (vectors === 100_000) add('scan-100000-recall@10', recall, 'at least', 0.99);
    if (vectors === 1_000_000) add('scan-1000000-p95-ms', p95, 'at most', 150);
  }
  return goals;
}

/** `ok NAME value goal` or `short NAME value goal`. */
export function writeGoal(goal: Goal): string {
  const { name, value, bound, limit } = goal;
  return `${isReached(goal) ? 'ok' : 'short'} ${name} ${value.toFixed(3)} ${bound} ${limit.toFixed(3)}`;
}
