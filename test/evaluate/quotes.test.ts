import { describe, expect, it } from 'vitest';
import type { CitedReply } from '../../src/evaluate/claims.js';
import { evaluateQuotes, formatQuotes, type Quote } from '../../src/evaluate/quotes.js';

const quote = (id: string, damage: Quote['damage']): Quote => ({
  id,
  quote: id,
  damage,
  doc: 'a.txt',
  span: '增长 6.7%',
});
const reply = (verdict: string, source: string, text: string): CitedReply => ({
  verdict,
  matches: [{ verdict, source, text, quote: '增长6.7%' }],
});

describe('quotations', () => {
  it('are counted by damage: document, passage, verdict', async () => {
    const replies: Record<string, CitedReply> = {
      right: reply('exact', 'folder/a.txt', '去年增长６.７%。'),
      other: reply('exact', 'b.txt', '增长6.7%'),
      typo: reply('exact', 'a.txt', '增长6.7%'),
      none: { verdict: 'not_found', matches: [] },
    };
    const figures = await evaluateQuotes(
      [quote('right', 'width'), quote('other', 'elision'), quote('typo', 'typo'), quote('none', 'exact')],
      async (text) => replies[text] ?? { verdict: 'not_found', matches: [] },
    );
    expect(figures).toEqual([
      { name: 'all', count: 4, document: 2, passage: 2, verdict: 2 },
      { name: 'exact', count: 1, document: 0, passage: 0, verdict: 0 },
      { name: 'width', count: 1, document: 1, passage: 1, verdict: 1 },
      { name: 'elision', count: 1, document: 0, passage: 0, verdict: 1 },
      { name: 'typo', count: 1, document: 1, passage: 1, verdict: 0 },
    ]);
    expect(formatQuotes(figures)).toMatch(/^quotations +count +document +passage +verdict\n/);
  });
});
