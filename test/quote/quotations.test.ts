/** Finding quotations: each damage a writer, a scanner or a converter does, over documents as they are indexed. */

import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { describe, expect, it } from 'vitest';
import type { IndexedDocument } from '../../src/index/contract.js';
import { createTokenizer } from '../../src/lexicon/tokenizer.js';
import type { QuotationFinder, QuoteMatch } from '../../src/quote/contract.js';
import { createQuotationFinder } from '../../src/quote/quotations.js';
import { createEmbedder, documentOf, openSnapshot } from '../retrieve/documents.js';

const JINGMEN = documentOf(
  'jingmen-2024',
  { region: '荆门市', year: 2024, delivered: '2024-01-10' },
  [
    '一、2023年工作回顾',
    '全年地区生产总值增长6.7%，规上工业增加值增长9.2%，固定资产投资增长8.5%，主要指标增速位居全省前列。',
    '我们坚持人民至上、生命至上，不惜一切救治患者、联防联控、保障民生。',
    '深入践行“两山”理念，支持漳河创建“绿水青山就是金山银山”示范区，单位面积产能达3㎡，新增高新技术企业1,200家。',
    '防汛抗旱取得全面胜利，干流水质稳定达标，但部分支流水质不容乐观。',
    '绝不搞大拆大建，除中心城区外各县市均实现净增长，发展不平衡不充分问题仍未得到根本解决。',
  ].join('\n'),
);
const XIANNING = documentOf(
  'xianning-2023',
  { region: '咸宁市', year: 2023, delivered: '2023-01-05' },
  [
    '二、2023年工作安排',
    '坚持人民至上、生命至上，不惜一切救治患者、联防联控、保障民生。',
    '大力发展数字经济，推动人工智能、量子信息、生物制造等未来产业加快布局，建成一批国家级实验室。',
    '协同推进降碳、减污、扩绿、增长，持续打好蓝天、碧水、净土保卫战，让老百姓享有更多绿色福祉。',
    'The province will not raise taxes, but it will widen the base of the levy on heavy industry.',
  ].join('\n'),
);
const DIGITAL = '大力发展数字经济，推动人工智能、量子信息、生物制造等未来产业加快布局，建成一批国家级实验室。';
const GREEN = '协同推进降碳、减污、扩绿、增长，持续打好蓝天、碧水、净土保卫战，让老百姓享有更多绿色福祉。';

const DOCUMENTS = [XIANNING, JINGMEN];
const finder = await createFinder(DOCUMENTS);

async function createFinder(documents: readonly IndexedDocument[]): Promise<QuotationFinder> {
  const embedder = createEmbedder(2, () => [1, 0]);
  return createQuotationFinder(await openSnapshot(documents, embedder, await createTokenizer()));
}

/** Documents of a snapshot are in the order of their ids. */
const sorted = [...DOCUMENTS].sort((left, right) => (left.id < right.id ? -1 : 1));

function textAt(match: QuoteMatch, span = match.span): string | undefined {
  return sorted[match.documentIndex]?.text.slice(span.start, span.end);
}

/** The best place in a few words: verdict, document, and the words there. */
async function findBest(quote: string) {
  const [match] = await finder.find(quote, { topK: 3 });
  if (!match) return { verdict: 'not_found' };
  return { verdict: match.verdict, source: sorted[match.documentIndex]?.source, text: textAt(match) };
}

async function describeDiff(quote: string): Promise<string | undefined> {
  const signs = { equal: '=', delete: '-', insert: '+' };
  const [match] = await finder.find(quote, { topK: 1 });
  return match?.diff.map(({ op, text }) => `${signs[op]}${text}`).join(' ');
}

const exact = { verdict: 'exact', source: 'xianning-2023', text: DIGITAL };

