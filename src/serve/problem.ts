/**
 * Where errors become HTTP: takes what was thrown or what a schema refused, gives an RFC 9457 problem
 * (`application/problem+json`) whose detail says what was expected, what came and what to do. What came is echoed up
 * to 100 characters; of an error that is our own fault nothing is told but that it happened.
 */

import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { Problem } from '../api/request.js';
import { type ErrorCode, WenjuError } from '../errors.js';
import type { Log } from './log.js';

/** What is said in place of a message that speaks of the operator's files. */
const NOT_READY = 'The service has no index it can answer from. Whoever runs it finds the reason in its log.';

/** The one table from what went wrong to HTTP. `detail` null: the error's own message is for the one who asked. */
const STATUS_OF: { readonly [Code in ErrorCode]: { status: ContentfulStatusCode; detail: string | null } } = {
  INPUT_INVALID: { status: 400, detail: null },
  NOT_FOUND: { status: 404, detail: null },
  FILE_UNREADABLE: { status: 422, detail: null },
  MODEL_INVALID: { status: 503, detail: NOT_READY },
  MODEL_SILENT: { status: 503, detail: 'The model did not answer in time and is started anew. Ask again.' },
  INDEX_MISSING: { status: 503, detail: NOT_READY },
  INDEX_STALE: { status: 503, detail: NOT_READY },
  INDEX_DAMAGED: { status: 503, detail: NOT_READY },
  INDEX_LOCKED: { status: 503, detail: 'The index is being written. Ask again when that is done.' },
  STORE_UNREACHABLE: {
    status: 503,
    detail: 'The cluster that holds the index does not answer. Ask again in a few seconds.',
  },
  STORE_REFUSED: { status: 503, detail: NOT_READY },
  // No status of a standard says it; nginx logs 499 for a client that closed the connection. Nobody reads the reply.
  ABANDONED: { status: 499 as ContentfulStatusCode, detail: 'The client has left.' },
  STOPPING: { status: 503, detail: 'The service is being stopped. Ask again in a few seconds.' },
  OVERLOADED: { status: 503, detail: 'More is being asked than can be answered at once. Ask again in a few seconds.' },
};

/** Whether the error's own message is what the one who asked is told; others are the operator's. */
export function showsOwnMessage(error: WenjuError): boolean {
  return STATUS_OF[error.code].detail === null;
}

const TITLES: { readonly [Status in number]?: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

/** Seconds a client is asked to wait after a 503: loading an index takes a few. */
const RETRY_AFTER_SECONDS = 5;
/** Errors a problem lists, and of these the ones its detail repeats: a request can hold thousands. */
const MAX_ERRORS = 20;
const MAX_ERRORS_IN_DETAIL = 3;
/** UTF-16 code units of the request that are echoed in one place. */
const MAX_ECHO = 100;

type FieldError = Problem['errors'][number];

/** Content of the error responses in a route's description. */
export function describeProblems<Status extends number>(descriptions: { readonly [Key in Status]: string }) {
  const content = { 'application/problem+json': { schema: Problem } };
  const entries = Object.entries<string>(descriptions).map(([status, description]) => [
    status,
    { description, content },
  ]);
  // The keys are those of `descriptions`, which `fromEntries` forgets.
  return Object.fromEntries(entries) as { [Key in Status]: { description: string; content: typeof content } };
}

/** Of every route that takes JSON and asks the index. */
export const PROBLEMS_OF_POST = describeProblems({
  400: 'The body is not UTF-8 JSON, or a field is not as described; unknown fields are refused.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  503: 'No index is ready to answer from.',
});

/** The problem itself. `detail` never holds more than 100 characters of the request in one place. */
function createProblem(
  context: Context,
  status: ContentfulStatusCode,
  detail: string,
  errors: readonly FieldError[] = [],
): Problem {
  const instance = new URL(context.req.url).pathname.slice(0, MAX_ECHO);
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, instance, errors };
}

/** The problem as a response. */
export function respondWithProblem(
  context: Context,
  status: ContentfulStatusCode,
  detail: string,
  errors: readonly FieldError[] = [],
): Response {
  const problem = createProblem(context, status, detail, errors);
  if (status === 503) context.header('Retry-After', String(RETRY_AFTER_SECONDS));
  return context.body(JSON.stringify(problem), status, { 'Content-Type': 'application/problem+json' });
}

/** The problem of a request a schema refused. `input` is what was checked. */
export function respondWithIssues(
  context: Context,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  place: 'body' | 'query' | 'path',
): Response {
  const errors = listErrors(issues, input, place);
  const detail = `${summarise(errors)}. What each route takes is described in /openapi.json.`;
  return respondWithProblem(context, 400, detail, errors);
}

/** Why a schema refused `input`, for who is told in a text. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  return summarise(listErrors(issues, input, 'body'));
}

function summarise(errors: readonly FieldError[]): string {
  const told = errors
    .slice(0, MAX_ERRORS_IN_DETAIL)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return `${told.join('; ')}${errors.length > told.length ? '; and more' : ''}`;
}

/** The problem of an error that was thrown; goes to `app.onError`. */
export function respondWithError(context: Context, error: unknown): Response {
  const { status, detail } = judgeError(context, error);
  return respondWithProblem(context, status, detail);
}

