/** The pages in a real browser, over the real service: the cited words in view, no width or zoom that breaks, nothing run. */

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import type { LocalService } from '../../src/compose/service.js';
import { createApp } from '../../src/serve/app.js';
import { CHINESE_PAGES } from '../../src/serve/pages/zh.js';
import { type RunningServer, startServer } from '../../src/serve/server.js';
import { CHROMIUM, isMissing } from '../needs.js';
import { openTestService } from '../service.js';
import { createMemoryService } from './memory.js';
import { ADDRESS_PAYLOADS, createHostileDocument, MARKUP_PAYLOADS } from './payloads.js';

/** Counts in the page what its policy stopped; runs before anything of the page. */
const WATCH_POLICY = `window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));`;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

let browser: Browser;
let service: LocalService;
let server: RunningServer;
let context: BrowserContext | undefined;

beforeAll(async () => {
  if (isMissing('chromium')) return;
  service = await openTestService();
  server = await startServer(createApp(service), { host: '127.0.0.1', port: 0 });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await service?.close();
});

interface Watched {
  readonly page: Page;
  readonly dialogs: string[];
  /** Addresses outside the service that the page asked for. */
  readonly strange: string[];
}

async function openBrowser(origin: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Watched> {
  context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  await context.addInitScript(WATCH_POLICY);
  const page = await context.newPage();
  const [dialogs, strange]: [string[], string[]] = [[], []];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) strange.push(request.url());
  });
  return { page, dialogs, strange };
}

/** The reader's page of a sentence in the middle of the longest document. */
function someQuote(): string {
  const [longest] = [...service.documents().documents].sort((a, b) => b.characters - a.characters);
  if (!longest) throw new Error('The corpus has documents.');
  const { passages } = service.document(longest.id);
  const passage = passages[Math.floor(passages.length / 2)];
  if (!passage) throw new Error('A document has passages.');
  return `/documents/${longest.id}?start=${passage.start}&end=${passage.start + 20}`;
}

