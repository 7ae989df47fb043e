/**
 * The routes of the pages: the home page for browsers, the reader's page of a document, and the files that they load.
 * What cannot be shown becomes a page that says so.
 */

import { readFileSync } from 'node:fs';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { etag } from 'hono/etag';
import { html } from 'hono/html';
import { z } from 'zod';
import type { AskReply } from '../../api/ask.js';
import type { DocumentReply } from '../../api/documents.js';
import { AskRequest } from '../../api/request.js';
import type { Service } from '../../api/service.js';
import { writeReference } from '../../cite/references/reference.js';
import type { Span } from '../../types.js';
import { describeError } from '../problem.js';
import { type ReadAddress, readOrigin } from '../public-url.js';
import { searchText } from './find.js';
import { findOtherHome, renderHome, WIDGET_PATH } from './home.js';
import { chooseWords } from './language.js';
import { addLanguage, ICON_PATH, linkToReader, respondWithPage, SCRIPT_PATH, STYLE_PATH } from './layout.js';
import { readSpan } from './paragraphs.js';
import { renderReader } from './reader.js';
import type { Words } from './words.js';

const STYLE_FILES = ['page.css', 'compare.css'].map(
  (name) => new URL(`../../../src/serve/pages/${name}`, import.meta.url),
);
const ICON_FILE = new URL('../../../src/serve/pages/icon.svg', import.meta.url);
const SCRIPT_FILE = new URL('../../../src/serve/pages/back-to-question.js', import.meta.url);
/** Seconds a browser may keep the style sheet and the icon. */
const ASSET_AGE_SECONDS = 300;

/** What every page is described with. */
export const PAGE = { 'text/html': { schema: z.string() } };
export const lang = z.string().optional().meta({ description: 'Language of the words around the text: zh-CN or en.' });
const offset = (description: string) => z.string().optional().meta({ description });

const home = createRoute({
  method: 'get',
  path: '/',
  summary: 'What this is; for browsers the chat',
  request: { query: z.object({ q: z.string().optional().meta({ description: 'A question, on the page.' }), lang }) },
  responses: {
    200: {
      description: 'In two sentences, or as a page.',
      content: { 'text/plain': { schema: z.string() }, ...PAGE },
    },
  },
});

const readDocument = createRoute({
  method: 'get',
  path: '/documents/{id}',
  summary: 'Read a document on a page',
  request: {
    params: z.object({ id: z.string().meta({ description: 'Id of the document.' }) }),
    query: z.object({
      start: offset('Where the cited words begin in the text, in UTF-16 code units.'),
      end: offset('Where they end, exclusive. #quote jumps to them, #p12 to paragraph 12.'),
      find: z.string().optional().meta({ description: 'Words to mark. #hit-2 jumps to the second place.' }),
      lang,
    }),
  },
  responses: {
    200: { description: 'The document, the cited words marked.', content: PAGE },
    404: { description: 'A page that says that there is no such document.', content: PAGE },
  },
});

const style = createRoute({
  method: 'get',
  path: STYLE_PATH,
  summary: 'Style sheet of the pages',
  responses: { 200: { description: 'CSS.', content: { 'text/css': { schema: z.string() } } } },
});

/**
 * `introduce` writes what `/` tells whoever is no browser; `readAddress` gives where that and the chat are found;
 * `today` is the day that references are made on.
 */
export function addPageRoutes(
  app: OpenAPIHono,
  service: Service,
  introduce: (origin: string) => string,
  readAddress: ReadAddress = readOrigin,
  today: () => Date = () => new Date(),
): void {
  const css = STYLE_FILES.map((file) => readFileSync(file, 'utf8')).join('\n');
  const others = [
    { path: ICON_PATH, type: 'image/svg+xml', text: readFileSync(ICON_FILE, 'utf8') },
    { path: SCRIPT_PATH, type: 'text/javascript; charset=utf-8', text: readFileSync(SCRIPT_FILE, 'utf8') },
  ];
  const describeAsset = (type: string) => ({
    'Content-Type': type,
    'Cache-Control': `public, max-age=${ASSET_AGE_SECONDS}`,
  });
  for (const route of [home, readDocument, style]) app.openAPIRegistry.registerPath(route);
  app.get(home.path, async (context) => {
    const origin = readAddress(context);
    if (prefersPage(context)) return respondWithHome(context, service, origin);
    context.header('Vary', 'Accept');
    return context.text(introduce(origin));
  });
  app.get('/documents/:id', (context) => respondWithReader(context, service, today()));
  app.use('/assets/*', etag());
  app.get(style.path, (context) => context.body(css, 200, describeAsset('text/css; charset=utf-8')));
  // No route, as nobody asks for it but browsers: the description of the interface is without it.
  for (const { path, type, text } of others) {
    app.use(path, async (context, next) =>
      ['GET', 'HEAD'].includes(context.req.method) ? context.body(text, 200, describeAsset(type)) : next(),
    );
  }
}

