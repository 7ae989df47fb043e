/** Clients that behave: take an address and questions, give how each was answered and how long that took. */

import { Agent, get, type OutgoingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { pathOf } from './questions.js';

export interface Outcome {
  /** 0 when the connection broke. */
  readonly status: number;
  readonly retryAfter: string | null;
  readonly ms: number;
}

/** Asks over a connection of `agent` and reads the reply to its end; never throws. */
export function request(url: string, agent: Agent, headers: OutgoingHttpHeaders = {}): Promise<Outcome> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number, retryAfter: string | null): void =>
      resolve({ status, retryAfter, ms: performance.now() - startedAt });
    get(url, { agent, headers }, (reply) => {
      reply.resume();
      reply.once('end', () => finish(reply.statusCode ?? 0, reply.headers['retry-after'] ?? null));
      reply.once('error', () => finish(0, null));
    }).once('error', () => finish(0, null));
  });
}

export interface AskingOptions {
  readonly url: string;
  readonly nextQuestion: () => string;
  readonly seconds: number;
}

/** `clients` that each ask again as soon as they have their reply, or `pauseMs` after it. */
export async function askInTurn(
  { url, nextQuestion, seconds }: AskingOptions,
  { clients, pauseMs = 0 }: { readonly clients: number; readonly pauseMs?: number },
): Promise<Outcome[]> {
  const agent = new Agent({ keepAlive: true });
  const outcomes: Outcome[] = [];
  const endsAt = performance.now() + seconds * 1_000;
  const askOn = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      outcomes.push(await request(url + pathOf(nextQuestion()), agent));
      if (pauseMs > 0) await wait(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, askOn));
  agent.destroy();
  return outcomes;
}

/** Asks `perSecond` times a second, whether or not what was asked before is answered (an open loop). */
export async function askAtRate(
  { url, nextQuestion, seconds }: AskingOptions,
  perSecond: number,
): Promise<{ outcomes: Outcome[]; lastAskedAt: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const replies: Promise<Outcome>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = ((performance.now() - startedAt) / 1_000) * perSecond;
    while (replies.length < due) replies.push(request(url + pathOf(nextQuestion()), agent));
    await wait(5);
  }
  const lastAskedAt = performance.now();
  const outcomes = await Promise.all(replies);
  agent.destroy();
  return { outcomes, lastAskedAt };
}

export function countStatus(outcomes: readonly Outcome[], ...statuses: readonly number[]): number {
  return outcomes.filter(({ status }) => statuses.includes(status)).length;
}

/** Milliseconds of those that were answered. */
export function timesOf(outcomes: readonly Outcome[]): number[] {
  return outcomes.filter(({ status }) => status === 200).map(({ ms }) => ms);
}
