/** The page of figures side by side: what it says of them, in which language, and what its form keeps. */

import { expect, it } from 'vitest';
import type { CompareReply } from '../../../src/api/check.js';
import { EXAMPLES } from '../../../src/api/examples.js';
import { createApp } from '../../../src/serve/app.js';
import { ENGLISH_PAGES } from '../../../src/serve/pages/en.js';
import { CHINESE_PAGES } from '../../../src/serve/pages/zh.js';
import { createMemoryService } from '../memory.js';

type Cell = CompareReply['cells'][number];

const [EXAMPLE] = EXAMPLES.CompareReply.cells;

async function open(query: string, changes: Partial<Cell> = {}): Promise<string> {
  const reply: CompareReply = { ...EXAMPLES.CompareReply, cells: [{ ...EXAMPLE, ...changes }] };
  const app = createApp(createMemoryService({ compare: async () => reply }));
  const response = await app.request(`/compare?indicator=GDP&${query}`, { headers: { Accept: 'text/html' } });
  return response.text();
}

/** The comparison, without what stands on every page. */
const shownOf = (page: string) => page.slice(page.indexOf('class="comparison"'));

it('says of bounded figures that they are, and of no other', async () => {
  expect(await open('', { text: '突破7%', bounded: true })).toContain(CHINESE_PAGES.boundedFigures);
  expect(await open('', { text: '-1.2%', value: -1.2, bounded: false })).not.toContain(CHINESE_PAGES.boundedFigures);
});

it('has no Chinese punctuation between English words', async () => {
  const { citation } = EXAMPLE;
  const conflicting = await open('lang=en', { conflicts: [citation] });
  expect(shownOf(conflicting)).toContain(`</a> (${citation.title})`);
  const empty = await open('lang=en', { value: null, text: null, citation: null });
  expect(shownOf(empty)).toContain(ENGLISH_PAGES.noFiguresAtAll);
  for (const page of [conflicting, empty]) expect(shownOf(page)).not.toMatch(/[，、（）　]/);
});

it('tells readers of English the unit and each figure in theirs', async () => {
  const reply: CompareReply = {
    ...EXAMPLES.CompareReply,
    unit: '吨',
    cells: [{ ...EXAMPLE, value: 2_900_000, text: '58亿斤' }],
  };
  const app = createApp(createMemoryService({ compare: async () => reply }));
  const open = async (lang: string) =>
    shownOf(
      await (await app.request(`/compare?indicator=x&lang=${lang}`, { headers: { Accept: 'text/html' } })).text(),
    );
  expect(await open('en')).toMatch(/\(tonnes\)[\s\S]*58亿斤<\/a><small>2\.9 million tonnes<\/small>/);
  const chinese = await open('zh-CN');
  expect(chinese).toContain('(吨)');
  expect(chinese).not.toContain('tonnes');
});

it('leads from an empty table to those of another measure or kind that have figures, and to no empty one', async () => {
  const app = createApp(
    createMemoryService({
      async compare(request) {
        const isThere = request.measure === 'level' && request.kind === 'actual';
        const cell = isThere ? EXAMPLE : { ...EXAMPLE, value: null, text: null, citation: null };
        return { ...EXAMPLES.CompareReply, ...request, cells: [cell] };
      },
    }),
  );
  const response = await app.request('/compare?indicator=GDP&kind=target&region=荆门', {
    headers: { Accept: 'text/html' },
  });
  const shown = shownOf(await response.text());
  expect(shown).toContain(CHINESE_PAGES.noFigures);
  expect(shown.match(/<a href="([^"]*)"/g)).toEqual([expect.stringMatching(/measure=level&amp;kind=actual&amp;lang=/)]);
});

it('keeps the indicator of a request that it cannot read', async () => {
  const page = await open('year=24');
  expect(page).toContain(CHINESE_PAGES.badComparison);
  expect(page).toMatch(/<input id="indicator"[^>]* value="GDP"/);
});
