/** The journey on a phone by touch alone: what is tapped, swiped and closed by the way back. */

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { shareSite, watchEach, withChromium } from './browser.js';

const TARGET = '荆门2023年有哪些成绩？';
const DRAFT = '2024年荆门市地区生产总值增长目标为9.9%，粮食总产58亿斤以上。';

withChromium('a reader with a finger (needs /usr/bin/chromium)', () => {
  const shared = shareSite((service) => service.ask(AskRequest.parse({ question: TARGET })));
  const watched = watchEach(shared, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 664 } });

  /** Draws a finger downwards over the middle of what is there. */
  async function swipeDown(page: Page, selector: string): Promise<void> {
    const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator(selector).boundingBox()) ?? {};
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by: number | null) =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: by === null ? [] : [{ x: x + width / 2, y: y + height / 2 + by }],
      });
    await touch('touchStart', 0);
    for (let by = 10; by <= 100; by += 10) await touch('touchMove', by);
    await touch('touchEnd', null);
  }

  it('taps a question, a citation and on to the next, swipes through the source, and goes back', async () => {
    const { page } = watched;
    await page.goto(shared.site.address);
    const field = page.getByRole('textbox', { name: '问题' });
    await field.tap();
    await field.fill(TARGET);
    await page.getByRole('button', { name: '发送' }).tap();
    await page.locator('.turn[aria-busy="false"] .sentence .chip').first().tap();
    const card = page.getByRole('dialog');
    await card.locator('.neighbour').first().waitFor();
    const quote = await card.locator('mark').textContent();
    await card.getByRole('button', { name: '下一处引文' }).tap();
    await expect.poll(() => card.locator('mark').textContent()).not.toBe(quote);
    const scrolled = () =>
      page.evaluate<number[]>(
        "(({ shadowRoot }) => [shadowRoot.querySelector('.source').scrollTop, scrollY])(document.querySelector('wenju-chat'))",
      );
    await card.locator('.button.strong:enabled').waitFor();
    const [source = 0, above] = await scrolled();
    await swipeDown(page, '.source');
    await expect.poll(async () => (await scrolled())[0]).toBeLessThan(source);
    expect((await scrolled())[1]).toBe(above);
    // As a phone's way back: what the browser asks to close, wherever the focus is.
    await page.evaluate("document.querySelector('wenju-chat').shadowRoot.activeElement?.blur()");
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count()).toBe(0);
    await page.locator('.turn .suggestion').first().tap();
    await page.locator('.turn[aria-busy="false"]').nth(1).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('opens a bubble over a page and closes it by its cross', async () => {
    const { page } = watched;
    shared.site.body = '<wenju-chat mode="bubble"></wenju-chat>';
    await page.goto(`${shared.site.address}/page`);
    await page.getByRole('button', { name: '打开文据' }).tap();
    await page.locator('.suggestion').first().tap();
    await page.locator('.turn[aria-busy="false"] .chip').first().tap();
    const card = page.locator('.card');
    await card.getByRole('button', { name: '关闭' }).tap();
    expect(await card.count()).toBe(0);
    await page.locator('.head').getByRole('button', { name: '关闭' }).tap();
    expect(await page.locator('.panel').count()).toBe(0);
  });

  it('taps a mark in a draft, and the value of the document in its place', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    await page.getByRole('button', { name: '核对', exact: true }).tap();
    await page.locator('.marked .bad').tap();
    await page.locator('.item.open .source mark').waitFor();
    await page.getByRole('button', { name: '改为“7%”' }).tap();
    expect(await page.locator('.marked').textContent()).toBe(DRAFT.replace('9.9%', '7%'));
  });
});
