/** A real server on a real port: where it listens, what it says when it cannot, how it stops. */

import { connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import { WenjuError } from '../../src/errors.js';
import { createApp } from '../../src/serve/app.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { createMemoryService } from './memory.js';

const HOST = '127.0.0.1';
const app = createApp(createMemoryService());

async function withServer(use: (server: RunningServer) => Promise<void>, served = app): Promise<void> {
  const server = await startServer(served, { host: HOST, port: 0 });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

describe('startServer', () => {
  it('takes a free port for port 0 and says which', () =>
    withServer(async ({ url }) => {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9][0-9]*$/);
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    }));

  it('names the port that is taken', () =>
    withServer(async ({ url }) => {
      const port = Number(new URL(url).port);
      await expect(startServer(app, { host: HOST, port })).rejects.toThrow(`${HOST}:${port} is taken`);
      await expect(startServer(app, { host: HOST, port })).rejects.toBeInstanceOf(WenjuError);
    }));

  it.each([-1, 65_536, 1.5, Number.NaN])('refuses port %d', async (port) => {
    await expect(startServer(app, { host: HOST, port })).rejects.toThrow(`from 0 to 65535, came ${port}`);
  });

  it.each(['203.0.113.1', 'no such host'])('refuses host %s', async (host) => {
    await expect(startServer(app, { host, port: 0 })).rejects.toThrow(`came ${host}`);
    await expect(startServer(app, { host, port: 0 })).rejects.toBeInstanceOf(WenjuError);
  });

  it('takes a GET question of 2,000 Chinese characters', () =>
    withServer(async ({ url }) => {
      const q = encodeURIComponent('问'.repeat(2_000));
      expect((await fetch(`${url}/v1/ask?q=${q}`)).status).toBe(200);
    }));

  it('answers 413 to a long body and goes on answering', () =>
    withServer(async ({ url }) => {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ question: 'x'.repeat(1_000_000) });
      expect((await fetch(`${url}/v1/ask`, { method: 'POST', headers, body })).status).toBe(413);
      expect((await fetch(`${url}/v1/ask?q=x`)).status).toBe(200);
    }));

  it('lives on when a client sends garbage or hangs up', () =>
    withServer(async ({ url }) => {
      const port = Number(new URL(url).port);
      for (const bytes of ['\u0000\u0001\r\n\r\n', 'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{']) {
        await new Promise<void>((resolve) => {
          const socket = connect(port, HOST, () => socket.end(bytes));
          socket.on('error', () => {}).on('close', () => resolve());
          setTimeout(() => socket.destroy(), 200);
        });
      }
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    }));

  it('takes a client that leaves in the middle of a body for no bug', async () => {
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    await withServer(
      async ({ url }) => {
        const head = 'POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';
        const socket = connect(Number(new URL(url).port), HOST, () =>
          socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`),
        );
        setTimeout(() => socket.resetAndDestroy(), 200);
        await vi.waitFor(() => expect(lines.join('')).toContain('/v1/ask'), { timeout: 10_000 });
      },
      createApp(createMemoryService(), { log: { log, logQuestions: false } }),
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 30, route: '/v1/ask', status: 499 }]);
  });
});

describe('close', () => {
  it('answers what was asked before, then stops, without waiting for idle connections', async () => {
    let answer = () => {};
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const slow = createApp(
      createMemoryService({
        ask: () =>
          new Promise((resolve) => {
            answer = () => resolve(EXAMPLES.AskReply);
            arrive();
          }),
      }),
    );
    const server = await startServer(slow, { host: HOST, port: 0 });
    await (await fetch(`${server.url}/healthz`)).text();
    const reply = fetch(`${server.url}/v1/ask?q=x`);
    await arrived;
    const closed = server.close();
    expect(server.close()).toBe(closed);
    const began = performance.now();
    answer();
    expect(await (await reply).json()).toEqual(EXAMPLES.AskReply);
    await closed;
    expect(performance.now() - began).toBeLessThan(8_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});
