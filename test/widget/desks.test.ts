/** The pages for writers in a real browser: a draft checked in place, figures side by side. */

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inspect } from './axe.js';
import { openPage, printText, shareSite, watchEach, withChromium } from './browser.js';

const DRAFT = '2024年荆门市地区生产总值增长目标为9.9%，粮食总产58亿斤以上。';

withChromium('the pages for writers (needs /usr/bin/chromium)', () => {
  const shared = shareSite();
  const watched = watchEach(shared, { permissions: ['clipboard-read', 'clipboard-write'] });

  async function check(page: Page): Promise<void> {
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await page.locator('.items li').first().waitFor();
  }

  it('check a draft in place, take over what the document says, and give a report along', async () => {
    const { page } = watched;
    await page.goto(shared.site.address);
    await page.getByRole('navigation').getByRole('link', { name: '核稿' }).click();
    const bytes = Buffer.from(DRAFT);
    await page.locator('input[type=file]').setInputFiles({ name: 'draft.txt', mimeType: 'text/plain', buffer: bytes });
    await expect.poll(() => page.locator('#draft').inputValue()).toBe(DRAFT);
    await check(page);
    expect(await page.locator('.marked .bad').textContent()).toContain('9.9%');
    expect(await page.locator('.items li').first().textContent()).toMatch(/数值不符[\s\S]*文件写的是：7%/);
    await page.locator('.marked .bad').click();
    await page.locator('.item.open .source mark').waitFor();
    await page.getByRole('button', { name: '改为“7%”' }).click();
    expect(await page.locator('.marked .bad').count()).toBe(0);
    await page.getByRole('button', { name: '复制文稿' }).click();
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(DRAFT.replace('9.9%', '7%'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '存为 Markdown' }).click(),
    ]);
    const report = await readFile(await download.path(), 'utf8');
    expect(report).toMatch(/数值不符：9\.9%[\s\S]*已按文件改：7%\[\^1\][\s\S]*\[\^1\]: .*荆门市/);
  });

  it('show no verdicts of a draft that is edited, nor let one be edited that is being checked', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/v1/check', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await page.locator('.progress').waitFor();
    expect(await page.locator('#draft').isEditable()).toBe(false);
    expect(await page.locator('input[type=file]').isDisabled()).toBe(true);
    release();
    await page.locator('.items li').first().waitFor();
    await page.getByRole('button', { name: '修改文稿' }).click();
    expect(await page.locator('#draft').isEditable()).toBe(true);
    expect(await page.locator('.verdicts').count()).toBe(0);
  });

  it('print the report of a draft by the menu of the browser, too', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    await check(page);
    const printed = await printText(page);
    expect(printed).toContain(DRAFT);
    expect(printed).toMatch(/数值不符：9\.9%；文件写的是：.*参考文献\[1\]/);
  });

  it('have the draft again after a reload', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    await page.reload();
    await expect.poll(() => page.locator('#draft').inputValue()).toBe(DRAFT);
  });

  it('are checked and marked by keys alone', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/check`);
    await page.locator('#draft').fill(DRAFT);
    await page.locator('#draft').press('Control+Enter');
    await page.locator('.marked .bad').waitFor();
    await page.locator('.marked .bad').focus();
    await page.keyboard.press('Enter');
    await page.locator('.item.open .source mark').waitFor();
    expect(await page.locator('.marked .bad').getAttribute('aria-expanded')).toBe('true');
  });

  it('set figures side by side without a script, each opening its sentence, with a chart and rows to save', async () => {
    const plain = await shared.browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${shared.site.address}/compare`);
    await page.getByLabel('指标').fill('粮食产量');
    await page.getByLabel('目标').check();
    await page.getByLabel('总量').check();
    await page.getByRole('button', { name: '比较' }).click();
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('img', { name: /粮食产量/ }).count()).toBe(1);
    const csv = await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href');
    expect(await (await fetch(`${shared.site.address}${csv}`)).text()).toMatch(/^indicator,/);
    const cell = page
      .getByRole('row', { name: /荆门市/ })
      .getByRole('link')
      .first();
    const figure = await cell.innerText();
    await cell.click();
    expect(await page.locator('mark').first().innerText()).toContain(figure);
    await plain.close();
  });

  it('say what cannot be compared and what else might be asked', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/compare?indicator=GDP&region=nowhere`);
    expect(await page.getByRole('alert').textContent()).toContain('nowhere');
    await page.goto(`${shared.site.address}/compare?indicator=${encodeURIComponent('无此指标')}`);
    await page.getByText('请换一个指标').waitFor();
    await page.goto(`${shared.site.address}/compare?indicator=GDP&year=x&kind=y`);
    expect(await page.getByRole('alert').textContent()).toContain('年份要四位数');
  });

  it.each(['light', 'dark'] as const)('break no rule of axe-core and fit 320 pixels (%s)', async (colorScheme) => {
    for (const lang of ['zh-CN', 'en']) {
      const { page } = await openPage(shared.browser, { colorScheme, viewport: { width: 320, height: 568 } });
      const wide = () => page.evaluate('document.documentElement.scrollWidth');
      await page.goto(`${shared.site.address}/compare?indicator=GDP&kind=target&lang=${lang}`);
      expect([await inspect(page), await wide()]).toEqual([[], 320]);
      expect(await page.locator('.chart').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(
        0,
      );
      await page.goto(`${shared.site.address}/check?lang=${lang}`);
      await page.locator('#draft').fill(DRAFT);
      expect([await inspect(page), await wide()]).toEqual([[], 320]);
      await page.locator('.sheet .button.strong').click();
      await page.locator('.items li').first().waitFor();
      await page.locator('.marked .bad').click();
      await page.locator('.item.open .source mark').waitFor();
      expect([await inspect(page), await wide()]).toEqual([[], 320]);
      await page.context().close();
    }
  });
});
