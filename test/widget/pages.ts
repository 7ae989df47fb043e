/** A site of somebody else's that embeds the element of a service elsewhere, under a strict policy. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser, type Puppet, STRICT, startPuppet, writePage } from './browser.js';

const BUNDLE = path.resolve(import.meta.dirname, '../../dist/widget.js');

/** `service` is where the element may connect to. */
async function startPages(service: string) {
  const pages = { address: '', body: '', attributes: 'lang="zh-CN"', close: (): Promise<void> => Promise.resolve() };
  const server = createServer((request, response) => {
    if (request.url === '/widget.js') {
      response.setHeader('Content-Type', 'text/javascript');
      return response.end(readFileSync(BUNDLE));
    }
    if (!request.url?.startsWith('/page') || request.url === '/page.css') return response.writeHead(204).end();
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', `${STRICT}; connect-src ${service}`);
    return response.end(writePage(pages.body, pages.attributes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(pages, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

/** What the tests of a suite share: a service that says what it is told, pages that embed its element, and a browser. */
export function sharePuppet() {
  let puppet: Puppet;
  let pages: Awaited<ReturnType<typeof startPages>>;
  let browser: Browser;
  beforeAll(async () => {
    puppet = await startPuppet();
    pages = await startPages(puppet.address);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await pages.close();
    await puppet.close();
  });
  return {
    get puppet() {
      return puppet;
    },
    get pages() {
      return pages;
    },
    get browser() {
      return browser;
    },
  };
}
