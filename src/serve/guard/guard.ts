/** The guard: before any route hears of a request, may it ask at all, and may it ask again so soon? */

import type { Context, MiddlewareHandler } from 'hono';
import { respondWithProblem } from '../problem.js';
import { createKeyring, readBearer } from './keys.js';
import { createRateLimit, readClientAddress } from './rate.js';

export interface GuardOptions {
  /** Null: anyone may ask. */
  readonly apiKeys: readonly string[] | null;
  /** Opens what an API key opens, too. */
  readonly adminKey: string | null;
  /** Requests a minute of one key or address; null: no limit. */
  readonly rateLimit: number | null;
  readonly trustedProxies: number;
}

/** Whoever watches the service asks the first often and from one address; the others are small files that are kept. */
const UNCOUNTED = [/^\/(?:healthz|readyz|widget\.js|favicon\.ico)$/, /^\/assets\/[\w.-]+$/];
/** What tells nothing of documents, besides these: how the service is used. Needs no key, and is counted. */
const OPEN = /^\/(?:openapi\.json|docs)$/;

export function guard({ apiKeys, adminKey, rateLimit, trustedProxies }: GuardOptions): MiddlewareHandler {
  const keyring = apiKeys === null ? null : createKeyring(adminKey === null ? apiKeys : [...apiKeys, adminKey]);
  const limit = rateLimit === null ? null : createRateLimit(rateLimit);

  return async (context, next) => {
    if (UNCOUNTED.some((path) => path.test(context.req.path))) return next();
    // A browser asks without a key whether it may ask with one.
    const isPreflight = context.req.method === 'OPTIONS';
    const isOpen = isPreflight || OPEN.test(context.req.path);
    const key = readBearer(context);
    const known = keyring === null || key === null ? null : keyring.find(key);
    // Whoever tries keys is counted by address: each try would be somebody new.
    const who = known === null ? `address ${readClientAddress(context, trustedProxies)}` : `key ${known}`;
    // Counted by themselves: a page of another origin must come to hear that it asked too often, and one preflight that
    // is refused tells it nothing.
    const wait = (await limit?.count(context, isPreflight ? `preflights of ${who}` : who)) ?? null;
    if (wait !== null) return refuseSoon(context, wait);
    if (isOpen || keyring === null || known !== null) return next();
    context.header('WWW-Authenticate', 'Bearer');
    return respondWithProblem(context, 401, 'Expected the header "Authorization: Bearer" with a key of this service.');
  };
}

function refuseSoon(context: Context, seconds: number): Response {
  context.header('Retry-After', String(seconds));
  return respondWithProblem(context, 429, `More was asked than may be in a minute. Ask again in ${seconds} seconds.`);
}
