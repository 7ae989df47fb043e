/** Who holds connections for nothing, and who must not notice: real sockets of two addresses of this machine. */

import { once } from 'node:events';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import type { Service } from '../../src/api/service.js';
import { createApp } from '../../src/serve/app.js';
import { startServer } from '../../src/serve/server.js';
import { createMemoryService } from './memory.js';

const HOST = '127.0.0.1';
/** On Linux every address of 127.0.0.0/8 is this machine's; elsewhere only the first. */
const OTHER_ADDRESS = process.platform === 'linux' ? '127.0.0.2' : HOST;
/** More than the service holds at once. */
const TOO_MANY = 2_100;
/** Sooner than slow heads are ended in any case. */
const SOON = { timeout: 8_000, interval: 100 };

const WHOLE = `GET /healthz HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const HALF_HEAD = `GET /healthz HTTP/1.1\r\nHost: ${HOST}\r\nX-`;
const HALF_BODY = `POST /v1/ask HTTP/1.1\r\nHost: ${HOST}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`;
const QUESTION = `GET /v1/ask?q=x HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;

async function serve(changes: Partial<Service> = {}): Promise<number> {
  const server = await startServer(createApp(createMemoryService(changes)), { host: HOST, port: 0 });
  onTestFinished(() => server.close());
  return Number(new URL(server.url).port);
}

interface Client {
  readonly socket: Socket;
  isClosed: boolean;
  heard: string;
}

/** Connects, sends `bytes` and reads; resolves as soon as it is connected. */
function open(port: number, bytes: string): Promise<Client> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    const client: Client = { socket, isClosed: false, heard: '' };
    socket.setEncoding('utf8').on('data', (text: string) => {
      client.heard += text;
    });
    socket.on('error', () => {});
    socket.once('connect', () => {
      if (bytes !== '') socket.write(bytes);
      resolve(client);
    });
    socket.once('close', () => {
      client.isClosed = true;
      resolve(client);
    });
  });
}

/** One after another, so that the first is the oldest for the server, too. */
async function openMany(port: number, count: number, bytes: string): Promise<Client[]> {
  const clients: Client[] = [];
  onTestFinished(() => {
    for (const { socket } of clients) socket.destroy();
  });
  while (clients.length < count) clients.push(await open(port, bytes));
  return clients;
}

/** Status of a reply over a connection of its own; 0 when it broke. */
function ask(port: number, localAddress: string, path = '/healthz'): Promise<number> {
  return new Promise((resolve) => {
    get({ host: HOST, port, path, localAddress, agent: false }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode ?? 0));
    }).once('error', () => resolve(0));
  });
}

function countOpen(clients: readonly Client[]): number {
  return clients.filter(({ isClosed }) => !isClosed).length;
}

describe('a connection that was refused', () => {
  it('is let go although its client does not close it', async () => {
    const port = await serve();
    const countSockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
    const before = countSockets();
    const socket = connect({ port, host: HOST, allowHalfOpen: true }, () => socket.write('no HTTP\r\n\r\n'));
    onTestFinished(() => void socket.destroy());
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    await once(socket, 'end');
    expect(heard).toContain('400 Bad Request');
    await vi.waitFor(() => expect(countSockets()).toBe(before + 1), SOON);
  });
});

describe('connections of one address', () => {
  it.each([
    ['are silent', ''],
    ['have sent half a body', HALF_BODY],
    ['were answered and are silent', WHOLE],
  ])('keep nobody out when 2,100 of them %s', async (_, bytes) => {
    const port = await serve();
    await openMany(port, TOO_MANY, bytes);
    for (let time = 0; time < 5; time += 1) {
      expect([await ask(port, OTHER_ADDRESS), await ask(port, HOST)]).toEqual([200, 200]);
    }
  });

  it.skipIf(OTHER_ADDRESS === HOST)('keep no other out when all wait for replies; of these one is let go', async () => {
    const port = await serve({ ask: () => new Promise(() => {}) });
    const clients = await openMany(port, TOO_MANY, QUESTION);
    await vi.waitFor(() => expect(countOpen(clients)).toBe(2_000), SOON);
    expect(await ask(port, OTHER_ADDRESS)).toBe(200);
    await vi.waitFor(() => expect(countOpen(clients)).toBe(1_999), SOON);
  });

  it.each([
    ['half a head', HALF_HEAD],
    ['half a body', HALF_BODY],
    ['a request and half another', WHOLE + HALF_BODY],
  ])('are closed down to the newest hundred when they have sent %s', async (_, bytes) => {
    const port = await serve();
    const clients = await openMany(port, 300, bytes);
    await vi.waitFor(() => expect(countOpen(clients)).toBe(100), SOON);
    expect(countOpen(clients.slice(200))).toBe(100);
  });

  it('are kept when they have been answered, as those of a proxy are', async () => {
    const port = await serve();
    const clients = await openMany(port, 300, WHOLE);
    const silent = await openMany(port, 150, '');
    await vi.waitFor(() => expect(countOpen(silent)).toBe(100), SOON);
    expect(countOpen(clients)).toBe(300);
    for (const { socket } of clients) socket.write(WHOLE);
    await vi.waitFor(() => expect(clients.every(({ heard }) => heard.split('200 OK').length === 3)).toBe(true), SOON);
  });

  it('are kept while they wait for replies, however many came at once', async () => {
    const port = await serve({ ask: () => wait(2_000, EXAMPLES.AskReply) });
    const asked = Array.from({ length: 300 }, () => ask(port, HOST, '/v1/ask?q=x'));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
  });

  it('are kept when the service was too busy to read what they had sent', async () => {
    const port = await serve();
    const clients = await Promise.all(Array.from({ length: 150 }, () => open(port, '')));
    // Whoever came before this is accepted.
    expect(await ask(port, HOST)).toBe(200);
    for (const { socket } of clients) socket.write(WHOLE);
    const until = performance.now() + 1_500;
    while (performance.now() < until);
    await vi.waitFor(() => expect(clients.every(({ heard }) => heard.includes('200 OK'))).toBe(true), SOON);
  });
});