describe.skipIf(isMissing('chromium'))('the pages in Chromium (needs /usr/bin/chromium)', () => {
  it('open at the cited words, with and without a fragment, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      for (const fragment of ['#quote', '']) {
        const { page } = await openBrowser(server.url, { javaScriptEnabled });
        await page.goto(`${server.url}${someQuote()}${fragment}`);
        const mark = await page.locator('#quote').boundingBox();
        expect(mark?.y, `${javaScriptEnabled} ${fragment}`).toBeGreaterThanOrEqual(0);
        expect(mark?.y).toBeLessThan(page.viewportSize()?.height ?? 0);
        await context?.close();
      }
    }
  });

  it('go from the home page to an answer, to its place and back, by keyboard alone and without scripts', async () => {
    const { page } = await openBrowser(server.url, { javaScriptEnabled: false });
    await page.goto(server.url);
    await page.locator('#q').focus();
    await page.keyboard.type(CHINESE_PAGES.questionExample);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?*q=*');
    await page.locator('.sentences a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/documents/**');
    expect(await page.locator('mark').first().innerText()).not.toBe('');
    await page.goBack();
    expect(await page.locator('.sentences li').count()).toBeGreaterThan(0);
  });

  it('find words in a document and go from place to place, by keyboard alone and without scripts', async () => {
    const { page } = await openBrowser(server.url, { javaScriptEnabled: false, viewport: { width: 390, height: 664 } });
    await page.goto(`${server.url}${someQuote()}`);
    await page.getByRole('searchbox', { name: '在本文中查找' }).focus();
    await page.keyboard.type('增长');
    await page.keyboard.press('Enter');
    await page.waitForURL('**find=*');
    const [count = 0] = (await page.getByRole('status').innerText()).match(/\d+/)?.map(Number) ?? [];
    expect(count).toBeGreaterThan(2);
    expect(await page.locator('.hit[id]').count()).toBe(count);
    // The cited words are still marked.
    expect(await page.locator('#quote').count()).toBe(1);
    for (const number of [1, 2, 3]) {
      await page.waitForURL(`**#hit-${number}`);
      expect(await page.locator(`#hit-${number} + .way`).isVisible()).toBe(true);
      const place = await page.locator(`#hit-${number}`).boundingBox();
      expect(place?.y).toBeGreaterThan(60);
      expect(place?.y).toBeLessThan(664);
      for (let tabs = number === 1 ? 1 : 2; tabs > 0; tabs -= 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
    await page.getByRole('link', { name: '清除' }).click();
    expect(await page.locator('.hit').count()).toBe(0);
  });

  it.each([
    ['a small phone', { width: 320, height: 568 }],
    ['a desk at 200 %', { width: 640, height: 450 }],
    ['a phone lying', { width: 568, height: 320 }],
    ['a desk', { width: 1280, height: 900 }],
  ])('fit the width of %s', async (_, viewport) => {
    const { page } = await openBrowser(server.url, { viewport });
    for (const path of ['/', '/?q=荆门GDP', '/?q=深圳GDP', `${someQuote()}&find=增长#quote`, '/documents/unknown']) {
      for (const lang of ['zh-CN', 'en']) {
        const [address = '', fragment = ''] = path.split('#');
        const query = `${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
        await page.goto(`${server.url}${query}${fragment && `#${fragment}`}`);
        expect(await page.evaluate<number>(OVERFLOW), query).toBeLessThanOrEqual(0);
      }
    }
  });

  it('have links and buttons of 24 pixels or more, but for words within a sentence', async () => {
    const { page } = await openBrowser(server.url, { viewport: { width: 390, height: 664 } });
    for (const path of [
      '/',
      '/compare?indicator=GDP&kind=target',
      `${someQuote()}&find=增长`,
      '/docs',
      '/documents/unknown',
    ]) {
      await page.goto(`${server.url}${path}`);
      const controls = page.locator('a:visible:not(.skip, .back, p *), button:visible, label:visible, summary:visible');
      const small = await controls.evaluateAll((all) =>
        all.flatMap((each) => {
          const { width, height } = each.getBoundingClientRect();
          return width < 24 || height < 24 ? [`${each.textContent} ${width} ${height}`] : [];
        }),
      );
      expect(small, path).toEqual([]);
    }
  });

  it('scroll a list of places and years wider than a phone by itself, without the page', async () => {
    const years = Array.from({ length: 12 }, (_, index) => 2013 + index);
    const documents = EXAMPLES.DocumentsReply.documents
      .slice(0, 1)
      .flatMap((one) => years.map((year) => ({ ...one, id: `${year}`, year })));
    const many = createMemoryService({ documents: () => ({ ...EXAMPLES.DocumentsReply, documents }) });
    const target = await startServer(createApp(many), { host: '127.0.0.1', port: 0 });
    try {
      const { page } = await openBrowser(target.url, { viewport: { width: 320, height: 568 } });
      await page.goto(target.url);
      expect(await page.locator('.coverage').evaluate(({ scrollWidth }) => scrollWidth)).toBeGreaterThan(320);
      expect(await page.evaluate<number>(OVERFLOW)).toBe(0);
    } finally {
      await target.close();
    }
  });

  it('stop nothing by their policy and load nothing from elsewhere in normal use', async () => {
    const { page, dialogs, strange } = await openBrowser(server.url);
    const paths = ['/', '/?q=荆门GDP', `${someQuote()}#quote`, '/documents/unknown'];
    // The second time from what the browser keeps.
    for (const path of [...paths, ...paths]) {
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
      expect(await page.evaluate('window.violations')).toEqual([]);
    }
    expect([dialogs, strange]).toEqual([[], []]);
  });

  it('show the text in the colours of the style sheet, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await openBrowser(server.url, { colorScheme });
      await page.goto(`${server.url}${someQuote()}#quote`);
      const colours = await page.evaluate<{ of: string; ratio: number }[]>(MEASURE_CONTRAST);
      expect(colours.length).toBeGreaterThan(10);
      expect(colours.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      await context?.close();
    }
  });

  it('are printed with the text and its place, without what is only for the screen', async () => {
    const { page } = await openBrowser(server.url);
    await page.goto(`${server.url}${someQuote()}#quote`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.outline').first().isVisible()).toBe(false);
    expect(await page.locator('.reference').isVisible()).toBe(true);
    expect(await page.locator('#quote').isVisible()).toBe(true);
  });

  it(`run none of ${MARKUP_PAYLOADS.length + ADDRESS_PAYLOADS.length} payloads`, async () => {
    let payload = '';
    const document = () => createHostileDocument(payload);
    const hostile = createMemoryService({
      document,
      documents: () => ({ documents: [{ ...document().document, id: 'x' }], indexVersion: 'x' }),
    });
    const target = await startServer(createApp(hostile), { host: '127.0.0.1', port: 0 });
    try {
      const { page, dialogs, strange } = await openBrowser(target.url);
      for (const [index, each] of [...MARKUP_PAYLOADS, ...ADDRESS_PAYLOADS].entries()) {
        payload = each;
        const question = encodeURIComponent(payload.replaceAll('\n', ''));
        // An address for each payload: a browser need not ask twice for the same of one index.
        const cited = `/documents/x?start=0&end=9&lang=zh-${index}#quote`;
        const asked = `/?q=${question}&lang=zh-${index}`;
        for (const path of [cited, asked, `/documents/x?start=${index}&lang=${question}`]) {
          await page.goto(`${target.url}${path}`);
          expect(new URL(page.url()).origin).toBe(target.url);
          expect(await page.evaluate('window.violations'), payload).toEqual([]);
          for (const link of await page
            .locator('a')
            .evaluateAll((links) => links.map((each) => each.getAttribute('href')))) {
            expect(link, payload).toMatch(/^(?:[#/]|https?:\/\/)/);
          }
        }
      }
      expect([dialogs, strange]).toEqual([[], []]);
    } finally {
      await context?.close();
      await target.close();
    }
  });

  it('notices a payload that does run, so that the test above says something', async () => {
    const { page, dialogs } = await openBrowser(server.url);
    await page.goto('about:blank');
    await page.setContent(MARKUP_PAYLOADS[6] ?? '');
    await expect.poll(() => dialogs.length).toBe(1);
  });
});

/** Contrast (WCAG 2) of every element's own text against the nearest background; runs in the page. */
const MEASURE_CONTRAST = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = parse(colour).map((part) => part / 255).map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (parse(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')).map((element) => {
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return { of: element.localName + '.' + element.className, ratio };
  });
})()`;
