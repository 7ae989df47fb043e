/** What an evaluation looks like on a terminal. */

import { describe, expect, it } from 'vitest';
import type { EvaluationReport, Miss, RefusalCounts } from '../../src/evaluate/contract.js';
import { formatBeirReport, formatMisses, formatReport } from '../../src/evaluate/report.js';

const SCORES = { count: 12, hitAt1: 0.5, hitAt5: 1, completeAt5: 0.75, mrr: 0.7125, ndcgAt10: 0.8 };

const COUNTS: RefusalCounts = {
  answerable: { count: 12, refused: 0 },
  unanswerable: { count: 4, refused: 3 },
  withoutFalsePresuppositions: { count: 4, refused: 3 },
  falsePresuppositions: { count: 0, refused: 0 },
};

const REPORT: EvaluationReport = {
  all: SCORES,
  confidence: { hitAt1: { lower: 0.25, upper: 0.75 }, completeAt5: { lower: 0.5, upper: 0.9 } },
  tuning: { scores: { ...SCORES, count: 8 }, refusals: COUNTS },
  heldBack: { scores: { ...SCORES, count: 4 }, refusals: COUNTS },
  byLanguage: [{ name: 'zh', ...SCORES }],
  byType: [{ name: 'comparison', ...SCORES, count: 3 }],
  refusals: { ...COUNTS, unanswerableByCategory: [{ name: 'other_year', count: 4, refused: 3 }] },
  answers: [],
  curve: null,
  timeMs: { median: 7.04, p95: 30 },
  misses: [],
};

const MISS: Miss = {
  id: 'q1',
  question: '增长多少？',
  heldBack: false,
  expected: [
    { doc: 'a.txt', span: '增长6.7%' },
    { doc: 'b.txt', span: '增长5%' },
  ],
  ranks: [3, null],
  status: 'answered',
  first: { source: 'c.txt', text: '其他工作。' },
};

describe('formatReport', () => {
  it('aligns names to the left and figures to the right', () => {
    expect(formatReport(REPORT)).toBe(
      [
        'answerable       count   hit@1  hit@5  complete@5    MRR  nDCG@10',
        'all                 12   0.500  1.000       0.750  0.713    0.800',
        '  95 %                  ±0.250             ±0.200',
        '  tuning             8   0.500  1.000       0.750  0.713    0.800',
        '  held back          4   0.500  1.000       0.750  0.713    0.800',
        'language zh         12   0.500  1.000       0.750  0.713    0.800',
        'type comparison      3   0.500  1.000       0.750  0.713    0.800',
        '',
        'refused                 count  refused  share',
        'answerable (wrongly)       12        0  0.000',
        '  tuning                   12        0  0.000',
        '  held back                12        0  0.000',
        'unanswerable (rightly)      4        3  0.750',
        '  tuning                    4        3  0.750',
        '  held back                 4        3  0.750',
        'category other_year         4        3  0.750',
        '',
        'a question: median 7.0 ms, p95 30.0 ms',
        '',
      ].join('\n'),
    );
  });

  it('has a row for the answers of all, each language and type, where it is known what they must hold', () => {
    const scores = { count: 4, hitAt1: 0.75, completeAt5: 1, holdAll: 0.5, refused: 0 };
    const answers = [
      { name: 'all', ...scores },
      { name: 'type list', ...scores, count: 1 },
    ];
    expect(formatReport({ ...REPORT, answers })).toContain(
      [
        'answers    count  hit@1  complete@5  hold all  refused',
        'all            4  0.750       1.000     0.500    0.000',
        'type list      1  0.750       1.000     0.500    0.000',
      ].join('\n'),
    );
  });

  it('leaves the scores out when nothing was answerable, and shows no share of nothing', () => {
    const refusals = { ...REPORT.refusals, answerable: { count: 0, refused: 0 } };
    const text = formatReport({ ...REPORT, all: null, byLanguage: [], byType: [], refusals });
    expect(text).not.toContain('hit@1');
    expect(text).toMatch(/answerable \(wrongly\) +0 +0 +-\n/);
  });

  it('keeps false presuppositions apart where there are any', () => {
    const refusals = {
      ...REPORT.refusals,
      withoutFalsePresuppositions: { count: 3, refused: 3 },
      falsePresuppositions: { count: 1, refused: 0 },
      unanswerableByCategory: [{ name: 'false_presupposition', count: 1, refused: 0 }],
    };
    const text = formatReport({ ...REPORT, refusals });
    expect(text).toMatch(/^unanswerable \(rightly\) +4 +3 +0\.750$/m);
    expect(text).toMatch(/^… without false presuppositions +3 +3 +1\.000$/m);
    expect(text).toMatch(/^false presuppositions +1 +0 +0\.000$/m);
    expect(text).not.toContain('category');
  });

  it('marks the threshold in force on the curve', () => {
    const curve = [
      { threshold: 0, rightly: 0.25, wrongly: 0, isChosen: false },
      { threshold: 0.51234, rightly: 0.75, wrongly: 0.01, isChosen: true },
    ];
    expect(formatReport({ ...REPORT, curve })).toContain(
      [
        'refused below this evidence (tuning)  rightly  wrongly',
        'rules alone                             0.250    0.000',
        '0.5123 (chosen)                         0.750    0.010',
        '',
        'a question',
      ].join('\n'),
    );
  });
});

describe('formatBeirReport', () => {
  it('is a heading and one row', () => {
    const report = { count: 504, hitAt1: 0.5, hitAt5: 0.75, mrr: 0.625, ndcgAt10: 0.7, recallAt10: 1 };
    expect(formatBeirReport('mlqa_dev_zh', report)).toBe(
      [
        'collection   count  hit@1  hit@5    MRR  nDCG@10  recall@10',
        'mlqa_dev_zh    504  0.500  0.750  0.625    0.700      1.000',
        '',
      ].join('\n'),
    );
  });
});

describe('formatMisses', () => {
  it('shows the question, each part with its rank and what came first', () => {
    expect(formatMisses([MISS])).toBe(
      [
        'q1  增长多少？',
        '  expected  a.txt: 增长6.7% (rank 3)',
        '  expected  b.txt: 增长5% (not found)',
        '  first     c.txt: 其他工作。',
        '  status    answered',
        '',
      ].join('\n'),
    );
  });

  it('expects not_found of an unanswerable question and shows a refusal as no passage', () => {
    expect(formatMisses([{ ...MISS, expected: [], ranks: [] }])).toContain('  expected  not_found\n');
    expect(formatMisses([{ ...MISS, status: 'not_found', first: null }])).toContain('  first     -\n');
  });

  it('cuts a long passage between characters and lets no control character through', () => {
    const text = formatMisses([
      { ...MISS, question: 'a\u001b[2Jb', first: { source: 'c.txt', text: '𠀀'.repeat(100) } },
    ]);
    expect(text).toContain(`c.txt: ${'𠀀'.repeat(80)}…\n`);
    expect(text).not.toContain('\u001b');
  });
});
