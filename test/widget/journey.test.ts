/** The journey of a reader: the whole way at once, its parts, and the whole way by keys alone. */

import { readFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { readDraftFile } from '../../src/widget/read-draft.js';
import { printText, shareSite, type Watched, watchEach, withChromium } from './browser.js';
import { writeReply } from './reply.js';

/** Share of an element that a reader sees: in the window, and under nothing else. Runs in the page. */
const MEASURE_SEEN = (element: Element): number => {
  const root = element.getRootNode() as ShadowRoot;
  let [seen, all] = [0, 0];
  for (const { left, top, width, height } of element.getClientRects()) {
    for (let x = 2; x < width; x += 7) {
      for (let y = 2; y < height; y += 7) {
        all += 1;
        const hit = root.elementFromPoint(left + x, top + y);
        if (hit !== null && (element === hit || element.contains(hit))) seen += 1;
      }
    }
  }
  return seen / all;
};

const TARGET = '2024年荆门GDP增长目标是多少？';

/** One line that seven sentences prove, and one of these. */
const replyOfMany = ((reply) => {
  const [citation] = reply.citations;
  if (!reply.answer || !citation) throw new Error('The reply has an answer with a citation.');
  const citations = [1, 2, 3, 4, 5, 6, 7].map((marker) => ({ ...citation, marker, start: marker }));
  const lead = [{ text: '七个地方', citations: citations.map(({ marker }) => marker) }];
  return { ...reply, citations, answer: { ...reply.answer, table: null, lead } };
})(writeReply('荆门'));

withChromium('a reader (needs /usr/bin/chromium)', () => {
  // The model is loaded with the first question, which takes long on a busy machine.
  const shared = shareSite((service) => service.ask(AskRequest.parse({ question: TARGET })));
  const watched = watchEach(shared, { permissions: ['clipboard-read', 'clipboard-write'] });
  beforeEach(() => {
    shared.site.body = '<wenju-chat></wenju-chat>';
    shared.site.attributes = 'lang="zh-CN"';
  });

  async function open(): Promise<Watched['page']> {
    const { page } = watched;
    await page.goto(`${shared.site.address}/page`);
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

  it('asks in both languages, reads, cites, reads on, is refused, loses the connection and asks again', async () => {
    const { page } = watched;
    const missing: string[] = [];
    page.context().on('response', (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await page.goto(shared.site.address);
    await page.getByText('可以这样问').waitFor();

    await ask(TARGET);
    const first = page.locator('.turn').first();
    expect(await first.locator('.lead .value').textContent()).toContain('7%');
    expect(await first.locator('.sentence').first().textContent()).toMatch(/7%[\s\S]*荆门市2024年.+ ¶\d+\s*$/);
    expect(await page.getByRole('status').textContent()).toContain('回答完毕');

    await first.locator('.chip').first().click();
    const card = page.getByRole('dialog');
    const quote = (await card.locator('mark').textContent()) ?? '';
    expect(quote).toContain('7%');
    expect(await card.locator('.context').textContent()).not.toBe(quote);
    expect(await card.locator('.place').textContent()).toMatch(/荆门市2024年[\s\S]*荆门市 · 2024 · .+ · 第 \d+ 段/);
    await card.getByRole('button', { name: '复制参考文献' }).click();
    await card.getByRole('button', { name: '已复制' }).waitFor();
    const reference = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(reference).toMatch(/荆门市.*\[[A-Z]\]/);

    const [reader] = await Promise.all([
      page.context().waitForEvent('page'),
      card.getByRole('link', { name: '在全文中阅读' }).click(),
    ]);
    await reader.locator('#quote').waitFor();
    expect(await reader.locator('mark').allTextContents()).toEqual([quote]);
    await expect
      .poll(() => reader.evaluate("document.querySelector('#quote').getBoundingClientRect().top / innerHeight"))
      .toBeLessThan(0.7);
    const isInView =
      "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('#quote').getBoundingClientRect())";
    await expect.poll(() => reader.evaluate(isInView)).toBe(true);
    expect(await reader.locator('.reference').textContent()).toBe(reference);
    await reader.close();

    await card.getByRole('button', { name: '关闭' }).click();
    await ask('What is the GDP growth target of Jingmen for 2024?');
    expect(await page.locator('.turn').nth(1).locator('.sentence').first().textContent()).toContain('7%');

    await ask('2024年深圳GDP增长目标是多少？');
    const refused = page.locator('.turn').last();
    expect(await refused.locator('.missing').textContent()).toContain('深圳');
    expect(await refused.locator('.chip').count()).toBe(0);
    expect(await refused.locator('.not-evidence').textContent()).toContain('不能作为证据');
    expect(missing).toEqual([]);

    await page.context().setOffline(true);
    await ask('2021年仙桃的主要目标是什么？');
    await page.getByText('网络已断开').first().waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.turn').last().locator('.chip').first().waitFor();
    expect(await page.locator('.turn').count()).toBe(4);
    expect(missing).toEqual([]);
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

  it('sends what was asked before, limits nothing by it, and shows how a question was understood', async () => {
    const page = await open();
    await ask(TARGET);
    const asked = page.waitForRequest('**/v1/ask');
    await ask('粮食产量是多少？');
    const { filters, history } = (await asked).postDataJSON();
    expect(filters).toEqual({ regions: [], years: [] });
    expect(history).toMatchObject([{ question: TARGET, answer: expect.stringContaining('7%') }]);
    expect(await page.locator('.limit').count()).toBe(0);
    const understood = page.locator('.turn').last().locator('.understood');
    expect(await understood.textContent()).toContain('荆门');
    await understood.getByRole('button').click();
    expect(await page.getByRole('textbox', { name: '问题' }).inputValue()).toContain('荆门');
  });

  it('is told under which limit nothing was found, and asks without it', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: '地区…' }).selectOption('仙桃市');
    await ask(TARGET);
    const turn = page.locator('.turn').last();
    expect(await turn.locator('.notice').textContent()).toContain('这次只查了：仙桃市');
    await turn.getByRole('button', { name: '去掉限定，再问一次' }).click();
    await turn.locator('.sentence .chip').first().waitFor();
    expect(await page.locator('.limit').count()).toBe(0);
  });

  it('is greeted, and presses a question that help proposes', async () => {
    const page = await open();
    await ask('你好');
    const help = page.locator('.turn').first();
    expect(await help.locator('.lead').allTextContents()).not.toContainEqual(expect.stringContaining('试试问'));
    expect(await help.getByRole('button', { name: '复制回答和出处' }).count()).toBe(0);
    await help.locator('.suggestion').first().click();
    await page.locator('.turn').nth(1).locator('.sentence .chip').first().waitFor();
  });

  it('sees names of many sources only where they are wanted', async () => {
    const page = await open();
    await page.route('**/v1/ask', (route) => route.fulfill({ json: replyOfMany }));
    await ask('哪些地方提到低空经济？');
    const chips = page.locator('.turn .chip');
    expect(await chips.filter({ visible: true }).count()).toBe(1);
    await page.getByText('出处 7 处').click();
    expect(await chips.filter({ visible: true }).count()).toBe(8);
  });

  it('goes on with a suggestion made of what is indexed', async () => {
    const page = await open();
    await ask(TARGET);
    await page.locator('.turn .suggestion').first().click();
    await page.locator('.turn').nth(1).locator('.answer, .notice').first().waitFor();
    expect(await page.locator('.turn').first().locator('.suggestion').count()).toBe(0);
  });

  for (const [device, viewport] of [
    ['desk', { width: 1366, height: 657 }],
    ['phone', { width: 390, height: 664 }],
  ] as const) {
    it(`sees question, quotation and cited words at once on a ${device}, and steps through the citations`, async () => {
      const { page } = watched;
      await page.setViewportSize(viewport);
      await page.goto(shared.site.address);
      await page.getByText('可以这样问').waitFor();
      await ask('2024年荆门和仙桃的GDP增长目标分别是多少？');
      await ask('荆门2023年有哪些成绩？');
      const turn = page.locator('.turn').last();
      await turn.locator('.sentence .chip').first().click();
      const card = page.getByRole('dialog');
      await card.locator('.neighbour').first().waitFor();
      const count = await turn.locator('.sentence .chip').count();
      expect(count).toBeGreaterThan(2);
      for (let at = 0; at < count; at += 1) {
        const shown = [turn.locator('.question'), turn.locator('.sentence').nth(at), card.locator('mark')];
        for (const each of shown) expect(await each.evaluate(MEASURE_SEEN), `${at}`).toBeGreaterThanOrEqual(0.9);
        if (at + 1 < count) {
          await card.getByRole('button', { name: '下一处引文' }).click();
          await card.getByText(`${at + 2}/${count}`).waitFor();
          await card.locator('.neighbour').first().waitFor();
        }
      }
      await page.keyboard.press('Escape');
      expect(await card.count()).toBe(0);
    });
  }

  it('is understood by what was asked before, and told how', async () => {
    const page = await open();
    await ask(TARGET);
    await ask('城镇新增就业的目标呢');
    const said = page.locator('.turn').last().locator('.understood');
    await expect.poll(() => said.textContent()).toContain('理解为：荆门2024年城镇新增就业的目标');
  });

  it('is answered about another place whose report is of another year', async () => {
    const page = await open();
    await ask('2024年荆门粮食总产目标是多少？');
    await ask('那咸宁呢？');
    const answer = page.locator('.turn').last().locator('.answer');
    await expect.poll(() => answer.textContent()).toContain('117万吨');
  });

  it('picks a place among those that are indexed', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: '地区…' }).selectOption('仙桃市');
    const asked = page.waitForRequest('**/v1/ask');
    await ask('今年的主要目标是什么？');
    expect((await asked).postDataJSON().filters.regions).toEqual(['仙桃市']);
  });

  it('checks a draft and sees which figure differs, at its mark and with its source', async () => {
    const page = await open();
    await page.getByRole('tab', { name: '核对文稿' }).click();
    await page.getByRole('textbox', { name: '要核对的句子或文稿' }).fill('2023年荆门市地区生产总值增长9.9%。');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    const item = page.locator('.items li').first();
    await item.waitFor();
    expect(await item.textContent()).toContain('数值不符');
    await page.locator('.marked .spot').click();
    await item.locator('.source mark').waitFor();
  });

  it.each([
    ['a small phone', { width: 320, height: 568 }],
    ['a desk at 200 %', { width: 640, height: 400 }],
  ])('sees four lines of an answer or more on %s', async (_, viewport) => {
    const { page } = watched;
    await page.setViewportSize(viewport);
    for (const lang of ['zh-CN', 'en']) {
      await page.goto(`${shared.site.address}/?lang=${lang}&q=${encodeURIComponent(TARGET)}`);
      const answer = page.locator('.turn[aria-busy="false"] .answer').last();
      await answer.waitFor();
      const lines = () =>
        answer.evaluate((element) => {
          const log = element.closest('.scroll')?.getBoundingClientRect();
          const { top, bottom } = element.getBoundingClientRect();
          const seen = Math.min(bottom, log?.bottom ?? 0, innerHeight) - Math.max(top, log?.top ?? 0);
          return seen / Number.parseFloat(getComputedStyle(element).lineHeight);
        });
      await expect.poll(lines).toBeGreaterThanOrEqual(4);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      const panel = page.locator('.panel');
      expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
  });

  it('comes back from the source to the question that led there, which no address tells', async () => {
    const { page } = watched;
    const asked: string[] = [];
    page.context().on('request', (request) => asked.push(request.url()));
    await page.goto(shared.site.address);
    await page.getByText('可以这样问').waitFor();
    await ask(TARGET);
    await ask('2024年荆门的主要目标是什么？');
    asked.length = 0;
    await page.locator('.turn').first().locator('.chip').first().click();
    const opening = page.waitForEvent('popup');
    await page.locator('.card').getByRole('link', { name: '在全文中阅读' }).click();
    const reader = await opening;
    await reader.locator('#quote').waitFor();
    await reader.getByRole('link', { name: `回到问题：${TARGET}` }).click();
    await reader.locator('.turn').nth(1).waitFor();
    const question = reader.locator('.turn').first().locator('.question');
    await expect.poll(() => question.evaluate(MEASURE_SEEN)).toBeGreaterThan(0.9);
    expect(decodeURIComponent(asked.join(' '))).not.toContain('荆门');
    await reader.close();
  });

  it('looks a quotation up', async () => {
    const page = await open();
    const [first] = (await shared.service.documents()).documents;
    const { text } = await shared.service.document(first?.id ?? '');
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
    shared.site.body = '<wenju-chat mode="bubble"></wenju-chat>';
    const { page } = watched;
    await page.goto(`${shared.site.address}/page`);
    await page.getByRole('button', { name: '打开文据' }).waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate<string>(
        "(({ id, className, localName }) => id || className || localName || '')(document.querySelector('wenju-chat').shadowRoot.activeElement ?? {})",
      );
    const pressUntil = async (key: string, wanted: string) => {
      for (let times = 0; times < 40 && !(await focused()).startsWith(wanted); times += 1) await press(key);
      expect(await focused()).toContain(wanted);
    };
    await press('Tab', 'Enter');
    await page.getByRole('textbox', { name: '问题' }).waitFor();
    await page.keyboard.type(TARGET);
    await press('Enter');
    await page.locator('.turn[aria-busy="false"]').waitFor();
    await pressUntil('Shift+Tab', 'chip-');
    const chip = await focused();
    await press('Enter');
    await page.locator('.card .button.strong:enabled').waitFor();
    expect(await focused()).toBe('card');
    await pressUntil('Tab', 'button strong');
    await press('Enter');
    await page.getByRole('button', { name: '已复制' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('荆门市');
    await press('Escape');
    expect(await focused()).toBe(chip);
    await pressUntil('Shift+Tab', 'tab-ask');
    await press('ArrowRight', 'ArrowRight');
    expect(await focused()).toBe('tab-quote');
    await press('ArrowLeft');
    await pressUntil('Tab', 'draft');
    await page.keyboard.type('2023年荆门市地区生产总值增长9.9%。');
    await press('Tab', 'Space');
    await page.getByText('数值不符').waitFor();
    await press('Escape');
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
    // Waiting for a function in the page would evaluate text, which its policy forbids.
    await expect.poll(() => page.evaluate('window.paper ?? null')).not.toBeNull();
    const paper = await page.evaluate<string>('window.paper');
    expect(paper).toMatch(/\[1\][\s\S]*参考文献[\s\S]*\[1\][\s\S]*荆门市/);
    await expect.poll(() => page.locator('.wenju-print').count()).toBe(0);
  });

  it('prints the same by the keys, and by the menu of the browser with the references that are known', async () => {
    const { page } = watched;
    await page.addInitScript(
      "window.print = () => { window.paper = document.querySelector('.wenju-print').shadowRoot.textContent; }",
    );
    await page.goto(shared.site.address);
    await page.getByText('可以这样问').waitFor();
    await ask(TARGET);
    const byMenu = await printText(page);
    expect(byMenu).toMatch(/增长7%\[1\].*参考文献\[1\]荆门市/);
    expect(byMenu).not.toMatch(/发送|收录的文件|\[[A-Z]/);
    await page.keyboard.press('Control+p');
    await expect.poll(() => page.evaluate<string>('window.paper ?? ""')).toMatch(/\[1\][\s\S]*参考文献[\s\S]*\[[A-Z]/);
    expect(await printText(page)).toMatch(/参考文献.*\[[A-Z]/);
    expect(await page.locator('.wenju-print').count()).toBe(0);
  });

  it('takes the conversation along as a Word file that our own reader reads, and as Markdown', async () => {
    const page = await open();
    await ask(TARGET);
    const save = async (format: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('combobox', { name: '保存…' }).selectOption(format),
      ]);
      return readFile(await download.path());
    };
    const word = await readDraftFile(new File([new Uint8Array(await save('存为 Word'))], 'wenju.docx'));
    expect(word).toMatch(/GDP增长目标是多少？\n.*增长7%\[1\][\s\S]*参考文献\n\[1\] .*荆门市/);
    expect((await save('存为 Markdown')).toString()).toMatch(/## 2024年荆门GDP[\s\S]*\[\^1\][\s\S]*\[\^1\]: /);
  });

  it('names places in English to English readers', async () => {
    const { page } = watched;
    await page.goto(`${shared.site.address}/?lang=en`);
    await page.getByRole('combobox', { name: 'Place…' }).selectOption('Jingmen');
    await page.getByRole('button', { name: 'Remove the limit: Jingmen' }).waitFor();
    await ask('What is the GDP growth target for 2024?');
    expect(await page.locator('.sentence .chip').first().textContent()).toMatch(/^Jingmen 2024 \w+ ¶\d+$/);
  });

  it('starts anew', async () => {
    const page = await open();
    await ask(TARGET);
    await page.getByRole('button', { name: '新对话' }).click();
    await page.getByText('向政府工作报告提问').waitFor();
    expect(await page.locator('.limit').count()).toBe(0);
  });
});
