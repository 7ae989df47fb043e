/** The kinds of documents: a row for each type, and which row a document's title and type choose. */

import { describe, expect, it } from 'vitest';
import { DOCUMENT_KINDS, DOCUMENT_TYPES, kindOf } from '../src/document-kinds.js';

describe('DOCUMENT_KINDS', () => {
  it('has a row for every type, and every name once', () => {
    expect(new Set(DOCUMENT_KINDS.map(({ type }) => type))).toEqual(new Set(DOCUMENT_TYPES));
    const names = DOCUMENT_KINDS.flatMap((kind) => kind.names);
    expect(names).toHaveLength(new Set(names).size);
  });
});

describe('kindOf', () => {
  it.each([
    ['report', '荆门市政府工作报告', { results: [-1], turnsToPlans: true, unsaid: null, citedAs: 'report' }],
    ['digest', '荆门市政府工作报告摘要', { results: [-1, 0], turnsToPlans: true, unsaid: null, citedAs: 'digest' }],
    ['interview', '市长谈发展', { results: [-1, 0], turnsToPlans: false, unsaid: null, citedAs: null }],
    ['policy', '关于促进旅游发展的通知', { unsaid: 'plan', citedAs: 'policy' }],
    ['policy', '荆门市', { unsaid: 'plan', citedAs: 'policy' }],
    ['other', '2024年国民经济和社会发展统计公报', { results: [0], unsaid: 'review', citedAs: null }],
    ['other', '笔记', { results: [-1, 0], unsaid: null, citedAs: null }],
  ] as const)('of a %s called %s', (type, title, kind) => {
    expect(kindOf({ type, title })).toMatchObject({ type, ...kind });
  });
});
