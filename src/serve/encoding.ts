/**
 * Before any schema sees a request: is its query percent-encoded UTF-8, is its body JSON in UTF-8 and small enough?
 * Decoders that replace what they cannot read would turn a question in another encoding into a question about `�`.
 */

import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeValue, respondWithProblem } from './problem.js';

/** Bytes of a request's body: the longest question is 6,000 in UTF-8, the rest is for filters. */
export const MAX_BODY_BYTES = 64 * 1024;
/** With the turns before: ten of 10,000 UTF-16 code units are 300,000 in UTF-8, escaped 600,000. */
export const MAX_HISTORY_BYTES = 700_000;

const JSON_TYPE = 'application/json';
const SEND_JSON = `send UTF-8 JSON with the header Content-Type: ${JSON_TYPE}`;

/** Refuses a query that is not percent-encoded UTF-8. */
export const requireUtf8Query: MiddlewareHandler = async (context, next) => {
  const { search } = new URL(context.req.url);
  for (const part of search.slice(1).split('&')) {
    const [name = ''] = part.split('=', 1);
    try {
      decodeURIComponent(part);
    } catch {
      const detail = `Expected a query in percent-encoded UTF-8, came ${describeValue(part)}. Encode it as UTF-8.`;
      return respondWithProblem(context, 400, detail);
    }
    // Hono collects parameters in a plain object, where this one would vanish instead of being refused.
    if (decodeURIComponent(name) === '__proto__') {
      return respondWithProblem(context, 400, '__proto__: unknown parameter. Leave it out.');
    }
  }
  return next();
};

/** Bytes of a draft: 200,000 characters of Chinese are 600,000, escaped 1.2 million. */
export const MAX_DRAFT_BYTES = 1_300_000;

/** Refuses a body above the limit, without reading further. */
export const limitBody: MiddlewareHandler = limitBytes(MAX_BODY_BYTES, 'Send a shorter question or fewer filters.');

/** The same for a question that comes with the turns before it. */
export const limitHistory: MiddlewareHandler = limitBytes(MAX_HISTORY_BYTES, 'Send fewer or shorter turns.');

/** The same for texts to check. */
export const limitDraft: MiddlewareHandler = limitBytes(MAX_DRAFT_BYTES, 'Check it in parts.');

function limitBytes(maxSize: number, advice: string): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: (context) =>
      respondWithProblem(context, 413, `Expected a body of at most ${maxSize} bytes, came more. ${advice}`),
  });
}

/** Refuses a body that is not JSON in UTF-8. */
export const requireJson: MiddlewareHandler = async (context, next) => {
  const contentType = context.req.header('content-type');
  if (!isUtf8Json(contentType ?? '')) {
    const came = contentType === undefined ? 'no Content-Type' : describeValue(contentType);
    return respondWithProblem(context, 415, `Expected ${JSON_TYPE}, came ${came}. Please ${SEND_JSON}.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await context.req.arrayBuffer());
  } catch {
    return respondWithProblem(context, 400, `Expected UTF-8, came bytes that are not. Please ${SEND_JSON}.`);
  }
  try {
    // For the log of an operator who wants questions in it: read once, and below the limit.
    context.set('body', JSON.parse(text));
  } catch {
    const came = text.trim() === '' ? 'an empty body' : 'a body that cannot be read as JSON';
    return respondWithProblem(context, 400, `Expected a JSON object, came ${came}. Please ${SEND_JSON}.`);
  }
  return next();
};

function isUtf8Json(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  return type.trim() === JSON_TYPE && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}
