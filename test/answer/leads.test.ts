/** What is said in front of the quotations: leads, tables, and that none of them is wrong. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AskReply } from '../../src/api/ask.js';
import { AskRequest } from '../../src/api/request.js';
import type { LocalService } from '../../src/compose/service.js';
import { openService } from '../../src/compose/service.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { hubei, isMissing, shared } from '../needs.js';
import { openTestService, TODAY, testConfig } from '../service.js';
import { findWrongLeads } from './lead-check.js';

let service: LocalService;
beforeAll(async () => {
  service = await openTestService(undefined, TODAY);
});
afterAll(async () => {
  await service?.close();
});

const ask = (question: string): Promise<AskReply> => service.ask(AskRequest.parse({ question }));
const leadOf = async (question: string): Promise<string[]> =>
  ((await ask(question)).answer?.lead ?? []).map(({ text }) => text);

describe('a lead', () => {
  it.each([
    ['荆门2023年GDP增速', '荆门市2023年地区生产总值：增长6.7%'],
    ['2024年荆门GDP增长目标是多少？', '荆门市2024年地区生产总值目标：增长7%'],
    ['荊門2024年GDP增長目標是多少？', '荊門市2024年地區生產總值目標：增長7%'],
    ['What GDP growth did Jingmen aim for in 2024?', 'Jingmen, 2024: gross domestic product, target: growth of 7%'],
    ["What was Jingmen's GDP growth target for 2024?", 'Jingmen, 2024: gross domestic product, target: growth of 7%'],
  ])('says place, year, what, kind and value to %s', async (question, line) => {
    expect(await leadOf(question)).toContain(line);
  });

  it('is proved by the first sentence, which has its figure', async () => {
    const { answer, citations } = await ask('荆门2023年GDP增速');
    expect(answer?.lead[0]?.citations).toEqual([1]);
    expect(citations[0]?.quote).toContain('6.7%');
  });

  it('never takes the growth of forty years for that of one', async () => {
    const { answer } = await ask('荆门2023年GDP增速');
    expect(answer?.text).not.toContain('132.3倍');
  });

  it('stands in front of the sentences in the text, one a line', async () => {
    const { answer } = await ask('2024年荆门GDP增长目标是多少？');
    const lines = answer?.text.split('\n') ?? [];
    expect(lines).toHaveLength((answer?.lead.length ?? 0) + (answer?.sentences.length ?? 0));
    expect(lines[0]).toBe(`${answer?.lead[0]?.text}[1]`);
  });

  it.each([
    ['荆门市长是谁', /^荆门市2024年.*：陈家伟/],
    ['Who delivered the 2024 report of Jingmen?', /^Jingmen, 2024: Chen Jiawei 陈家伟 \(mayor\), 2024-01-10/],
  ])('names speaker and date to %s', async (question, line) => {
    expect((await leadOf(question))[0]).toMatch(line);
  });
});

describe('of an office', () => {
  it('only its own holder is named', async () => {
    expect((await leadOf('荆门副市长是谁')).join()).not.toContain('陈家伟');
  });
});

describe('an answer of yes or no', () => {
  it.each([
    ['荆门2023年GDP增速超过6%了吗？', /^是：荆门市2023年地区生产总值：增长6\.7%$/],
    ['荆门2023年GDP增速超过8%了吗？', /^否：荆门市2023年地区生产总值：增长6\.7%$/],
    ['荆门2023年GDP下降了吗？', /^否：/],
    [
      "Did Jingmen's GDP grow by more than 6% in 2023?",
      /^Yes: Jingmen, 2023: gross domestic product: growth of 6\.7%$/,
    ],
  ])('opens with the verdict where a figure decides: %s', async (question, line) => {
    expect((await leadOf(question))[0]).toMatch(line);
  });
});

describe('a table', () => {
  it.each([
    ['各地改造了多少老旧小区', '个'],
    ['How many old residential communities did each city renovate?', '个'],
  ])('has every place and year with a figure: %s', async (question, word) => {
    const { answer } = await ask(question);
    expect(answer?.kind).toBe('comparison');
    const cells = answer?.table?.rows.flatMap((row) => row.cells.flatMap((cell) => cell?.text ?? [])) ?? [];
    expect(cells.length).toBeGreaterThanOrEqual(2);
    for (const cell of cells) expect(cell).toContain(word);
  });

  it('says of which place there is no figure', async () => {
    const { answer } = await ask('荆门和咸宁2023年一般公共预算收入增长谁更快');
    expect(answer?.table?.notes.join()).toContain('咸宁市');
  });

  it('points from each cell to a fact, and from the fact to a citation with its words', async () => {
    const { answer, citations } = await ask('咸宁2020年粮食产量实际多少，2021年目标多少');
    const cells = answer?.table?.rows.flatMap((row) => row.cells.flatMap((cell) => cell ?? [])) ?? [];
    expect(cells).toHaveLength(2);
    for (const { fact } of cells) {
      const stated = answer?.facts[fact];
      const cited = citations.find(({ marker }) => marker === stated?.citation);
      expect(cited?.quote).toContain(stated?.text);
    }
  });
});

describe('a summary', () => {
  it.each(['总结一下荆门2023年的成绩', 'Sum up what Jingmen achieved in 2023'])(
    'gives the points of the review in order, and no shortcomings: %s',
    async (question) => {
      const { answer, citations } = await ask(question);
      expect(answer?.kind).toBe('summary');
      expect(answer?.sentences.length).toBeGreaterThanOrEqual(3);
      expect(answer?.sentences.length).toBeLessThanOrEqual(7);
      expect(answer?.text).not.toMatch(/不足|短板|困难/);
      const starts = citations.map(({ start }) => start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    },
  );
});

describe('help', () => {
  it.each(['你好', '你能做什么？', '收录了哪些文件', 'Hello', 'What can you do?', 'Which documents are indexed?'])(
    'is an answer and no refusal: %s',
    async (question) => {
      const { status, answer, notFound, citations } = await ask(question);
      expect({ status, kind: answer?.kind, notFound, citations }).toEqual({
        status: 'answered',
        kind: 'help',
        notFound: null,
        citations: [],
      });
      expect(answer?.text.split('\n')).toHaveLength(5);
    },
  );

  it('names questions that are then answered', async () => {
    const { answer } = await ask('你好');
    const questions = (answer?.lead ?? []).flatMap(({ text }) => text.split('试试问：')[1] ?? []);
    expect(questions).toHaveLength(3);
    for (const question of questions) expect((await ask(question)).status).toBe('answered');
  });
});

/** Places, indicators and ways of asking crossed, in both languages: what answers them is looked at by the checker alone. */
function listQuestions(): string[] {
  const places = [
    ['荆门', 'Jingmen'],
    ['咸宁', 'Xianning'],
    ['仙桃', 'Xiantao'],
    ['汉川', 'Hanchuan'],
  ] as const;
  const indicators = [
    ['GDP', 'GDP'],
    ['固定资产投资', 'fixed asset investment'],
    ['粮食产量', 'grain output'],
    ['城镇新增就业', 'new urban jobs'],
    ['社会消费品零售总额', 'retail sales'],
    ['一般公共预算收入', 'general public budget revenue'],
    ['森林覆盖率', 'forest coverage'],
    ['高新技术企业', 'high-tech enterprises'],
  ] as const;
  return places.flatMap(([place, english]) =>
    indicators.flatMap(([indicator, name]) => [
      `${place}${indicator}是多少`,
      `${place}2020年${indicator}增长了多少，总量多少`,
      `${place}2024年${indicator}目标`,
      `${place}2021年打算让${indicator}达到多少`,
      `各地${indicator}比较`,
      `What was the ${name} of ${english} in 2020?`,
      `What ${name} is ${english} aiming for in 2021?`,
      `How fast did the ${name} of ${english} grow in 2023?`,
    ]),
  );
}

