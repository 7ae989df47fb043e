/** A real Chromium, pages that embed the element, and services to ask: the real one, and one that says what it is told. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { firefox } from 'playwright-core-for-firefox';
import { extractText } from 'unpdf';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { Service } from '../../src/api/service.js';
import { foldRadicals } from '../../src/lexicon/radicals.js';
import { type AppOptions, createApp } from '../../src/serve/app.js';
import { CHROMIUM, FIREFOX, isMissing } from '../needs.js';
import { openTestService } from '../service.js';

/** Milliseconds to wait for what should be there, on a machine that does other things besides. */
const PATIENCE_MS = 30_000;
export const withChromium = describe.skipIf(isMissing('chromium'));
export const withFirefox = describe.skipIf(isMissing('firefox'));

/** What the strictest page allows: its own origin, and the one policy the element's library makes its templates by. */
export const STRICT =
  "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html; base-uri 'none'; form-action 'none'";

export function writePage(body: string, attributes = 'lang="zh-CN"'): string {
  return `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>Test</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon"><link rel="stylesheet" href="/page.css">
<script type="module" src="/widget.js"></script></head><body>${body}</body></html>`;
}

export interface Site {
  readonly address: string;
  /** The body of the page at `/page`. */
  body: string;
  attributes: string;
  close(): Promise<void>;
}

/** The real application, with a page that embeds its element. */
export async function startSite(service: Service, options: AppOptions = {}): Promise<Site> {
  const app = createApp(service, options);
  const site = { address: '', body: '', attributes: 'lang="zh-CN"', close: (): Promise<void> => Promise.resolve() };
  app.get('/page', (context) =>
    context.body(writePage(site.body, site.attributes), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': STRICT,
    }),
  );
  app.get('/page.css', (context) => context.body('body { margin: 0 }', 200, { 'Content-Type': 'text/css' }));
  app.get('/icon', (context) => context.body(null, 204));
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  site.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site.close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return site;
}

export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface Puppet {
  readonly address: string;
  answer: Answering;
  /** Requests whose reply was not finished when their client left. */
  left: number;
  close(): Promise<void>;
}

/** A service that answers `/v1/…` as the test says, over any origin. */
export async function startPuppet(): Promise<Puppet> {
  const puppet: Puppet = { address: '', answer: () => undefined, left: 0, close: async () => undefined };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      if (request.method === 'OPTIONS') return response.end();
      response.on('close', () => {
        if (!response.writableFinished) puppet.left += 1;
      });
      return puppet.answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(puppet, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/**
 * As it is released, by the protocol that it speaks itself (WebDriver BiDi), of which later versions of the library ask for
 * more than it has. What is used of a browser here is the same in both versions.
 */
export async function openFirefox(): Promise<Browser> {
  return (await firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX })) as unknown as Browser;
}

export interface Watched {
  readonly page: Page;
  /** Errors, dialogs and violations of the policy, as they were reported. */
  readonly complaints: string[];
}

/** A page that writes down everything a page of somebody else's must never see. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // A request that fails is told by the browser itself, and meant by the test.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, complaints };
}

/** The text of the page as the browser prints it. */
export async function printText(page: Page): Promise<string> {
  const { text } = await extractText(new Uint8Array(await page.pdf()), { mergePages: true });
  // Fonts of Chinese give some characters back as radicals.
  return foldRadicals(text).replaceAll(/\s+/g, '');
}

/** What the tests of a suite share: the real service, a site of it and a browser. `prepare` runs before they begin. */
export function shareSite(
  prepare: (service: Service) => Promise<unknown> = async () => undefined,
  launch: () => Promise<Browser> = openBrowser,
) {
  let service: Service;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    service = await openTestService();
    await prepare(service);
    site = await startSite(service);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });
  return {
    get service() {
      return service;
    },
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
  };
}

/** A page of its own for each test of a suite; none may end with complaints. */
export function watchEach(shared: { readonly browser: Browser }, options: BrowserContextOptions = {}): Watched {
  let watched: Watched;
  beforeEach(async () => {
    watched = await openPage(shared.browser, options);
  });
  afterEach(async () => {
    await watched.page.context().close();
    expect(watched.complaints).toEqual([]);
  });
  return {
    get page() {
      return watched.page;
    },
    get complaints() {
      return watched.complaints;
    },
  };
}
