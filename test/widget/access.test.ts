/**
 * No rule of axe-core is broken: before the first question, with an answer, a card, a refusal, an error, in every tab;
 * on the home page with the chat in it, with and without scripts, and on the reader's page.
 */

import { expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { openTestService } from '../service.js';
import { inspect } from './axe.js';
import { openPage, startSite, withChromium } from './browser.js';
import { sharePuppet } from './pages.js';
import { writeReply } from './reply.js';

withChromium('axe-core finds nothing (needs /usr/bin/chromium)', () => {
  const shared = sharePuppet();

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['zh-CN', 'en']) {
      it(`${colorScheme}, ${language}`, async () => {
        const reply = writeReply('荆门');
        shared.puppet.answer = (request, response) => {
          const isRefused = request.url === '/v1/check';
          response.writeHead(isRefused ? 429 : 200, { 'Content-Type': 'application/json' });
          const match = { verdict: 'exact', passage: reply.passages[0], citation: reply.citations[0], diff: [] };
          const matches = [
            {
              ...match,
              elided: false,
              outOfContext: '不',
              sentence: '荆门',
              selector: { exact: '荆门' },
              references: {},
            },
          ];
          const asked = request.url === '/v1/cite' ? { verdict: 'exact', matches } : reply;
          response.end(JSON.stringify(request.url === '/v1/documents' ? { documents: [] } : asked));
        };
        shared.pages.attributes = `lang="${language}" class="${colorScheme}"`;
        shared.pages.body = `<main><h1>Page</h1><wenju-chat endpoint="${shared.puppet.address}" lang="auto" suggestions="甲？|乙？"></wenju-chat></main>`;
        const { page } = await openPage(shared.browser, { colorScheme });
        await page.goto(`${shared.pages.address}/page`);
        await page.locator('.suggestion').first().waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.evaluate("document.querySelector('wenju-chat').ask('问题')");
        await page.locator('.passage summary').click();
        expect(await inspect(page)).toEqual([]);
        await page.locator('.chip').first().click();
        await page.locator('.card').waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.getByRole('tab').nth(1).click();
        await page.locator('#draft').fill('问题');
        await page.locator('#draft').locator('xpath=following-sibling::button').click();
        await page.locator('.notice.bad').waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.getByRole('tab').nth(2).click();
        await page.locator('#quotation').fill('问题');
        await page.locator('#quotation').locator('xpath=following-sibling::button').click();
        await page.locator('.match').waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.context().close();
      });
    }
  }

  it('the pages, light and dark', async () => {
    const service = await openTestService();
    const site = await startSite(service);
    const answer = await service.ask(AskRequest.parse({ question: '2024年荆门GDP增长目标是多少？' }));
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const lang of ['zh-CN', 'en']) {
        const { page, complaints } = await openPage(shared.browser, { colorScheme });
        await page.goto(`${site.address}/?lang=${lang}`);
        await page.locator('.suggestion').first().click();
        await page.locator('.chip').first().click();
        await page.locator('.card .button.strong:enabled').waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.evaluate("sessionStorage.setItem('wenju-asked', 'GDP?')");
        await page.goto(`${site.address}${answer.citations[0]?.readerUrl}`.replace('?', `?lang=${lang}&`));
        expect(await inspect(page)).toEqual([]);
        await page.locator('.find input[type=search]').fill('增长');
        await page.keyboard.press('Enter');
        await page.locator('.hit').first().waitFor();
        await page.getByRole('link', { name: /回到问题|Back to the question/ }).waitFor();
        expect(await inspect(page)).toEqual([]);
        await page.goto(`${site.address}/docs?lang=${lang}`);
        expect(await inspect(page)).toEqual([]);
        // What readers without scripts get.
        await page.route('**/widget.js', (route) => route.abort());
        await page.goto(`${site.address}/?lang=${lang}&q=GDP`);
        expect(await inspect(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    }
    await site.close();
    await service.close();
  });
});
