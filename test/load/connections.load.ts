/** Two thousand connections of one address that are opened anew whenever they are closed, while others ask. */

import { Agent } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../src/evaluate/metrics.js';
import { countStatus, type Outcome, request, timesOf } from './asking.js';
import { openHolder } from './clients.js';
import { prepareLoadIndex, type RunningService, startService } from './running.js';
import { milliseconds, tell } from './told.js';

/** More than the service holds at once. */
const HOLDERS = 2_100;
/** Longer than it takes until slow heads are ended: before, there are none to begin anew. */
const SECONDS = 15;
const PAUSE_MS = 100;

const WHOLE = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
const HALF_HEAD = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-';
const BODY_HEAD =
  'POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n';
const HALF_BODY = `${BODY_HEAD}{`;

let service: RunningService;

beforeAll(async () => {
  service = await startService(await prepareLoadIndex());
});

afterAll(async () => {
  await service?.stop();
});

/** Each over a connection of its own. */
async function askFrom(localAddress: string): Promise<Outcome[]> {
  const agent = new Agent({ localAddress });
  const outcomes: Outcome[] = [];
  for (const endsAt = performance.now() + SECONDS * 1_000; performance.now() < endsAt; await wait(PAUSE_MS)) {
    outcomes.push(await request(`${service.url}/healthz`, agent));
  }
  return outcomes;
}

describe('the service among connections that are held for nothing', () => {
  it.each([
    ['a head', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', 10],
    ['a body', BODY_HEAD, 30],
  ])('ends %s that trickles with 408', async (name, begun, seconds) => {
    const startedAt = performance.now();
    const { hostname, port } = new URL(service.url);
    const heard = await new Promise<string>((resolve) => {
      let text = '';
      let timer: NodeJS.Timeout | undefined;
      const socket = connect(Number(port), hostname, () => {
        socket.write(begun);
        timer = setInterval(() => socket.write('x'), 500);
      });
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        clearInterval(timer);
        resolve(text);
      });
    });
    const tookMs = performance.now() - startedAt;
    tell(`${name} that trickles`, `408 after ${seconds} s`, `${heard.slice(9, 12)} after ${milliseconds(tookMs)}`);
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(tookMs).toBeLessThan((seconds + 10) * 1_000);
  });

  it.each([
    ['silent', ''],
    ['half a head', HALF_HEAD],
    ['half a body', HALF_BODY],
    ['answered, then silent', WHOLE],
    ['answered, then half a head', WHOLE + HALF_HEAD],
    ['answered, then half a body', WHOLE + HALF_BODY],
  ])('answers everyone beside 2,100 of one address: %s', async (name, bytes) => {
    const stops = Array.from({ length: HOLDERS }, () => openHolder(service.url, bytes));
    await wait(2_000);
    const [same, other] = await Promise.all([askFrom('127.0.0.1'), askFrom('127.0.0.2')]);
    for (const stop of stops) stop();
    await wait(1_000);
    for (const [who, outcomes] of Object.entries({ 'the same address': same, another: other })) {
      const slowest = milliseconds(quantile(timesOf(outcomes), 0.95));
      tell(`${name}; ${who}: answered, p95`, 'all', `${countStatus(outcomes, 200)} of ${outcomes.length}, ${slowest}`);
      expect(countStatus(outcomes, 200)).toBe(outcomes.length);
    }
  });
});