describe('find: what is evened out', () => {
  it.each([
    ['the sentence as it is', DIGITAL],
    ['traditional characters', Converter({ from: 'cn', to: 'tw' })(DIGITAL)],
    ['full width and half width', DIGITAL.replace(/，/g, ',').replace(/、/g, '､').replace(/。/g, '｡')],
    ['a word split by spaces and a line break', DIGITAL.replace('人工', '人 \n　工')],
    ['quotation marks around the whole', `“${DIGITAL}”`],
    ['corner brackets around the whole', ` 「『${DIGITAL}』」 `],
    ['invisible characters', DIGITAL.replace('量子', '量\u200b子\u00ad')],
  ])('finds %s exact', async (_, quote) => {
    expect(await findBest(quote)).toEqual(exact);
    expect((await finder.find(quote, { topK: 1 }))[0]?.diff).toEqual([{ op: 'equal', text: DIGITAL }]);
  });

  it.each([
    ['cut at its beginning', '动人工智能、量子信息、生物制造等未来产业加快布局'],
    ['of three characters', '量子信'],
    ['with another glyph of its marks', '深入践行"两山"理念，支持漳河创建「绿水青山就是金山银山」示范区'],
    ['whose marks at both ends are two pairs', '“两山”理念，支持漳河创建“绿水青山就是金山银山”'],
    ['with a sign that NFKC makes two characters', '单位面积产能达3m2'],
    ['cut inside a figure', '年工作回顾 全年地区生产总值增长6.'],
    ['cut inside a figure before its point', '.7%，规上工业增加值'],
    ['that crosses a line', '2023年工作安排 坚持人民至上'],
  ])('finds a part exact %s', async (_, quote) => {
    expect((await finder.find(quote, { topK: 1 }))[0]?.verdict).toBe('exact');
  });

  it('spans no more than what was quoted', async () => {
    expect(await findBest('推动人工智能、量子信息')).toEqual({ ...exact, text: '推动人工智能、量子信息' });
    expect((await findBest('“推动人工智能、量子信息，”')).text).toBe('推动人工智能、量子信息、');
  });

  it('spans the sentence around and names its passage', async () => {
    const [match] = await finder.find('人工智能、量子信息', { topK: 1 });
    expect(match && textAt(match, match.sentenceSpan)).toBe(DIGITAL);
    const found = (await finder.find('二、2023年工作安排', { topK: 1 }))[0];
    expect(found && textAt(found)).toBe('二、2023年工作安排');
    expect(found?.passage).toBe(match?.passage);
  });
});

describe('find: signs that something is left out', () => {
  it.each(['……', '…', '...', '[...]', '[…]', '（略）', '，……'])('finds parts around %s exact', async (sign) => {
    const [match] = await finder.find(`大力发展数字经济${sign}生物制造等未来产业加快布局`, { topK: 1 });
    expect(match).toMatchObject({ verdict: 'exact', elided: true, score: 1 });
    expect(match && textAt(match)).toBe(DIGITAL.slice(0, DIGITAL.indexOf('，建成')));
    expect(match?.parts.map((part) => match && textAt(match, part))).toEqual([
      '大力发展数字经济',
      '生物制造等未来产业加快布局',
    ]);
  });

  it('finds parts of different paragraphs, and a wrong character in one of them', async () => {
    const [match] = await finder.find('人民至上……碧水、净土保卫战……widen the base', { topK: 1 });
    expect(match).toMatchObject({ verdict: 'words_differ', warnings: ['parts_far_apart'], elided: true });
    expect((await findBest('推动人工智能、量孒信息……持续打好蓝天')).verdict).toBe('words_differ');
  });

  it('does not call parts in another order exact', async () => {
    expect((await findBest('让老百姓享有更多绿色福祉……大力发展数字经济')).verdict).toBe('not_found');
  });

  it('ignores a sign at the beginning and the end', async () => {
    const [match] = await finder.find('……推动人工智能、量子信息……', { topK: 1 });
    expect(match).toMatchObject({ verdict: 'exact', elided: false });
  });
});