/** The same for a reply that has begun and can only end with an event. */
export function describeError(context: Context, error: unknown): Problem {
  const { status, detail } = judgeError(context, error);
  return createProblem(context, status, detail);
}

/** Told by the metrics and the log of requests; a line more for each would fill the disk of a service that is flooded. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set(['OVERLOADED', 'STOPPING', 'ABANDONED']);

/** What the one who asked is told; what only the operator may know goes to the log. */
function judgeError(context: Context, error: unknown): { status: ContentfulStatusCode; detail: string } {
  if (error instanceof HTTPException) return { status: error.status, detail: error.message };
  if (error instanceof WenjuError) {
    const { status, detail } = STATUS_OF[error.code];
    if (detail === null) return { status, detail: error.message };
    if (UNTOLD.has(error.code)) return { status, detail };
    tellOperator(context, `${error.code}: ${error.message}`);
    return { status, detail };
  }
  if (isRefusedWrite(error)) {
    tellOperator(context, error.message);
    return { status: 507, detail: 'The disk of the service takes no more; nothing was changed. Its log says where.' };
  }
  // A connection that closes in the middle of a body is an error of the socket: nothing went wrong here.
  if (isLostConnection(error)) return { status: STATUS_OF.ABANDONED.status, detail: 'The client has left.' };
  tellOperator(context, describeBug(error));
  return { status: 500, detail: 'Something went wrong in the service, not in the request. Its log says where.' };
}

/** The disk is full, over a quota or read-only, or a file may not grow: for the operator to mend, and no bug. */
const REFUSED_WRITES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG', 'EIO']);

/** A disk that cannot be read fails with EIO too, and has not refused to take anything. */
const READS: ReadonlySet<unknown> = new Set(['lstat', 'open', 'read', 'scandir', 'stat']);

function isRefusedWrite(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return false;
  return REFUSED_WRITES.has(error.code) && !(error.code === 'EIO' && READS.has(error.syscall));
}

function isLostConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

/** A value in words, at most 100 characters of it. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string' && value.length > MAX_ECHO) return `${value.length} characters`;
  const text = JSON.stringify(value);
  return text.length > MAX_ECHO ? `${String(value).length} characters` : text;
}

/** The one place where zod's issues become the `errors` of a problem: one for each path, 20 at most. */
function listErrors(issues: readonly z.core.$ZodIssue[], input: unknown, place: 'body' | 'query' | 'path') {
  const messages = new Map<string, string>();
  for (const issue of issues) {
    if (messages.size >= MAX_ERRORS) break;
    if (issue.code === 'unrecognized_keys') {
      const kind = place === 'query' ? 'parameter' : 'field';
      for (const key of issue.keys.slice(0, MAX_ERRORS - messages.size)) {
        messages.set(describePath([...issue.path, key], place), `unknown ${kind}; known here: ${issue.message}`);
      }
      continue;
    }
    const path = describePath(issue.path, place);
    if (!messages.has(path))
      messages.set(path, `expected ${issue.message}, came ${describeWhatCame(issue, input, place)}`);
  }
  return [...messages].map(([path, message]): FieldError => ({ path, message }));
}

/** `filters.years[0]` in a body; in a query the parameter alone, as repeated ones have no brackets there. */
function describePath(path: readonly PropertyKey[], place: 'body' | 'query' | 'path'): string {
  const parts = place === 'query' ? path.slice(0, 1) : path;
  const text = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const name = text.startsWith('.') ? text.slice(1) : text;
  return name.length > MAX_ECHO ? `${name.slice(0, MAX_ECHO - 1)}…` : name;
}

function describeWhatCame(issue: z.core.$ZodIssue, input: unknown, place: 'body' | 'query' | 'path'): string {
  let value = input;
  for (const part of issue.path) {
    // A parameter that may be repeated and stands once is its own first value.
    if (place === 'query' && typeof value === 'string') break;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  if (place === 'query' && Array.isArray(value)) return `${value.length} times`;
  return describeValue(value);
}

/** Hono hands on to its error handler only what is an Error; a connection that closes throws a text. Goes innermost. */
export const explainLeaving: MiddlewareHandler = async (_context, next) => {
  try {
    await next();
  } catch (error) {
    const hasLeft = !(error instanceof Error) || error.name === 'AbortError';
    throw hasLeft ? new WenjuError('ABANDONED', 'The client has left.', { cause: error }) : error;
  }
};

/** Where a bug is, without its message, which may quote a question; of the system's errors which call and which file. */
function describeBug(error: unknown): string {
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    const path = 'path' in error ? ` ${String(error.path)}` : '';
    return `Unexpected ${String(error.code)} of ${String(error.syscall)}${path}`;
  }
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  return [`Unexpected ${error instanceof Error ? error.name : typeof error}`, ...frames].join('\n');
}

/** Into the log where there is one, with the number the client was told. */
function tellOperator(context: Context, text: string): void {
  const log: Log | undefined = context.get('log');
  if (log) log.error({ requestId: context.get('requestId') }, text);
  else console.error(text);
}
