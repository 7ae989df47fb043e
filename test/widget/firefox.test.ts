/** The journey in Firefox: what Chromium lets pass may fail there, and the other way round. */

import { expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { openFirefox, shareSite, watchEach, withFirefox } from './browser.js';

const TARGET = '2024年荆门GDP增长目标是多少？';
const DRAFT = '2024年荆门市地区生产总值增长目标为9.9%，粮食总产58亿斤以上。';

withFirefox('a reader with Firefox (needs /usr/bin/firefox-esr)', () => {
  const shared = shareSite((service) => service.ask(AskRequest.parse({ question: TARGET })), openFirefox);
  const watched = watchEach(shared, { viewport: { width: 1366, height: 657 } });

  async function ask(question: string): Promise<void> {
    const { page } = watched;
    const done = page.locator('.turn[aria-busy="false"]');
    const before = await done.count();
    const field = page.getByRole('textbox', { name: '问题' });
    await field.fill(question);
    await field.press('Enter');
    await done.nth(before).waitFor();
  }

  it('asks, follows up, opens the source, steps on, copies and reloads', async () => {
    const { page } = watched;
    await page.goto(shared.site.address);
    await page.getByText('可以这样问').waitFor();
    await ask(TARGET);
    const first = page.locator('.turn').first();
    expect(await first.locator('.lead .value').textContent()).toContain('7%');
    await ask('那咸宁呢？');
    expect(await page.locator('.turn').last().locator('.understood').textContent()).toContain('咸宁');
    await ask('荆门2023年有哪些成绩？');
    await page.locator('.turn').last().locator('.sentence .chip').first().click();
    const card = page.getByRole('dialog');
    await card.locator('.neighbour').first().waitFor();
    const quote = await card.locator('mark').textContent();
    await card.getByRole('button', { name: '下一处引文' }).click();
    await expect.poll(() => card.locator('mark').textContent()).not.toBe(quote);
    await card.getByRole('button', { name: '关闭' }).click();
    expect(await card.count()).toBe(0);

    await first.getByRole('button', { name: '复制回答和出处' }).click();
    await first.getByRole('button', { name: '已复制' }).waitFor();
    const field = page.getByRole('textbox', { name: '问题' });
    await field.press('Control+v');
    expect(await field.inputValue()).toMatch(/增长7%\[1\][\s\S]*参考文献\n\[1\] .*荆门市/);

    await page.reload();
    await page.locator('.turn').nth(2).waitFor();
  });

  it('is told what is not there, in a page with the strictest policy, and closes the bubble by keys', async () => {
    const { page } = watched;
    shared.site.body = '<wenju-chat mode="bubble"></wenju-chat>';
    await page.goto(`${shared.site.address}/page`);
    await page.getByRole('button', { name: '打开文据' }).click();
    await ask('2024年深圳GDP增长目标是多少？');
    expect(await page.locator('.missing').textContent()).toContain('深圳');
    await page.keyboard.press('Escape');
    expect(await page.locator('.panel').count()).toBe(0);
  });

  it('checks a draft, takes over what the document says, and compares with a chart', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    await page.locator('#draft').press('Control+Enter');
    await page.locator('.marked .bad').click();
    await page.locator('.item.open .source mark').waitFor();
    await page.getByRole('button', { name: '改为“7%”' }).click();
    expect(await page.locator('.marked').textContent()).toBe(DRAFT.replace('9.9%', '7%'));
    await page.getByRole('navigation').getByRole('link', { name: '比数字' }).click();
    await page.getByLabel('指标').fill('粮食产量');
    await page.getByLabel('目标').check();
    await page.getByLabel('总量').check();
    await page.getByRole('button', { name: '比较' }).click();
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('img', { name: /粮食产量/ }).count()).toBe(1);
  });
});
