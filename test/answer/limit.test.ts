/** Which figures are above or below what a question sets. */

import { describe, expect, it } from 'vitest';
import { createLeadWriter } from '../../src/answer/lead-writer.js';
import { isBeyond, keepBeyond } from '../../src/answer/limit.js';
import type { Fact } from '../../src/index/contract.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import { createEmbedder, documentOf, gazetteer, openSnapshot, understand } from '../retrieve/documents.js';

const tokenizer = createSegmenterTokenizer();
const embedder = createEmbedder(2, () => [1, 0]);
const writer = createLeadWriter('zh', false, gazetteer);

/** What the report of a place says of 2023. */
async function readFact(region: string, statement: string): Promise<Fact> {
  const document = documentOf('report', { region, year: 2024 }, `一、2023年工作回顾\n2023年全年${statement}。`);
  const [fact] = (await openSnapshot([document], embedder, tokenizer)).facts.all;
  if (fact === undefined) throw new Error(`No figure was found in ${statement}`);
  return fact;
}

function limitOf(question: string) {
  const { limit } = understand(question).askedFigure;
  if (limit === null) throw new Error(`No limit was found in ${question}`);
  return limit;
}

describe('a figure', () => {
  it.each([
    ['地区生产总值增长6.7%', 'GDP增速超过6%的市有哪些', true],
    ['地区生产总值增长6%', 'GDP增速超过6%的市有哪些', false],
    ['地区生产总值增长6%', 'GDP增速在6%以上的市有哪些', true],
    ['地区生产总值增长6%左右', 'GDP增速超过6%的市有哪些', null],
    ['地区生产总值增长5.2%', 'GDP增速低于6%的市有哪些', true],
    ['地区生产总值下降1%', 'GDP增速低于6%的市有哪些', true],
    ['地区生产总值2210亿元', 'GDP超过2000亿元的市有哪些', true],
    ['地区生产总值突破2000亿元', 'GDP超过2000亿元的市有哪些', true],
    ['地区生产总值2210亿元', 'GDP增速超过6%的市有哪些', null],
    ['进出口总额下降6.2%', '进出口下降超过5%的市有哪些', true],
    ['进出口总额下降4%', '进出口下降超过5%的市有哪些', false],
    ['进出口总额增长6.2%', '进出口下降超过5%的市有哪些', false],
  ] as const)('of %s is held against the limit of %s: %s', async (statement, question, expected) => {
    expect(isBeyond(await readFact('荆门市', statement), limitOf(question))).toBe(expected);
  });
});

describe('a table', () => {
  const rows = [
    ['荆门市', '地区生产总值增长6.7%'],
    ['仙桃市', '地区生产总值增长5.1%'],
    ['咸宁市', '地区生产总值增长6.2%'],
  ] as const;

  async function keep(question: string) {
    const facts = await Promise.all(rows.map(([region, statement]) => readFact(region, statement)));
    const [term] = facts.flatMap((fact) => fact.term ?? []);
    if (term === undefined) throw new Error('No figure is about a term');
    const regions = facts.flatMap((fact) => fact.region ?? []);
    const grid = { term, regions, times: [{ year: 2023, planned: null }], cells: facts.map((fact) => [fact]) };
    const kept = keepBeyond(grid, limitOf(question), { question, writer });
    return { places: kept?.grid.regions.map(({ name }) => name), lead: kept?.lead.map(({ text }) => text) };
  }

  it('keeps the places beyond the limit, and names them with their figures', async () => {
    const { places, lead } = await keep('GDP增速超过6%的市有哪些');
    expect(places).toEqual(['荆门市', '咸宁市']);
    expect(lead).toEqual(['2023年地区生产总值增速：荆门市（增长6.7%），咸宁市（增长6.2%）（在有数字的3个地方中）']);
  });

  it('says where there is none which comes nearest', async () => {
    const { places, lead } = await keep('GDP增速低于5%的市有哪些');
    expect(places).toHaveLength(3);
    expect(lead).toEqual([
      '2023年地区生产总值增速：没有符合的地方，最接近的是仙桃市（增长5.1%）（在有数字的3个地方中）',
    ]);
  });
});