describe('the figures of leads and tables', () => {
  it('are all in the words they cite, or in what is known of their document', async () => {
    const knowledge = readKnowledge();
    const documents = new Map(service.documents().documents.map((document) => [document.id, document]));
    const wrong: unknown[] = [];
    let facts = 0;
    for (const question of new Set(listQuestions())) {
      const reply = await ask(question);
      facts += reply.answer?.facts.length ?? 0;
      wrong.push(...findWrongLeads(reply, documents, knowledge).map((each) => ({ question, ...each })));
    }
    expect(facts).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** An index over all reports takes minutes to build: who has one names it. */
const reportsIndex = process.env.WENJU_REPORTS_INDEX;

describe.skipIf(reportsIndex === undefined || isMissing('shared'))('the leads of the shared questions', () => {
  it('are all in the words they cite, or in what is known of their document', async () => {
    const reports = await openService(testConfig(hubei, reportsIndex ?? ''));
    try {
      const documents = new Map(reports.documents().documents.map((document) => [document.id, document]));
      const knowledge = readKnowledge();
      const file = readFileSync(path.join(shared, 'eval', 'natural', 'answerable.jsonl'), 'utf8');
      const wrong: unknown[] = [];
      let facts = 0;
      for (const line of file.trim().split('\n')) {
        const { question } = z.object({ question: z.string() }).parse(JSON.parse(line));
        const reply = await reports.ask(AskRequest.parse({ question }));
        facts += reply.answer?.facts.length ?? 0;
        wrong.push(...findWrongLeads(reply, documents, knowledge).map((each) => ({ question, ...each })));
      }
      console.log(`${facts} figures in leads and tables`);
      expect(wrong).toEqual([]);
    } finally {
      await reports.close();
    }
  }, 900_000);
});
