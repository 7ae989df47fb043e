/**
 * What every page has: takes a title and a body, gives the whole HTML and the headers that keep it harmless. Text of
 * documents and requests reaches a page through `html` only, which escapes it.
 */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Span } from '../../types.js';
import type { Words } from './words.js';

export type Html = ReturnType<typeof html>;

export const CHECK_PATH = '/check';
export const COMPARE_PATH = '/compare';
export const STYLE_PATH = '/assets/page.css';
export const ICON_PATH = '/assets/icon.svg';
export const SCRIPT_PATH = '/assets/back-to-question.js';

/** Nothing inline, nothing from elsewhere: markup that got into a page after all could not run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** The address that shows the page in the other language. */
  readonly otherLanguageUrl: string;
  /** Path of a module the page works without; null for none. */
  readonly script: string | null;
}

/** The page as a response. */
export async function respondWithPage(
  context: Context,
  words: Words,
  page: Page,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  context.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  // Questions stand in addresses: no other site is told them.
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cache-Control', 'no-cache');
  context.header('Vary', 'Accept, Accept-Language');
  context.header('Content-Language', words.language);
  return context.html(renderPage(words, page), status);
}

function renderPage(words: Words, { title, body, otherLanguageUrl, script }: Page): Html {
  const { language, name } = words.otherLanguage;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_PATH}">
${script === null ? null : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<header class="site">
<a class="skip" href="#main">${words.skipToText}</a>
<a class="name" href="${addLanguage('/', words)}">${words.siteName}</a>
<nav aria-label="${words.siteName}"><a href="${addLanguage('/', words)}">${words.ask}</a> <a href="${addLanguage(CHECK_PATH, words)}">${words.checkDraft}</a> <a href="${addLanguage(COMPARE_PATH, words)}">${words.compare}</a></nav>
<a href="${otherLanguageUrl}" lang="${language}" hreflang="${language}">${name}</a>
</header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`;
}

/** The same address with the language of `words` asked for; `path` may have a query and no fragment. */
export function addLanguage(path: string, { language }: Pick<Words, 'language'>): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}

/** The reader's page of a document, opened at `span` when there is one; `sought` is what is looked for in it. */
export function linkToReader(
  documentId: string,
  span: Span | null,
  words: Pick<Words, 'language'>,
  sought = '',
): string {
  const query = [
    ...(span === null ? [] : [`start=${span.start}&end=${span.end}`]),
    ...(sought === '' ? [] : [`find=${encodeURIComponent(sought)}`]),
  ].join('&');
  const path = `/documents/${encodeURIComponent(documentId)}${query === '' ? '' : `?${query}`}`;
  return `${addLanguage(path, words)}${span === null ? '' : '#quote'}`;
}
