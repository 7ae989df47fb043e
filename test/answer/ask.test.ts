/** Questions to the project's own corpus, asked of the real service: what is answered, refused, and said around it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply, SearchReply } from '../../src/api/ask.js';
import { AskRequest, SearchRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { openTestService, TODAY } from '../service.js';

let service: Service;
beforeAll(async () => {
  service = await openTestService(undefined, TODAY);
});
afterAll(async () => {
  await service?.close();
});

const ask = (question: string, changes: object = {}): Promise<AskReply> =>
  service.ask(AskRequest.parse({ question, ...changes }));
const search = (question: string, changes: object = {}): Promise<SearchReply> =>
  service.search(SearchRequest.parse({ question, ...changes }));

const QUESTION = '2024年荆门GDP增长目标是多少？';
const ENGLISH = 'By how much does Jingmen want its foreign trade to grow in 2024?';

describe('ask, answering', () => {
  it.each([
    [QUESTION, '地区生产总值增速7%'],
    ['仙桃2020年的空气好天气比例有多高？', '86.5%'],
    ['咸宁2021年准备再竖多少个5G站？', '1000座'],
    ['汉川想签下多少亿的引资合同？', '650亿元'],
  ])('answers %s with the sentence that has the figure', async (question, figure) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer?.sentences[0]?.text).toContain(figure);
  });

  it('says what it understood', async () => {
    expect((await ask(QUESTION)).understood).toEqual({
      regions: ['荆门市'],
      years: [2024],
      reportYears: [2024],
      indicators: ['地区生产总值'],
      comparison: false,
      question: QUESTION,
    });
  });

  it('gives no nearest passages and nothing missing', async () => {
    const { nearest, notFound, mode } = await ask(QUESTION);
    expect({ nearest, notFound, mode }).toEqual({ nearest: [], notFound: null, mode: 'extractive' });
  });

  it('covers both sides of a comparison', async () => {
    const { passages } = await ask('2020年仙桃和咸宁，谁改造的老小区多？');
    expect(new Set(passages.map(({ document }) => document.region))).toEqual(new Set(['仙桃市', '咸宁市']));
  });

  it('quotes a sentence for each side of a comparison', async () => {
    const { citations, answer } = await ask('咸宁和仙桃2021年GDP增长目标谁更高');
    expect(new Set(citations.map(({ title }) => title.slice(0, 3)))).toEqual(new Set(['仙桃市', '咸宁市']));
    expect(answer?.sentences.length).toBeGreaterThanOrEqual(2);
  });

  it('quotes sentences in the order of their passages, then of the text', async () => {
    const { citations, passages } = await ask('仙桃无纺布产业说的“四基地”具体是哪四个？');
    const rankOf = (passageId: string) => passages.findIndex(({ id }) => id === passageId);
    const places = citations.map(({ passageId, start }) => [rankOf(passageId), start]);
    expect(places.length).toBeGreaterThan(1);
    expect(places).toEqual([...places].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });

  it('never calls a passage more relevant than the one above it', async () => {
    const order = ['high', 'medium', 'low'];
    for (const question of [QUESTION, ENGLISH, '仙桃2020年的空气好天气比例有多高？']) {
      const grades = (await ask(question)).passages.map(({ relevance }) => order.indexOf(relevance));
      expect(grades).toEqual([...grades].sort());
    }
  });

  it('answers the same question the same twice', async () => {
    const [one, other] = [await ask(QUESTION, { explain: true }), await ask(QUESTION, { explain: true })];
    expect({ ...one, tookMs: 0 }).toEqual({ ...other, tookMs: 0 });
  });

  it('stays inside the filters', async () => {
    const { passages } = await ask('地区生产总值的目标是多少', { filters: { regions: ['湖北'], years: [2021] } });
    expect(passages.length).toBeGreaterThan(0);
    for (const { document } of passages) expect(document.year).toBe(2021);
  });
});

describe('ask, with a language', () => {
  it('tells a reader of English what the Chinese sentence is and where it stands', async () => {
    const { answer } = await ask(ENGLISH);
    expect(answer?.note).toMatch(
      /^The sentences? (?:is|are) quoted in Chinese from wenju's digest .*Jingmen, 2024.*sections? “/,
    );
  });

  it('has no note for a Chinese question', async () => {
    expect((await ask(QUESTION)).answer?.note).toBeNull();
  });

  it('has no note for an English question that wants its answer in Chinese', async () => {
    expect((await ask(ENGLISH, { language: 'zh' })).answer?.note).toBeNull();
  });

  it('has a note for a Chinese question that wants its answer in English', async () => {
    expect((await ask(QUESTION, { language: 'en' })).answer?.note).toMatch(
      /^The sentences? (?:is|are) quoted in Chinese/,
    );
  });

  it('quotes the same sentences whatever the language', async () => {
    expect((await ask(ENGLISH, { language: 'zh' })).citations).toEqual((await ask(ENGLISH)).citations);
  });
});

describe('ask, refusing', () => {
  it('names the region that is not covered, and what is', async () => {
    const { status, answer, citations, passages, notFound } = await ask('黄石市2021年的经济增长目标是多少？');
    expect({ status, answer, citations, passages }).toEqual({
      status: 'not_found',
      answer: null,
      citations: [],
      passages: [],
    });
    expect(notFound).toEqual({
      missing: [{ kind: 'region', value: '黄石市' }],
      message: '所收录的文件中没有关于“黄石市”的。现收录的文件涉及仙桃市、咸宁市、汉川市、荆门市；年份：2021、2024。',
      coverage: { regions: ['仙桃市', '咸宁市', '汉川市', '荆门市'], years: [2021, 2024] },
    });
  });

  it('says so in English to an English question', async () => {
    const { notFound } = await ask('How many new school places did Shiyan add in 2020?');
    expect(notFound?.missing).toEqual([{ kind: 'region', value: '十堰市' }]);
    expect(notFound?.message).toMatch(/^No indexed document is about Shiyan\. The indexed documents are about .*\.$/);
  });

  it('answers in the language asked for', async () => {
    const { notFound } = await ask('How many new school places did Shiyan add in 2020?', { language: 'zh' });
    expect(notFound?.message).toMatch(/^所收录的文件中没有关于“十堰市”的。/);
  });

  it('names the year that is not covered', async () => {
    const { status, notFound } = await ask('荆门2019年城镇新增就业多少人？');
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'year', value: '2019' }]);
    expect(notFound?.message).toMatch(/^没有能回答荆门市2019年的文件。/);
  });

  it('answers this year by the newest report and says that it is of another year', async () => {
    const { status, answer, notFound } = await ask('汉川今年想签下多少亿的引资合同？');
    expect(status).toBe('partial');
    expect(answer?.sentences[0]?.text).toContain('650亿元');
    expect(notFound?.missing).toEqual([{ kind: 'year', value: String(TODAY.getFullYear()) }]);
  });

  it('counts this year from the day it is told', async () => {
    const later = await openTestService(undefined, new Date('2031-06-01T12:00:00Z'));
    try {
      const { notFound } = await later.ask(AskRequest.parse({ question: '汉川今年想签下多少亿的引资合同？' }));
      expect(notFound?.missing).toEqual([{ kind: 'year', value: '2031' }]);
    } finally {
      await later.close();
    }
  });

  it.each(['手机屏幕碎了去哪里修便宜？', 'What is the best recipe for braised pork belly?'])(
    'refuses what no report speaks of: %s',
    async (question) => {
      const { status, notFound } = await ask(question);
      expect(status).toBe('not_found');
      expect(notFound?.missing).toEqual([{ kind: 'topic', value: question.slice(0, 40) }]);
    },
  );

  it.each(['谢谢', 'Thank you!'])('answers who says thanks with what can be asked: %s', async (question) => {
    const { status, answer } = await ask(question);
    expect([status, answer?.kind]).toEqual(['answered', 'help']);
  });

  it.each(['……', '给我讲个笑话', '咸宁地铁1号线是哪一年通车的？', '仙桃的房价是多少'])(
    'refuses what asks nothing that the reports speak of: %s',
    async (question) => {
      const { status, notFound } = await ask(question);
      expect(status).toBe('not_found');
      expect(notFound?.missing).toEqual([{ kind: 'topic', value: question }]);
    },
  );

  it('repeats 40 characters of a long question', async () => {
    const { notFound } = await ask(`手机屏幕碎了去哪里修便宜${'？'.repeat(100)}`);
    expect(notFound?.missing[0]?.value).toHaveLength(40);
  });

  it('calls no passage beside a refusal relevant', async () => {
    const { nearest } = await ask('黄石市2021年的经济增长目标是多少？');
    expect(nearest.map(({ relevance }) => relevance)).toEqual(['low', 'low', 'low']);
  });

  it('does not call a year missing that a document names', async () => {
    const { status } = await ask('仙桃2035年的远景目标是什么？');
    expect(status).toBe('answered');
  });

  it('names the place whose year is missing', async () => {
    const { notFound } = await ask('荆门2035年的远景目标是什么？');
    expect(notFound?.message).toMatch(/^没有能回答荆门市2035年的文件。/);
  });

  it('shows up to three passages that come nearest, and only then', async () => {
    const { nearest } = await ask('黄石市2021年的经济增长目标是多少？', { topK: 10 });
    expect(nearest.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  it('answers the part about the covered place beside one that is not', async () => {
    const { status, answer, passages, notFound, nearest } = await ask('荆门和深圳2024年的GDP增长目标各是多少？');
    expect(status).toBe('partial');
    expect(answer?.text).toContain('地区生产总值增速7%');
    expect(passages[0]?.document.region).toBe('荆门市');
    expect(notFound?.missing).toEqual([{ kind: 'region', value: '深圳市' }]);
    expect(nearest).toEqual([]);
  });

  it('takes an amount for no year', async () => {
    const { understood, status } = await ask('荆门投资2000万元以上的项目怎么管？');
    expect(understood.years).toEqual([]);
    expect(status).toBe('answered');
  });
});

describe('ask, with filters that leave documents out', () => {
  it('answers about a covered place while another of the filter is missing', async () => {
    const { status, notFound } = await ask(QUESTION, { filters: { regions: ['荆门', '深圳'] } });
    expect(status).toBe('partial');
    expect(notFound?.missing).toEqual([{ kind: 'region', value: '深圳市' }]);
  });

  it('names a missing region once', async () => {
    const { notFound } = await ask('荆门和深圳的GDP目标', { filters: { regions: ['荆门', '深圳'] } });
    expect(notFound?.missing).toEqual([{ kind: 'region', value: '深圳市' }]);
  });

  it('does not answer about one place from the documents of another', async () => {
    const { status, notFound } = await ask(QUESTION, { filters: { regions: ['仙桃'] } });
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'region', value: '荆门市' }]);
    expect(notFound?.coverage).toEqual({ regions: ['仙桃市'], years: [2021] });
  });

  it('names the year that no document has', async () => {
    const { status, notFound, nearest } = await ask('荆门的GDP目标', { filters: { years: [1999] } });
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'year', value: '1999' }]);
    expect(nearest).toEqual([]);
  });

  it('refuses a type that no document has', async () => {
    const { status, notFound } = await ask(QUESTION, { filters: { types: ['interview'] } });
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'topic', value: QUESTION }]);
    expect(notFound?.message).toMatch(/^没有文件符合筛选条件。现收录的文件涉及/);
  });
});

describe('ask and search, with numbers', () => {
  it.each([1, 3, 50])('gives %i passages, ranked from 1', async (topK) => {
    const { passages } = await search('今年的目标有哪些', { topK });
    expect(passages.map(({ rank }) => rank)).toEqual(Array.from({ length: topK }, (_, position) => position + 1));
  });

  it('gives five passages when nothing is said', async () => {
    expect((await ask(QUESTION)).passages).toHaveLength(5);
  });

  it('searches what it asks', async () => {
    expect((await search(QUESTION)).passages).toEqual((await ask(QUESTION)).passages);
  });

  it('shows the numbers behind a rank only when they are asked for', async () => {
    for (const { explain } of (await ask(QUESTION)).passages) expect(explain).toBeUndefined();
    const explained = (await ask(QUESTION, { explain: true })).passages.map(({ explain }) => explain);
    for (const explain of explained) {
      expect(Object.keys(explain ?? {}).sort()).toEqual(['bm25', 'fused', 'matched', 'passage', 'sentence']);
    }
    const fused = explained.map((explain) => explain?.fused ?? Number.NaN);
    expect(fused).toEqual([...fused].sort((a, b) => b - a));
    expect(explained[0]?.matched).toContain('荆门');
  });

  it('explains the nearest passages of a refusal too', async () => {
    const { nearest } = await ask('黄石市2021年的经济增长目标是多少？', { explain: true });
    expect(nearest[0]?.explain?.fused).toBeTypeOf('number');
  });

  it('calls the passage of a clear question relevant', async () => {
    expect((await ask(QUESTION)).passages[0]?.relevance).toMatch(/^(?:high|medium)$/);
  });

  it('finds passages for a question without a single word', async () => {
    expect((await search('……')).passages.every(({ relevance }) => relevance === 'low')).toBe(true);
  });

  it('says how long it took', async () => {
    const { tookMs } = await ask(QUESTION);
    expect(tookMs).toBeGreaterThan(0);
    expect(Math.round(tookMs * 10) / 10).toBe(tookMs);
  });
});
