/**
 * Spares who asks again: takes a GET or HEAD, gives its reply an ETag (RFC 9110, section 8.8.3), and answers 304 without any
 * work to whoever has it already. Everything a GET tells follows from its address, the index, the day and this process.
 */

import { createHash, randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';

/** Another version of wenju may say it otherwise. */
const PROCESS = randomUUID();

/** Headers by which replies to one address differ, which one that is not sent again says as well. CORS adds Origin. */
const VARY = 'Accept, Accept-Language, Accept-Encoding';

/** `readVersion` names the index that serves. */
export function tagReplies(readVersion: () => string | null): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return next();
    const tag = createTag(context, readVersion());
    if (readTags(context).includes(tag)) {
      return context.body(null, 304, { ETag: tag, 'Cache-Control': 'no-cache', Vary: VARY });
    }
    await next();
    context.header('Vary', VARY);
    const { status, headers } = context.res;
    const isStream = headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;
    const isKept = headers.get('Cache-Control') !== 'no-store';
    if (status !== 200 || isStream || !isKept || headers.has('ETag')) return;
    context.header('ETag', tag);
    if (!headers.has('Cache-Control')) context.header('Cache-Control', 'no-cache');
  };
}

/** Weak: the time a reply took is its own. */
function createTag(context: Context, version: string | null): string {
  const { req } = context;
  const asked = [req.url, req.header('Accept'), req.header('Accept-Language'), req.header('Origin')];
  const seed = [PROCESS, version, new Date().toDateString(), ...asked].join('\n');
  return `W/"${createHash('sha256').update(seed).digest('base64url')}"`;
}

function readTags(context: Context): string[] {
  return (context.req.header('If-None-Match') ?? '').split(',').map((tag) => tag.trim());
}
