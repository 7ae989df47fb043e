/** What wenju says around the quotations, in both languages. */

import { describe, expect, it } from 'vitest';
import { describeForEnglishReader, describeMissing } from '../../src/answer/messages.js';
import { documentOf } from '../retrieve/documents.js';

const coverage = { regions: ['仙桃市', '荆门市'], years: [2021, 2024] };

describe('describeMissing', () => {
  it('names what is missing and what there is', () => {
    expect(describeMissing([{ kind: 'year', value: '2019' }], coverage, 'zh')).toBe(
      '所收录的文件中没有2019年的相关内容。现收录的文件涉及仙桃市、荆门市（2021、2024年）。',
    );
    expect(describeMissing([{ kind: 'year', value: '2019' }], coverage, 'en')).toBe(
      'The indexed documents do not cover 2019. The indexed documents are about 仙桃市, 荆门市 (2021, 2024).',
    );
  });

  it('names several missing things in one sentence', () => {
    const missing = [
      { kind: 'region', value: '深圳市' },
      { kind: 'indicator', value: '失业率' },
      { kind: 'topic', value: '' },
    ] as const;
    expect(describeMissing(missing, coverage, 'zh').split('；')).toHaveLength(3);
    expect(describeMissing(missing, coverage, 'en')).toMatch(/深圳市; .*失业率; .*this question\./);
  });

  it('says nothing of coverage when documents name no region', () => {
    const none = { regions: [], years: [] };
    expect(describeMissing([{ kind: 'topic', value: '' }], none, 'zh')).toBe('所收录的文件没有回答这个问题。');
    expect(describeMissing([{ kind: 'topic', value: '' }], none, 'en')).toBe(
      'The indexed documents do not answer this question.',
    );
  });

  it('names no years in brackets when documents have none', () => {
    const noYears = { regions: ['荆门市'], years: [] };
    expect(describeMissing([{ kind: 'topic', value: '' }], noYears, 'zh')).toBe(
      '所收录的文件没有回答这个问题。现收录的文件涉及荆门市。',
    );
    expect(describeMissing([{ kind: 'topic', value: '' }], noYears, 'en')).toMatch(/about 荆门市\.$/);
  });

  it('lists eight regions and says that there are more', () => {
    const regions = Array.from({ length: 60 }, (_, number) => `第${number}市`);
    const message = describeMissing([{ kind: 'topic', value: '' }], { regions, years: [2024] }, 'zh');
    expect(message).toContain('第7市等（2024年）');
    expect(message).not.toContain('第8市');
  });

  it('lists the eight newest years and says that there are more', () => {
    const years = Array.from({ length: 12 }, (_, number) => 2010 + number);
    const message = describeMissing([{ kind: 'topic', value: '' }], { regions: ['荆门市'], years }, 'zh');
    expect(message).toContain('（2014、2015、2016、2017、2018、2019、2020、2021等年）');
  });
});

describe('describeForEnglishReader', () => {
  it('says what the sentence is, whose and in which section', () => {
    const document = documentOf('a', { title: '政府工作报告', region: '荆门市', year: 2024 });
    const [passage] = document.passages;
    if (!passage) throw new Error('the document has a passage');
    expect(describeForEnglishReader(document, { ...passage, headingPath: ['一、回顾', '（一）经济'] })).toBe(
      'The sentence is quoted in Chinese from the original document: “政府工作报告” (荆门市, 2024), section “一、回顾 › （一）经济”.',
    );
  });

  it("calls a digest wenju's own, and leaves out what is not known", () => {
    const document = documentOf('a', { title: '摘编', type: 'digest' });
    const [passage] = document.passages;
    if (!passage) throw new Error('the document has a passage');
    expect(describeForEnglishReader(document, passage)).toBe(
      "The sentence is quoted in Chinese from wenju's digest of the original document: “摘编”.",
    );
  });
});
