/**
 * A written answer as it comes over HTTP: composed first, then checked sentences; who leaves ends the call; what is told of
 * the model, and what is told of it to nobody.
 */

import { createParser } from 'eventsource-parser';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/serve/app.js';
import { type RunningServer, startServer } from '../../../src/serve/server.js';
import { limitWork } from '../../../src/serve/work.js';
import { servePapers } from '../papers.js';
import { REPORTS } from './reports.js';
import { fill, SUMMARY } from './scenes.js';
import { type ScriptedModel, say, startScriptedModel } from './scripted-model.js';

const KEY = 'hush-hush-hush';
const FIRST = '孝感市2024年新建充电桩1260个[{R}]。';
const SECOND = '孝感市2024年进出口总额下降2.4%[{R}]。';

let model: ScriptedModel;
let server: RunningServer;
const written: string[] = [];
const papers = servePapers(REPORTS, async () => {
  model = await startScriptedModel();
  return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmApiKey: KEY, llmTimeout: 5 };
});
beforeAll(async () => {
  const service = limitWork(papers.service);
  const log = pino({ level: 'debug' }, { write: (line: string) => void written.push(line) });
  server = await startServer(createApp(service, { log: { log, logQuestions: false } }), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await model?.close();
});

interface Heard {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

function streamAsked(question: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/v1/ask?q=${encodeURIComponent(question)}`, {
    headers: { Accept: 'text/event-stream' },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Hears of each event as it comes. */
async function listen(response: Response, hear: (heard: Heard) => void): Promise<Heard[]> {
  const all: Heard[] = [];
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      const heard = { event, data: JSON.parse(data) };
      all.push(heard);
      hear(heard);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) parser.feed(decoder.decode(bytes, { stream: true }));
  return all;
}

describe('events', () => {
  it('give the composed answer at once, each sentence before the next is written, and the whole reply', async () => {
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isReleased = false;
    void released.then(() => {
      isReleased = true;
    });
    model.play((request) => [
      { text: fill(`状态：answered\n${FIRST}`, request) },
      { until: released },
      ...say(fill(SECOND, request)),
    ]);
    const seen: [string, boolean][] = [];
    const heard = await listen(await streamAsked(SUMMARY), ({ event }) => {
      seen.push([event, isReleased]);
      if (event === 'sentence') release();
    });
    expect(seen.slice(0, 2).map(([event]) => event)).toEqual(['passages', 'citation']);
    expect(seen.filter(([event]) => event === 'text').every(([, late]) => !late)).toBe(true);
    expect(seen.filter(([event]) => event === 'sentence').map(([, late]) => late)).toEqual([false, true]);
    const deltas = heard.filter(({ event }) => event === 'sentence').map(({ data }) => data.delta);
    const done = heard.at(-1);
    expect(done?.event).toBe('done');
    expect(done?.data).toMatchObject({ mode: 'generated', answer: { text: deltas.join('') } });
    const texts = heard.filter(({ event }) => event === 'text').map(({ data }) => data.delta);
    expect(done?.data).toMatchObject({ generation: { composed: { answer: { text: texts.join('') } } } });
  });

  it('hold no half of a marker, however it is cut', async () => {
    model.play((request) => say(fill(`${FIRST}${SECOND}`, request), 1));
    const heard = await listen(await streamAsked(`${SUMMARY}？`), () => {});
    for (const { data } of heard.filter(({ event }) => event === 'sentence')) {
      expect(data.delta).toMatch(/^[^[\]]+(?:\[\d+\])+$/);
    }
  });
});

describe('who leaves', () => {
  it('ends the call of the model', async () => {
    model.play((request) => [{ text: fill(FIRST, request) }, { waitMs: 3_000 }, ...say('')]);
    const before = model.left;
    const leave = new AbortController();
    const response = await streamAsked(`${SUMMARY}！`, leave.signal);
    await listen(response, ({ event }) => {
      if (event === 'sentence') leave.abort();
    }).catch(() => undefined);
    await expect.poll(() => model.left, { timeout: 2_000 }).toBe(before + 1);
  });
});

describe('/readyz', () => {
  it('tells whether the language model answers', async () => {
    const reply = await fetch(`${server.url}/readyz`);
    expect(await reply.json()).toMatchObject({ ready: true, languageModel: { model: 'scripted', answers: true } });
  });
});

describe('/metrics', () => {
  const read = async (name: string): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return line === undefined ? 0 : Number(line.slice(name.length + 1));
  };
  const change = async (names: readonly string[], act: () => Promise<unknown>): Promise<number[]> => {
    const before = await Promise.all(names.map(read));
    await act();
    const after = await Promise.all(names.map(read));
    return after.map((value, at) => value - (before[at] ?? 0));
  };

  it('count calls and their seconds, answers that were written, and sentences that were removed, by reason', async () => {
    model.play((request) => say(fill(`${FIRST}孝感市2024年新建充电桩9999个[{R}]。${SECOND}`, request)));
    const [calls, seconds, written = 0, removed] = await change(
      [
        'wenju_language_model_calls_total',
        'wenju_language_model_seconds_total',
        'wenju_written_answers_total{outcome="written"}',
        'wenju_removed_sentences_total{reason="figure"}',
      ],
      async () => listen(await streamAsked(`${SUMMARY}。`), () => {}),
    );
    expect([calls, written, removed]).toEqual([1, 1, 1]);
    expect(seconds).toBeGreaterThan(0);
  });

  it('count what failed', async () => {
    model.play(() => [{ status: 400 }]);
    const names = [
      'wenju_language_model_failures_total{reason="refused"}',
      'wenju_written_answers_total{outcome="refused"}',
    ];
    const asked = async () => listen(await streamAsked(`请问${SUMMARY}`), () => {});
    expect(await change(names, asked)).toEqual([1, 1]);
  });
});

describe('the key', () => {
  it('goes to the endpoint alone, with nothing that tells of this machine, and stands in no log', async () => {
    model.play((request) => say(fill(FIRST, request)));
    await (await fetch(`${server.url}/v1/ask?q=${encodeURIComponent('孝感市2024年做了哪些民生工作？')}`)).json();
    expect(model.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(Object.keys(model.headers).filter((name) => name.startsWith('x-'))).toEqual([]);
    expect(written.join('')).not.toContain(KEY);
    expect(written.join('')).not.toContain('孝感');
  });
});

describe('mode', () => {
  it('extractive asks no language model', async () => {
    const before = model.seen.length;
    const reply = await fetch(`${server.url}/v1/ask?mode=extractive&q=${encodeURIComponent(SUMMARY)}`);
    expect(await reply.json()).toMatchObject({ mode: 'extractive' });
    expect(model.seen.length).toBe(before);
  });

  it.each(['深圳市2024年地区生产总值增长多少？', '你好'])(
    '%s asks none either, as nothing is to be written',
    async (question) => {
      const before = model.seen.length;
      const reply = await fetch(`${server.url}/v1/ask?mode=generated&q=${encodeURIComponent(question)}`);
      expect(await reply.json()).not.toHaveProperty('generation');
      expect(model.seen.length).toBe(before);
    },
  );

  it('is answered anew when the model failed, and from memory when it did not', async () => {
    const ask = async () => {
      const reply = await fetch(`${server.url}/v1/ask?q=${encodeURIComponent('孝感市2025年有哪些计划？')}`);
      return { tag: reply.headers.get('etag'), body: (await reply.json()) as { readonly mode: string } };
    };
    model.play(() => [{ status: 400 }]);
    const failed = await ask();
    expect(failed).toMatchObject({ tag: null, body: { mode: 'extractive', generation: { reason: 'refused' } } });
    model.play((request) => say(fill('孝感市计划2025年改造老旧小区86个[{P}]。', request)));
    expect((await ask()).body.mode).toBe('generated');
    const before = model.seen.length;
    expect((await ask()).body.mode).toBe('generated');
    expect(model.seen.length).toBe(before);
  });
});
