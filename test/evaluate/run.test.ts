/** Whole evaluations with a few questions and answers fixed by hand. */

import { describe, expect, it } from 'vitest';
import type { Asker, ReturnedPassage } from '../../src/evaluate/contract.js';
import type { AnswerableQuestion, QuestionSet } from '../../src/evaluate/questions.js';
import { evaluate, evaluateBeir } from '../../src/evaluate/run.js';

const GROWTH = { doc: 'jingmen.txt', span: '增长6.7%,增幅居全省第4位' };
const GRAIN = { doc: 'xiantao.txt', span: '58.7亿斤' };
const GROWTH_PASSAGE = { source: '2024/jingmen.txt', text: '全年累计增长6.7％，\n增幅居全省第 4 位。' };
const GRAIN_PASSAGE = { source: 'xiantao.txt', text: '粮食总产达到58.7亿斤。' };
const OTHER_PASSAGE = { source: 'jingmen.txt', text: '其他工作。' };

function answerable(question: string, parts: AnswerableQuestion['parts'], type = 'figure'): AnswerableQuestion {
  return { id: question, language: 'zh', type, question, parts, must: [] };
}

function askerOf(replies: Record<string, readonly ReturnedPassage[] | 'not_found'>): Asker {
  let asked = 0;
  return async (question) => {
    asked += 1;
    const reply = replies[question] ?? [];
    return reply === 'not_found'
      ? { status: 'not_found', passages: [], tookMs: asked }
      : { status: 'answered', passages: reply, tookMs: asked };
  };
}

