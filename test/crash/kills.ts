/** Writers that are killed: at random moments, at the moment a temporary file exists, and at every call they make. */

import { cpSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { start } from './processes.js';
import { readRound } from './rounds.js';

export interface KillFigures {
  tried: number;
  corrupt: number;
  lost: number;
  readonly examples: string[];
}

/** Longest time between a writer's beginning and its end: several rounds. */
const LONGEST_WRITING_MS = 150;

export interface KillOptions {
  readonly folder: string;
  readonly count: number;
  readonly random: () => number;
}

const noKills = (): KillFigures => ({ tried: 0, corrupt: 0, lost: 0, examples: [] });

/** What is there after a kill must be the round that was acknowledged last, or the one that was being written. */
async function judge(figures: KillFigures, index: string, acknowledged: number, told: string): Promise<number> {
  figures.tried += 1;
  const rounds = await readRound(index).catch((error: unknown) => String(error));
  const [round = 0] = typeof rounds === 'string' ? [] : rounds;
  const isOne = typeof rounds !== 'string' && rounds.length === (acknowledged === 0 && round === 0 ? 0 : 1);
  if (!isOne || round > acknowledged + 1) figures.corrupt += 1;
  else if (round < acknowledged) figures.lost += 1;
  else return round;
  if (figures.examples.length < 5) figures.examples.push(`${told}: ${acknowledged} acknowledged, found ${rounds}`);
  return Math.max(round, acknowledged);
}

/** One writer after the other over the same index, each killed after a random time. */
export async function killAtRandom({ folder, count, random }: KillOptions): Promise<KillFigures> {
  const index = path.join(folder, 'index');
  const figures = noKills();
  let last = 0;
  for (let kill = 0; kill < count; kill += 1) {
    const writer = start('write', index, last + 1, 0);
    await writer.sees(/^begins$/);
    await pause(random() * LONGEST_WRITING_MS);
    writer.child.kill('SIGKILL');
    await writer.ended;
    const acknowledged = Number(writer.lines().at(-1)?.replace('begins', String(last)) ?? last);
    last = await judge(figures, index, acknowledged, `kill ${kill}${writer.stderr()}`);
  }
  return figures;
}

/** The same, each killed while it stands still between a temporary file and its rename. */
export async function killAtTemporary({ folder, count, random }: KillOptions): Promise<KillFigures> {
  const index = path.join(folder, 'index');
  const figures = noKills();
  let last = 0;
  /** Renames of a round; found out by the first one that is not killed. */
  let renames = 10;
  for (let kill = 0; kill < count; ) {
    const at = 1 + Math.floor(random() * renames);
    const writer = start('fail', index, last + 1, at, 'hang');
    const said = await writer.sees(/^(?:hangs|done \d+)$/);
    if (said === 'hangs') writer.child.kill('SIGKILL');
    const code = await writer.ended;
    const isDone = said?.startsWith('done') ?? false;
    if (!isDone && said !== 'hangs') throw new Error(`the writer ended with ${code}: ${writer.stderr()}`);
    if (isDone) renames = Number(said?.split(' ')[1]);
    else kill += 1;
    last = await judge(figures, index, isDone ? last + 1 : last, `rename ${at}`);
    if (isDone) figures.tried -= 1;
  }
  return figures;
}

/** A writer that kills itself at its k-th call, for every k (or every n-th): the second round over the first. */
export async function killAtEveryCall(folder: string, every: number, from = 1): Promise<KillFigures> {
  const figures = noKills();
  const first = start('fail', path.join(folder, 'first', 'index'), 1, 0, 'exit');
  if ((await first.ended) !== 0) throw new Error(first.stderr());
  for (let failAt = from; ; failAt += every) {
    cpSync(path.join(folder, 'first'), path.join(folder, `at-${failAt}`), { recursive: true });
    const index = path.join(folder, `at-${failAt}`, 'index');
    const second = start('fail', index, 2, failAt, 'exit');
    const isDone = (await second.ended) === 0;
    await judge(figures, index, isDone ? 2 : 1, `call ${failAt}${second.stderr()}`);
    if (!isDone) continue;
    figures.tried -= 1;
    return figures;
  }
}
