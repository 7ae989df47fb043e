/**
 * How good is it? Figures of retrieval and refusal with the floors they must not fall below: one or two questions
 * under what was measured when the floor was set. A change that goes below one is worse, or has to say why not.
 */

import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskRequest } from '../src/api/request.js';
import type { Service } from '../src/api/service.js';
import { openCollection } from '../src/compose/collection.js';
import type { EvaluationReport } from '../src/evaluate/contract.js';
import { readEvaluationFolder } from '../src/evaluate/folder.js';
import type { AnswerableQuestion } from '../src/evaluate/questions.js';
import { formatBeirReport, formatReport } from '../src/evaluate/report.js';
import { evaluate, evaluateBeir } from '../src/evaluate/run.js';
import { hubei, isMissing, shared } from './needs.js';
import { openTestService, root, TODAY, testConfig } from './service.js';

/** Asks a service every question of a folder and prints the figures. */
async function measure(
  service: Service,
  folder: string,
  isAsked: (question: AnswerableQuestion) => boolean = () => true,
): Promise<EvaluationReport> {
  const read = await readEvaluationFolder(folder);
  if (read.kind !== 'questions') throw new Error(`${folder} holds no questions`);
  const questions = { ...read.questions, answerable: read.questions.answerable.filter(isAsked) };
  const report = await evaluate(questions, async (question, topK) => {
    const { status, tookMs, passages } = await service.ask(AskRequest.parse({ question, topK }));
    return { status, tookMs, passages: passages.map(({ document, text }) => ({ source: document.source, text })) };
  });
  console.log(`${path.basename(folder)}\n${formatReport(report)}`);
  return report;
}

/** Of things that no report tells of, about places that some are about. */
const STRANGE = [
  '荆门的蝴蝶标本馆建得怎么样',
  '荆门独角兽雕像有多高',
  '仙桃小提琴协会的会员情况',
  '仙桃跳水队拿了几块金牌',
  '咸宁温泉蛋的做法是什么',
  '咸宁养金鱼的人有多少',
  '汉川魔术师的收入怎么样',
  '汉川滑板公园什么时候开放',
  '荆门考古学家发现的化石',
  '仙桃星座书店的生意如何',
  '咸宁火山什么时候喷发',
  '荆门钟表匠还有几位',
  'How many lighthouses stand in Xiantao?',
  'Who are the best guitar players of Jingmen?',
  'What do hairdressers in Xianning charge?',
  'Describe the penguin house of Hanchuan',
];

describe("the project's own corpus, questions of test/eval/digests", () => {
  let service: Service;
  let report: EvaluationReport;
  beforeAll(async () => {
    service = await openTestService(undefined, TODAY);
    report = await measure(service, path.join(root, 'test', 'eval', 'digests'));
  });
  afterAll(async () => {
    await service?.close();
  });
  const scoresOf = (language: string) => report.byLanguage.find(({ name }) => name === language);

  // Measured: 65 and 74 of 78.
  it('has the right passage first in 63 of 78 questions, and all of the answer in the first five in 72', () => {
    expect(report.all?.count).toBe(78);
    expect(report.all?.hitAt1).toBeGreaterThanOrEqual(63 / 78);
    expect(report.all?.completeAt5).toBeGreaterThanOrEqual(72 / 78);
  });

  // Measured: 40 and 48 of 48.
  it('has the right passage first in 38 of 48 Chinese questions, and all of the answer in the first five in 47', () => {
    expect(scoresOf('zh')?.count).toBe(48);
    expect(scoresOf('zh')?.hitAt1).toBeGreaterThanOrEqual(38 / 48);
    expect(scoresOf('zh')?.completeAt5).toBeGreaterThanOrEqual(47 / 48);
  });

  // Measured: 24 and 26 of 30.
  it('has the right passage first in 22 of 30 English questions, and all of the answer in the first five in 25', () => {
    expect(scoresOf('en')?.count).toBe(30);
    expect(scoresOf('en')?.hitAt1).toBeGreaterThanOrEqual(22 / 30);
    expect(scoresOf('en')?.completeAt5).toBeGreaterThanOrEqual(25 / 30);
  });

  // Measured: 17 of 21.
  it('refuses 15 of the 21 questions that nothing answers', () => {
    expect(report.refusals.unanswerable.count).toBe(21);
    expect(report.refusals.unanswerable.refused).toBeGreaterThanOrEqual(15);
  });

  // One asks for 2021 by what was said then, one for a target whose indicator goes by another name.
  it('refuses at most 2 of the 78 questions that are answered', () => {
    expect(report.refusals.answerable.refused).toBeLessThanOrEqual(2);
  });

  // Measured: 11 of 16. None was learnt on: those of test/eval/strange are of provinces.
  it('refuses 9 of 16 questions about things that no report tells of', async () => {
    const statuses = await Promise.all(
      STRANGE.map(async (question) => (await service.ask(AskRequest.parse({ question }))).status),
    );
    expect(statuses.filter((status) => status === 'not_found').length).toBeGreaterThanOrEqual(9);
  });

  it('refuses every question about a place it has nothing on', () => {
    const elsewhere = report.refusals.unanswerableByCategory.filter(({ name }) => /^other_(?:city|region)$/.test(name));
    expect(elsewhere.map(({ name }) => name).sort()).toEqual(['other_city', 'other_region']);
    for (const { count, refused } of elsewhere) expect(refused).toBe(count);
  });
});

