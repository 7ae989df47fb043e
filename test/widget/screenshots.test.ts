/**
 * Pictures of the element and of the pages, for the README and for whoever changes how they look:
 * `WENJU_SCREENSHOTS=folder npx vitest run test/widget/screenshots.test.ts`. Skipped otherwise.
 */

import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { AskReply } from '../../src/api/ask.js';
import { openPage, shareSite, withChromium } from './browser.js';

const folder = process.env.WENJU_SCREENSHOTS;

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1024, height: 768 } };

const withFolder = folder === undefined ? describe.skip : withChromium;

withFolder('pictures (needs /usr/bin/chromium and WENJU_SCREENSHOTS)', () => {
  const shared = shareSite();

  for (const [device, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`on a ${device}, ${colorScheme}`, async () => {
        const { page } = await openPage(shared.browser, {
          viewport,
          colorScheme,
          deviceScaleFactor: device === 'phone' ? 2 : 1,
        });
        const nameFile = (name: string) => path.join(folder ?? '', `${device}-${colorScheme}-${name}.png`);
        // On a phone the element covers the page.
        const shown = device === 'desk' ? page.locator('wenju-chat') : page;
        const take = (name: string) => shown.screenshot({ path: nameFile(name) });
        shared.site.body = `<wenju-chat mode="bubble"></wenju-chat>`;
        if (device === 'desk') shared.site.body = '<wenju-chat></wenju-chat>';
        await page.goto(`${shared.site.address}/page`);
        if (device === 'phone') await page.getByRole('button', { name: '打开文据' }).click();
        await page.getByText('可以这样问').waitFor();
        await take('empty');
        await ask(page, '咸宁和荆门的粮食总产目标各是多少？');
        await take('answer');
        await page.locator('td .chip').first().click();
        await page.locator('.card .button.strong:enabled').waitFor();
        await take('source');
        await page.keyboard.press('Escape');
        await ask(page, '2024年深圳GDP增长目标是多少？');
        await take('notfound');
        await page.route('**/v1/ask', (route) => route.abort());
        await ask(page, '2021年仙桃的主要目标是什么？');
        await take('error');
        await page.getByRole('tab', { name: '核对文稿' }).click();
        await page
          .getByRole('textbox', { name: '要核对' })
          .fill('2024年荆门地区生产总值目标增长9.9%，粮食总产不低于58亿斤。');
        await page.getByRole('button', { name: '核对', exact: true }).click();
        await page.locator('.items li').first().waitFor();
        await take('check');
        await page.getByRole('tab', { name: '查引文' }).click();
        await page
          .getByRole('textbox', { name: '要查' })
          .fill('荆门市2024年的主要目标有：地区生产总值增速8%，城镇新增就业不少于5.5万人，居民消费价格涨幅3%左右');
        await page.getByRole('button', { name: '查找' }).click();
        await page.locator('.match').first().waitFor();
        await take('quote');
        await page.goto(`${shared.site.address}/check`);
        await page
          .locator('#draft')
          .fill('2024年荆门市地区生产总值目标增长9.9%，粮食总产不低于58亿斤，城镇新增就业5.5万人。');
        await page.getByRole('button', { name: '核对', exact: true }).click();
        await page.locator('.marked .bad').first().click();
        await page.locator('.item.open .source mark').waitFor();
        await page.screenshot({ path: nameFile('desk') });
        await page.goto(
          `${shared.site.address}/compare?indicator=${encodeURIComponent('粮食产量')}&kind=target&measure=level`,
        );
        await page.screenshot({ path: nameFile('compare'), fullPage: true });
        await page.evaluate('sessionStorage.clear()');
        await page.goto(shared.site.address);
        await page.getByText('可以这样问').waitFor();
        await page.screenshot({ path: nameFile('home'), fullPage: true });
        await page.goto(shared.site.address + (await findCited(shared.site.address)));
        await page.screenshot({ path: nameFile('reader') });
        await page.context().close();
        const plain = await shared.browser.newContext({
          viewport,
          colorScheme,
          locale: 'zh-CN',
          javaScriptEnabled: false,
        });
        const noScript = await plain.newPage();
        await noScript.goto(`${shared.site.address}/?q=2024年荆门GDP增长目标是多少？`);
        await noScript.screenshot({ path: nameFile('noscript'), fullPage: true });
        await plain.close();
      });
    }
  }
});

/** The reader's page of the first sentence that answers a question. */
async function findCited(address: string): Promise<string> {
  const response = await fetch(`${address}/v1/ask?q=${encodeURIComponent('2024年荆门GDP增长目标是多少？')}`);
  const reply = AskReply.parse(await response.json());
  return reply.citations[0]?.readerUrl ?? '';
}

async function ask(page: Page, question: string): Promise<void> {
  const done = page.locator('.turn[aria-busy="false"]');
  const before = await done.count();
  const field = page.getByRole('textbox', { name: '问题' });
  await field.fill(question);
  await field.press('Enter');
  await done.nth(before).waitFor();
}
