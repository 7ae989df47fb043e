/**
 * Between a route of another world and its client: turns every problem of that route, whoever wrote it, into the error
 * body that world's clients read. Goes before whatever may refuse.
 */

import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem } from '../../api/request.js';

/** Writes an error in the shape of its world. `field`: the one to blame, null when there is none. */
export type WriteError = (
  context: Context,
  status: ContentfulStatusCode,
  detail: string,
  field: string | null,
) => Response;

/** Headers of the problem (Retry-After, Allow, …) are kept. */
export function translateProblems(write: WriteError): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const type = context.res.headers.get('Content-Type');
    if (type !== 'application/problem+json') return;
    const { status, detail, errors } = Problem.parse(await context.res.json());
    // A problem has a body, so its status is one that may have.
    context.res = write(context, status as ContentfulStatusCode, detail, errors[0]?.path || null);
  };
}
