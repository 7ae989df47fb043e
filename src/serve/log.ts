/**
 * What is written down: a line in JSON for every request, to stderr: its number, method, route, status and time. Never
 * a question, key, passage or address unless the operator asks for questions.
 */

import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { destination, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

/** `level` as in settings; silent writes nothing. */
export function createLog(level: Level | 'silent'): Log {
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime, formatters }, destination(2));
}

export interface LogOptions {
  readonly log: Log;
  readonly logQuestions: boolean;
}

/** Goes first, after what numbers requests: it hears of everything that is answered. */
export function logRequests({ log, logQuestions }: LogOptions): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = performance.now();
    // For errors on the way, whose reason the client is not told.
    context.set('log', log);
    await next();
    const { status } = context.res;
    const line = {
      requestId: context.get('requestId'),
      method: context.req.method,
      route: describeRoute(context),
      status,
      ms: Math.round(performance.now() - startedAt),
      ...(logQuestions ? { question: await readQuestion(context) } : {}),
    };
    if (status >= 500) log.error(line, 'failed');
    else log.info(line, 'answered');
  };
}

/** The pattern and not the path: what no route has could hold anything. */
export function describeRoute(context: Context): string {
  const path = routePath(context, -1);
  return path === '' || path.endsWith('*') ? 'none' : path;
}

async function readQuestion(context: Context): Promise<string | null> {
  const asked = context.req.query('q');
  if (asked !== undefined) return asked;
  // Read before by the route, which keeps what it read.
  const body: unknown = await context.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return null;
  for (const name of ['question', 'query', 'text']) {
    const value: unknown = Reflect.get(body, name);
    if (typeof value === 'string') return value;
  }
  return null;
}
