/**
 * How often one may ask: takes who asks, counts a minute's requests, gives the RateLimit headers
 * (draft-ietf-httpapi-ratelimit-headers-10) and, above the limit, how long to wait.
 */

import { isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
/** Groups of 16 bits of an IPv6 address that one household or machine is given (RFC 6177: a /64 at least). */
const IPV6_GROUPS = 4;

export interface RateLimit {
  /** Counts a request of `who` and writes the headers; seconds to wait, or null when it may go on. */
  count(context: Context, who: string): Promise<number | null>;
}

/** @param perMinute requests of one key or address */
export function createRateLimit(perMinute: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  return {
    async count(context, who) {
      let state: RateLimiterRes;
      let isAbove = false;
      try {
        state = await limiter.consume(who);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        state = refusal;
        isAbove = true;
      }
      const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1_000));
      context.header('RateLimit-Policy', `"default";q=${perMinute};w=${WINDOW_SECONDS}`);
      context.header('RateLimit', `"default";r=${Math.max(0, state.remainingPoints)};t=${seconds}`);
      return isAbove ? seconds : null;
    },
  };
}

/**
 * The address a request comes from: that of the connection, or, behind `trustedProxies` of the operator's own, what the
 * outermost of them wrote. What stands before that in X-Forwarded-For anyone can write. Whatever is no address is one:
 * `unknown`.
 */
export function readClientAddress(context: Context, trustedProxies: number): string {
  const connected = context.env?.incoming ? (getConnInfo(context).remote.address ?? 'unknown') : 'unknown';
  const forwarded = (context.req.header('X-Forwarded-For') ?? '').split(',').map((address) => address.trim());
  const told = trustedProxies === 0 ? undefined : forwarded.at(-trustedProxies);
  const address = dropPort(told || connected);
  return isIP(address) === 0 ? 'unknown' : groupAddress(address);
}

/** `192.0.2.1:50000` and `[2001:db8::1]:50000`, as some proxies write it: each connection has another port. */
function dropPort(address: string): string {
  const [, inBrackets, beforePort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return inBrackets ?? beforePort ?? address;
}

/** One line has a whole IPv6 network and could ask from another address each time. */
export function groupAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address in the clothes of IPv6 is one machine.
  const last = (after.at(-1) ?? before.at(-1) ?? '').split('%', 1)[0] ?? '';
  if (last.includes('.')) return last;
  const groups = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return `${groups.slice(0, IPV6_GROUPS).join(':')}::/64`;
}