describe('evaluate', () => {
  it('takes a passage for right when base name and span agree after normalisation', async () => {
    const questions: QuestionSet = { answerable: [answerable('甲', [{ places: [GROWTH] }])], unanswerable: [] };
    const report = await evaluate(questions, askerOf({ 甲: [OTHER_PASSAGE, GROWTH_PASSAGE] }));
    expect(report.all).toEqual({
      count: 1,
      hitAt1: 0,
      hitAt5: 1,
      completeAt5: 1,
      mrr: 0.5,
      ndcgAt10: expect.closeTo(1 / Math.log2(3), 12),
    });
  });

  it('does not take the span in another document for right', async () => {
    const questions: QuestionSet = { answerable: [answerable('甲', [{ places: [GROWTH] }])], unanswerable: [] };
    const elsewhere = { ...GROWTH_PASSAGE, source: 'jingmen.txt/other.txt' };
    const report = await evaluate(questions, askerOf({ 甲: [elsewhere] }));
    expect(report.all?.hitAt5).toBe(0);
    expect(report.misses).toEqual([
      {
        id: '甲',
        question: '甲',
        expected: [GROWTH],
        ranks: [null],
        status: 'answered',
        first: elsewhere,
        heldBack: true,
      },
    ]);
  });

  it('asks for ten passages and ignores what comes after them', async () => {
    const questions: QuestionSet = { answerable: [answerable('甲', [{ places: [GROWTH] }])], unanswerable: [] };
    const depths: number[] = [];
    const report = await evaluate(questions, async (_, topK) => {
      depths.push(topK);
      return { status: 'answered', passages: [...Array(10).fill(OTHER_PASSAGE), GROWTH_PASSAGE], tookMs: 1 };
    });
    expect(depths).toEqual([10]);
    expect(report.all?.mrr).toBe(0);
  });

  it('counts an alternative, and needs every part to be complete', async () => {
    const both = answerable('乙', [{ places: [GROWTH] }, { places: [GRAIN] }], 'comparison');
    const either = answerable('丙', [{ places: [GROWTH, GRAIN] }]);
    const report = await evaluate(
      { answerable: [both, either], unanswerable: [] },
      askerOf({ 乙: [GRAIN_PASSAGE], 丙: [GRAIN_PASSAGE] }),
    );
    expect(report.byType.map(({ name, count, hitAt1, completeAt5 }) => [name, count, hitAt1, completeAt5])).toEqual([
      ['comparison', 1, 1, 0],
      ['figure', 1, 1, 1],
    ]);
    expect(report.misses.map(({ id, ranks }) => [id, ranks])).toEqual([['乙', [null, 1]]]);
  });

  it('counts the answers that hold all they must, white space and width aside, by language and type', async () => {
    const ask = (id: string, must: readonly string[]) => ({ ...answerable(id, [{ places: [GROWTH] }]), must });
    const said: Record<string, string | undefined> = { 甲: '增长6.7％，居全省第 4 位', 乙: '增长6.7%', 丙: '' };
    const report = await evaluate(
      {
        answerable: [ask('甲', ['6.7%', '第4位']), ask('乙', ['6.7%', '第4位']), ask('丙', ['1']), ask('丁', [])],
        unanswerable: [],
      },
      async (question) => ({
        status: question === '丙' ? 'not_found' : 'answered',
        passages: [GROWTH_PASSAGE],
        tookMs: 1,
        ...(said[question] === undefined ? {} : { said: said[question] }),
      }),
    );
    const rest = { count: 3, hitAt1: 2 / 3, completeAt5: 2 / 3, holdAll: 1 / 3, refused: 1 / 3 };
    expect(report.answers).toEqual([
      { name: 'all', ...rest },
      { name: 'language zh', ...rest },
      { name: 'type figure', ...rest },
    ]);
  });

  it('counts refusals: wrong for an answerable question, right for an unanswerable one', async () => {
    const report = await evaluate(
      {
        answerable: [answerable('甲', [{ places: [GROWTH] }])],
        unanswerable: [
          { id: 'u1', language: 'zh', category: 'other_year', question: '丁' },
          { id: 'u2', language: 'en', category: 'other_year', question: '戊' },
          { id: 'u3', language: 'en', category: 'out_of_domain', question: '己' },
        ],
      },
      askerOf({ 甲: 'not_found', 丁: 'not_found', 戊: [OTHER_PASSAGE], 己: 'not_found' }),
    );
    expect(report.all?.mrr).toBe(0);
    expect(report.refusals).toEqual({
      answerable: { count: 1, refused: 1 },
      unanswerable: { count: 3, refused: 2 },
      withoutFalsePresuppositions: { count: 3, refused: 2 },
      falsePresuppositions: { count: 0, refused: 0 },
      unanswerableByCategory: [
        { name: 'other_year', count: 2, refused: 1 },
        { name: 'out_of_domain', count: 1, refused: 1 },
      ],
    });
    expect(report.misses.map(({ id, status, first }) => [id, status, first])).toEqual([
      ['甲', 'not_found', null],
      ['u2', 'answered', OTHER_PASSAGE],
    ]);
    expect(report.timeMs).toEqual({ median: 2, p95: 4 });
  });

  it('counts false presuppositions apart and among all', async () => {
    const unanswerable = [
      { id: 'u1', language: 'zh', category: 'false_presupposition', question: '丁' },
      { id: 'u2', language: 'zh', category: 'other_year', question: '戊' },
    ];
    const { refusals } = await evaluate({ answerable: [], unanswerable }, askerOf({ 戊: 'not_found' }));
    expect(refusals.unanswerable).toEqual({ count: 2, refused: 1 });
    expect(refusals.withoutFalsePresuppositions).toEqual({ count: 1, refused: 1 });
    expect(refusals.falsePresuppositions).toEqual({ count: 1, refused: 0 });
  });

  it('scores the tuning questions and those held back by themselves', async () => {
    // By their SHA-256, b and f are held back and a and c are not.
    const questions: QuestionSet = {
      answerable: ['a', 'b', 'c'].map((id) => answerable(id, [{ places: [GROWTH] }])),
      unanswerable: [{ id: 'f', language: 'zh', category: 'c', question: '丁' }],
    };
    const report = await evaluate(questions, askerOf({ a: [GROWTH_PASSAGE], b: 'not_found', 丁: 'not_found' }));
    expect([report.tuning.scores?.count, report.tuning.scores?.hitAt1]).toEqual([2, 0.5]);
    expect([report.heldBack.scores?.count, report.heldBack.scores?.hitAt1]).toEqual([1, 0]);
    expect(report.tuning.refusals.answerable).toEqual({ count: 2, refused: 0 });
    expect(report.heldBack.refusals.answerable).toEqual({ count: 1, refused: 1 });
    expect(report.heldBack.refusals.unanswerable).toEqual({ count: 1, refused: 1 });
    expect(report.misses.map(({ id, heldBack }) => [id, heldBack])).toEqual([
      ['b', true],
      ['c', false],
    ]);
  });

  it('draws the curve when the replies tell their evidence, and none otherwise', async () => {
    const questions: QuestionSet = {
      answerable: [answerable('a', [{ places: [GROWTH] }])],
      unanswerable: [{ id: 'c', language: 'zh', category: 'other_year', question: 'c' }],
    };
    const asker: Asker = async (question) => ({
      status: 'answered',
      passages: [GROWTH_PASSAGE],
      tookMs: 1,
      evidence: question === 'a' ? 0.8 : 0.4,
      threshold: 0.5,
    });
    expect((await evaluate(questions, askerOf({}))).curve).toBeNull();
    expect((await evaluate(questions, asker)).curve?.find(({ isChosen }) => isChosen)).toEqual({
      threshold: 0.5,
      rightly: 1,
      wrongly: 0,
      isChosen: true,
    });
  });

  it('takes passages that come with a refusal for no evidence', async () => {
    const questions: QuestionSet = { answerable: [answerable('甲', [{ places: [GROWTH] }])], unanswerable: [] };
    const report = await evaluate(questions, async () => ({
      status: 'not_found',
      passages: [GROWTH_PASSAGE],
      tookMs: 1,
    }));
    expect(report.all?.hitAt5).toBe(0);
    expect(report.refusals.answerable.refused).toBe(1);
  });

  it('has no scores without an answerable question and refuses an empty set', async () => {
    const unanswerable = [{ id: 'u', language: 'zh', category: 'c', question: '丁' }];
    const report = await evaluate({ answerable: [], unanswerable }, askerOf({ 丁: 'not_found' }));
    expect(report.all).toBeNull();
    await expect(evaluate({ answerable: [], unanswerable: [] }, askerOf({}))).rejects.toThrow('at least one question');
  });

  it('tells progress after every question', async () => {
    const questions: QuestionSet = {
      answerable: [answerable('甲', [{ places: [GROWTH] }]), answerable('乙', [{ places: [GRAIN] }])],
      unanswerable: [],
    };
    const told: number[][] = [];
    await evaluate(questions, askerOf({}), { onProgress: (asked, total) => told.push([asked, total]) });
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });
});

