/**
 * What writers ask over HTTP, of the real service over the project's own corpus: every field of the replies, what is
 * refused, and what hostile texts come to.
 */

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CheckReply,
  CiteReply,
  CompareReply,
  MAX_CHECKED_ITEMS,
  MAX_CHECKED_LENGTH,
  REFERENCE_STYLES,
  type ReferenceStyle,
} from '../../src/api/check.js';
import { DocumentReply } from '../../src/api/documents.js';
import { Problem } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { createApp } from '../../src/serve/app.js';
import { MAX_DRAFT_BYTES } from '../../src/serve/encoding.js';
import { openTestService } from '../service.js';
import { createMemoryService } from './memory.js';

let service: Service;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  service = await openTestService();
  app = createApp(service);
});
afterAll(async () => {
  await service?.close();
});

const QUOTE = '地区生产总值增速7%，城镇新增就业不少于5.5万人，居民消费价格涨幅3%左右';
const TITLE = '荆门市2024年政府工作报告摘编（文据）';

function post(path: string, body: unknown, over = app) {
  const headers = { 'Content-Type': 'application/json' };
  return over.request(path, { method: 'POST', body: JSON.stringify(body), headers });
}

/** Replies are parsed strictly: a field that the contract does not have fails. */
async function read<Reply>(response: Response, schema: { parse(value: unknown): Reply }): Promise<Reply> {
  expect(response.status).toBe(200);
  const body: unknown = await response.json();
  const reply = schema.parse(body);
  expect(reply).toEqual(body);
  return reply;
}

async function cite(text: string, changes: object = {}): Promise<CiteReply> {
  return read(await post('/v1/cite', { text, ...changes }), CiteReply);
}

async function check(text: string): Promise<CheckReply> {
  const reply = await read(await post('/v1/check', { text }), CheckReply);
  for (const { start, end, text: checked } of reply.items) expect(text.slice(start, end)).toBe(checked);
  return reply;
}

const compare = (query: Record<string, string>) => app.request(`/v1/compare?${new URLSearchParams(query)}`);

async function readProblem(response: Response, status = 400): Promise<Problem> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(await response.json());
}

async function textOf(id: string): Promise<string> {
  return DocumentReply.parse(await (await app.request(`/v1/documents/${id}`)).json()).text;
}

