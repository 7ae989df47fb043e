/** The pages as they are served: what they hold, in which language, with which headers, and that they run nothing. */

import { parse } from 'parse5';
import { describe, expect, it, vi } from 'vitest';
import type { AskReply } from '../../src/api/ask.js';
import type { DocumentReply } from '../../src/api/documents.js';
import { EXAMPLES } from '../../src/api/examples.js';
import type { Service } from '../../src/api/service.js';
import { createApp } from '../../src/serve/app.js';
import { ENGLISH_PAGES } from '../../src/serve/pages/en.js';
import { searchText } from '../../src/serve/pages/find.js';
import { listParagraphs, readSpan } from '../../src/serve/pages/paragraphs.js';
import { readWebAddress } from '../../src/serve/pages/reader.js';
import { CHINESE_PAGES } from '../../src/serve/pages/zh.js';
import { createMemoryService } from './memory.js';
import { ADDRESS_PAYLOADS, createHostileDocument, MARKUP_PAYLOADS } from './payloads.js';

const { id } = EXAMPLES.DocumentSummary;
const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

interface TreeNode {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly TreeNode[];
}

function textOf(node: TreeNode): string {
  return (node.value ?? '') + (node.childNodes ?? []).map(textOf).join('');
}

/** Every element of a page as a browser would see it. */
function listElements(page: string): Element[] {
  const visit = (node: TreeNode): Element[] => {
    const below = (node.childNodes ?? []).flatMap(visit);
    if (!node.attrs) return below;
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    return [{ name: node.nodeName, attributes, text: textOf(node) }, ...below];
  };
  return visit(parse(page) as TreeNode);
}

async function open(path: string, changes: Partial<Service> = {}, headers: Record<string, string> = {}) {
  const response = await createApp(createMemoryService(changes)).request(path, { headers: { ...BROWSER, ...headers } });
  const page = await response.text();
  return { response, page, elements: listElements(page) };
}

const byId = (elements: readonly Element[], wanted: string) =>
  elements.find(({ attributes }) => attributes.id === wanted);

