/** SIGTERM while fifty streams are open and questions are asked: everyone is told, and the process ends well. */

import { Agent } from 'node:http';
import { expect, it } from 'vitest';
import { request } from './asking.js';
import { openSlowWriter, openStalledReader, openStream } from './clients.js';
import { createQuestions, pathOf } from './questions.js';
import { prepareLoadIndex, startService } from './running.js';
import { tell } from './told.js';

const ROUNDS = Number(process.env.WENJU_STOP_ROUNDS ?? 20);
const STREAMS = 50;
/** Asked as JSON besides; with the streams fewer than may wait. */
const QUESTIONS = 30;
const SLOW_WRITERS = 5;
const STALLED_READERS = 5;
const ENDS_WITHIN_MS = 5_000;

it(`ends well on SIGTERM under load with ${STREAMS} open streams, ${ROUNDS} of ${ROUNDS} times`, async () => {
  const options = await prepareLoadIndex();
  const faults: string[] = [];
  const times: number[] = [];
  const told = new Map<string, number>();
  const count = (what: string): void => void told.set(what, (told.get(what) ?? 0) + 1);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const service = await startService(options);
    const nextQuestion = createQuestions(round * 1_000);
    const agent = new Agent({ keepAlive: true });
    const stops = [
      ...Array.from({ length: SLOW_WRITERS }, (_, number) => openSlowWriter(service.url, number)),
      ...Array.from({ length: STALLED_READERS }, () => openStalledReader(service.url, '/widget.js')),
    ];
    const replies = Array.from({ length: QUESTIONS }, () => request(service.url + pathOf(nextQuestion()), agent));
    const streams = Array.from({ length: STREAMS }, () => openStream(service.url, pathOf(nextQuestion())));
    await Promise.all(streams.map(({ began }) => began));
    const stoppedAt = performance.now();
    const { code, signal, at } = await service.stop();
    for (const stop of stops) stop();
    times.push(at - stoppedAt);
    if (code !== 0) faults.push(`round ${round} ended with ${code ?? signal}`);
    if (at - stoppedAt > ENDS_WITHIN_MS) faults.push(`round ${round} took ${Math.round(at - stoppedAt)} ms`);
    if (service.errors() !== '') faults.push(`round ${round} wrote ${service.errors().slice(0, 200)}`);
    for (const { lastEvent } of streams) {
      const event = await lastEvent;
      count(`stream ${event}`);
      if (event !== 'done' && event !== 'error') faults.push(`round ${round}: a stream ended with ${event}`);
    }
    for (const reply of replies) {
      const { status } = await reply;
      count(`reply ${status}`);
      if (status !== 200 && status !== 503) faults.push(`round ${round}: a question got ${status}`);
    }
    agent.destroy();
  }
  const clean = ROUNDS - new Set(faults.map((fault) => /round \d+/.exec(fault)?.[0])).size;
  tell('SIGTERM with 50 open streams, ended well', `${ROUNDS} of ${ROUNDS}`, `${clean} of ${ROUNDS}`);
  tell('longest, code 0', `<= ${ENDS_WITHIN_MS} ms`, `${Math.round(Math.max(...times))} ms`);
  tell('how they ended', 'done, error; 200, 503', [...told].map(([what, times]) => `${times} ${what}`).join(', '));
  expect(faults).toEqual([]);
});
