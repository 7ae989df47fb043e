/** Pages of others that embed the element, and what they do to it: boxes that grow, text that is styled, frames, ways back. */

import { beforeEach, expect, it } from 'vitest';
import { printText, watchEach, withChromium, writePage } from './browser.js';
import { sharePuppet } from './pages.js';
import { writeReply } from './reply.js';

withChromium('the element in pages of others (needs /usr/bin/chromium)', () => {
  const shared = sharePuppet();
  const watched = watchEach(shared, { viewport: { width: 1200, height: 800 } });
  let asked = 0;
  beforeEach(() => {
    asked = 0;
    shared.puppet.answer = (request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      if (request.url === '/v1/ask') asked += 1;
      const reply =
        request.url === '/v1/ask' ? writeReply('荆门市政府工作报告'.repeat(4)) : { documents: [], matches: [] };
      response.end(JSON.stringify(reply));
    };
  });

  const chat = (attributes = '') =>
    `<wenju-chat lang="zh-CN" endpoint="${shared.puppet.address}" ${attributes}></wenju-chat>`;

  async function open(body: string, style = '') {
    shared.pages.body = body;
    const { page } = watched;
    await page.goto(`${shared.pages.address}/page`);
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, style);
    return page;
  }

  async function ask(question = '问题') {
    const { page } = watched;
    const done = page.locator('.turn[aria-busy="false"]');
    const before = await done.count();
    const field = page.getByRole('textbox', { name: '问题' }).first();
    await field.fill(question);
    await field.press('Enter');
    await done.nth(before).waitFor();
  }

  it.each([
    ['a row', '#box { display: flex } aside { width: 300px; flex: none }'],
    ['a grid', '#box { display: grid; grid-template-columns: auto 300px }'],
  ])('is as wide in %s after an answer as before', async (_, style) => {
    const page = await open(`<div id="box">${chat()}<aside>边栏</aside></div>`, `body { margin: 0 } ${style}`);
    const width = async () => (await page.locator('wenju-chat').boundingBox())?.width;
    const before = await width();
    expect(before).toBe(900);
    await ask();
    expect(await width()).toBe(before);
  });

  it('takes none of the ways in which an article sets its text', async () => {
    const page = await open(
      `<article>${chat()}</article>`,
      'article, article * { text-indent: 2em; letter-spacing: 3px; text-transform: uppercase; white-space: pre; user-select: none; line-height: 3; font-size: 30px; word-break: keep-all }',
    );
    await ask();
    const styles = await page.evaluate(() => {
      const sentence = document.querySelector('wenju-chat')?.shadowRoot?.querySelector('.sentence');
      const { textIndent, letterSpacing, textTransform, whiteSpace, userSelect, wordBreak } = getComputedStyle(
        sentence ?? document.body,
      );
      return { textIndent, letterSpacing, textTransform, whiteSpace, userSelect, wordBreak };
    });
    expect(styles).toEqual({
      textIndent: '0px',
      letterSpacing: 'normal',
      textTransform: 'none',
      whiteSpace: 'normal',
      userSelect: 'text',
      wordBreak: 'normal',
    });
  });

  it('stands in the corner of the window though the page moves, turns or hides what is around it', async () => {
    const page = await open(
      `<div id="moved">${chat('mode="bubble"')}</div>`,
      '#moved { transform: translate(80px, 90px) scale(0.5); overflow: hidden; width: 10px; height: 10px }',
    );
    const bubble = page.getByRole('button', { name: '打开文据' });
    const box = await bubble.boundingBox();
    expect([1200 - (box?.x ?? 0) - (box?.width ?? 0), 800 - (box?.y ?? 0) - (box?.height ?? 0)]).toEqual([20, 20]);
    await bubble.click();
    await ask();
    const panel = await page.locator('.panel').boundingBox();
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBe(1180);
  });

  it('is called, greets and stands as the page says', async () => {
    const own = 'mode="bubble" side="start" name="问报告" greeting="您好" launcher="问一问" tabs="quote"';
    const page = await open(chat(own));
    const bubble = page.getByRole('button', { name: '问一问' });
    expect((await bubble.boundingBox())?.x).toBe(20);
    await bubble.click();
    await page.getByRole('dialog', { name: '问报告' }).getByRole('heading', { name: '您好' }).waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(['提问', '查引文']);
    expect((await page.locator('.panel').boundingBox())?.x).toBe(20);
  });

  it('closes on the way back of a phone, the source first, and does not leave the page', async () => {
    const page = await open(chat('mode="bubble"'));
    await page.getByRole('button', { name: '打开文据' }).click();
    await ask();
    await page.locator('.sentence .chip').click();
    // Outside the element no key is heard: what closes then is what the browser asks to close.
    const goBack = async () => {
      await page.evaluate("document.querySelector('wenju-chat').shadowRoot.activeElement?.blur()");
      await page.keyboard.press('Escape');
    };
    await goBack();
    await expect.poll(() => page.locator('.card').count()).toBe(0);
    expect(await page.locator('.panel').count()).toBe(1);
    await goBack();
    await expect.poll(() => page.locator('.panel').count()).toBe(0);
  });

  it('asks in a frame that may run scripts and nothing else', async () => {
    const inside = writePage(chat()).replace('/widget.js', `${shared.pages.address}/widget.js`);
    await watched.page.route('**/inside', (route) => route.fulfill({ contentType: 'text/html', body: inside }));
    // The browser lets such a frame ask nothing of this machine: what it asks is answered before it leaves.
    const allowed = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    await watched.page.route('**/widget.js', async (route) =>
      route.fulfill({ response: await route.fetch(), headers: { ...allowed, 'Content-Type': 'text/javascript' } }),
    );
    await watched.page.route('**/page.css', (route) => route.fulfill({ contentType: 'text/css', headers: allowed }));
    await watched.page.route('**/v1/**', (route) => {
      const reply = route.request().url().endsWith('/ask') ? writeReply('荆门') : { documents: [] };
      return route.fulfill({ json: reply, headers: allowed });
    });
    await watched.page.route('**/outside', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<iframe sandbox="allow-scripts" width="800" height="700" src="/inside">',
      }),
    );
    await watched.page.goto(`${shared.pages.address}/outside`);
    const frame = watched.page.frameLocator('iframe');
    await frame.getByRole('textbox', { name: '问题' }).fill('问题');
    await frame.getByRole('button', { name: '发送' }).click();
    await frame.locator('.sentence').waitFor();
  });

  it('has its conversation again after a reload and on the way back, until a new one begins', async () => {
    const page = await open(chat());
    await ask('第一问');
    await ask('第二问');
    await page.reload();
    expect(await page.locator('.question').allTextContents()).toEqual(['提问: 第一问', '提问: 第二问']);
    await page.goto('about:blank');
    await page.goBack();
    await page.locator('.turn').nth(1).waitFor();
    expect(asked).toBe(2);
    await page.getByRole('button', { name: '新对话' }).click();
    await page.reload();
    await page.getByText('向政府工作报告提问').waitFor();
  });

  it('keeps nothing where the page says so, and starts empty where something else was kept', async () => {
    const page = await open(chat('remember="off"'));
    await ask();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await open(chat());
    await ask();
    await page.evaluate('sessionStorage.setItem(sessionStorage.key(0), `[{"question":"<b>","limits":{},"reply":{}}]`)');
    await page.reload();
    await page.getByText('向政府工作报告提问').waitFor();
  });

  it('asks what the address asks, once, and leads there again', async () => {
    const page = await open(chat('query="ask"'));
    await ask('第一问');
    expect(new URL(page.url()).searchParams.get('ask')).toBe('第一问');
    await page.goto(`${shared.pages.address}/page?ask=${encodeURIComponent('第二问')}`);
    await page.locator('.turn[aria-busy="false"]').nth(1).waitFor();
    await page.reload();
    await page.locator('.turn').nth(1).waitFor();
    expect(asked).toBe(2);
  });

  it('is printed as its paper where it stands in a page, and not at all where it floats over one', async () => {
    const page = await open(`<h1>Article</h1>${chat()}<p>The end.</p>`);
    await ask('第一问');
    expect(await printText(page)).toMatch(/^Article.*第一问.*参考文献.*Theend\.$/);
    expect(await printText(page)).not.toContain('发送');
    await open(`<h1>Article</h1>${chat('mode="bubble"')}<p>The end.</p>`);
    await page.getByRole('button', { name: '打开文据' }).click();
    await ask('第一问');
    expect(await printText(page)).toBe('ArticleTheend.');
  });

  it('hands nothing that it keeps to a page of another site', async () => {
    const page = await open(chat());
    await ask('第一问');
    await page.locator('.turn .chip').first().click();
    const links = page.locator('.card a');
    await links.first().waitFor();
    for (const link of await links.all()) expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  it('says that the service does not answer this site', async () => {
    shared.puppet.answer = (_request, response) => {
      response.removeHeader('Access-Control-Allow-Origin');
      response.end('{}');
    };
    const page = await open(chat());
    const field = page.getByRole('textbox', { name: '问题' });
    await field.fill('问题');
    await field.press('Enter');
    expect(await page.locator('.notice.bad').textContent()).toMatch(/WENJU_ORIGINS[\s\S]*http:\/\/127\.0\.0\.1/);
    // The browser tells it too.
    watched.complaints.length = 0;
  });

  it('is copied with numbered references, as text and as markup', async () => {
    await watched.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await open(chat());
    await ask();
    await page.getByRole('button', { name: '复制回答和出处' }).click();
    await page.getByRole('button', { name: '✓ 已复制' }).waitFor();
    const read = (type: string) =>
      page.evaluate(
        async (wanted) => (await (await navigator.clipboard.read())[0]?.getType(wanted))?.text() ?? '',
        type,
      );
    expect(await read('text/plain')).toMatch(/增长7%。\[1\]\n[\s\S]*参考文献\n\[1\] .+\/documents\/d1#p3$/);
    expect(await read('text/html')).toMatch(/<sup>\[1\]<\/sup>[\s\S]*<a href="[^"]+\/documents\/d1#p3">/);
  });
});