describe.skipIf(isMissing('shared'))(
  'five real reports of Hubei (skipped where the shared corpus is not there)',
  () => {
    let service: Service;
    beforeAll(async () => {
      service = await openTestService(hubei, TODAY);
    });
    afterAll(async () => {
      await service?.close();
    });

    // Measured: hit@1 .78 (39 of 50), complete@5 .92 (46 of 50), 13 of 17 refused rightly and 3 wrongly.
    it('has the right passage first in .75 of the questions, and all of the answer in the first five in .90', async () => {
      const { all, refusals } = await measure(service, path.join(shared, 'eval', 'hubei'));
      expect(all?.hitAt1).toBeGreaterThanOrEqual(0.75);
      expect(all?.completeAt5).toBeGreaterThanOrEqual(0.9);
      expect(refusals.answerable.refused).toBeLessThanOrEqual(3);
      expect(refusals.unanswerable.refused).toBeGreaterThanOrEqual(12);
    });
  },
);

describe.skipIf(isMissing('shared'))(
  'reports of six provinces, two years each (skipped where the shared corpus is not there)',
  () => {
    /** Nearly equal reports: the right place and year decide. All 62 take ten minutes to index; these a minute. */
    const PLACES = ['天津市', '辽宁省', '海南省', '江苏省', '上海市', '河南省'];
    const folder = path.join(root, 'embeddings', 'cache', 'provinces');
    const isOfPlaces = (doc: string): boolean => PLACES.some((place) => doc.includes(place));
    let service: Service;
    let report: EvaluationReport;
    beforeAll(async () => {
      mkdirSync(folder, { recursive: true });
      for (const year of ['provincial-2025', 'provincial-2026']) {
        const from = path.join(shared, 'corpus', year);
        for (const name of readdirSync(from).filter(isOfPlaces))
          copyFileSync(path.join(from, name), path.join(folder, name));
      }
      service = await openTestService(folder, TODAY);
      report = await measure(service, path.join(root, 'test', 'eval', 'provincial'), ({ parts }) =>
        parts.every(({ places: [first] }) => isOfPlaces(first.doc)),
      );
    }, 1_200_000);
    afterAll(async () => {
      await service?.close();
    });

    // Measured: .83 (24 of 29), .90 (26; two are refused), 40 of 45 refused.
    it('has the right passage first in .79 of the questions, and all of the answer in the first five in .86', () => {
      expect(report.all?.count).toBe(29);
      expect(report.all?.hitAt1).toBeGreaterThanOrEqual(0.79);
      expect(report.all?.completeAt5).toBeGreaterThanOrEqual(0.86);
    });

    it('refuses 37 of the 45 questions that nothing answers', () => {
      expect(report.refusals.unanswerable.count).toBe(45);
      expect(report.refusals.unanswerable.refused).toBeGreaterThanOrEqual(37);
    });
  },
);

describe.skipIf(isMissing('shared'))(
  'public test collections (skipped where the shared questions are not there)',
  () => {
    it.each([
      ['mlqa_dev_zh', 0.89],
      ['mlqa_dev_en2zh', 0.815],
    ])(
      'ranks %s with an nDCG@10 of %d',
      async (name, floor) => {
        const read = await readEvaluationFolder(path.join(shared, 'eval', 'public', name));
        if (read.kind !== 'beir') throw new Error(`${name} is no BEIR collection`);
        const { entries, queries, qrels } = read.collection;
        // Its neighbour folder `cache` keeps the vectors, which both collections share, from run to run.
        const config = testConfig(path.join(root, 'corpus'), path.join(root, 'embeddings', 'cache', 'collections'));
        const ranker = await openCollection(config, entries);
        try {
          const report = await evaluateBeir(queries, qrels, (question) => ranker.rank(question));
          console.log(formatBeirReport(name, report));
          expect(report.ndcgAt10).toBeGreaterThanOrEqual(floor);
        } finally {
          await ranker.close();
        }
      },
      600_000,
    );
  },
);