describe('find: what differs', () => {
  it.each([
    ['missing', DIGITAL.replace(/[，、。]/g, '')],
    ['another', DIGITAL.replace('、', '，')],
    ['an added', DIGITAL.replace('加快', '，加快')],
    ['another last', DIGITAL.replace('。', '！')],
    ['small letters and', 'the province will not raise taxes'],
  ])('says so of %s punctuation', async (_, quote) => {
    expect((await findBest(quote)).verdict).toBe('punctuation_differs');
  });

  const last = GREEN.length - 2;
  it.each([
    ['a wrong first character', `恊${GREEN.slice(1)}`, GREEN],
    ['a wrong character', GREEN.replace('蓝天', '兰天'), GREEN],
    ['a wrong last character', `${GREEN.slice(0, last)}址。`, GREEN],
    ['a missing character', GREEN.replace('保卫战', '保战'), GREEN],
    ['a missing word', GREEN.replace('老百姓', ''), GREEN],
    ['an added word', GREEN.replace('持续', '持续不断'), GREEN],
    ['an added beginning', `会议指出要${GREEN}`, GREEN],
    ['swapped characters', GREEN.replace('减污', '污减'), GREEN],
    ['a wrong character and a cut', GREEN.replace('净土', '静土').slice(3, -5), GREEN.slice(3, -5)],
  ])('says so of %s, and finds the place', async (_, quote, text) => {
    expect(await findBest(quote)).toEqual({ verdict: 'words_differ', source: 'xianning-2023', text });
  });

  it('shows a whole figure that differs', async () => {
    expect(await describeDiff('全年地区生产总值增长5.2%，规上工业增加值增长9.2%')).toBe(
      '=全年地区生产总值增长 -6.7 +5.2 =%，规上工业增加值增长9.2%',
    );
  });

  it.each(['全年地区生产总值增长67%', '全年地区生产总值增长6.7，规上', '全年地区生产总值增长-6.7%'])(
    'takes a sign of a figure for a word: %s',
    async (quote) => {
      expect((await findBest(quote)).verdict).toBe('words_differ');
    },
  );

  it('takes the comma of a large number for punctuation', async () => {
    expect((await findBest('新增高新技术企业1200家')).verdict).toBe('punctuation_differs');
  });

  it('shows words of both sides as they are written', async () => {
    expect(await describeDiff(GREEN.replace('蓝天', '兰天'))).toBe(
      '=协同推进降碳、减污、扩绿、增长，持续打好 -蓝 +兰 =天、碧水、净土保卫战，让老百姓享有更多绿色福祉。',
    );
  });

  it('leaves foreign words at an end out of the span', async () => {
    expect((await findBest(`${GREEN}这一切都与昨天的天气毫无关系`)).text).toBe(GREEN);
  });

  it.each([
    '今天天气很好，适合出门散步，我们去公园看花。',
    '大力发展畜牧养殖，推动奶业、肉业、蛋业等传统行业转型，新开一批乡镇级屠宰场。',
    '龘龘龘',
    '量孒信息',
    '',
    ' “” ……！',
  ])('does not find %s', async (quote) => {
    expect(await finder.find(quote, { topK: 5 })).toEqual([]);
  });
});

describe('find: several places', () => {
  const twice = '坚持人民至上、生命至上，不惜一切救治患者、联防联控、保障民生。';

  it('puts the newest report first among equals', async () => {
    const sources = (await finder.find(twice, { topK: 5 })).map((match) => sorted[match.documentIndex]?.source);
    expect(sources).toEqual(['jingmen-2024', 'xianning-2023']);
  });

  it('puts an exact place before one with other punctuation', async () => {
    const older = documentOf('older', { year: 2020 }, '各地坚持稳中求进、以进促稳，先立后破。');
    const newer = documentOf('newer', { year: 2024 }, '各地坚持稳中求进，以进促稳，先立后破。');
    const matches = await (await createFinder([newer, older])).find('坚持稳中求进、以进促稳', { topK: 5 });
    expect(matches.map(({ verdict, documentIndex }) => [verdict, documentIndex])).toEqual([
      ['exact', 1],
      ['punctuation_differs', 0],
    ]);
  });

  it('names at most topK places, and only in documents that are allowed', async () => {
    expect(await finder.find(twice, { topK: 1 })).toHaveLength(1);
    expect(await finder.find(twice, { topK: 0 })).toEqual([]);
    const isAllowed = (documentIndex: number) => sorted[documentIndex]?.source === 'xianning-2023';
    expect(await finder.find(twice, { topK: 5, isAllowed })).toHaveLength(1);
    expect(await finder.find('全年地区生产总值增长6.7%', { topK: 5, isAllowed })).toEqual([]);
  });

  it('finds nothing in an index without documents', async () => {
    expect(await (await createFinder([])).find(twice, { topK: 5 })).toEqual([]);
  });
});

