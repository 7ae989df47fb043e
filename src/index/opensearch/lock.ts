/**
 * One writer a cluster, whichever machine it is on: who writes holds a document there and touches it again and again. Who
 * waits sees by his own clock that it was not touched for long, and takes it over from one that has died.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import { changesIndex } from './layout.js';
import { statusOf } from './names.js';
import { createIndex } from './write.js';

/** Milliseconds. */
export interface LockTimes {
  /** A writer that lives touches its lock so often. */
  readonly touchedEvery: number;
  /** One that was not touched for so long is of a writer that has died. */
  readonly leftAfter: number;
  /** A living one is waited for so long. */
  readonly waited: number;
}

const TIMES: LockTimes = { touchedEvery: 10_000, leftAfter: 45_000, waited: 60_000 };
const LOOK_EVERY_MS = 500;
const ID = 'lock';

const held = z.object({
  _seq_no: z.number(),
  _primary_term: z.number(),
  _source: z.object({ holder: z.string() }),
});
const written = z.object({ _seq_no: z.number(), _primary_term: z.number() });
/** A state of the lock, as the cluster counts them. */
type State = z.infer<typeof written>;

export interface StoreLock {
  /** @throws WenjuError INDEX_LOCKED when another has taken it, as from one that seemed dead */
  check(): void;
}

/** @throws WenjuError INDEX_LOCKED while another process writes into the cluster */
export async function holdStore<Result>(
  connection: StoreConnection,
  prefix: string,
  replicas: number,
  work: (lock: StoreLock) => Promise<Result>,
  times = TIMES,
): Promise<Result> {
  const index = await openChangesIndex(connection, prefix, replicas);
  const holder = randomUUID();
  let state = await take(connection, index, holder, times);
  let isLost = false;
  let touching: Promise<void> = Promise.resolve();
  const touch = async (): Promise<void> => {
    try {
      state = await put(connection, index, holder, state);
    } catch (error) {
      if (error instanceof WenjuError && statusOf(error) === CONFLICT) isLost = !(await isOurs());
    }
  };
  /** An answer that was lost on its way may have been a touch. */
  const isOurs = async (): Promise<boolean> => {
    const found = await look(connection, index);
    if (found?._source.holder !== holder) return false;
    state = found;
    return true;
  };
  const timer = setInterval(() => {
    touching = touching.then(touch).catch(() => undefined);
  }, times.touchedEvery).unref();
  try {
    return await work({
      check() {
        if (isLost) throw locked('has taken over');
      },
    });
  } finally {
    clearInterval(timer);
    await touching;
    if (!isLost) await release(connection, index, state);
  }
}

const CONFLICT = 409;

async function take(
  connection: StoreConnection,
  index: string,
  holder: string,
  { leftAfter, waited }: LockTimes,
): Promise<State> {
  const until = performance.now() + waited;
  let seen: { readonly state: State; readonly at: number } | null = null;
  for (;;) {
    const found = await look(connection, index);
    const now = performance.now();
    if (seen === null || found?._seq_no !== seen.state._seq_no) seen = found && { state: found, at: now };
    const isFree = found === null || found._source.holder === holder || now - (seen?.at ?? now) > leftAfter;
    if (isFree) {
      const state = await put(connection, index, holder, found).catch((error: unknown) => {
        if (error instanceof WenjuError && statusOf(error) === CONFLICT) return null;
        throw error;
      });
      if (state !== null) return state;
    }
    if (now > until) throw locked('writes');
    await pause(LOOK_EVERY_MS * (0.5 + Math.random() / 2));
  }
}

async function look(connection: StoreConnection, index: string): Promise<z.infer<typeof held> | null> {
  try {
    return held.parse(await connection.send({ method: 'GET', path: `/${index}/_doc/${ID}` }));
  } catch (error) {
    if (error instanceof WenjuError && statusOf(error) === 404) return null;
    throw error;
  }
}

/** Over the state that was seen, and over no other. */
async function put(connection: StoreConnection, index: string, holder: string, over: State | null): Promise<State> {
  const query =
    over === null ? { op_type: 'create' } : { if_seq_no: over._seq_no, if_primary_term: over._primary_term };
  return written.parse(await connection.send({ method: 'PUT', path: `/${index}/_doc/${ID}`, query, body: { holder } }));
}

/** Where it cannot be let go it is left, and taken over later. */
async function release(connection: StoreConnection, index: string, { _seq_no, _primary_term }: State): Promise<void> {
  const query = { if_seq_no: _seq_no, if_primary_term: _primary_term };
  await connection.send({ method: 'DELETE', path: `/${index}/_doc/${ID}`, query }).catch(() => undefined);
}

function locked(what: string): WenjuError {
  return new WenjuError('INDEX_LOCKED', `Another process ${what} the index in the cluster. Try again later.`);
}

/** Name of the index of the lock and of what was changed over HTTP, made where it is not there. */
async function openChangesIndex(connection: StoreConnection, prefix: string, replicas: number): Promise<string> {
  const { name, body } = changesIndex(prefix, replicas);
  await createIndex(connection, name, body);
  return name;
}
