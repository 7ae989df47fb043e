/** Clients that do not behave: they write a byte now and then, read nothing, leave early, or keep a stream open. */

import { get } from 'node:http';
import { connect, type Socket } from 'node:net';

/** Milliseconds between the bytes of a slow writer. */
const BYTE_EVERY_MS = 500;
/** Bytes of replies that a stalled reader asks for and does not read: more than the system's buffers hold. */
const UNREAD_BYTES = 8_000_000;
/** How large a reply is taken to be: /widget.js, and fifty passages. */
const REPLY_BYTES = 70_000;

/** Stops what was opened. */
export type Stop = () => void;

function open(url: string, onConnect: (socket: Socket) => void): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => onConnect(socket));
  socket.on('error', () => {});
  return socket;
}

/** A client that sends a question a byte at a time and begins anew whenever it is cut off; every other in its head. */
export function openSlowWriter(url: string, number: number): Stop {
  const body = JSON.stringify({ question: '荆门'.repeat(300) });
  const head =
    `POST /v1/ask HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const bytes = Buffer.from(number % 2 === 0 ? `${head}\r\n${body}` : `${head}X-Slow: ${'x'.repeat(2_000)}`);
  const begun = number % 2 === 0 ? Buffer.byteLength(head) + 2 : 30;
  let isStopped = false;
  let socket: Socket | undefined;
  const begin = (): void => {
    if (isStopped) return;
    let sent = begun;
    socket = open(url, (opened) => {
      opened.resume();
      opened.write(bytes.subarray(0, begun));
      const timer = setInterval(() => opened.write(bytes.subarray(sent, ++sent)), BYTE_EVERY_MS);
      opened.once('close', () => clearInterval(timer));
    });
    socket.once('close', () => setTimeout(begin, BYTE_EVERY_MS).unref());
  };
  begin();
  return () => {
    isStopped = true;
    socket?.destroy();
  };
}

/**
 * A client that asks for `path` many times over one connection and reads nothing; begins anew when it is cut off. What
 * is asked for should cost little: it is asked for until the buffers are full.
 */
export function openStalledReader(url: string, path: string): Stop {
  const asked = `GET ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`.repeat(UNREAD_BYTES / REPLY_BYTES);
  let isStopped = false;
  let socket: Socket | undefined;
  const begin = (): void => {
    if (isStopped) return;
    socket = open(url, (opened) => opened.write(asked));
    socket.pause();
    socket.once('close', () => setTimeout(begin, BYTE_EVERY_MS).unref());
  };
  begin();
  return () => {
    isStopped = true;
    socket?.destroy();
  };
}

/** A client that sends `bytes` and then holds its connection for nothing; begins anew when it is cut off. */
export function openHolder(url: string, bytes: string): Stop {
  let isStopped = false;
  let socket: Socket | undefined;
  const begin = (): void => {
    if (isStopped) return;
    socket = open(url, (opened) => {
      opened.resume();
      if (bytes !== '') opened.write(bytes);
    });
    socket.once('close', () => setTimeout(begin, BYTE_EVERY_MS).unref());
  };
  begin();
  return () => {
    isStopped = true;
    socket?.destroy();
  };
}

/** Asks for a stream and leaves after `afterMs`, whatever has come by then; resolves when the connection is gone. */
export function abortStream(url: string, path: string, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const request = get(url + path, { agent: false, headers: { Accept: 'text/event-stream' } }, (reply) => {
      reply.resume().on('error', () => {});
    });
    const timer = setTimeout(() => request.destroy(), afterMs);
    request
      .on('error', () => {})
      .once('close', () => {
        clearTimeout(timer);
        resolve();
      });
  });
}

export interface OpenStream {
  /** Resolves when the head of the reply is there. */
  readonly began: Promise<void>;
  /** Name of the last event; null when there was none, or the connection broke before the stream's end. */
  readonly lastEvent: Promise<string | null>;
}

export function openStream(url: string, path: string): OpenStream {
  let begin = (): void => {};
  const began = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const lastEvent = new Promise<string | null>((resolve) => {
    get(url + path, { agent: false, headers: { Accept: 'text/event-stream' } }, (reply) => {
      begin();
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      reply.once('end', () => resolve([...text.matchAll(/^event: (\w+)$/gm)].at(-1)?.[1] ?? null));
      reply.once('error', () => resolve(null));
    }).once('error', () => {
      begin();
      resolve(null);
    });
  });
  return { began, lastEvent };
}
