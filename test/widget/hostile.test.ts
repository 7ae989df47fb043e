/** Documents that want a script run: nothing of them is ever more than text. */

import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { openPage, withChromium } from './browser.js';
import { sharePuppet } from './pages.js';
import { ADDRESSES, PAYLOADS } from './payloads.js';
import { writeDocument, writeEvents, writeReply } from './reply.js';

const send = (response: ServerResponse, type: string, body: string) =>
  response.writeHead(200, { 'Content-Type': type }).end(body);

withChromium('a hostile document (needs /usr/bin/chromium)', () => {
  const shared = sharePuppet();

  it(`gets nothing run by ${PAYLOADS.length} payloads in every text, nor followed by addresses that are none`, async () => {
    const { puppet, pages, browser } = shared;
    let asked = 0;
    puppet.answer = (request, response) => {
      const reply = writeReply(PAYLOADS[asked] ?? '', ADDRESSES[asked % ADDRESSES.length] ?? null);
      const list = { documents: PAYLOADS.map((words) => writeDocument(words, words)) };
      if (request.url !== '/v1/ask') return send(response, 'application/json', JSON.stringify(list));
      asked += 1;
      if (asked % 2 === 0) return send(response, 'application/json', JSON.stringify(reply));
      return send(response, 'text/event-stream', writeEvents(reply));
    };
    pages.body = `<wenju-chat endpoint="${puppet.address}" lang="zh-CN"></wenju-chat>`;
    const { page, complaints } = await openPage(browser);
    await page.goto(`${pages.address}/page`);
    await page.locator('.suggestion').first().waitFor();
    for (const payload of PAYLOADS) {
      await page.evaluate(`document.querySelector('wenju-chat').ask(${JSON.stringify(payload)})`);
      await page.locator('.turn').last().locator('.chip').first().click();
      await page.locator('.card').waitFor();
    }
    expect(asked).toBeGreaterThanOrEqual(PAYLOADS.length);
    const shown = await page.locator('.turn').allTextContents();
    expect(shown.filter((text) => text.includes('地区生产总值增长7%'))).toHaveLength(PAYLOADS.length);
    const protocols = await page.evaluate<string[]>(
      "[...document.querySelector('wenju-chat').shadowRoot.querySelectorAll('a')].map(({ protocol }) => protocol)",
    );
    expect([...new Set(protocols)]).toEqual(['http:']);
    expect(await page.evaluate('window.ran ?? document.body.ran ?? null')).toBe(null);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('would be noticed: what breaks the policy of the page is written down', async () => {
    const { pages, browser } = shared;
    const { page, complaints } = await openPage(browser);
    await page.goto(`${pages.address}/page`);
    await page.evaluate(
      "(() => { try { document.body.innerHTML = '<b>'; } catch {} document.body.setAttribute('style', 'color: red'); })()",
    );
    await expect.poll(() => complaints.join(' ')).toMatch(/TrustedHTML[\s\S]*style/);
    await page.context().close();
  });
});
