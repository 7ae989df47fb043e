/** What an ablation looks like on a terminal. */

import { describe, expect, it } from 'vitest';
import { formatAblation, formatBeirAblation } from '../../src/evaluate/ablation.js';
import type { EvaluationFigures } from '../../src/evaluate/contract.js';
import { summarise } from '../../src/evaluate/summary.js';

/** The figures of a Chinese question, an English one when `englishRank` is given, and one that nothing answers. */
function figuresOf(chineseRank: number | null, englishRank?: number | null): EvaluationFigures {
  const outcome = { status: 'answered', refused: false, first: null, tookMs: 8, evidence: null, threshold: null };
  const ask = (language: string, rank: number | null) => ({
    ...outcome,
    question: { id: language, language, type: 'figure', question: '？', parts: [], must: [] },
    ranks: [rank],
    holdsAll: null,
  });
  const unanswerable = { id: 'u', language: 'zh', category: 'other_year', question: '？' };
  return summarise({
    answerable: [ask('zh', chineseRank), ...(englishRank === undefined ? [] : [ask('en', englishRank)])],
    unanswerable: [{ ...outcome, question: unanswerable, status: 'not_found', refused: true }],
  });
}

describe('formatAblation', () => {
  it('is a row a part, with English questions beside all', () => {
    const rows = [
      { part: null, figures: figuresOf(1, 1) },
      { part: 'words' as const, figures: figuresOf(1, 3) },
    ];
    const [heading, everything, words, ...rest] = formatAblation(rows).split('\n');
    const cells = (line: string | undefined) => line?.split(/ {2,}/);
    expect(cells(heading)).toEqual([
      'retrieval',
      'hit@1',
      'hit@5',
      'complete@5',
      'nDCG@10',
      'en hit@1',
      'en hit@5',
      'en complete@5',
      'en nDCG@10',
      'refused rightly',
      'wrongly',
      'median ms',
    ]);
    expect(cells(everything)).toEqual(['everything', ...Array(9).fill('1.000'), '0.000', '8.0']);
    expect(cells(words)).toEqual([
      'without words',
      ...['0.500', '1.000', '1.000', '0.750'],
      ...['0.000', '1.000', '1.000', '0.500'],
      ...['1.000', '0.000', '8.0'],
    ]);
    expect(rest).toEqual(['']);
  });

  it('has no columns for English questions where there are none', () => {
    const text = formatAblation([{ part: null, figures: figuresOf(null) }]);
    expect(text).not.toContain('en hit@1');
    expect(text).toMatch(/^everything +0\.000 +0\.000 +0\.000 +0\.000 +1\.000 +0\.000 +8\.0$/m);
  });
});

describe('formatBeirAblation', () => {
  it('names the collection once and then what it was ranked without', () => {
    const figures = { count: 504, hitAt1: 0.5, hitAt5: 0.75, mrr: 0.625, ndcgAt10: 0.7, recallAt10: 1 };
    const rows = [
      { part: null, figures },
      { part: 'sentences' as const, figures: { ...figures, hitAt1: 0.25 } },
    ];
    expect(formatBeirAblation('mlqa', rows)).toBe(
      [
        'collection           count  hit@1  hit@5    MRR  nDCG@10  recall@10',
        'mlqa                   504  0.500  0.750  0.625    0.700      1.000',
        '  without sentences    504  0.250  0.750  0.625    0.700      1.000',
        '',
      ].join('\n'),
    );
  });
});
