import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_CHECKED_LENGTH } from '../../src/api/check.js';
import { type CheckedFigure, checkText, findQuotations } from '../../src/check/check-text.js';
import { compareFigures } from '../../src/check/compare.js';
import { writeCsv, writeMarkdown } from '../../src/check/compare-table.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { checkWords } from '../../src/check/word-claims.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { readLibrary, tokenizer } from './library.js';

const glossary = readGlossary();
const gazetteer = createGazetteer();
const today = (): Date => new Date('2026-03-01');

const REPORTS = {
  '2025年湖北省政府工作报告.txt': `2025年湖北省政府工作报告
一、2024年工作回顾
过去一年，地区生产总值达到60013亿元、增长5.8%，居全国第7位。粮食生产再获丰收，总产达到557亿斤。民营企业进出口增长12.4%。城镇新增就业93.51万人。武汉市地区生产总值突破2.1万亿元。率先建成长江大保护示范基地。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%左右，城镇新增就业70万人以上，粮食产量稳定在500亿斤以上。`,
  '2025年湖南省政府工作报告.txt': `2025年湖南省政府工作报告
一、2024年工作回顾
过去一年，地区生产总值达到53231亿元、增长4.8%。城镇新增就业76.4万人。生产安全事故起数下降20.3%。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。`,
};

let made: Snapshot;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-check-'));
  for (const [name, text] of Object.entries(REPORTS)) await writeFile(path.join(folder, name), text);
  made = await readLibrary(folder);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function check(text: string, snapshot = made) {
  const findQuotation = async (quotation: string) => ({
    verdict: quotation === '率先建成长江大保护示范基地' ? ('exact' as const) : ('not_found' as const),
  });
  const tools = { snapshot, glossary, gazetteer, translate, tokenizer, today };
  const finders = { evidence: createEvidenceFinder(tools), findTranslated: createTranslatedFinder(tools) };
  return checkText(text, { ...tools, ...finders, findQuotation });
}

async function figureOf(text: string): Promise<CheckedFigure> {
  const [item] = (await check(text)).items;
  if (item?.kind !== 'figure') throw new Error(`No figure in ${text}`);
  return item;
}

describe('checkText', () => {
  it.each([
    ['2024年湖北GDP增长5.8%。', 'match'],
    ['湖北2024年经济增速为5.8%', 'match'],
    ['2024年湖北地区生产总值达到6.0万亿元', 'match_rounded'],
    ['2024年湖北地区生产总值超过6万亿元', 'match_rounded'],
    ['2024年湖北粮食产量2785万吨', 'match'],
    ['2024年湖北新增城镇就业935100人', 'match'],
    ['2024年湖南生产安全事故起数下降20.3%', 'match'],
    ['In 2024, Hubei’s GDP grew 5.8%.', 'match'],
    ['2025年湖北GDP增长目标是6%左右', 'match'],
    ['2024年湖北GDP增长5.9%', 'value_differs'],
    ['2024年湖北地区生产总值60031亿元', 'value_differs'],
    ['2024年湖北地区生产总值60013万元', 'unit_differs'],
    ['2024年湖北GDP增长5.8个百分点', 'unit_differs'],
    ['2023年湖北地区生产总值60013亿元', 'year_differs'],
    ['2024年湖南地区生产总值60013亿元', 'region_differs'],
    ['2024年湖北GDP下降5.8%', 'direction_differs'],
    ['2025年湖北GDP增长6%左右', 'target_not_actual'],
    ['2024年湖北进出口增长12.4%', 'not_found'],
    ['2024年深圳GDP增长9.1%', 'not_found'],
    ['GDP增长5.8%', 'not_found'],
    ['2024年湖北地区生产总值60013.2亿元', 'not_found'],
    ['2024年武汉地区生产总值超过2.1万亿元', 'match'],
    ['湖北城镇新增就业93.51万人', 'match'],
  ])('%s: %s', async (text, verdict) => {
    expect((await figureOf(text)).verdict).toBe(verdict);
  });

  it('gives the source in the unit of the claim', async () => {
    expect((await figureOf('2024年湖北粮食产量2790万吨')).found).toEqual({ value: 2785, unit: '万吨' });
    expect((await figureOf('2024年湖南生产安全事故起数上升20.3%')).found).toEqual({ value: -20.3, unit: '%' });
  });

  it('takes place and year from the sentence in front', async () => {
    const { verdict, items } = await check(
      '# 湖北\n\n**2024年**，全省成绩来之不易。GDP 增长 5.8 %，城镇新增就业 93.51 万人。',
    );
    expect(items.map((item) => item.verdict)).toEqual(['match', 'match']);
    expect(verdict).toBe('supported');
  });

  it('cites the span of the figure in the document', async () => {
    const { fact } = await figureOf('2024年湖北GDP增长5.8%。');
    expect(fact?.document.text.slice(fact.start, fact.end)).toBe('5.8%');
  });

  it('hands quotations of eight characters and more to their finder', async () => {
    const text = '2024年湖北GDP增长5.8%，“率先建成长江大保护示范基地”，“双碳”有成。';
    expect((await check(text)).items.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'figure match',
      'quotation exact',
    ]);
    expect(findQuotations(text)).toHaveLength(1);
  });

  it('takes a few English words in marks for a name', () => {
    expect(findQuotations('The “harmonious and beautiful villages” of the province')).toEqual([]);
    expect(findQuotations('It says: “we will build harmonious and beautiful villages”.')).toHaveLength(1);
  });

  it('says partial when a part is not found, and contradicted when one figure differs', async () => {
    expect((await check('2024年湖北GDP增长5.8%，出生率为5‰。')).verdict).toBe('partial');
    expect((await check('2024年湖北GDP增长5.8%，粮食产量558亿斤。')).verdict).toBe('contradicted');
    expect((await check('没有数字的一句话。')).verdict).toBe('not_found');
  });

  it('refuses a blank text and one over the limit', async () => {
    await expect(check(' \n')).rejects.toThrow(/blank/);
    await expect(check('一'.repeat(MAX_CHECKED_LENGTH + 1))).rejects.toThrow(/at most/);
  });

  it.each([
    ['2024年湖北GDP增长5.8%，“率先。', 'partial'],
    // One sentence from end to end, with a figure every six characters.
    ['湖北增长5%，', 'not_found'],
  ])('reads a draft of 200,000 characters %s without keeping others waiting', async (part, verdict) => {
    const draft = part.repeat(MAX_CHECKED_LENGTH).slice(0, MAX_CHECKED_LENGTH);
    const startedAt = performance.now();
    let heardAt = startedAt;
    let longestWait = 0;
    const hear = (): void => {
      const now = performance.now();
      longestWait = Math.max(longestWait, now - heardAt);
      heardAt = now;
    };
    const others = setInterval(hear, 1);
    const reply = await check(draft);
    hear();
    clearInterval(others);
    expect(reply.verdict).toBe(verdict);
    // A share and no time, as machines differ; in one piece it would be the whole.
    expect(longestWait).toBeLessThan((performance.now() - startedAt) / 2);
  });

  it('keeps every span inside the text, whatever the text', () => {
    return fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            '2024年',
            '湖北',
            'GDP',
            '增长',
            '5.8%',
            '“',
            '”',
            '。',
            '\n',
            ' ',
            '**',
            '發',
            '二〇二四年',
            'grew ',
          ),
        ),
        async (parts) => {
          const text = parts.join('');
          if (text.trim() === '') return;
          for (const item of (await check(text)).items) expect(text.slice(item.start, item.end)).toBe(item.text);
        },
      ),
    );
  });
});