describe('POST /v1/cite, with a quotation', () => {
  it('names the place, the words around it and the reference', async () => {
    const { verdict, matches, indexVersion } = await cite(QUOTE);
    expect(verdict).toBe('exact');
    expect(indexVersion).toBe(service.readiness().indexVersion);
    expect(matches).toHaveLength(1);
    const [match] = matches;
    expect(match).toMatchObject({
      verdict: 'exact',
      passage: { document: { title: TITLE, region: '荆门市', year: 2024, type: 'digest' } },
      citation: {
        marker: 1,
        title: TITLE,
        headingPath: ['2024年的判断与目标'],
        quote: QUOTE,
        page: null,
        table: null,
        url: null,
        deepLink: null,
      },
      diff: [{ op: 'equal', text: QUOTE }],
      elided: false,
      outOfContext: null,
      selector: {
        exact: QUOTE,
        prefix: expect.stringMatching(/主要目标有：$/),
        suffix: expect.stringMatching(/^，居民收入/),
      },
      references: { 'gb7714-2025-numeric': expect.stringContaining(TITLE) },
    });
    expect(match?.sentence).toMatch(/^荆门市2024年的主要目标有：.*下达的指标。$/);
    expect(match?.citation.passageId).toBe(match?.passage.id);
    expect(match?.citation.readerUrl).toBe(
      `/documents/${match?.passage.document.id}?start=${match?.citation.start}&end=${match?.citation.end}#quote`,
    );
  });

  it.each([QUOTE, '地區生產總值增速7%，城鎮新增就業', '地区生产总值增速7%……粮食总产不低于58亿斤', '发生规模性返贫'])(
    'cites words that stand at their offsets: %s',
    async (text) => {
      const { matches } = await cite(text);
      expect(matches.length).toBeGreaterThan(0);
      for (const { citation, passage, selector } of matches) {
        const document = await textOf(citation.documentId);
        expect(document.slice(citation.start, citation.end)).toBe(citation.quote);
        expect(document.slice(passage.start, passage.end)).toBe(passage.text);
        expect(document).toContain(selector.prefix + selector.exact + selector.suffix);
        expect(Array.from(document).slice(selector.start, selector.end).join('')).toBe(selector.exact);
      }
    },
  );

  it.each([
    ['the words themselves', QUOTE, 'exact'],
    ['the words in quotation marks', `“${QUOTE}”`, 'exact'],
    ['traditional characters', '地區生產總值增速7%，城鎮新增就業不少於5.5萬人', 'exact'],
    ['full width', '地区生产总值增速７％，城镇新增就业不少于５．５万人', 'exact'],
    ['a word split by a space', '地区生产 总值增速7%，城镇新增就业不少于5.5万人', 'exact'],
    [
      'other punctuation',
      '地区生产总值增速7%；城镇新增就业不少于5.5万人、居民消费价格涨幅3%左右',
      'punctuation_differs',
    ],
    ['another figure', QUOTE.replace('7%', '8%'), 'words_differ'],
    ['words of no report', '让每一位市民都能免费乘坐火星轨道电梯', 'not_found'],
  ])('says of %s what became of it', async (_, text, verdict) => {
    expect((await cite(text, { kind: 'quote' })).verdict).toBe(verdict);
  });

  it('shows what differs', async () => {
    const { matches } = await cite(QUOTE.replace('7%', '8%'), { kind: 'quote' });
    expect(matches[0]?.diff.filter(({ op }) => op !== 'equal')).toEqual([
      { op: 'delete', text: '7' },
      { op: 'insert', text: '8' },
    ]);
  });

  it('sees that something is left out', async () => {
    const { verdict, matches } = await cite('地区生产总值增速7%……居民收入与经济大体同步增长');
    expect(verdict).toBe('exact');
    expect(matches[0]).toMatchObject({ elided: true, citation: { quote: expect.stringContaining('5.5万人') } });
  });

  it('points out a cut that turns the sense', async () => {
    expect((await cite('发生规模性返贫', { kind: 'quote' })).matches[0]?.outOfContext).toBe('没有');
    expect((await cite('没有发生规模性返贫', { kind: 'quote' })).matches[0]?.outOfContext).toBeNull();
  });

  it('names at most topK places, three when nothing is said', async () => {
    expect((await cite('荆门市', { kind: 'quote' })).matches).toHaveLength(3);
    expect((await cite('荆门市', { kind: 'quote', topK: 1 })).matches).toHaveLength(1);
    expect((await cite('荆门市', { kind: 'quote', topK: 20 })).matches).toHaveLength(20);
  });

  it('stays inside the filters, and finds nothing where no document passes them', async () => {
    const verdictWith = async (filters: object): Promise<string> => (await cite(QUOTE, { filters })).verdict;
    expect(await verdictWith({ regions: ['湖北'], years: [2024], types: ['digest'] })).toBe('exact');
    expect(await verdictWith({ regions: ['咸宁'] })).toBe('not_found');
    expect(await verdictWith({ years: [1999] })).toBe('not_found');
    expect(await verdictWith({ regions: ['荆门'], years: [2023] })).toBe('not_found');
    expect(await verdictWith({ regions: ['火星'] })).toBe('not_found');
    expect(await verdictWith({ documentIds: ['nothing'] })).toBe('not_found');
  });

  it('writes a reference in every style, and only in those asked for', async () => {
    const { matches } = await cite(QUOTE, { styles: REFERENCE_STYLES });
    const references = matches[0]?.references ?? {};
    expect(Object.keys(references).sort()).toEqual([...REFERENCE_STYLES].sort());
    for (const reference of Object.values(references)) expect(reference).toContain('摘编');
    const shapes: Partial<Record<ReferenceStyle, RegExp>> = {
      'gb7714-2025-numeric': /\[Z\]/,
      bibtex: /^@misc\{/,
      ris: /^TY {2}- GEN\n/,
      'csl-json': /^\[\s*\{/,
    };
    for (const [style, shape] of Object.entries(shapes)) expect(references[style]).toMatch(shape);
    expect((await cite(QUOTE, { styles: [] })).matches[0]?.references).toEqual({});
  });
});

describe('POST /v1/cite, with a claim', () => {
  it.each([
    ['荆门2024年的GDP增长目标是7%', 'supported'],
    ['荆门2024年的GDP增长目标是9%', 'contradicted'],
    ['深圳2024年的GDP增长目标是9%', 'not_found'],
    ['荆门2030年要举办冬季奥林匹克运动会', 'not_found'],
  ])('says of %s: %s', async (text, verdict) => {
    const reply = await cite(text, { kind: 'claim' });
    expect(reply.verdict).toBe(verdict);
    expect(reply.matches.length > 0).toBe(verdict !== 'not_found');
  });

  it('names the place that says so, with no diff and a reference', async () => {
    const { matches } = await cite('荆门2024年的GDP增长目标是7%', { kind: 'claim', styles: ['apa'] });
    const [match] = matches;
    expect(match).toMatchObject({ verdict: 'supported', diff: [], elided: false, outOfContext: null });
    expect(match?.citation.quote).toContain('地区生产总值增速7%');
    expect(match?.passage.text).toContain(match?.citation.quote);
    expect(match?.references.apa).toContain(TITLE);
  });

  it('tells a claim from a quotation by itself', async () => {
    expect((await cite('荆门2024年的GDP增长目标是7%')).verdict).toBe('supported');
    expect((await cite(QUOTE.replace('7%', '8%'))).verdict).toBe('words_differ');
  });

  it('stays inside the filters', async () => {
    const filters = { regions: ['咸宁'] };
    expect((await cite('荆门2024年的GDP增长目标是7%', { kind: 'claim', filters })).verdict).toBe('not_found');
  });
});

describe('POST /v1/cite, with anything else', () => {
  it.each([
    ['three characters that stand there', '荆门市', 'exact'],
    ['three that do not', '漳河水', 'not_found'],
    ['20,000 characters', `${QUOTE}。`.repeat(600).slice(0, 20_000), 'not_found'],
    ['20,000 times one letter', 'x'.repeat(20_000), 'not_found'],
    ['mark-up', '<script>alert(1)</script>', 'not_found'],
    ['mixed languages', 'Jingmen 荆门 wants GDP 増長 of 7% — oui, ja, да', 'not_found'],
  ])('answers %s', async (_, text, verdict) => {
    expect((await cite(text, { kind: 'quote' })).verdict).toBe(verdict);
    expect(await cite(text)).toHaveProperty('verdict');
  });

  it.each([
    [{ text: '字'.repeat(20_001) }, 'text', '1 to 20000 characters'],
    [{ text: ' \n' }, 'text', 'not blank'],
    [{}, 'text', 'came nothing'],
    [{ text: QUOTE, kind: 'poem' }, 'kind', 'one of auto, quote, claim'],
    [{ text: QUOTE, styles: ['apa', 'harvard'] }, 'styles[1]', 'came "harvard"'],
    [{ text: QUOTE, topK: 0 }, 'topK', '1 to 20'],
    [{ text: QUOTE, topK: 21 }, 'topK', '1 to 20'],
    [{ text: QUOTE, filters: { years: ['2024'] } }, 'filters.years[0]', 'a year of four digits'],
    [{ text: QUOTE, style: 'apa' }, 'style', 'known here: text, kind, styles, topK, filters'],
  ])('refuses %o and names %s', async (body, path, message) => {
    const problem = await readProblem(await post('/v1/cite', body));
    expect(problem.errors).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});

describe('POST /v1/check', () => {
  it('says what it understood, what it found and where', async () => {
    const text = '2023年荆门GDP增长6.8%。';
    const { verdict, items, indexVersion } = await check(text);
    expect(verdict).toBe('contradicted');
    expect(indexVersion).toBe(service.readiness().indexVersion);
    expect(items).toEqual([
      {
        kind: 'figure',
        text: '6.8%',
        start: text.indexOf('6.8%'),
        end: text.indexOf('6.8%') + 4,
        claim: {
          region: '荆门市',
          year: 2023,
          indicator: '地区生产总值',
          measure: 'growth',
          value: 6.8,
          unit: '%',
          valueKind: 'actual',
        },
        verdict: 'value_differs',
        found: { value: 6.7, unit: '%' },
        citation: expect.objectContaining({
          title: TITLE,
          quote: '6.7%',
          headingPath: ['2023年的经济成绩', '增长速度'],
        }),
      },
    ]);
    const [citation] = items.map((item) => item.citation);
    const document = await textOf(citation?.documentId ?? '');
    expect(document.slice(citation?.start, citation?.end)).toBe('6.7%');
  });

  it.each([
    ['2023年荆门GDP增长6.7%。', 'match'],
    ['荆门市2023年规模以上工业增加值增长10.2%', 'match'],
    ['2020年咸宁粮食产量116.8万吨', 'match'],
    ['2020年咸宁粮食产量23.36亿斤', 'match'],
    ['荆门2023年改造老旧小区207个', 'match'],
    ['2020年仙桃森林覆盖率提高0.21个百分点', 'match'],
    ['2020年仙桃GDP为828亿元', 'match_rounded'],
    ['2020年仙桃GDP为0.0828万亿元', 'match_rounded'],
    ['2020年咸宁粮食产量约23.4亿斤', 'match_rounded'],
    ['2020年仙桃GDP为872.9亿元', 'value_differs'],
    ['荆门2023年改造老旧小区208个', 'value_differs'],
    ['仙桃2020年地区生产总值827.9万元', 'unit_differs'],
    ['2019年仙桃GDP为827.9亿元', 'year_differs'],
    // Two years may well have grown by as much.
    ['2022年荆门GDP增长6.7%', 'not_found'],
    ['2020年咸宁地区生产总值827.9亿元', 'region_differs'],
    ['2023年咸宁GDP增长6.7%', 'region_differs'],
    ['2023年荆门GDP下降6.7%', 'direction_differs'],
    ['2024年荆门GDP增长7%', 'target_not_actual'],
    ['荆门2024年已改造老旧小区245个', 'target_not_actual'],
    ['2023年深圳GDP增长6%', 'not_found'],
  ])('says of %s: %s', async (text, verdict) => {
    const { items } = await check(text);
    expect(items.map((item) => item.verdict)).toEqual([verdict]);
  });

  it('gives the value of the document in the unit of the text', async () => {
    const { items } = await check('2020年咸宁粮食产量25亿斤');
    expect(items[0]).toMatchObject({ verdict: 'value_differs', found: { value: 23.36, unit: '亿斤' } });
  });

  it('checks a draft line by line, in its order, with offsets into it', async () => {
    const draft = [
      '# 荆门2023',
      '',
      '2023年，荆门GDP增长6.7%，**固定资产投资增长6.9%**。',
      `报告说：“${QUOTE}”，又说“让每一位市民都能免费乘坐火星轨道电梯”。`,
    ].join('\r\n');
    const { verdict, items } = await check(draft);
    expect(verdict).toBe('contradicted');
    const starts = items.map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(items.slice(0, 2).map((item) => item.verdict)).toEqual(['match', 'value_differs']);
    const quotations = items.filter(({ kind }) => kind === 'quotation');
    expect(quotations).toMatchObject([
      { text: QUOTE, claim: null, verdict: 'exact', found: null, citation: { quote: QUOTE, title: TITLE } },
      { claim: null, verdict: 'not_found', found: null, citation: null },
    ]);
  });

  it('numbers citations by their item', async () => {
    const { items } = await check('2023年荆门GDP增长6.7%。2023年深圳GDP增长6%。2020年仙桃GDP为827.9亿元。');
    expect(items.map(({ citation }) => citation?.marker ?? null)).toEqual([1, null, 3]);
  });

  it.each([
    ['2023年荆门GDP增长6.7%。', 'supported'],
    ['2023年荆门GDP增长6.7%。2023年深圳GDP增长6%。', 'partial'],
    ['2023年荆门GDP增长6.7%。2023年荆门固定资产投资增长9%。', 'contradicted'],
    ['2023年深圳GDP增长6%。', 'not_found'],
    ['这里没有可以核对的东西。', 'not_found'],
  ])('sums up %s: %s', async (text, verdict) => {
    expect((await check(text)).verdict).toBe(verdict);
  });

  it.each([
    ['a figure without a unit', '2023年荆门GDP增长6.7'],
    ['an impossible date', '2023年13月45日，荆门GDP增长6.7%'],
    ['mark-up', '<script>alert(1)</script><b>2023年荆门GDP增长6.7%</b>'],
    ['mixed languages', 'In 2023 Jingmen GDP grew 6.7%，同时荆门 grain output 58.7亿斤, да'],
    ['quotation marks that do not close', '“「『“'.repeat(50)],
    ['control characters', '2023年\u0000荆门\u001b[31mGDP增长6.7%'],
    ['emoji', '👍🏽2023年荆门GDP增长6.7%👍🏽'],
  ])('answers %s without calling anything false', async (_, text) => {
    const { items } = await check(text);
    for (const { verdict } of items) expect(['match', 'not_found']).toContain(verdict);
  });

  it('does not call another number without a unit right', async () => {
    const { items } = await check('2023年荆门GDP增长6.9');
    for (const { verdict } of items) expect(['match', 'supported']).not.toContain(verdict);
  });

  it('answers a number without end, and does not call it right', async () => {
    const { verdict, items } = await check(`2023年荆门GDP增长${'9'.repeat(400)}%`);
    expect(['contradicted', 'not_found']).toContain(verdict);
    expect(items.filter((item) => item.verdict === 'match' || item.verdict === 'supported')).toEqual([]);
  });

  it('answers a draft of 200,000 characters', async () => {
    const draft = `2023年荆门GDP增长6.7%，“${QUOTE}”。\n`.repeat(5000).slice(0, MAX_CHECKED_LENGTH);
    const { items, omitted } = await check(draft);
    expect(items).toHaveLength(MAX_CHECKED_ITEMS);
    expect(draft.length - omitted).toBeGreaterThan(items.at(-1)?.end ?? 0);
    const quotations = items.filter(({ kind }) => kind === 'quotation');
    expect(new Set(quotations.map(({ verdict }) => verdict))).toEqual(new Set(['exact']));
  });

  it('refuses more, and says what to do', async () => {
    const long = await readProblem(await post('/v1/check', { text: '草'.repeat(MAX_CHECKED_LENGTH + 1) }));
    expect(long.errors).toEqual([{ path: 'text', message: expect.stringContaining('1 to 200000 characters') }]);
    const big = await readProblem(await post('/v1/check', { text: 'x'.repeat(MAX_DRAFT_BYTES) }), 413);
    expect(big.detail).toContain('Check it in parts.');
  });

  it('takes a draft of 200,000 characters with every one of them escaped', async () => {
    const body = `{"text":"${'\\u8349'.repeat(MAX_CHECKED_LENGTH)}"}`;
    const headers = { 'Content-Type': 'application/json' };
    expect((await app.request('/v1/check', { method: 'POST', body, headers })).status).toBe(200);
  });

  it('refuses what is not described', async () => {
    const unknown = await readProblem(await post('/v1/check', { text: 'x', topK: 1 }));
    expect(unknown.errors).toEqual([{ path: 'topK', message: 'unknown field; known here: text, opinions' }]);
    expect((await readProblem(await post('/v1/check?x=1', { text: 'x' }))).errors[0]?.path).toBe('x');
    expect((await readProblem(await post('/v1/check', { text: '\t' }))).errors[0]?.path).toBe('text');
    const plain = await app.request('/v1/check', {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
  });
});

describe('GET /v1/compare', () => {
  it('gives a cell for every place and year, each with its citation or empty', async () => {
    const query = 'indicator=GDP&region=荆门&region=咸宁&year=2024&year=2023';
    const reply = await read(await app.request(`/v1/compare?${query}`), CompareReply);
    expect(reply).toMatchObject({
      indicator: '地区生产总值',
      measure: 'growth',
      kind: 'actual',
      unit: '%',
      regions: ['荆门市', '咸宁市'],
      years: [2023, 2024],
      indexVersion: service.readiness().indexVersion,
    });
    const values = reply.cells.map(({ region, year, value, text, citation }) => [
      region,
      year,
      value,
      text,
      citation?.quote,
    ]);
    expect(values).toEqual([
      ['荆门市', 2023, 6.7, '6.7%', '6.7%'],
      ['荆门市', 2024, null, null, undefined],
      ['咸宁市', 2023, null, null, undefined],
      ['咸宁市', 2024, null, null, undefined],
    ]);
    const [cell] = reply.cells;
    const document = await textOf(cell?.citation?.documentId ?? '');
    expect(document.slice(cell?.citation?.start, cell?.citation?.end)).toBe('6.7%');
  });

  it('keeps what is aimed at and what was reached apart, levels and growth too', async () => {
    const target = await read(await compare({ indicator: 'GDP', region: '荆门', kind: 'target' }), CompareReply);
    expect(target.cells).toMatchObject([{ year: 2024, value: 7, text: '7%' }]);
    const level = await read(await compare({ indicator: 'GDP', measure: 'level' }), CompareReply);
    expect(level.cells).toMatchObject([{ region: '仙桃市', year: 2020, value: 827.9e8, text: '827.9亿元' }]);
    expect(level.unit).toBe('元');
  });

  it('gives an empty table for an indicator of no document', async () => {
    const reply = await read(await compare({ indicator: '火星轨道电梯客运量' }), CompareReply);
    expect(reply).toMatchObject({ indicator: '火星轨道电梯客运量', unit: '', regions: [], years: [], cells: [] });
  });

  it('writes comma-separated rows', async () => {
    const response = await compare({ indicator: 'GDP', region: '荆门', year: '2023', format: 'csv' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = parse(await response.text(), { columns: true, record_delimiter: '\r\n' });
    expect(rows).toEqual([
      expect.objectContaining({ region: '荆门市', year: '2023', value: '6.7', unit: '%', text: '6.7%', title: TITLE }),
    ]);
  });

  it('leaves no formula in the rows', async () => {
    const csv = async (indicator: string) =>
      (await compare({ indicator, region: '荆门', year: '2023', format: 'csv' })).text();
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '"=1']) {
      const [row] = parse(await csv(formula), { columns: true, record_delimiter: '\r\n', relax_column_count: true });
      expect(row).toMatchObject({ indicator: expect.stringMatching(/^['"1]/) });
    }
  });

  it('writes a Markdown table with its sources', async () => {
    const response = await compare({ indicator: 'GDP', region: '荆门', year: '2023', format: 'md' });
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    const lines = (await response.text()).split('\n');
    expect(lines.slice(0, 3)).toEqual(['| 地区生产总值 | 2023 |', '| --- | --- |', '| 荆门市 | 6.7% [1] |']);
    expect(lines).toContain(`[1] ${TITLE}: 荆门市2023年地区生产总值增长6.7%，增速居全省第四。`);
  });

  it('makes no mark-up of what is asked', async () => {
    const indicator = '<img src=x onerror=alert(1)>|*a*';
    const response = await compare({ indicator, region: '荆门', year: '2023', format: 'md' });
    expect(await response.text()).not.toMatch(/(?<!\\)[<|*](?:img|\*|a)/);
  });

  it.each([
    ['indicator=GDP&region=火星', null, '火星'],
    ['indicator=%20', null, 'blank'],
    ['', 'indicator', 'a name of 1 to 100 characters'],
    ['indicator=GDP&indicator=x', 'indicator', 'came 2 times'],
    ['indicator=GDP&bogus=1', 'bogus', 'unknown parameter; known here: indicator, region, year, measure, kind, format'],
    ['indicator=GDP&year=24', 'year', 'a year of four digits'],
    ['indicator=GDP&year=x', 'year', 'came "x"'],
    ['indicator=GDP&measure=rank', 'measure', 'level or growth'],
    ['indicator=GDP&kind=hope', 'kind', 'actual or target'],
    ['indicator=GDP&format=xml', 'format', 'one of json, csv, md'],
  ])('refuses ?%s', async (query, path, message) => {
    const problem = await readProblem(await app.request(`/v1/compare?${query}`));
    expect(problem.detail).toContain(message);
    expect(problem.errors.map((error) => error.path)).toEqual(path === null ? [] : [path]);
  });

  it('refuses more places and years than a table holds', async () => {
    const many = (name: string, count: number, value: (each: number) => string) =>
      Array.from({ length: count }, (_, each) => `${name}=${value(each)}`).join('&');
    const places = await readProblem(
      await app.request(`/v1/compare?indicator=GDP&${many('region', 101, () => '荆门')}`),
    );
    expect(places.errors[0]?.path).toBe('region');
    const years = await readProblem(
      await app.request(`/v1/compare?indicator=GDP&${many('year', 51, (each) => String(2000 + each))}`),
    );
    expect(years.errors[0]?.path).toBe('year');
  });
});

describe('the defaults', () => {
  it('of POST /v1/cite and GET /v1/compare are filled in', async () => {
    const memory = createMemoryService();
    await post('/v1/cite', { text: 'x' }, createApp(memory));
    await createApp(memory).request('/v1/compare?indicator=GDP');
    expect(memory.asked).toEqual([
      {
        text: 'x',
        kind: 'auto',
        styles: ['gb7714-2025-numeric'],
        topK: 3,
        filters: { regions: [], years: [], types: [], documentIds: [] },
      },
      { indicator: 'GDP', regions: [], years: [], measure: 'growth', kind: 'actual' },
    ]);
  });
});
