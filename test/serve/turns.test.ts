/** Requests that have all arrived at once: who else gets a turn, and how many of one connection are held. */

import { once } from 'node:events';
import { createServer, IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { takeInTurns } from '../../src/serve/turns.js';

const GET = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

/** As long as a reply from memory takes. */
function work(): void {
  const endsAt = performance.now() + 1;
  while (performance.now() < endsAt);
}

/** Sends `bytes` to a real server with this listener, and hands on the connection; both are closed afterwards. */
async function send(listener: RequestListener, bytes: string, look: (socket: Socket) => Promise<void>): Promise<void> {
  const server = createServer(takeInTurns(listener));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Of a server that listens on a port this is what it gives.
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  try {
    socket.write(bytes);
    await look(socket);
  } finally {
    socket.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

describe('requests that have arrived together', () => {
  it('let everything else of the event loop have its turn between them, and are all taken in order', async () => {
    const taken: number[] = [];
    const take = takeInTurns((request) => {
      work();
      taken.push(Number(request.url));
    });
    const sent = Array.from({ length: 60 }, (_, number) => number);
    for (const number of sent) {
      const request = new IncomingMessage(new Socket());
      request.url = String(number);
      take(request, new ServerResponse(request));
    }
    let turns = 0;
    for (; taken.length < sent.length; turns += 1) await nextTurn();
    expect(taken).toEqual(sent);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('requests of one connection', () => {
  it('are taken one after another, each when the reply before it has been sent', async () => {
    const held: ServerResponse[] = [];
    const hold: RequestListener = (_request, response) => {
      held.push(response);
    };
    await send(hold, GET.repeat(3), async (socket) => {
      socket.resume();
      for (const count of [1, 2, 3]) {
        while (held.length < count) await nextTurn();
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        expect(held).toHaveLength(count);
        held.at(-1)?.end('done');
      }
    });
  });

  it('end it when more than a hundred are sent before the first is answered', async () => {
    let taken = 0;
    const hold: RequestListener = () => {
      taken += 1;
    };
    await send(hold, GET.repeat(200), async (socket) => {
      socket.resume();
      await once(socket, 'close');
    });
    expect(taken).toBeLessThanOrEqual(1);
  });
});
