/**
 * Before the guard, at the socket: how many connections may one address hold? Takes a server and closes those that keep
 * others out. Only the address that a connection really comes from is known here; behind a proxy it is the proxy's.
 */

import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { groupAddress } from './rate.js';

/** Connections at once; each may have a stream open. */
const MAX_CONNECTIONS = 2_000;
/** Of one address without a whole request. Those that were answered do not count: a proxy has many, at one address. */
const MAX_UNFINISHED = 100;
/** Milliseconds in which a request may still be on its way: two hundred who ask at once are no attack. */
const ON_ITS_WAY_MS = 1_000;

/** Each that is closed in the middle of a request is an error to whoever reads it; all at once would hold the event loop. */
const CLOSED_AT_ONCE = 50;

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  /** When it was opened or began its last request. */
  since: number;
  /** The last of which the head has come. */
  request: IncomingMessage | null;
  /** Replies that have not been read to their end. */
  underWay: number;
}

/** What a connection is held for, those first that are missed least. */
type State = 'stuck' | 'idle' | 'arriving' | 'asking';

/** Keeps the limits above for `server`, in the place of its own `maxConnections`, which refuses whoever comes last. */
export function limitConnections(server: Server): void {
  const connections = new Map<Socket, Connection>();
  /** By address; whoever sent nothing for longest comes first. */
  const holdings = new Map<string, Set<Connection>>();
  let isTrimmingSoon = false;

  function add(connection: Connection): void {
    const { socket, address } = connection;
    connections.set(socket, connection);
    const held = holdings.get(address) ?? new Set();
    holdings.set(address, held.add(connection));
    socket.once('close', () => remove(connection));
    if (held.size > MAX_UNFINISHED) trimSoon();
  }

  function remove(connection: Connection): void {
    connections.delete(connection.socket);
    const held = holdings.get(connection.address);
    held?.delete(connection);
    if (held?.size === 0) holdings.delete(connection.address);
  }

  function close(connection: Connection): void {
    // Its place is free now; that it is closed is heard later.
    remove(connection);
    connection.socket.destroy();
  }

  /** When the event loop was held, what has arrived meanwhile is read between a timer and the next `setImmediate`. */
  function trimSoon(): void {
    if (isTrimmingSoon) return;
    isTrimmingSoon = true;
    setTimeout(() => setImmediate(trim), ON_ITS_WAY_MS).unref();
  }

  function trim(): void {
    isTrimmingSoon = false;
    const surplus = [...holdings.values()].filter(({ size }) => size > MAX_UNFINISHED).flatMap(listSurplus);
    const stuck = surplus.filter((connection) => readState(connection) === 'stuck');
    for (const connection of stuck.slice(0, CLOSED_AT_ONCE)) close(connection);
    if (stuck.length > CLOSED_AT_ONCE) {
      isTrimmingSoon = true;
      setImmediate(trim);
    } else if (surplus.length > stuck.length) trimSoon();
  }

  /** Lets go of a connection of whoever holds most; false when that would be no fairer than to refuse `newcomer`. */
  function makeRoom(newcomer: string): boolean {
    let most = new Set<Connection>();
    for (const held of holdings.values()) if (held.size > most.size) most = held;
    const isFairer = most.size > (holdings.get(newcomer)?.size ?? 0) + 1;
    const states: readonly State[] = ['stuck', 'idle', 'arriving', ...(isFairer ? ['asking' as const] : [])];
    const victim = states.map((state) => findFirst(most, state)).find((found) => found !== undefined);
    if (victim) close(victim);
    return victim !== undefined;
  }

  server.on('connection', (socket: Socket) => {
    const address = groupAddress(socket.remoteAddress ?? 'unknown');
    if (connections.size >= MAX_CONNECTIONS && !makeRoom(address)) {
      socket.destroy();
      return;
    }
    add({ socket, address, since: performance.now(), request: null, underWay: 0 });
  });

  server.on('request', (request, response) => {
    const connection = connections.get(request.socket);
    if (!connection) return;
    connection.request = request;
    connection.since = performance.now();
    connection.underWay += 1;
    response.once('close', () => {
      connection.underWay -= 1;
    });
    const held = holdings.get(connection.address);
    held?.delete(connection);
    held?.add(connection);
    if (held && held.size > MAX_UNFINISHED) trimSoon();
  });
}

function isUnfinished({ request }: Connection): boolean {
  return !request?.complete;
}

/** Those of one address that have not sent a whole request and are more than it may have, the oldest first. */
function listSurplus(held: ReadonlySet<Connection>): Connection[] {
  const unfinished = [...held].filter(isUnfinished);
  return unfinished.slice(0, Math.max(0, unfinished.length - MAX_UNFINISHED));
}

function readState(connection: Connection): State {
  if (!isUnfinished(connection)) return connection.underWay > 0 ? 'asking' : 'idle';
  return performance.now() - connection.since < ON_ITS_WAY_MS ? 'arriving' : 'stuck';
}

function findFirst(held: ReadonlySet<Connection>, state: State): Connection | undefined {
  for (const connection of held) if (readState(connection) === state) return connection;
  return undefined;
}
