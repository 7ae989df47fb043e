/** The desk where a language model is configured: its view of what stays open, asked for, marked as its own, and taken along. */

import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limitWork } from '../../src/serve/work.js';
import { REPORTS } from '../answer/generated/reports.js';
import { type ScriptedModel, say, startScriptedModel } from '../answer/generated/scripted-model.js';
import { servePapers } from '../answer/papers.js';
import { inspect } from './axe.js';
import { openBrowser, openPage, type Site, startSite, withChromium } from './browser.js';

const LIBRARY = '孝感市新的图书馆已经向市民敞开大门。';
const OPENED = '市图书馆新馆建成开放，全年接待读者92万人次。';
const DRAFT = `孝感市2024年新建充电桩1260个。${LIBRARY}`;

withChromium('the desk with a language model (needs /usr/bin/chromium)', () => {
  let model: ScriptedModel;
  let site: Site;
  let browser: Browser;
  const papers = servePapers(REPORTS, async () => {
    model = await startScriptedModel();
    return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmTimeout: 5 };
  });
  beforeAll(async () => {
    site = await startSite(limitWork(papers.service));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await model?.close();
  });

  it.each(['light', 'dark'] as const)(
    'asks it when the writer wants it, and shows what it goes by (%s)',
    async (colorScheme) => {
      model.play((request) => say(`supported [${request.idOf(OPENED)}] “${OPENED}”`));
      const before = model.seen.length;
      const { page, complaints } = await openPage(browser, { colorScheme, viewport: { width: 320, height: 640 } });
      await page.goto(`${site.address}/check`);
      await page.locator('#draft').fill(DRAFT);
      await page.locator('#draft').press('Control+Enter');
      const ask = page.getByRole('button', { name: '请语言模型看看没有核实的 1 句' });
      await ask.waitFor();
      expect(model.seen.length).toBe(before);
      await ask.click();
      await page.getByText('模型认为相符').waitFor();
      const opinion = page.locator('.opinion');
      expect(await opinion.innerText()).toContain(OPENED);
      expect(await page.getByText('由语言模型（scripted）判断，不算核对结论').count()).toBe(1);
      await opinion.locator('.chip').click();
      await opinion.locator('.source mark').waitFor();
      expect(await opinion.locator('.source mark').innerText()).toBe(OPENED);
      expect([await inspect(page), await page.evaluate('document.documentElement.scrollWidth')]).toEqual([[], 320]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '存为 Markdown' }).click(),
      ]);
      const report = await readFile(await download.path(), 'utf8');
      expect(report).toMatch(new RegExp(`## 语言模型的看法\\s+模型认为相符：${LIBRARY}；.*${OPENED}\\[\\^\\d\\]`));
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('says so where it has no view that can be verified', async () => {
    model.play(() => say('open'));
    const { page } = await openPage(browser, { locale: 'en-US' });
    await page.goto(`${site.address}/check?lang=en`);
    await page.locator('#draft').fill(DRAFT);
    await page.locator('#draft').press('Control+Enter');
    await page.getByRole('button', { name: /^Ask the language model about 1 / }).click();
    await page.getByText('gave no view that could be verified').waitFor();
    await page.context().close();
  });
});