/** Browsers name HTML; who takes anything gets plain text. */
function prefersPage(context: Context): boolean {
  const supports = ['text/plain', 'text/html'];
  return accepts(context, { header: 'Accept', supports, default: 'text/plain' }) === 'text/html';
}

async function respondWithHome(context: Context, service: Service, origin: string): Promise<Response> {
  const words = chooseWords(context);
  const question = context.req.query('q') ?? null;
  try {
    const { documents } = await service.documents();
    const asked =
      question === null ? null : { question, reply: await answer(question, service, context.req.raw.signal) };
    const body = renderHome({ documents, asked, origin, words });
    const otherLanguageUrl = findOtherHome(question, words);
    return await respondWithPage(context, words, {
      title: words.siteName,
      body,
      otherLanguageUrl,
      script: WIDGET_PATH,
    });
  } catch (error) {
    return respondWithFailure(context, words, error);
  }
}

/** Null for a question that cannot be asked. A page waits for no language model. */
async function answer(question: string, service: Service, signal: AbortSignal): Promise<AskReply | null> {
  const request = AskRequest.safeParse({ question, mode: 'extractive' });
  return request.success ? service.ask(request.data, { signal }) : null;
}

async function respondWithReader(context: Context, service: Service, accessed: Date): Promise<Response> {
  const words = chooseWords(context);
  try {
    const reply = await service.document(context.req.param('id') ?? '');
    const quote = readSpan(reply.text, context.req.query('start'), context.req.query('end'));
    const { id, title } = reply.document;
    const search = searchText(reply.text, context.req.query('find'));
    const body = renderReader({ reply, quote, search, reference: writeReferenceTo(reply, quote, accessed), words });
    const otherLanguageUrl = linkToReader(id, quote, words.otherLanguage, search.sought);
    const page = { title: `${title} · ${words.siteName}`, body, otherLanguageUrl, script: SCRIPT_PATH };
    return await respondWithPage(context, words, page);
  } catch (error) {
    return respondWithFailure(context, words, error);
  }
}

/** To the cited words, or to the whole document. */
function writeReferenceTo({ document, text, passages }: DocumentReply, quote: Span | null, accessed: Date): string {
  const passage = quote === null ? undefined : passages.findLast(({ start }) => start <= quote.start);
  const place = {
    documentId: document.id,
    headingPath: passage?.headingPath ?? [],
    paragraph: quote && text.slice(0, quote.start).split('\n').length,
    page: passage?.page ?? null,
  };
  return writeReference({ metadata: document, place, accessed }, 'gb7714-2025-numeric');
}

/** Null for who wants no page: nothing has this address. */
export function respondWithNoPage(context: Context): Promise<Response> | null {
  if (!prefersPage(context) || context.req.method !== 'GET') return null;
  const words = chooseWords(context);
  const body = html`<h1>${words.noSuchPage}</h1>
<p><a href="${addLanguage('/', words)}">${words.home}</a></p>`;
  const otherLanguageUrl = addLanguage(new URL(context.req.url).pathname, words.otherLanguage);
  return respondWithPage(context, words, { title: words.noSuchPage, body, otherLanguageUrl, script: null }, 404);
}

/** What went wrong, as a page. */
export function respondWithFailure(context: Context, words: Words, error: unknown): Promise<Response> {
  const problem = describeError(context, error);
  const title = problem.status === 404 ? words.noSuchDocument : words.problem;
  const body = html`<h1>${title}</h1>
<p>${words.describeProblem(problem)}</p>
<p><a href="${addLanguage('/', words)}">${words.home}</a></p>`;
  const otherLanguageUrl = addLanguage(new URL(context.req.url).pathname, words.otherLanguage);
  // The statuses of problems are those that have a body.
  const status = problem.status === 404 || problem.status === 503 ? problem.status : 500;
  return respondWithPage(context, words, { title, body, otherLanguageUrl, script: null }, status);
}