describe('checkWords', () => {
  const judge = (claim: string) =>
    checkWords(claim, [...made.passageDocument.keys()], { snapshot: made, gazetteer, glossary, translate });
  it('finds a sentence that says the same', async () => {
    expect((await judge('2024年湖北率先建成长江大保护示范基地。')).verdict).toBe('supported');
  });
  it('finds a sentence that says the opposite', async () => {
    expect(await judge('湖北没有建成长江大保护示范基地。')).toMatchObject({
      verdict: 'contradicted',
      difference: { claimed: '没有' },
    });
  });
  it('finds an English sentence with another number', async () => {
    expect((await judge('Hubei built 2 demonstration bases.')).verdict).not.toBe('supported');
  });
  it('reads a hostile claim in a moment', async () => {
    const start = performance.now();
    for (const part of ['1', '大1', '第', '1万', 'a1 ', '，', '1.']) await judge(part.repeat(2000));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
  it('does not take another place or another thing for it', async () => {
    expect((await judge('湖南率先建成长江大保护示范基地。')).verdict).toBe('not_found');
    expect((await judge('湖北率先建成黄河大保护示范基地。')).verdict).toBe('not_found');
  });
});

describe('compareFigures', () => {
  const compare = (
    indicator: string,
    regions: string[],
    measure: 'level' | 'growth' = 'growth',
    kind: 'actual' | 'target' = 'actual',
  ) =>
    compareFigures({ indicator, regions, years: [2024, 2025], measure, kind }, { snapshot: made, glossary, gazetteer });
  it('gives each place and year its figure and leaves empty what no report says', () => {
    const { cells, unit } = compare('GDP', ['湖北', '湖南']);
    expect(cells.map(({ region, year, value }) => [region, year, value])).toEqual([
      ['湖北省', 2024, 5.8],
      ['湖北省', 2025, null],
      ['湖南省', 2024, 4.8],
      ['湖南省', 2025, null],
    ]);
    expect(unit).toBe('%');
  });
  it('tells targets from results', () => {
    expect(compare('GDP', [], 'growth', 'target').cells.map(({ text }) => text)).toEqual([
      null,
      '6%左右',
      null,
      '5.5%左右',
    ]);
  });
  it('flags a figure of a part instead of taking it for the whole', () => {
    const [cell] = compare('进出口', ['湖北']).cells;
    expect(cell?.value).toBeNull();
    expect(cell?.otherScope.map(({ scope }) => scope)).toEqual(['民营企业']);
  });
  it('writes CSV and Markdown', () => {
    const table = compare('GDP', ['湖北'], 'level');
    expect(writeCsv(table).split('\r\n')[1]).toMatch(
      /^地区生产总值,level,actual,湖北省,2024,6001300000000,元,60013亿元,/,
    );
    expect(writeMarkdown(table)).toContain('| 湖北省 | 60013亿元 [1] |  |');
  });
  it('refuses a place that is not known', () => {
    expect(() => compare('GDP', ['亚特兰蒂斯'])).toThrow(/Expected names of places/);
  });
});
