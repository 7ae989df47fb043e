/** The journey of a reader: asks, reads, opens a citation, copies its reference, checks, looks up; by mouse and by keys. */

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { openTestService } from '../service.js';
import { openBrowser, openPage, type Site, startSite, type Watched, withChromium } from './browser.js';

withChromium('a reader (needs /usr/bin/chromium)', () => {
  let service: Service;
  let site: Site;
  let browser: Browser;
  let watched: Watched;

  beforeAll(async () => {
    service = await openTestService();
    site = await startSite(service);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });
  beforeEach(async () => {
    site.body = '<wenju-chat></wenju-chat>';
    site.attributes = 'lang="zh-CN"';
    watched = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  });
  afterEach(async () => {
    await watched.page.context().close();
    expect(watched.complaints).toEqual([]);
  });

  const TARGET = '2024年荆门GDP增长目标是多少？';

  async function open(): Promise<Watched['page']> {
    const { page } = watched;
    await page.goto(`${site.address}/page`);
    await page.getByRole('textbox', { name: /问题|Question/ }).waitFor();
    return page;
  }

  async function ask(question: string): Promise<void> {
    const { page } = watched;
    const field = page.getByRole('textbox', { name: /问题|Question/ });
    const done = page.locator('.turn[aria-busy="false"]');
    const before = await done.count();
    await field.fill(question);
    await field.press('Enter');
    await done.nth(before).waitFor();
  }

  it('reads an answer whose sentences end in chips', async () => {
    const page = await open();
    await ask(TARGET);
    await expect.poll(() => page.locator('.sentence').first().textContent()).toContain('7%');
    expect(await page.locator('.sentence .chip').first().textContent()).toBe('1');
    expect(await page.getByRole('status').textContent()).toContain('回答完毕');
  });

  it('opens a citation in its surroundings and copies its GB/T 7714 reference', async () => {
    const page = await open();
    await ask(TARGET);
    await page.locator('.chip').first().click();
    const card = page.getByRole('dialog');
    await expect.poll(() => card.locator('mark').textContent()).toContain('7%');
    expect(await card.locator('.context').textContent()).not.toBe(await card.locator('mark').textContent());
    expect(await card.textContent()).toContain('荆门市');
    const copy = card.getByRole('button', { name: '复制参考文献' });
    await copy.click();
    await card.getByRole('button', { name: '已复制' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/荆门市.*\[.*\]/);
  });

  it('keeps the chosen style of reference for the next visit', async () => {
    const page = await open();
    await ask(TARGET);
    await page.locator('.chip').first().click();
    await page.getByRole('dialog').getByRole('combobox').selectOption('bibtex');
    await expect.poll(() => page.locator('.reference-text').textContent()).toContain('@');
    await open();
    await ask(TARGET);
    await page.locator('.chip').first().click();
    await expect.poll(() => page.locator('.reference-text').textContent()).toContain('@');
  });

  it('keeps the place for the next question, until another is named or it is removed', async () => {
    const page = await open();
    await ask(TARGET);
    await page.getByRole('button', { name: '去掉限定：荆门市' }).waitFor();
    const asked = page.waitForRequest('**/v1/ask');
    await ask('粮食产量是多少？');
    expect((await asked).postDataJSON().filters.regions).toEqual(['荆门市']);
    await ask('2021年仙桃GDP增长目标是多少？');
    await page.getByRole('button', { name: '去掉限定：仙桃市' }).waitFor();
    expect(await page.getByRole('button', { name: '去掉限定：荆门市' }).count()).toBe(0);
    await page.getByRole('button', { name: '去掉限定：仙桃市' }).click();
    expect(await page.getByRole('button', { name: '去掉限定：仙桃市' }).count()).toBe(0);
  });

  it('picks a place among those that are indexed', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: '地区…' }).selectOption('仙桃市');
    const asked = page.waitForRequest('**/v1/ask');
    await ask('今年的主要目标是什么？');
    expect((await asked).postDataJSON().filters.regions).toEqual(['仙桃市']);
  });

  it('is told what is missing, what there is, and what is no evidence', async () => {
    const page = await open();
    await ask('2024年深圳GDP增长目标是多少？');
    const turn = page.locator('.turn').last();
    expect(await turn.locator('.notice.warn').textContent()).toContain('深圳');
    expect(await turn.locator('.chip').count()).toBe(0);
    expect(await turn.textContent()).toContain('不能作为证据');
  });

  it('asks in English on an English page', async () => {
    site.attributes = 'lang="en"';
    const page = await open();
    await ask('What is the GDP growth target of Jingmen for 2024?');
    expect(await page.locator('.sentence').first().textContent()).toContain('7%');
    expect(await page.getByRole('status').textContent()).toContain('Answered');
  });

  it('checks a draft and sees which figure differs', async () => {
    const page = await open();
    await page.getByRole('tab', { name: '核对文稿' }).click();
    await page.getByRole('textbox', { name: '要核对的句子或文稿' }).fill('2023年荆门市地区生产总值增长9.9%。');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    const item = page.locator('.items li').first();
    await item.waitFor();
    expect(await item.textContent()).toContain('数值不符');
    await item.locator('.chip').click();
    await page.getByRole('dialog').locator('mark').waitFor();
  });

  it('looks a quotation up', async () => {
    const page = await open();
    const text = service.document(service.documents().documents[0]?.id ?? '').text;
    const quotation =
      text
        .split('\n')
        .find((line) => line.length > 60)
        ?.slice(0, 40) ?? '';
    await page.getByRole('tab', { name: '查引文' }).click();
    await page.getByRole('textbox', { name: '要查的引文' }).fill(quotation);
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('heading', { name: '一字不差。' }).waitFor();
    expect(await page.locator('.match .reference-text').first().textContent()).toContain('[');
  });

  it('goes the whole way by keys alone, and comes back where they were', async () => {
    site.body = '<wenju-chat mode="bubble"></wenju-chat>';
    const { page } = watched;
    await page.goto(`${site.address}/page`);
    await page.getByRole('button', { name: '打开文据' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '问题' }).waitFor();
    await page.keyboard.type(TARGET);
    await page.keyboard.press('Enter');
    await page.locator('.turn[aria-busy="false"]').waitFor();
    const focused = () =>
      page.evaluate<string>(
        "(({ id, className, localName }) => id || className || localName)(document.querySelector('wenju-chat').shadowRoot.activeElement ?? {})",
      );
    while (!(await focused()).startsWith('chip-')) await page.keyboard.press('Shift+Tab');
    const chip = await focused();
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
    expect(await focused()).toBe('card');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe(chip);
    await page.keyboard.press('Escape');
    expect(await page.locator('.panel').count()).toBe(0);
    expect(await focused()).toBe('bubble');
  });

  it('prints the conversation alone, with numbered references', async () => {
    const page = await open();
    await page.evaluate(
      "window.print = () => { window.paper = document.querySelector('.wenju-print').shadowRoot.textContent; }",
    );
    await ask(TARGET);
    await page.getByRole('button', { name: '打印' }).click();
    await page.waitForFunction('window.paper');
    const paper = await page.evaluate<string>('window.paper');
    expect(paper).toMatch(/\[1\][\s\S]*参考文献[\s\S]*\[1\][\s\S]*荆门市/);
    await expect.poll(() => page.locator('.wenju-print').count()).toBe(0);
  });

  it('starts anew', async () => {
    const page = await open();
    await ask(TARGET);
    await page.getByRole('button', { name: '新对话' }).click();
    await page.getByText('向政府工作报告提问').waitFor();
    expect(await page.locator('.limit').count()).toBe(0);
  });
});