describe('find: words just outside the cut', () => {
  it.each([
    ['搞大拆大建', '绝不'],
    ['干流水质稳定达标', '但'],
    ['中心城区外各县市均实现净增长', '除'],
    ['发展', '不'],
    ['得到根本解决', '仍未'],
    ['raise taxes', 'not'],
    ['The province will not raise taxes', 'but'],
  ])('of %s is %s', async (quote, word) => {
    const options = {
      topK: 1,
      isAllowed: (index: number) => quote !== '发展' || sorted[index]?.source === 'jingmen-2024',
    };
    expect((await finder.find(quote, options))[0]?.outOfContext).toBe(word);
  });

  it.each([
    ['a whole sentence', '绝不搞大拆大建，除中心城区外各县市均实现净增长，发展不平衡不充分问题仍未得到根本解决。'],
    ['a word that only looks like one', '惜一切救治患者'],
    ['a plain cut', '深入践行“两山”理念'],
  ])('is none for %s', async (_, quote) => {
    expect((await finder.find(quote, { topK: 1 }))[0]?.outOfContext).toBeNull();
  });

  it('stands in what is left out, too', async () => {
    expect((await finder.find('我们坚持人民至上……搞大拆大建', { topK: 1 }))[0]).toMatchObject({
      elided: true,
      outOfContext: '绝不',
    });
  });
});

describe('find: whatever is quoted', () => {
  const places = fc
    .nat(sorted.length - 1)
    .chain((documentIndex) => {
      const { text } = sorted[documentIndex] ?? JINGMEN;
      return fc.tuple(fc.constant({ documentIndex, text }), fc.nat(text.length - 40), fc.integer({ min: 12, max: 60 }));
    })
    .map(([{ documentIndex, text }, start, length]) => ({ documentIndex, quote: text.slice(start, start + length) }));

  it('finds any part of a document exact, there or where the same words stand', async () => {
    await fc.assert(
      fc.asyncProperty(places, async ({ quote }) => {
        const words = quote.replace(/[\s\p{P}]/gu, '');
        const matches = await finder.find(quote, { topK: 5 });
        const [first] = matches;
        expect(first).toBeDefined();
        if (first?.warnings.length === 0) expect(first.verdict).toBe('exact');
        for (const match of matches) expect(textAt(match)?.replace(/[\s\p{P}]/gu, '')).toBe(words);
      }),
    );
  });

  it('keeps the document and the words when a character is wrong, and its diff spells the document out', async () => {
    await fc.assert(
      fc.asyncProperty(places, fc.nat(), async ({ documentIndex, quote }, at) => {
        const place = at % quote.length;
        const matches = await finder.find(`${quote.slice(0, place)}龘${quote.slice(place + 1)}`, { topK: 5 });
        expect(matches.map((match) => match.documentIndex)).toContain(documentIndex);
        for (const match of matches) {
          const { verdict, diff } = match;
          expect(verdict).toBe('words_differ');
          expect(diff.flatMap(({ op, text }) => (op === 'insert' ? [] : [text])).join('')).toBe(textAt(match));
        }
      }),
    );
  });

  it('says something of any string', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom('…', '“', '”', '[', '.', '发', '展', '1', ' ', '\ud83d', '\u0301') }),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (quote) => {
        for (const { span, score } of await finder.find(quote, { topK: 3 })) {
          expect(span.start).toBeLessThan(span.end);
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('finds 20,000 characters with a wrong one in every fifty, and answers to as many of the same', async () => {
    const text = Array.from({ length: 1000 }, (_, line) =>
      Array.from({ length: 24 }, (__, at) =>
        String.fromCharCode(0x4e00 + ((line * 7919 + at * 104729 + line * at * 31) % 9000)),
      ).join(''),
    ).join('。\n');
    const long = await createFinder([documentOf('long', {}, text), documentOf('same', {}, '发展'.repeat(5000))]);
    const quote = Array.from(text.slice(100, 20_100), (character, at) => (at % 50 === 25 ? '龘' : character)).join('');
    expect((await long.find(quote, { topK: 1 }))[0]).toMatchObject({
      verdict: 'words_differ',
      span: { start: 100, end: 20_100 },
    });
    expect(await long.find('发展'.repeat(10_000), { topK: 1 })).toEqual([]);
  });
});
