/**
 * Under which names may the service be addressed? Against DNS rebinding: a page of another site that makes its own name
 * mean this machine reads what only this machine should. Takes what the operator configured, gives the one list of
 * names and the middleware that holds to it.
 */

import type { Context, MiddlewareHandler } from 'hono';
import { describeValue, respondWithProblem } from '../problem.js';

/** This machine's own. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

export interface HostOptions {
  /** Names besides those of this machine: without scheme and port, IPv6 in brackets. */
  readonly hosts: readonly string[] | null;
  /** Origin that others reach the service under, whose name is allowed, too. */
  readonly publicUrl: string | null;
}

export function listHosts({ hosts, publicUrl }: HostOptions): string[] {
  const own = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  return [...THIS_MACHINE, ...own, ...(hosts ?? [])];
}

/** Whether `address`, where the service listens, is of this machine alone. */
export function isLoopback(address: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(address);
}

/** `hosts`: the names that are answered to; null: all of them, as keys or a network of its own say who may ask. */
export function requireHost(hosts: readonly string[] | null): MiddlewareHandler {
  return async (context, next) => {
    if (countHosts(context) > 1) {
      return respondWithProblem(context, 400, 'Expected one Host header, came several. Send one.');
    }
    const host = context.req.header('Host');
    // `/mcp` holds to the same list, whoever may ask, and refuses in words of its protocol.
    if (hosts === null || host === undefined || context.req.path === '/mcp') return next();
    if (hosts.includes(host.toLowerCase().replace(/:\d{1,5}$/, ''))) return next();
    const detail = `Expected a Host of ${hosts.join(', ')}, came ${describeValue(host)}.`;
    return respondWithProblem(context, 403, `${detail} Whoever runs the service can allow it (WENJU_HOSTS).`);
  };
}

/** Node keeps the first and forgets the others, which a proxy in front may have gone by. */
function countHosts(context: Context): number {
  const raw: readonly string[] = context.env?.incoming?.rawHeaders ?? [];
  return raw.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
}