describe('evaluateBeir', () => {
  const queries = ['q1', 'q2', 'q3'].map((id) => ({ id, text: id }));

  it('measures judged queries only and counts an entry once', async () => {
    const qrels = new Map([
      ['q1', new Set(['p1'])],
      ['q2', new Set(['p2', 'p3'])],
    ]);
    const rankings: Record<string, string[]> = { q1: ['p9', 'p9', 'p1'], q2: ['p2', 'p8'] };
    const report = await evaluateBeir(queries, qrels, async (question) => rankings[question] ?? []);
    const gainOfSecond = 1 / Math.log2(3);
    expect(report).toEqual({
      count: 2,
      hitAt1: 0.5,
      hitAt5: 1,
      mrr: 0.75,
      ndcgAt10: expect.closeTo((gainOfSecond + 1 / (1 + gainOfSecond)) / 2, 12),
      recallAt10: 0.75,
    });
  });

  it('counts a blank query as a miss without asking it', async () => {
    const asked: string[] = [];
    const blank = [{ id: 'q1', text: '　' }];
    const report = await evaluateBeir(blank, new Map([['q1', new Set(['p1'])]]), async (question) => {
      asked.push(question);
      return ['p1'];
    });
    expect(asked).toEqual([]);
    expect([report.count, report.mrr]).toEqual([1, 0]);
  });

  it('refuses a collection without a judged query', async () => {
    await expect(evaluateBeir(queries, new Map(), async () => [])).rejects.toThrow('qrels.tsv');
  });
});
