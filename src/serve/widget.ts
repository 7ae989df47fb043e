/**
 * `GET /widget.js`: the chat element that pages embed, from anywhere. Takes the file the build made, gives it with the
 * hash of its content, so that a browser asks for it again only when it has changed.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { parseAccept } from 'hono/utils/accept';
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

type Bundle = Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>> & { readonly hash: string };
/** What browsers take, the shortest first; `identity` is the file as it is. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const;
type Encoding = (typeof ENCODINGS)[number];

/** The bundle and its hash, read and compressed when it is first asked for. */
let bundle: Promise<Bundle> | null = null;

async function readBundle(): Promise<Bundle> {
  const identity = new Uint8Array(await readFile(BUNDLE));
  const [br, packed] = await Promise.all([promisify(brotliCompress)(identity), promisify(gzip)(identity)]);
  const hash = createHash('sha256').update(identity).digest('base64url');
  return { br: new Uint8Array(br), gzip: new Uint8Array(packed), identity, hash };
}

/** The shortest of those that a browser takes, whichever it names first. */
function chooseEncoding(context: Context): Encoding {
  const accepted = parseAccept(context.req.header('Accept-Encoding') ?? '');
  return ENCODINGS.find((each) => accepted.some(({ type, q }) => type === each && q > 0)) ?? 'identity';
}

export function addWidgetRoute(app: OpenAPIHono): void {
  app.use(widget.path, etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'Access-Control-Allow-Origin'] }));
  app.openAPIRegistry.registerPath(widget);
  app.get(widget.path, async (context) => {
    bundle ??= readBundle();
    try {
      const ready = await bundle;
      const encoding = chooseEncoding(context);
      return context.body(ready[encoding], 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': `public, max-age=${FRESH_FOR_S}`,
        ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
        Vary: 'Accept-Encoding',
        ETag: `"${ready.hash}${encoding === 'identity' ? '' : `-${encoding}`}"`,
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
