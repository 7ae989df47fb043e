/** What the element does when the service fails, and when its page moves it about. */

import type { ServerResponse } from 'node:http';
import { beforeEach, expect, it } from 'vitest';
import { type Answering, watchEach, withChromium } from './browser.js';
import { sharePuppet } from './pages.js';
import { writeEvents, writeReply } from './reply.js';

const problem = (response: ServerResponse, status: number, detail: string, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ status, detail }));
};
const stream = (response: ServerResponse) => response.writeHead(200, { 'Content-Type': 'text/event-stream' });
const json = (response: ServerResponse, reply: object) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(reply));
};

withChromium('the element (needs /usr/bin/chromium)', () => {
  const shared = sharePuppet();
  const watched = watchEach(shared);
  beforeEach(() => {
    shared.puppet.left = 0;
    shared.pages.attributes = 'lang="zh-CN"';
  });

  const chat = (attributes = '') => `<wenju-chat endpoint="${shared.puppet.address}" ${attributes}></wenju-chat>`;

  /** Opens a page of this body; `/v1/ask` is answered by `answer`, lists are empty. */
  async function open(answer: Answering, body = chat()) {
    shared.puppet.answer = (request, response, sent) => {
      if (request.url === '/v1/ask') return answer(request, response, sent);
      return json(response, { documents: [], indexVersion: '', verdict: 'not_found', matches: [], items: [] });
    };
    shared.pages.body = body;
    const { page } = watched;
    await page.goto(`${shared.pages.address}/page`);
    return page;
  }

  async function ask(question = '问题') {
    const field = watched.page.getByRole('textbox', { name: '问题' }).first();
    await field.fill(question);
    await field.press('Enter');
  }

  const notice = () => watched.page.locator('.notice.bad').first();

  it('shows the composed answer while a model writes, then what it wrote, either at a press, and what was removed', async () => {
    const composed = writeReply('荆门');
    const { answer, citations } = composed;
    if (answer === null) throw new Error('the reply has an answer');
    const said = '荆门的经济长了百分之七。';
    const written = {
      ...composed,
      mode: 'generated',
      answer: { ...answer, text: `${said}[1]`, lead: [], table: null, sentences: [{ text: said, citations: [1] }] },
      generation: {
        used: true,
        model: 'm',
        reason: null,
        removed: [{ text: '荆门长了百分之八。', reason: 'figure' }],
        composed: { answer, citations },
      },
    };
    const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    let response: ServerResponse | undefined;
    const page = await open((_request, begun) => {
      response = stream(begun);
      response.write(event('composed', composed) + event('sentence', { delta: `${said}[1]`, citations }));
    });
    await ask();
    await page.locator('.so-far').waitFor();
    expect(await page.locator('.so-far').textContent()).toBe(said);
    expect(await page.locator('.sentence').first().textContent()).toContain(answer.sentences[0]?.text);
    response?.end(event('done', written));
    await page.locator('.written').waitFor();
    expect(await page.locator('.written').textContent()).toContain(said);
    expect(await page.locator('.so-far').count()).toBe(0);
    await page.getByRole('button', { name: '看原文摘录' }).click();
    expect(await page.locator('.written').count()).toBe(0);
    expect(await page.locator('.sentence').first().textContent()).toContain(answer.sentences[0]?.text);
    await page.getByRole('button', { name: '看写成的回答' }).click();
    await page.getByText('1 句未能在原文中核实').click();
    expect(await page.locator('.removed li').textContent()).toContain('数字与原文不符');
  });

  it('shows passages before the text, and the text as it comes', async () => {
    const [passages = '', citation = '', text = '', done = ''] = writeEvents(writeReply('荆门')).split(/(?<=\n\n)/);
    let response: ServerResponse | undefined;
    const page = await open((_request, begun) => {
      response = stream(begun);
      response.write(passages);
    });
    await ask();
    await page.locator('.passage').waitFor();
    expect(await page.locator('.sentence').count()).toBe(0);
    expect(await page.getByRole('status').textContent()).toBe('');
    response?.write(citation + text);
    await page.locator('.sentence .chip').first().waitFor();
    response?.end(done);
    await expect.poll(() => page.getByRole('status').textContent()).toContain('找到部分答案');
  });

  it('reads events whatever the ends of lines, cut anywhere', async () => {
    const bytes = Buffer.from(`: \r\n\r\n${writeEvents(writeReply('荆门'), '\r\n')}`);
    const page = await open(async (_request, response) => {
      stream(response);
      for (let at = 0; at < bytes.length; at += 101) {
        response.write(bytes.subarray(at, at + 101));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    await ask();
    await page.locator('.turn[aria-busy="false"] .chip').first().waitFor();
    expect(await page.locator('.sentence').textContent()).toContain('荆门地区生产总值增长7%。');
  });

  it('counts a long question, and neither cuts off nor sends what is too long', async () => {
    const page = await open((_request, response) => json(response, writeReply('荆门')));
    const field = page.getByRole('textbox', { name: '问题' });
    await field.fill('问'.repeat(2_001));
    await page.getByText('2001 字，最多 2000 字').waitFor();
    await field.press('Enter');
    expect([(await field.inputValue()).length, await page.locator('.turn').count()]).toEqual([2_001, 0]);
    await field.fill('问'.repeat(2_000));
    await page.getByText('2000 / 2000 字').waitFor();
    await field.press('Enter');
    await page.locator('.turn').waitFor();
    // The next question is counted from its own beginning.
    expect(await page.locator('.count').textContent()).toBe('');
  });

  it('says the answer aloud', async () => {
    const page = await open((_request, response) => json(response, writeReply('荆门')));
    await ask();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('找到部分答案，1 处引文。 荆门');
  });

  it('says the first sentence aloud where there is no lead, and what is missing where there is no answer', async () => {
    const reply = writeReply('荆门');
    const status = watched.page.getByRole('status');
    await open((_request, response) =>
      json(response, { ...reply, answer: reply.answer && { ...reply.answer, lead: [] } }),
    );
    await ask();
    await expect.poll(() => status.textContent()).toContain('荆门地区生产总值增长7%。');
    await open((_request, response) => json(response, { ...reply, status: 'not_found', answer: null, citations: [] }));
    await ask();
    await expect.poll(() => status.textContent()).toBe(`没有找到答案。 ${reply.notFound?.message}`);
  });

  it('says that the service cannot be reached, and asks again', async () => {
    const page = await open((request) => request.socket.destroy());
    await ask('再问');
    expect(await notice().textContent()).toContain('连不上服务');
    await page.context().setOffline(true);
    await notice().getByRole('button', { name: '重试' }).click();
    await page.getByText('网络已断开').first().waitFor();
    await page.context().setOffline(false);
    shared.puppet.answer = (_request, response) => json(response, writeReply('荆门'));
    await notice().getByRole('button', { name: '重试' }).click();
    await page.locator('.sentence .chip').first().waitFor();
    expect(await page.locator('.turn').count()).toBe(1);
  });

  it('counts down where there were too many questions, and may be asked again then', async () => {
    const page = await open((_request, response) => problem(response, 429, 'Too many.', { 'Retry-After': '2' }));
    await ask();
    expect(await notice().textContent()).toMatch(/提问太频繁[\s\S]*Too many[\s\S]*2 秒后可以重试/);
    expect(await notice().getByRole('button').isDisabled()).toBe(true);
    await notice().getByRole('button', { name: '1 秒后可以重试' }).waitFor();
    shared.puppet.answer = (_request, response) => json(response, writeReply('荆门'));
    await notice().getByRole('button', { name: '重试', exact: true }).click();
    await page.locator('.sentence .chip').first().waitFor();
  });

  it('waits as long as it is told, by seconds or by a date, and five minutes at most', async () => {
    const page = await open((_request, response) => problem(response, 503, '', { 'Retry-After': '99999' }));
    await ask();
    await page.getByRole('button', { name: '300 秒后可以重试' }).waitFor();
    const date = new Date(Date.now() + 60_000).toUTCString();
    shared.puppet.answer = (_request, response) => problem(response, 429, '', { 'Retry-After': date });
    await ask();
    await page.getByRole('button', { name: /^(?:59|60) 秒后可以重试/ }).waitFor();
  });

  it('says that a reference could not be had, where the title stands for it in what is copied', async () => {
    const page = await open((_request, response) => json(response, writeReply('荆门')));
    await ask();
    await page.getByRole('button', { name: '复制回答和出处' }).click();
    await page.getByText('参考文献没有取到').waitFor({ state: 'attached' });
  });

  it('underlines the chosen tab alone where the reader has colours of their own', async () => {
    await watched.page.emulateMedia({ forcedColors: 'active' });
    const page = await open((_request, response) => json(response, writeReply('荆门')));
    const lines = await page
      .getByRole('tab')
      .evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).borderBottomColor));
    const paper = await page.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
    expect(lines.map((line) => line === paper)).toEqual([false, true, true]);
  });

  it('takes its colours from the page, whatever the page calls them', async () => {
    const page = await open((_request, response) => json(response, writeReply('荆门')));
    await page.evaluate(
      "for (const [name, value] of [['--line', 'rgb(1, 2, 3)'], ['--wenju-line', 'var(--line)']]) document.querySelector('wenju-chat').style.setProperty(name, value)",
    );
    const colour =
      "getComputedStyle(document.querySelector('wenju-chat').shadowRoot.querySelector('.panel')).borderColor";
    expect(await page.evaluate(colour)).toBe('rgb(1, 2, 3)');
  });

  it('shows what the service refused, and what is no service at all', async () => {
    const page = await open((_request, response) => problem(response, 400, '<b>No</b>'));
    await ask();
    await expect.poll(() => notice().textContent()).toContain('<b>No</b>');
    shared.puppet.answer = (_request, response) => void response.end('<html>');
    await notice().getByRole('button', { name: '重试' }).click();
    await page.getByText('服务出错了').first().waitFor();
  });

  it('keeps what came of an answer that broke off', async () => {
    const page = await open((_request, response) => {
      stream(response).write(writeEvents(writeReply('荆门')).replace(/event: done[\s\S]*/, ''));
      setTimeout(() => response.destroy(), 100);
    });
    await ask();
    await page.getByText('连接中断').first().waitFor();
    // The line of the lead and the quotation: only the whole reply tells them apart.
    expect(await page.locator('.sentence').count()).toBe(2);
  });

  it('says when it takes longer, and stops when told', async () => {
    const page = await open((_request, response) => void stream(response).write(': \n\n'));
    await ask();
    await page.getByText('比平时久一些').waitFor({ timeout: 10_000 });
    await page.getByRole('button', { name: '停止' }).click();
    await page.getByText('已停止').waitFor();
    await expect.poll(() => shared.puppet.left).toBe(1);
  });

  it('leaves Enter to an input method that is composing', async () => {
    let asked = 0;
    const page = await open((_request, response) => {
      asked += 1;
      json(response, writeReply('荆门'));
    });
    const field = page.getByRole('textbox', { name: '问题' });
    await field.focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'jing men', selectionStart: 8, selectionEnd: 8 });
    // What Chromium sends for a key that the input method takes.
    const enter = { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
    await session.send('Input.dispatchKeyEvent', enter);
    // And what Safari does: the key that ended the composition, after its end.
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    expect(asked).toBe(0);
    await session.send('Input.insertText', { text: '荆门' });
    await field.press('Shift+Enter');
    expect(await field.inputValue()).toBe('荆门\n');
    await field.press('Enter');
    await page.locator('.sentence').waitFor();
    expect(asked).toBe(1);
  });

  it('goes on when it is moved, and lets go when it is removed', async () => {
    let response: ServerResponse | undefined;
    const page = await open((_request, begun) => {
      response = stream(begun);
      response.write(': \n\n');
    }, `${chat()}<div id="elsewhere"></div>`);
    await ask();
    await expect.poll(() => response !== undefined).toBe(true);
    await page.evaluate("document.querySelector('#elsewhere').append(document.querySelector('wenju-chat'))");
    response?.end(writeEvents(writeReply('荆门')));
    await page.locator('#elsewhere .sentence').waitFor();
    expect(shared.puppet.left).toBe(0);
    await ask('第二问');
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
    await page.evaluate("window.kept = new WeakRef(document.querySelector('wenju-chat')); kept.deref().remove()");
    await expect.poll(() => shared.puppet.left).toBe(1);
    const session = await page.context().newCDPSession(page);
    await expect
      .poll(
        async () => {
          await session.send('HeapProfiler.collectGarbage');
          return page.evaluate('kept.deref() === undefined');
        },
        { timeout: 10_000 },
      )
      .toBe(true);
  });

  it('stands twice on a page, each by itself', async () => {
    const page = await open(
      (_request, response) => json(response, writeReply('荆门')),
      chat('id="a"') + chat('id="b"'),
    );
    await page.evaluate("window.heard = []; addEventListener('wenju-answer', ({ target }) => heard.push(target.id))");
    await page.evaluate("Promise.all([...document.querySelectorAll('wenju-chat')].map((each) => each.ask('问题')))");
    expect(await page.evaluate<string[]>('heard.sort()')).toEqual(['a', 'b']);
    await page.locator('#b .chip').first().click();
    expect(await page.locator('#a .card').count()).toBe(0);
    expect(await page.locator('#b .card').count()).toBe(1);
  });

  it('scrolls to a question without moving the page around it', async () => {
    const lines = '<p>行</p>'.repeat(12);
    const page = await open((_request, response) => json(response, writeReply('荆门')), lines + chat() + lines);
    await page.evaluate('scrollTo(0, 100)');
    for (const times of [1, 2, 3]) {
      await page.evaluate("document.querySelector('wenju-chat').ask('问题')");
      await expect.poll(() => page.locator('.turn').count()).toBe(times);
    }
    expect(await page.evaluate('scrollY')).toBe(100);
    const top = await page.locator('.turn').last().boundingBox();
    const log = await page.locator('.scroll').first().boundingBox();
    // The padding of the log at most.
    expect((top?.y ?? 0) - (log?.y ?? 0)).toBeLessThan(20);
  });

  it('tells the page of an error', async () => {
    const page = await open((_request, response) => problem(response, 503, 'Not yet.'));
    await page.evaluate("addEventListener('wenju-error', ({ detail }) => { window.heard = detail })");
    await page.evaluate("document.querySelector('wenju-chat').ask('问题')");
    expect(await page.evaluate('heard')).toEqual({ kind: 'unavailable', status: 503, message: 'Not yet.' });
  });

  it('keeps each of its buttons on one line at 320 pixels, in both languages', async () => {
    for (const lang of ['zh-CN', 'en']) {
      const page = await open((_request, response) => json(response, writeReply('荆门')), chat(`lang="${lang}"`));
      await page.setViewportSize({ width: 320, height: 568 });
      const heights = await page
        .locator('.head > :is(button, select)')
        .evaluateAll((controls) => controls.map((each) => each.getBoundingClientRect().height));
      expect(heights).toEqual([36, 36, 36]);
      const { scrollWidth, clientWidth } = await page
        .locator('.head')
        .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
      expect(scrollWidth).toBe(clientWidth);
    }
  });

  it('fits 320 pixels (a page of 640 at twice its size), and a page that is written from right to left', async () => {
    shared.pages.attributes = 'lang="ar" dir="rtl"';
    const page = await open((_request, response) => json(response, writeReply('荆门')), chat('lang="zh-CN"'));
    await page.setViewportSize({ width: 320, height: 568 });
    await ask();
    await page.locator('.chip').first().click();
    await page.locator('.card').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const wide =
      "[...document.querySelector('wenju-chat').shadowRoot.querySelectorAll('.scroll')].filter((each) => each.scrollWidth > each.clientWidth).length";
    expect(await page.evaluate(wide)).toBe(0);
  });
});
