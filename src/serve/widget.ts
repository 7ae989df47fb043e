/**
 * `GET /widget.js`: the chat element that pages embed, from anywhere. Takes the file the build made, gives it with the
 * hash of its content, so that a browser asks for it again only when it has changed.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { z } from 'zod';
import { describeProblems, respondWithProblem } from './problem.js';

/** Beside the compiled service; the same from src, where tests run. */
const BUNDLE = new URL('../../dist/widget.js', import.meta.url);
/** Seconds for which a page need not ask whether there is a newer one: pages embed it by an address that stays. */
const FRESH_FOR_S = 300;

const widget = createRoute({
  method: 'get',
  path: '/widget.js',
  summary: 'The chat element <wenju-chat>',
  responses: {
    200: {
      description: 'A JavaScript module that defines it.',
      content: { 'text/javascript': { schema: z.string() } },
    },
    ...describeProblems({ 404: 'It was not built. Run: npm run build' }),
  },
});

/** The bundle and its hash, read when it is first asked for. */
let bundle: Promise<{ readonly text: string; readonly hash: string }> | null = null;

async function readBundle() {
  const text = await readFile(BUNDLE, 'utf8');
  return { text, hash: createHash('sha256').update(text).digest('base64url') };
}

export function addWidgetRoute(app: OpenAPIHono): void {
  app.use(widget.path, etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'Access-Control-Allow-Origin'] }));
  app.openAPIRegistry.registerPath(widget);
  app.get(widget.path, async (context) => {
    bundle ??= readBundle();
    try {
      const { text, hash } = await bundle;
      return context.body(text, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': `public, max-age=${FRESH_FOR_S}`,
        ETag: `"${hash}"`,
        // Browsers load a module of another origin only when it says so.
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    } catch {
      // It may be built by the next time it is asked for.
      bundle = null;
      return respondWithProblem(
        context,
        404,
        'The chat element was not built. Whoever runs the service: npm run build',
      );
    }
  });
}
