/**
 * `POST /v1/documents` and `DELETE /v1/documents/{id}`: add, replace and remove, for whoever has the admin key. The
 * reply to an upload is the document once it is durable; with `Accept: text/event-stream` its progress comes first.
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ListedDocument, RemovedReply } from '../api/documents.js';
import { Name } from '../api/request.js';
import type { DocumentUpload, Service, UploadProgress } from '../api/service.js';
import { WenjuError } from '../errors.js';
import { createKeyring, readBearer } from './guard/keys.js';
import { describeError, describeProblems, describeValue, respondWithIssues, respondWithProblem } from './problem.js';
import { NoQuery } from './query.js';
import { openEvents } from './stream.js';

/** Bytes of an upload: a file may have 20 MB, its metadata and the multipart frame are small. */
const MAX_UPLOAD_BYTES = 21_000_000;
/** Progress is told at most this often. */
const PROGRESS_EVERY_MS = 200;

const security = [{ adminKey: [] }];

const KEY_PROBLEMS = { 401: 'The admin key is missing or wrong.', 403: 'No admin key is configured.' };

const addDocument = createRoute({
  method: 'post',
  path: '/v1/documents',
  summary: 'Add or replace a document',
  description:
    'Stores the file in the first corpus folder, in the place of one of the same name, and indexes it. With ' +
    '`Accept: text/event-stream`: events `progress`, then `done` (the document) or `error` (a problem); what is refused ' +
    'before anything is indexed has its status.',
  security,
  request: {
    query: NoQuery,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.strictObject({
            file: z.string().meta({ format: 'binary', description: 'The file; its name is kept.' }),
            metadata: z.string().optional().meta({
              description: 'JSON object of what is known of it: title, region, year, type, delivered, published, …',
              example: '{"region":"荆门市","year":2024}',
            }),
          }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'With Accept: text/event-stream, what became of it as events.',
      content: {
        'text/event-stream': {
          schema: z.object({
            event: z.enum(['progress', 'done', 'error']),
            data: z.string().meta({
              description: 'JSON. progress: {done, total} in characters; done: the document; error: a Problem.',
            }),
          }),
        },
      },
    },
    201: { description: 'The document, durable.', content: { 'application/json': { schema: ListedDocument } } },
    ...describeProblems({
      ...KEY_PROBLEMS,
      400: 'A part is missing or its name or metadata cannot be meant.',
      413: 'The file is too large.',
      415: 'The body is no multipart/form-data.',
      422: 'The file cannot be read as what it is.',
      503: 'The index is being written by another process.',
      507: 'The disk of the service is full.',
    }),
  },
});

const removeDocument = createRoute({
  method: 'delete',
  path: '/v1/documents/{id}',
  summary: 'Remove a document',
  description:
    'Takes it out of the index and deletes its own file from the corpus folder. Of copies merged into it the files stay, and one of them takes its place.',
  security,
  request: { query: NoQuery, params: z.object({ id: Name.meta({ description: 'Id of the document.' }) }) },
  responses: {
    200: { description: 'What was removed.', content: { 'application/json': { schema: RemovedReply } } },
    ...describeProblems({
      ...KEY_PROBLEMS,
      400: 'The id is too long, or a parameter was given.',
      404: 'Nothing has this id.',
      503: 'The index is being written.',
      507: 'The disk is full.',
    }),
  },
});

/** What changes documents. */
type Keeper = Pick<Service, 'addDocument' | 'removeDocument'>;

export function addUploadRoutes(app: OpenAPIHono, service: Keeper, adminKey: string | null): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'adminKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerPath(addDocument);
  app.post(addDocument.path, requireAdminKey(adminKey), requireMultipart, limitUpload, async (context) => {
    const query = NoQuery.safeParse(context.req.query());
    if (!query.success) return respondWithIssues(context, query.error.issues, context.req.query(), 'query');
    const upload = await readUpload(context);
    if (!(context.req.header('Accept') ?? '').includes('text/event-stream')) {
      return context.json(await service.addDocument(upload), 201);
    }
    return streamProgress(context, service, upload);
  });
  app.use('/v1/documents/:id', async (context, next) =>
    context.req.method === 'DELETE' ? requireAdminKey(adminKey)(context, next) : next(),
  );
  app.openapi(removeDocument, async (context) =>
    context.json(await service.removeDocument(context.req.valid('param').id), 200),
  );
}