describe('GET /documents/{id}', () => {
  const { text, passages } = EXAMPLES.DocumentReply;
  const [{ start, end }] = passages;

  it('shows what is known of the document, its outline and its numbered paragraphs', async () => {
    const { response, page, elements } = await open(`/documents/${id}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html;\s*charset=utf-8$/i);
    for (const fact of ['荆门市政府工作报告', '荆门市', '2024', '2024-01-10', '陈家伟', '荆门日报']) {
      expect(page).toContain(fact);
    }
    expect(byId(elements, 'p1')?.text).toContain('二、2024年工作安排');
    expect(byId(elements, 'p2')?.text).toContain(text.slice(start, end));
    expect(elements.filter(({ name }) => name === 'h1').map((each) => each.text)).toEqual(['荆门市政府工作报告']);
    expect(elements).toContainEqual({ name: 'a', attributes: { href: '#p1' }, text: '二、2024年工作安排' });
    expect(byId(elements, 'quote')).toBeUndefined();
  });

  it('names places in English to English readers, here and among what is indexed', async () => {
    expect((await open(`/documents/${id}?lang=en`)).page).toContain('<dd>Jingmen</dd>');
    expect((await open('/?lang=en')).page).toContain('<th scope="row">Jingmen</th>');
    expect((await open('/?lang=zh-CN')).page).toContain('<th scope="row">荆门市</th>');
  });

  it('says how to cite the whole when nothing in it is cited', async () => {
    const { page } = await open(`/documents/${id}`);
    expect(page.match(/class="reference"/g)).toHaveLength(1);
    expect(page).toMatch(/荆门市人民政府. 荆门市政府工作报告\[R\]/);
    expect(page).not.toMatch(/\[R\][^<]*第\d+段/);
    expect(page.indexOf('class="reference"')).toBeLessThan(page.indexOf('id="p1"'));
  });

  it('marks the cited words and says how to cite them', async () => {
    const { page, elements } = await open(`/documents/${id}?start=${start}&end=${start + 6}`);
    expect(byId(elements, 'quote')).toMatchObject({ name: 'mark', text: text.slice(start, start + 6) });
    expect(elements.filter(({ name }) => name === 'mark')).toHaveLength(1);
    expect(page).toMatch(/荆门市人民政府. 荆门市政府工作报告\[R\].*第2段\./);
    // Below the paragraph that is cited, where the reader arrives.
    expect(page.indexOf('class="reference"')).toBeGreaterThan(page.indexOf('id="quote"'));
  });

  it('is where citations lead', async () => {
    const [{ readerUrl, quote }] = EXAMPLES.AskReply.citations;
    const { elements } = await open(readerUrl);
    expect(new URL(readerUrl, 'http://x').hash).toBe('#quote');
    expect(byId(elements, 'quote')?.text).toBe(quote);
  });

  it('marks words that run over paragraphs in each of them, and names the first', async () => {
    const { elements } = await open(`/documents/${id}?start=2&end=${start + 4}`);
    const marks = elements.filter(({ name }) => name === 'mark');
    expect(marks.map((each) => each.text)).toEqual([text.slice(2, start - 1), text.slice(start, start + 4)]);
    expect(marks.map(({ attributes }) => attributes.id)).toEqual(['quote', undefined]);
  });

  it.each(['?start=5', '?end=5', '?start=9&end=3', '?start=a&end=b', '?start=-1&end=4', '?start=99999&end=999999'])(
    'marks nothing for %s',
    async (query) => {
      const { response, elements } = await open(`/documents/${id}${query}`);
      expect(response.status).toBe(200);
      expect(elements.some(({ name }) => name === 'mark')).toBe(false);
    },
  );

  it('speaks the language that was asked for, then the browser’s, then Chinese', async () => {
    const languageOf = async (query: string, accept: string) => {
      const { elements } = await open(`/documents/${id}${query}`, {}, accept ? { 'Accept-Language': accept } : {});
      return elements.find(({ name }) => name === 'html')?.attributes.lang;
    };
    expect(await languageOf('', '')).toBe('zh-CN');
    expect(await languageOf('', 'fr, en-GB;q=0.7, zh;q=0.5')).toBe('en');
    expect(await languageOf('', 'zh-TW,zh;q=0.9,en;q=0.8')).toBe('zh-CN');
    expect(await languageOf('', 'fr')).toBe('zh-CN');
    expect(await languageOf('?lang=en', 'zh')).toBe('en');
    expect(await languageOf('?lang=xx', 'en')).toBe('en');
  });

  it('leaves the text in its own language', async () => {
    const { elements } = await open(`/documents/${id}?lang=en`);
    expect(elements.find(({ name }) => name === 'h1')?.attributes.lang).toBe('zh-CN');
  });

  it('answers 404 with a page for a document that is not there', async () => {
    for (const unknown of ['0000', encodeURIComponent(MARKUP_PAYLOADS[0] ?? ''), 'x'.repeat(3_000), '..%2f..']) {
      const { response, elements } = await open(`/documents/${unknown}`);
      expect(response.status).toBe(404);
      expect(elements.find(({ name }) => name === 'h1')?.text).toBe('没有这份文件');
      expect(elements.some(({ name }) => name === 'script')).toBe(false);
    }
  });

  it('says that something went wrong without a word of what', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = () => {
      throw new TypeError('secret');
    };
    const { response, page } = await open(`/documents/${id}`, { document: failing });
    expect(response.status).toBe(500);
    expect(page).not.toContain('secret');
    log.mockRestore();
  });

  it('shows where pages begin, and no number twice', async () => {
    const paragraphs = ['甲', '乙', '丙'];
    const reply: DocumentReply = {
      ...EXAMPLES.DocumentReply,
      text: paragraphs.join('\n'),
      outline: [],
      passages: [1, 1, 2].map((page, index) => ({
        id: `x-${index}`,
        headingPath: [],
        start: 2 * index,
        end: 2 * index + 1,
        paragraph: index + 1,
        page,
      })),
    };
    const { page } = await open(`/documents/${id}`, { document: () => reply });
    expect(page.match(/第\d页/g)).toEqual(['第1页', '第2页']);
  });
});

describe('GET /', () => {
  it('is a page for browsers and two sentences for everyone else', async () => {
    const { response, elements } = await open('/');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('vary')).toContain('Accept');
    expect(elements.find(({ name }) => name === 'wenju-chat')?.attributes).toMatchObject({ mode: 'inline' });
    const app = createApp(createMemoryService());
    for (const Accept of ['*/*', 'text/plain', 'application/json', 'text/html;q=0']) {
      const plain = await app.request('/', { headers: { Accept } });
      expect(plain.headers.get('content-type')).toMatch(/^text\/plain/);
    }
  });

  it('lists what is indexed by region and year, each linking to its page', async () => {
    const { elements } = await open('/');
    const link = elements.find(({ attributes }) => attributes.href?.startsWith(`/documents/${id}`));
    expect(link?.text).toBe('报告：荆门市政府工作报告');
    expect(elements.filter(({ name }) => name === 'th').map((each) => each.text)).toEqual(['地区', '2024', '荆门市']);
  });

  it('holds the lines that embed the chat, as text', async () => {
    const { elements } = await open('http://127.0.0.1:8787/');
    expect(elements.find(({ name }) => name === 'pre')?.text).toBe(
      '<script type="module" src="http://127.0.0.1:8787/widget.js"></script>\n' +
        '<wenju-chat endpoint="http://127.0.0.1:8787"></wenju-chat>',
    );
  });

  it('answers a question without any script, each sentence linking to its place', async () => {
    const { elements } = await open('/?q=荆门GDP&lang=en');
    const [{ quote, start, end }] = EXAMPLES.AskReply.citations;
    expect(elements.find(({ name }) => name === 'blockquote')?.text).toBe(quote);
    const links = elements.map(({ attributes }) => attributes.href);
    expect(links).toContain(`/documents/${id}?start=${start}&end=${end}&lang=en#quote`);
  });

  it('says what is missing and shows what comes nearest as no evidence', async () => {
    const refusal: AskReply = {
      ...EXAMPLES.AskReply,
      status: 'not_found',
      answer: null,
      citations: [],
      passages: [],
      nearest: EXAMPLES.AskReply.passages,
      notFound: EXAMPLES.NotFound,
    };
    const { page } = await open('/?q=深圳', { ask: async () => refusal });
    expect(page).toContain(EXAMPLES.NotFound.message);
    expect(page).toContain('不能作为依据');
  });

  it('takes any question', async () => {
    for (const question of ['', ' ', '问'.repeat(2_001), '"><script>']) {
      const { response } = await open(`/?q=${encodeURIComponent(question)}`);
      expect(response.status).toBe(200);
    }
  });
});

describe('every page', () => {
  it.each(['/', `/documents/${id}`, '/documents/unknown'])(
    'forbids what is inline or from elsewhere: %s',
    async (path) => {
      const { response, elements } = await open(path);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      for (const { name, attributes, text } of elements) {
        expect(name).not.toBe('style');
        expect(Object.keys(attributes).filter((each) => each === 'style' || each.startsWith('on'))).toEqual([]);
        const script = path === '/' ? '/widget.js' : '/assets/back-to-question.js';
        if (name === 'script') expect([attributes.src, text]).toEqual([script, '']);
      }
    },
  );

  it('has an icon from its own origin', async () => {
    const { elements } = await open('/');
    const icon = elements.find(({ attributes }) => attributes.rel === 'icon')?.attributes.href ?? '';
    const app = createApp(createMemoryService());
    const response = await app.request(icon);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(await response.text()).toMatch(/^<svg /);
    expect((await app.request(icon, { method: 'POST' })).status).toBe(404);
  });

  it('has a style sheet', async () => {
    const response = await createApp(createMemoryService()).request('/assets/page.css');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await response.text()).toContain('prefers-color-scheme: dark');
  });

  it.each([...MARKUP_PAYLOADS, ...ADDRESS_PAYLOADS])('shows %j as nothing but text', async (payload) => {
    const hostile = createHostileDocument(payload);
    const { document } = hostile;
    const ask: AskReply = {
      ...EXAMPLES.AskReply,
      answer: {
        text: payload,
        sentences: [{ text: payload, citations: [1] }],
        kind: 'explanation' as const,
        lead: [],
        facts: [],
        table: null,
        note: payload,
      },
      citations: EXAMPLES.AskReply.citations.map((each) => ({ ...each, title: payload, headingPath: [payload] })),
      passages: EXAMPLES.AskReply.passages.map((each) => ({
        ...each,
        document,
        text: payload,
        headingPath: [payload],
      })),
    };
    const changes: Partial<Service> = {
      document: () => hostile,
      documents: () => ({ documents: [{ ...document, id: payload }], indexVersion: payload }),
      ask: async () => ask,
    };
    const namesOf = (elements: readonly Element[]) => elements.map(({ name }) => name).sort();
    const question = encodeURIComponent(payload.replaceAll('\n', ''));
    const paths = [`/documents/x?start=0&end=${hostile.text.length}`, `/?q=${question}`];
    for (const path of paths) {
      const { elements } = await open(path, changes);
      const harmless = createHostileDocument('x'.repeat(payload.length), address(payload));
      const { elements: expected } = await open(path, {
        ...changes,
        document: () => harmless,
        documents: () => ({ documents: [{ ...harmless.document, id: 'x' }], indexVersion: 'x' }),
      });
      expect(namesOf(elements)).toEqual(namesOf(expected));
      for (const { attributes } of elements) {
        for (const [name, value] of Object.entries(attributes)) {
          expect(name).toMatch(/^(?:[a-z]+|aria-[a-z]+|http-equiv)$/);
          expect(name).not.toMatch(/^(?:on|style)/);
          if (name === 'href' || name === 'src' || name === 'action') expect(value).toMatch(/^(?:[/#]|https?:\/\/)/);
          if (name === 'href') expect(value).not.toMatch(/^\/\//);
        }
      }
    }
  });
});

/** An address of the same kind, so that a page with and one without the payload have the same links. */
const address = (payload: string): string => (readWebAddress(payload) === null ? 'none' : payload);

describe('readWebAddress', () => {
  it.each(ADDRESS_PAYLOADS)('makes no link of %j', (payload) => {
    expect(readWebAddress(payload)).toBeNull();
  });

  it('takes http and https', () => {
    expect(readWebAddress('https://www.jingmen.gov.cn/art?a=1&b="2"')?.href).toBe(
      'https://www.jingmen.gov.cn/art?a=1&b=%222%22',
    );
    expect(readWebAddress(null)).toBeNull();
    expect(readWebAddress('http://')).toBeNull();
  });
});

describe('listParagraphs', () => {
  const heading = (text: string, words: string, level: number) => {
    const start = text.indexOf(words);
    return { level, heading: words, start, end: start + words.length };
  };

  it('joins to the text, whatever is cited', () => {
    const text = '一、回顾\n\n（一）增长。全年增长6.7%。\n完。';
    const outline = [heading(text, '一、回顾', 1), heading(text, '（一）增长。', 2)];
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start + 1; end <= text.length; end += 1) {
        const shown = listParagraphs({ text, outline, passages: [] }, { start, end });
        expect(shown.map(({ pieces }) => pieces.map((piece) => piece.text).join(''))).toEqual([
          '一、回顾',
          '（一）增长。全年增长6.7%。',
          '完。',
        ]);
        expect(shown.map(({ number }) => number)).toEqual([1, 3, 4]);
        const cited = shown.flatMap(({ pieces }) => pieces.filter(({ isCited }) => isCited).map((piece) => piece.text));
        expect(cited.join('')).toBe(text.slice(start, end).replaceAll('\n', ''));
        const { places } = searchText(text, '增长');
        const pieces = listParagraphs({ text, outline, passages: [] }, { start, end }, places).flatMap(
          (each) => each.pieces,
        );
        expect(pieces.map((piece) => piece.text).join('')).toBe(text.replaceAll('\n', ''));
        const found = pieces.filter((piece) => piece.found !== null);
        expect(found.map((piece) => piece.text).join('')).toBe('增长增长');
        expect([...new Set(found.map((piece) => piece.found))]).toEqual([1, 2]);
      }
    }
  });

  it('ranks headings without gaps, whatever their levels', () => {
    const text = '甲\n乙\n丙\n丁';
    const outline = [heading(text, '甲', 2), heading(text, '乙', 5), heading(text, '丙', 3), heading(text, '丁', 1)];
    const shown = listParagraphs({ text, outline, passages: [] }, null);
    expect(shown.map(({ rank }) => rank)).toEqual([1, 2, 2, 1]);
  });

  it('knows a lead from a heading', () => {
    const text = '增长。全年增长。';
    const [shown] = listParagraphs({ text, outline: [heading(text, '增长。', 1)], passages: [] }, null);
    expect(shown).toMatchObject({ rank: null, heading: 0 });
    expect(shown?.pieces.map(({ isLead }) => isLead)).toEqual([true, false]);
  });
});

describe('searchText', () => {
  const find = (text: string, typed: string) =>
    searchText(text, typed).places.map(({ start, end }) => text.slice(start, end));

  it('finds words in capitals, full width or traditional characters as they are written otherwise', () => {
    expect(find('GDP增长6%，ＧＤＰ总量，gdp', ' gdp ')).toEqual(['GDP', 'ＧＤＰ', 'gdp']);
    expect(find('粮食产量、糧食產量', '糧食')).toEqual(['粮食', '糧食']);
    expect(find('İstanbul GDP', 'gdp')).toEqual(['GDP']);
  });
  it('finds nothing for nothing, and no place within another', () => {
    expect(find('荆门', ' ')).toEqual([]);
    expect(find('一一一', '一一')).toEqual(['一一']);
  });
  it('marks so many places and no more', () => {
    expect(find('一'.repeat(100_000), '一')).toHaveLength(500);
  });
});

describe('readSpan', () => {
  it('takes whole characters', () => {
    expect(readSpan('𠮷野家', '1', '3')).toEqual({ start: 0, end: 3 });
    expect(readSpan('野𠮷', '0', '2')).toEqual({ start: 0, end: 3 });
  });

  it('ends where the text ends', () => {
    expect(readSpan('荆门', '1', '99')).toEqual({ start: 1, end: 2 });
  });
});

describe('words', () => {
  it('are the same in both languages', () => {
    expect(Object.keys(ENGLISH_PAGES).sort()).toEqual(Object.keys(CHINESE_PAGES).sort());
    expect(Object.keys(ENGLISH_PAGES.types)).toEqual(Object.keys(CHINESE_PAGES.types));
  });
});

describe('an address that is no page', () => {
  it('is told so on a page to who reads pages, and as a problem to everything else', async () => {
    const { response, page } = await open('/nothing?lang=en');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(page).toContain(ENGLISH_PAGES.noSuchPage);
    const other = await open('/nothing', {}, { Accept: '*/*' });
    expect(other.response.headers.get('content-type')).toContain('application/problem+json');
  });
});
