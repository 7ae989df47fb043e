/**
 * Which pages may ask: takes the origins that the operator allows, gives the headers that let browsers hand a reply to
 * a page of another origin (CORS, Fetch standard). Origins are compared whole: no part of a name stands for the rest.
 */

import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** Pages of this machine, whatever their port: a site that is being built. */
const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Seconds for which a browser need not ask again whether it may ask. */
const PREFLIGHT_AGE_SECONDS = 600;

export type AllowsOrigin = (origin: string) => boolean;

/** `origins`: as browsers send them, or `*`; null allows those of this machine. */
export function createAllowList(origins: readonly string[] | null): AllowsOrigin {
  if (origins === null) return (origin) => THIS_MACHINE.test(origin);
  if (origins.includes('*')) return () => true;
  const allowed = new Set(origins);
  return (origin) => allowed.has(origin);
}

export function shareWithOrigins(allows: AllowsOrigin): MiddlewareHandler {
  return cors({
    origin: (origin) => (origin !== '' && allows(origin) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: [
      'Accept',
      'Authorization',
      'Content-Type',
      'If-None-Match',
      'Mcp-Method',
      'Mcp-Name',
      'Mcp-Protocol-Version',
      'Mcp-Session-Id',
    ],
    exposeHeaders: ['ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id', 'Mcp-Session-Id'],
    maxAge: PREFLIGHT_AGE_SECONDS,
  });
}
