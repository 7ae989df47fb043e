/** From application to socket: takes an app, a host and a port, gives a running HTTP server that can be closed. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { WenjuError } from '../errors.js';
import { limitConnections } from './guard/connections.js';
import { takeInTurns } from './turns.js';

/** Bytes of a request's line and headers: 2,000 Chinese characters in a query are 18,000, Node's own limit 16,384. */
const MAX_HEADER_BYTES = 64 * 1024;
/** Milliseconds for the headers and for the whole request to arrive: who is slower holds a connection for nothing. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Milliseconds a closing server waits for what is being asked: a client that never finishes must not keep it. */
const CLOSING_TIMEOUT_MS = 4_000;
/** Milliseconds between looks for connections that are too slow. */
const LOOK_FOR_SLOW_EVERY_MS = 2_000;
/** Milliseconds to read why a request was refused: a client that does not close its end would keep the connection. */
const READ_REFUSAL_WITHIN_MS = 2_000;
/** Milliseconds without a byte in either direction: a client that reads nothing of a reply holds it in memory. */
const IDLE_TIMEOUT_MS = 300_000;

const LARGEST_PORT = 65_535;

export interface RunningServer {
  /** `http://127.0.0.1:8787`, with the port that was really taken. */
  readonly url: string;
  /** Stops accepting, ends idle connections, answers what was asked (for 4 seconds at most), then resolves. */
  close(): Promise<void>;
}

/** Serves `app`. Port 0 takes a free one. Throws WenjuError INPUT_INVALID when host or port cannot be had. */
export async function startServer(
  app: OpenAPIHono,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  if (!Number.isInteger(port) || port < 0 || port > LARGEST_PORT) {
    throw new WenjuError('INPUT_INVALID', `Expected a port from 0 to ${LARGEST_PORT}, came ${port}.`);
  }
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_FOR_SLOW_EVERY_MS,
    },
    takeInTurns(getRequestListener(createFetch(app), { overrideGlobalObjects: false })),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(describeFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  server.setTimeout(IDLE_TIMEOUT_MS);
  limitConnections(server);
  server.on('request', (_request, response) => {
    // A connection that was busy when the server closed is left open by Node until its client lets go.
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on('clientError', refuseMalformed);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${readPort(server.address())}`,
    close() {
      closed ??= new Promise((resolve, reject) => {
        const timer = setTimeout(() => server.closeAllConnections(), CLOSING_TIMEOUT_MS);
        server.close((error) => {
          clearTimeout(timer);
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      });
      return closed;
    },
  };
}

/**
 * A body without a length is read by Hono's limit and put into a new Request (Fetch standard), whose constructor takes
 * no other object than a real one; the one that comes from the socket only looks like it.
 */
function createFetch(app: OpenAPIHono): (request: Request, bindings: object) => Response | Promise<Response> {
  return (request, bindings) => {
    if (!request.headers.has('transfer-encoding') || request.body === null) return app.fetch(request, bindings);
    const { url, method, headers, body, signal } = request;
    // Half: a body that is a stream is sent whole before the reply is read. The types do not know of it.
    const init = { method, headers, body, signal, duplex: 'half' };
    return app.fetch(new Request(url, init), bindings);
  };
}

const UNREADABLE = {
  status: 400,
  title: 'Bad Request',
  detail:
    'Expected an HTTP request whose address is percent-encoded, as curl --get --data-urlencode does it; ' +
    'what came cannot be read.',
};

/** By what Node calls it. */
const MALFORMED: { readonly [Code in string]?: typeof UNREADABLE } = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: 'Request Header Fields Too Large',
    detail: `Expected at most ${MAX_HEADER_BYTES} bytes of address and headers, came more. Send the question by POST.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: 'Request Timeout',
    detail:
      `Expected the head of a request within ${HEADERS_TIMEOUT_MS / 1_000} seconds and all of it within ` +
      `${REQUEST_TIMEOUT_MS / 1_000}; it did not come to its end.`,
  },
};

/** What is no HTTP never reaches the application; characters that are not percent-encoded are the usual case. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, title, detail } = MALFORMED[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, instance: '', errors: [] });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), READ_REFUSAL_WITHIN_MS).unref();
}

function readPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('A listening TCP server has a port.');
  return address.port;
}

function describeFailure(error: NodeJS.ErrnoException, host: string, port: number): WenjuError {
  const cause = { cause: error };
  const place = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new WenjuError(
        'INPUT_INVALID',
        `Expected a free port, but ${place} is taken. Stop what uses it, or choose another with --port (0: any).`,
        cause,
      );
    case 'EACCES':
      return new WenjuError('INPUT_INVALID', `May not listen on ${place}. Choose a port above 1023.`, cause);
    default:
      return new WenjuError(
        'INPUT_INVALID',
        `Expected a host name or address of this machine, came ${host} (${error.code}). Try --host 127.0.0.1.`,
        cause,
      );
  }
}
