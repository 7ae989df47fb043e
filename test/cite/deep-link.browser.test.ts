/** Deep links in a real browser: each opens a page that holds the text at the words it was made for. */

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeepLink } from '../../src/cite/deep-link.js';
import { CHROMIUM, isMissing } from '../needs.js';

const digest = path.resolve(import.meta.dirname, '../../corpus/jingmen-2024-work-report.md');
/** The paragraphs of a real text, without its front matter and marks of headings. */
const paragraphs = readFileSync(digest, 'utf8')
  .replace(/^---\n[\s\S]*?\n---\n/u, '')
  .split('\n')
  .map((line) => line.replace(/^#+ /u, '').trim())
  .filter((line) => line !== '');
const text = paragraphs.join('\n');

const starts = paragraphs.map((_, index) => paragraphs.slice(0, index).join('\n').length + (index === 0 ? 0 : 1));
const first = starts[1] ?? 0;
const paragraphAt = (offset: number) => starts.findLastIndex((start) => start <= offset);
const sentences = paragraphs.flatMap((paragraph, index) =>
  index === 0
    ? []
    : Array.from(paragraph.matchAll(/[^。；]+[。；]?/gu), ({ 0: words, index: at }) => ({
        words,
        start: (starts[index] ?? 0) + at,
        paragraph: index,
      })),
);

const escapeHtml = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** A screen of nothing around every paragraph: only the one that was scrolled to is in view. */
const writePage = (lines: readonly string[]) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><style>p{margin:1200px 0}</style><body>${lines
    .map((line, index) => `<p id="p${index}">${escapeHtml(line)}</p>`)
    .join('')}`;

let browser: Browser;
let page: Page;
let server: Server;
let address: string;
let served: readonly string[] = paragraphs;

/** How long a page may take to scroll; one that finds nothing takes all of it. */
const NOT_FOUND_MS = 1500;
/** Runs in the page. */
const FIND_PARAGRAPH_IN_VIEW = `(() => {
  const seen = [...document.querySelectorAll('p')].findIndex((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
  return window.scrollY === 0 || seen === -1 ? null : seen;
})()`;

/** The number of the paragraph in view after `link` was opened; null when the page stayed at its top. */
async function open(link: string): Promise<number | null> {
  // A change of the fragment alone would not load the page, and only loading it looks for the words.
  await page.goto('about:blank');
  await page.goto(link);
  await page.waitForFunction('window.scrollY > 0', undefined, { timeout: NOT_FOUND_MS }).catch(() => undefined);
  return page.evaluate<number | null>(FIND_PARAGRAPH_IN_VIEW);
}

function linkTo(words: string, whole: string = text, nth = 0): string {
  let start = whole.indexOf(words);
  for (let count = 0; count < nth; count += 1) start = whole.indexOf(words, start + 1);
  expect(start).toBeGreaterThanOrEqual(0);
  return createDeepLink(address, whole, { start, end: start + words.length }) ?? '';
}

describe.skipIf(isMissing('chromium'))('a deep link in Chromium (needs /usr/bin/chromium)', () => {
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(writePage(served));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('a port is bound');
    address = `http://127.0.0.1:${bound.port}/report`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  });
  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('stays at the top for words that are not there', async () => {
    served = paragraphs;
    expect(await open(`${address}#:~:text=${encodeURIComponent('这句话不在文中')}`)).toBeNull();
  });

  it('opens at every sentence of a real text', async () => {
    served = paragraphs;
    const missed: unknown[] = [];
    for (const { words, start, paragraph } of sentences) {
      const link = createDeepLink(address, text, { start, end: start + words.length }) ?? '';
      const seen = await open(link);
      if (seen !== paragraph) missed.push([paragraph, seen, words, decodeURIComponent(link)]);
    }
    expect(missed).toEqual([]);
  });

  it('opens where spans begin that are cut anywhere, in words and across paragraphs', async () => {
    served = paragraphs;
    const missed: unknown[] = [];
    for (let count = 1; count <= 60; count += 1) {
      // Steps of a prime spread the spans over the text; the first paragraph is in view without any scrolling.
      const start = first + ((count * 7919) % (text.length - first - 40));
      const end = Math.min(text.length, start + 4 + ((count * 37) % 300));
      const link = createDeepLink(address, text, { start, end });
      if (link === null) continue;
      const seen = await open(link);
      const expected = paragraphAt(start);
      // A span may begin with the mark or the break that ends a paragraph.
      if (seen !== expected && !(seen === expected + 1 && /[。\n]/u.test(text.slice(start, start + 3)))) {
        missed.push([expected, seen, text.slice(start, end), decodeURIComponent(link)]);
      }
    }
    expect(missed).toEqual([]);
  });

  const repeated = [
    '目录',
    '一、稳增长',
    '全年地区生产总值增长6.7%，居全省第四位。',
    '二、惠民生',
    '全市新增就业3万人，全年地区生产总值增长6.7%，居全省第四位。',
    '三、下一步',
    '全年地区生产总值增长6.7%，居全省第四位。',
    '财政收入增长8%；同比提高2个百分点，a-b & c,d。',
  ];

  it.each([
    [0, 2],
    [1, 4],
    [2, 6],
  ])('tells words that stand three times apart by what surrounds them: number %i', async (nth, paragraph) => {
    served = repeated;
    const words = '全年地区生产总值增长6.7%，居全省第四位。';
    expect(await open(linkTo(words, repeated.join('\n'), nth))).toBe(paragraph);
  });

  it('opens at hyphens, commas and ampersands', async () => {
    served = repeated;
    expect(await open(linkTo('a-b & c,d', repeated.join('\n')))).toBe(7);
  });

  it('opens at part of a word', async () => {
    served = repeated;
    expect(await open(linkTo('政收', repeated.join('\n')))).toBe(7);
  });
});