const limitUpload: MiddlewareHandler = bodyLimit({
  maxSize: MAX_UPLOAD_BYTES,
  onError: (context) =>
    respondWithProblem(
      context,
      413,
      `Expected an upload of at most ${MAX_UPLOAD_BYTES} bytes, came more. Split the file.`,
    ),
});

const requireMultipart: MiddlewareHandler = async (context, next) => {
  const [type = ''] = (context.req.header('Content-Type') ?? '').split(';', 1);
  if (type.trim().toLowerCase() === 'multipart/form-data') return next();
  return respondWithProblem(
    context,
    415,
    `Expected Content-Type multipart/form-data with a part "file", came ${describeValue(type)}.`,
  );
};

/** Fails closed: without a configured key nothing passes. */
function requireAdminKey(adminKey: string | null): MiddlewareHandler {
  const keyring = adminKey === null ? null : createKeyring([adminKey]);
  return async (context, next) => {
    if (keyring === null) {
      return respondWithProblem(
        context,
        403,
        'Documents cannot be changed over HTTP, as no admin key is configured. Whoever runs the service sets WENJU_ADMIN_KEY.',
      );
    }
    const key = readBearer(context);
    if (key === null || keyring.find(key) === null) {
      context.header('WWW-Authenticate', 'Bearer');
      return respondWithProblem(context, 401, 'Expected the header "Authorization: Bearer" with the admin key.');
    }
    return next();
  };
}

/** @throws WenjuError INPUT_INVALID naming the part that is missing or not meant. */
async function readUpload(context: Context): Promise<DocumentUpload> {
  const body = await context.req.parseBody({ all: true }).catch((cause) => {
    throw new WenjuError('INPUT_INVALID', 'Expected multipart/form-data with a part "file"; it cannot be parsed.', {
      cause,
    });
  });
  const { file, metadata, ...others } = body;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new WenjuError('INPUT_INVALID', `Expected the parts file and metadata, came also "${unknown.slice(0, 60)}".`);
  }
  if (!(file instanceof File)) {
    const came = Array.isArray(file) ? `${file.length}` : 'none';
    throw new WenjuError('INPUT_INVALID', `Expected one part "file" with a file name, came ${came}.`);
  }
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), metadata: await readMetadata(metadata) };
}

async function readMetadata(part: unknown): Promise<Record<string, unknown> | null> {
  if (part === undefined) return null;
  const text = part instanceof File ? await part.text() : part;
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(z.string().parse(text)));
  } catch (cause) {
    throw new WenjuError('INPUT_INVALID', 'metadata: expected a JSON object such as {"region":"荆门市","year":2024}.', {
      cause,
    });
  }
}

/** What is refused before anything is indexed has its status; what fails later is the last event. */
async function streamProgress(context: Context, service: Keeper, upload: DocumentUpload): Promise<Response> {
  let hear: (progress: UploadProgress) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const added = service.addDocument(upload, (progress) => {
    begin();
    hear(progress);
  });
  await Promise.race([begun, added]);
  return openEvents(context, async (stream) => {
    let toldAt = 0;
    hear = (progress) => {
      if (Date.now() - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = Date.now();
      // Whoever left does not stop the indexing.
      stream.writeSSE({ event: 'progress', data: JSON.stringify(progress) }).catch(() => undefined);
    };
    try {
      await stream.writeSSE({ event: 'done', data: JSON.stringify(await added) });
    } catch (error) {
      await stream.writeSSE({ event: 'error', data: JSON.stringify(describeError(context, error)) });
    }
  });
}
