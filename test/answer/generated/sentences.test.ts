/** What a language model says, cut into sentences: the same whatever the pieces are that it comes in. */

import { describe, expect, it } from 'vitest';
import { createStreamReader, removeUnseen, type WrittenSentence } from '../../../src/answer/generated/sentences.js';

function readAll(text: string, size: number): { status: string | null; sentences: WrittenSentence[] } {
  const reader = createStreamReader();
  const sentences: WrittenSentence[] = [];
  for (let at = 0; at < text.length; at += size) sentences.push(...reader.read(text.slice(at, at + size)));
  sentences.push(...reader.end());
  return { status: reader.status, sentences };
}

const partsOf = (text: string, size = 4) => readAll(text, size).sentences.map(({ parts }) => parts);

describe('sentences', () => {
  const TEXTS = [
    '状态：answered\n甲市增长5%[a2b3]。乙市增长6%。[c4d5]\n\n丙市下降1.5%【a2b3、c4d5】！',
    'Status: partial\nIt grew by 5.5% [a2b3]. It fell, e.g. in May [c4d5]. No. 5 is open (a2b3).',
    '<think>甲[a2b3]。</think>- 甲市[a2b3]\n- 乙市[c4d5]\n',
    '甲市增长5%[a2b3]，乙市增长6%[c4d5]。',
    '他说：“都好。”[a2b3]然后走了[c4d5]。',
  ];

  it.each(TEXTS)('are the same whatever the pieces: %s', (text) => {
    const whole = readAll(text, text.length);
    for (const size of [1, 2, 3, 7]) expect(readAll(text, size)).toEqual(whole);
  });

  it('have the ids that stand in front of their full stop or behind it', () => {
    expect(partsOf('甲[a2b3]。乙。[c4d5][e6f7]丙[a2b3]。')).toEqual([
      [{ text: '甲。', ids: ['a2b3'] }],
      [{ text: '乙。', ids: ['c4d5', 'e6f7'] }],
      [{ text: '丙。', ids: ['a2b3'] }],
    ]);
  });

  it('are parted where ids stand amid them', () => {
    expect(partsOf('甲市增长5%[a2b3]，乙市增长6%[c4d5]。')).toEqual([
      [
        { text: '甲市增长5%', ids: ['a2b3'] },
        { text: '，乙市增长6%。', ids: ['c4d5'] },
      ],
    ]);
  });

  it('do not end at a decimal point, an abbreviation or the number of a list', () => {
    expect(partsOf('It grew by 5.5% in e.g. May [a2b3]. 1. Next [c4d5].')).toHaveLength(2);
  });

  it('lose marks of lists and stress, characters that nobody sees, and half a marker', () => {
    expect(partsOf('- **甲**\u200b市\u202e[a2b3]\n2. 乙市[c4')).toEqual([
      [{ text: '甲市', ids: ['a2b3'] }],
      [{ text: '乙市', ids: [] }],
    ]);
  });

  it('come as soon as they are whole where their ids stand in front of the full stop', () => {
    const reader = createStreamReader();
    expect(reader.read('甲市增长5%[a2b3]')).toEqual([]);
    expect(reader.read('。')).toHaveLength(1);
  });

  it('wait for the ids that may stand behind the full stop', () => {
    const reader = createStreamReader();
    expect(reader.read('甲市增长5%。')).toEqual([]);
    expect(reader.read('[a2')).toEqual([]);
    expect(reader.read('b3]')).toEqual([]);
    expect(reader.read('乙')).toEqual([{ parts: [{ text: '甲市增长5%。', ids: ['a2b3'] }], beginsParagraph: true }]);
  });

  it('are cut where one has no end', () => {
    expect(partsOf('长'.repeat(5_000), 100).length).toBeGreaterThan(3);
  });

  it('are read in time that grows with the text alone', () => {
    const text = '<'.repeat(20_000) + '['.repeat(20_000);
    const startedAt = performance.now();
    readAll(text, 50);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('the status', () => {
  it.each([
    ['状态：answered\n甲[a2b3]。', 'answered'],
    ['**Status:** partial\nIt [a2b3].', 'partial'],
    ['状态: not_found', 'not_found'],
    ['Status: not found.\n', 'not_found'],
    ['甲[a2b3]。', null],
    ['Status of the works: done [a2b3].', null],
  ])('of %j is %s', (text, status) => {
    for (const size of [1, 5, 100]) expect(readAll(text, size).status).toBe(status);
  });
});

describe('removeUnseen', () => {
  it('takes out zero-width, bidirectional, tag and control characters and selectors, and keeps lines', () => {
    expect(removeUnseen('a\u200b\u200d\u2060\ufeffb\u202ec\u2066\u{e0041}\u0007\ufe0f\nd\te')).toBe('abc\nd\te');
  });
});
