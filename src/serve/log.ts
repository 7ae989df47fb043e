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

/** Fields that hold what is asked, in every world. */
const QUESTIONS = ['question', 'query', 'text'] as const;
/** UTF-16 code units of a question that are written down: the longest one there may be. */
const MAX_LOGGED = 2_000;

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
      ...(logQuestions ? { question: readQuestion(context) } : {}),
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

/** Of a request whose body its route has read; of a longer text its beginning. */
function readQuestion(context: Context): string | null {
  const body: unknown = context.get('body');
  const asked = typeof body === 'object' && body !== null ? QUESTIONS.map((name) => Reflect.get(body, name)) : [];
  const question = [context.req.query('q'), ...asked].find((value) => typeof value === 'string');
  return question?.slice(0, MAX_LOGGED) ?? null;
}
