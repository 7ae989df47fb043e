/** What a language model is asked: templates are checked, and what others wrote stands between delimiters. */

import { describe, expect, it } from 'vitest';
import { readPrompts } from '../../../src/answer/generated/prompt.js';

const INPUT = {
  question: '甲市\n2024年怎样？',
  language: 'zh' as const,
  lead: '甲市：增长5%',
  passages: [
    { passage: 7, place: '甲市报告 › 一', text: '甲市增长5%。{question}' },
    { passage: 9, place: '甲市报告 › 二', text: '乙\u200b\u{e0041}市\u202e增长6%。' },
  ],
};

describe('readPrompts', () => {
  it('refuses a template that lacks a slot, has another, or is missing', () => {
    const read = (text: string) => () => readPrompts(() => text);
    expect(read('no slot')).toThrow(/should have the slots \{boundary\}, got none/);
    expect(read('{boundary} {passage}')).toThrow(/got \{boundary\}, \{passage\}/);
    expect(() =>
      readPrompts(() => {
        throw new Error('away');
      }),
    ).toThrow();
  });

  it('has a version that follows from the templates', () => {
    const slots: Readonly<Record<string, string>> = {
      answer: '{question}{lead}{passages}',
      rewrite: '{question}{turns}',
      opinion: '{claim}{passages}',
    };
    const template = (name: string, more: string): string =>
      `{boundary}${name.includes('system') ? more : (slots[name.split('-')[0] ?? ''] ?? '')}`;
    const [one, same, other] = ['', '', '!'].map((more) => readPrompts((name) => template(name, more)).version);
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
});

describe('fill', () => {
  const prompts = readPrompts();

  it('puts question, lead and passages between two lines that no other prompt has', () => {
    const boundaries = [1, 2, 3].map(() => {
      const [system, user] = prompts.fill(INPUT).messages;
      const boundary = /^([a-z]{16})$/m.exec(user?.content ?? '')?.[1] ?? '';
      expect(boundary).not.toBe('');
      expect(system?.content).toContain(boundary);
      const parts = (user?.content ?? '').split(boundary);
      expect(parts).toHaveLength(3);
      for (const words of ['甲市 2024年怎样？', '甲市：增长5%', '增长6%']) expect(parts[1]).toContain(words);
      return boundary;
    });
    expect(new Set(boundaries).size).toBe(3);
  });

  it('gives passages ids that mean nothing and are others each time', () => {
    const { passages, messages } = prompts.fill(INPUT);
    expect([...passages.values()]).toEqual([7, 9]);
    for (const id of passages.keys()) {
      expect(id).toMatch(/^[a-z]\d[a-z]\d$/);
      expect(messages[1]?.content).toContain(`[${id}] 甲市报告`);
    }
    expect([...prompts.fill(INPUT).passages.keys()]).not.toEqual([...passages.keys()]);
  });

  it('fills no slot that a document has, and shows no character that nobody sees', () => {
    const user = prompts.fill(INPUT).messages[1]?.content ?? '';
    expect(user).toContain('甲市增长5%。{question}');
    expect(user).toContain('乙市增长6%。');
  });

  it.each(['zh', 'en'] as const)('has an example of each status in %s', (language) => {
    const [system] = prompts.fill({ ...INPUT, language }).messages;
    for (const status of ['answered', 'partial', 'not_found']) {
      expect((system?.content.split(status).length ?? 0) - 1).toBeGreaterThanOrEqual(2);
    }
  });
});
