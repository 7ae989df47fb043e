/** The pages of `examples/` as somebody else would serve them: at another origin than the real service they ask. */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../../src/api/service.js';
import { openTestService, root } from '../service.js';
import { openBrowser, openPage, type Site, startSite, withChromium } from './browser.js';

const FOLDER = path.join(root, 'examples');
/** Where the examples say that the service is: its default address. */
const WRITTEN = 'http://127.0.0.1:8787';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css' };

withChromium('the examples (need /usr/bin/chromium)', () => {
  let service: Service;
  let site: Site;
  /** Takes two requests a minute: the list of documents and a question. */
  let busy: Site;
  let pages: Server;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    service = await openTestService();
    site = await startSite(service);
    busy = await startSite(service, { rateLimit: 2 });
    pages = createServer((request, response) => {
      const name = path.basename(request.url ?? '');
      const type = TYPES[path.extname(name)];
      if (type === undefined || !readdirSync(FOLDER).includes(name)) return response.writeHead(404).end();
      const { address: asked } = request.url?.startsWith('/busy/') ? busy : site;
      const text = readFileSync(path.join(FOLDER, name), 'utf8').replaceAll(WRITTEN, asked);
      return response.writeHead(200, { 'Content-Type': type }).end(text);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    pages.closeAllConnections();
    await new Promise((resolve) => pages.close(resolve));
    await site.close();
    await busy.close();
    await service.close();
  });

  async function open(name: string) {
    const watched = await openPage(browser);
    await watched.page.goto(`${address}/${name}`);
    return watched;
  }

  it('plain.html opens a bubble, and answers the question it suggests', async () => {
    const { page, complaints } = await open('plain.html');
    await page.getByRole('button', { name: '打开文据' }).click();
    await page.getByRole('button', { name: '2024年荆门GDP增长目标是多少？' }).click();
    await page.locator('.sentence .chip').first().click();
    await page.locator('.card .button.strong:enabled').waitFor();
    const reader = await page.getByRole('link', { name: '在全文中阅读' }).getAttribute('href');
    expect(reader).toContain(`${site.address}/documents/`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('strict-csp.html breaks nothing of its policy, keeps to its scope, and has the colours of its page', async () => {
    const { page, complaints } = await open('strict-csp.html');
    const field = page.getByRole('textbox', { name: '问题' });
    await field.fill('GDP增长目标是多少？');
    const asked = page.waitForRequest('**/v1/ask');
    await field.press('Enter');
    expect((await asked).postDataJSON().filters.regions).toEqual(['荆门']);
    await page.locator('.sentence .chip').first().click();
    await page.locator('.card .button.strong:enabled').waitFor();
    const colour = await page.locator('.card .button.strong').evaluate((button) => getComputedStyle(button).color);
    expect(colour).toBe('rgb(255, 255, 255)');
    const radius = await page.locator('.panel').evaluate((panel) => getComputedStyle(panel).borderRadius);
    expect(radius).toBe('4px');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('count down the seconds that a service which was asked too often wants', async () => {
    const { page, complaints } = await open('busy/plain.html');
    await page.getByRole('button', { name: '打开文据' }).click();
    await page.getByRole('button', { name: '2024年荆门GDP增长目标是多少？' }).click();
    await page.locator('.sentence .chip').first().waitFor();
    await page.evaluate("document.querySelector('wenju-chat').ask('2024年荆门GDP增长目标是多少？')");
    const retry = page.getByRole('button', { name: /^\d+ 秒后可以重试$/ });
    await retry.waitFor();
    expect(await retry.isDisabled()).toBe(true);
    expect(await page.locator('.notice.bad').textContent()).toContain('提问太频繁');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('name only attributes and events that the element has', async () => {
    const { page } = await open('plain.html');
    await page.getByRole('button', { name: '打开文据' }).waitFor();
    const observed = await page.evaluate<string[]>("customElements.get('wenju-chat').observedAttributes");
    // The theme is the style sheet's.
    const known = [...observed, 'theme', 'wenju-answer', 'wenju-cite', 'wenju-error'];
    for (const name of readdirSync(FOLDER)) {
      const [, written = ''] = /<wenju-chat\s([^>]*?)\/?>/s.exec(readFileSync(path.join(FOLDER, name), 'utf8')) ?? [];
      const attributes = [...written.matchAll(/(?:^|\s)(?:on|@)?([a-z-]+)=/g)].map(([, attribute]) => attribute);
      expect(known).toEqual(expect.arrayContaining(attributes));
    }
    await page.context().close();
  });
});
