/** What a run has measured as a table in Markdown: absolute beside the ratio to the bare model of the same run. */

import { cpus } from 'node:os';
import { BARE, type Measured, type Run, type Timed } from './contract.js';
import { listGoals, writeGoal } from './goals.js';

interface Column {
  readonly head: string;
  readonly cell: (system: Measured, bare: Measured | undefined) => string;
}

const ratio = (value: number, beside: number | undefined): string =>
  beside === undefined ? '' : ` (${(value / beside).toFixed(1)})`;

/** Seconds by the clock, then of the processor. */
function writeTimed({ seconds, cpu }: Timed, bare: Timed | undefined): string {
  const clock = `${seconds.toFixed(1)}${ratio(seconds, bare?.seconds)}`;
  return cpu === null ? clock : `${clock}; ${cpu.toFixed(1)}${ratio(cpu, bare?.cpu ?? undefined)}`;
}

const COLUMNS: readonly Column[] = [
  { head: 'hit@1', cell: ({ name, inProcess }) => (inProcess && name !== BARE ? inProcess.hit1.toFixed(2) : '–') },
  { head: 'hit@5', cell: ({ name, inProcess }) => (inProcess && name !== BARE ? inProcess.hit5.toFixed(2) : '–') },
  {
    head: 'index, s; processor',
    cell: ({ indexing }, bare) => writeTimed(indexing, bare?.indexing),
  },
  { head: 'size, MB', cell: ({ size }) => (size / 1e6).toFixed(1) },
  { head: 'open, s', cell: ({ inProcess }) => (inProcess ? (inProcess.open / 1_000).toFixed(2) : '–') },
  {
    head: 'cold `ask`, s; processor',
    cell: ({ cold }, bare) => writeTimed(cold, bare?.cold),
  },
  {
    head: 'new question, ms',
    cell: ({ inProcess }) =>
      inProcess ? `${inProcess.newQuestion.toFixed(1)}${ratio(inProcess.newQuestion, inProcess.bare)}` : '–',
  },
  {
    head: 'repeated, ms',
    cell: ({ inProcess }) =>
      inProcess ? `${inProcess.repeated.toFixed(1)}${ratio(inProcess.repeated, inProcess.bare)}` : '–',
  },
  {
    head: 'new over HTTP, ms',
    cell: ({ overHttp: { newQuestion } }, bare) =>
      `${newQuestion.toFixed(1)}${ratio(newQuestion, bare?.overHttp.newQuestion)}`,
  },
  {
    head: 'repeated over HTTP, ms',
    cell: ({ overHttp: { repeated } }, bare) => `${repeated.toFixed(1)}${ratio(repeated, bare?.overHttp.newQuestion)}`,
  },
  {
    head: '1 client, questions/s',
    cell: ({ overHttp: { oneClient } }, bare) => `${oneClient.toFixed(1)}${ratio(oneClient, bare?.overHttp.oneClient)}`,
  },
  {
    head: '16 clients, questions/s',
    cell: ({ overHttp: { sixteenClients, refused } }, bare) =>
      `${sixteenClients.toFixed(1)}${ratio(sixteenClients, bare?.overHttp.sixteenClients)}${refused > 0 ? `, ${refused} refused` : ''}`,
  },
  {
    head: 'processor a question, ms',
    cell: ({ overHttp: { cpu } }, bare) =>
      cpu === null ? '–' : `${cpu.toFixed(1)}${ratio(cpu, bare?.overHttp.cpu ?? undefined)}`,
  },
  {
    head: 'memory, MB',
    cell: ({ overHttp: { memory } }, bare) => `${(memory / 1e6).toFixed(0)}${ratio(memory, bare?.overHttp.memory)}`,
  },
  { head: 'load', cell: ({ load }) => load.toFixed(1) },
];

function writeTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function writeReport(run: Run): string {
  const bare = run.systems.find(({ name }) => name === BARE);
  const systems = writeTable(
    ['', ...COLUMNS.map(({ head }) => head)],
    run.systems.map((system) => [system.name, ...COLUMNS.map(({ cell }) => cell(system, bare))]),
  );
  const scans = writeTable(
    ['vectors', 'p50, ms', 'p95, ms', 'recall@10', '÷ vectra'],
    run.scans.map(({ vectors, p50, p95, recall, besideVectra }) => [
      vectors.toLocaleString('en'),
      p50.toFixed(2),
      p95.toFixed(2),
      recall.toFixed(3),
      besideVectra?.toFixed(3) ?? '–',
    ]),
  );
  const { passages, sentences } = run.embedding;
  return [
    '# wenju and its peers',
    '',
    `${run.reports} reports, ${run.questions} questions, the same model; Node ${process.versions.node}, ${cpus().length} cores. ` +
      'In brackets: divided by the same of the model alone; a question in process by the bare embeddings that took turns with it. ' +
      'Load: of the machine, over the minute before, so that more than the number of cores is a machine that does other things; the time of the processor says more then.',
    '',
    systems,
    '',
    `Texts a second while wenju indexes, divided by those of a bare session: passages ${passages.toFixed(2)}, sentences ${sentences.toFixed(2)}.`,
    '',
    '## Scan of all vectors, one core',
    '',
    scans,
    '',
    '## Goals',
    '',
    ...listGoals(run).map((goal) => `- ${writeGoal(goal)}`),
    '',
  ].join('\n');
}
