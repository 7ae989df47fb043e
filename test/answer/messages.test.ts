/** What wenju says around the quotations, in both languages. */

import { describe, expect, it } from 'vitest';
import { describeForEnglishReader, describeMissing, type Refusal } from '../../src/answer/messages.js';
import type { NotFound } from '../../src/api/ask.js';
import type { IndexedDocument } from '../../src/index/contract.js';
import { documentOf } from '../retrieve/documents.js';

/** A refusal that says no more than what is missing. */
function refusalOf(missing: NotFound['missing'], changes: Partial<Refusal> = {}): Refusal {
  return { missing, places: [], isFilteredOut: false, isFalsePremise: false, ...changes };
}

const coverage = { regions: ['仙桃市', '荆门市'], years: [2021, 2024] };

describe('describeMissing', () => {
  it('names what is missing and what there is', () => {
    expect(describeMissing(refusalOf([{ kind: 'year', value: '2019' }]), coverage, 'zh')).toBe(
      '没有能回答2019年的文件。现收录的文件涉及仙桃市、荆门市；年份：2021、2024。',
    );
    expect(describeMissing(refusalOf([{ kind: 'year', value: '2019' }]), coverage, 'en')).toBe(
      'No indexed document is about 2019. The indexed documents are about 仙桃市, 荆门市; years: 2021, 2024.',
    );
  });

  it('names the place with the year', () => {
    const refusal = refusalOf([{ kind: 'year', value: '2035' }], { places: ['荆门市'] });
    expect(describeMissing(refusal, coverage, 'zh')).toMatch(/^没有能回答荆门市2035年的文件。/);
    expect(describeMissing(refusal, coverage, 'en')).toMatch(/^No indexed document is about 2035 in 荆门市\. /);
  });

  it('does not tell whose place there is which there are', () => {
    const refusal = refusalOf([{ kind: 'indicator', value: '外贸依存度' }], { places: ['荆门市'] });
    expect(describeMissing(refusal, coverage, 'zh')).toBe('所收录的文件没有给出所问的“外贸依存度”。');
    expect(describeMissing(refusal, coverage, 'en')).toBe(
      'The indexed documents do not give the figure asked for: 外贸依存度.',
    );
  });

  it('blames the filters when they leave nothing', () => {
    const refusal = refusalOf([{ kind: 'topic', value: 'GDP' }], { isFilteredOut: true });
    expect(describeMissing(refusal, coverage, 'zh')).toMatch(/^没有文件符合筛选条件。现收录/);
    expect(describeMissing(refusal, coverage, 'en')).toMatch(/^No document passes the filters\. The indexed/);
  });

  it('names several missing things in one sentence', () => {
    const missing = [
      { kind: 'region', value: '深圳市' },
      { kind: 'indicator', value: '失业率' },
      { kind: 'topic', value: '' },
    ] satisfies NotFound['missing'];
    expect(describeMissing(refusalOf(missing), coverage, 'zh').split('。')[0]?.split('；')).toHaveLength(3);
    expect(describeMissing(refusalOf(missing), coverage, 'en')).toMatch(/深圳市; .*失业率; .*this question \(/);
  });

  it('says nothing of coverage when documents name no region', () => {
    const none = { regions: [], years: [] };
    expect(describeMissing(refusalOf([{ kind: 'topic', value: '' }]), none, 'zh')).toBe(
      '所收录的文件没有回答这个问题（这里只回答文件中写明的内容，不作建议、预测和评价）。',
    );
    expect(describeMissing(refusalOf([{ kind: 'topic', value: '' }]), none, 'en')).toBe(
      'The indexed documents do not answer this question (only what they state is answered here: no advice, forecasts or opinions).',
    );
  });

  it('names no years when documents have none', () => {
    const noYears = { regions: ['荆门市'], years: [] };
    expect(describeMissing(refusalOf([{ kind: 'topic', value: '' }]), noYears, 'zh')).toBe(
      '所收录的文件没有回答这个问题（这里只回答文件中写明的内容，不作建议、预测和评价）。现收录的文件涉及荆门市。',
    );
    expect(describeMissing(refusalOf([{ kind: 'topic', value: '' }]), noYears, 'en')).toMatch(/about 荆门市\.$/);
  });

  it('lists eight regions and says that there are more', () => {
    const regions = Array.from({ length: 60 }, (_, number) => `第${number}市`);
    const message = describeMissing(refusalOf([{ kind: 'topic', value: '' }]), { regions, years: [2024] }, 'zh');
    expect(message).toContain('第7市等；年份：2024。');
    expect(message).not.toContain('第8市');
  });

  it('lists the eight newest years and says that there are more', () => {
    const years = Array.from({ length: 12 }, (_, number) => 2010 + number);
    const message = describeMissing(refusalOf([{ kind: 'topic', value: '' }]), { regions: ['荆门市'], years }, 'zh');
    expect(message).toContain('；年份：2014、2015、2016、2017、2018、2019、2020、2021等。');
  });
});

describe('describeForEnglishReader', () => {
  /** A quotation of a document's first passage. */
  function quotationOf(document: IndexedDocument, marker: number, headingPath: string[] = []) {
    const [passage] = document.passages;
    if (!passage) throw new Error('the document has a passage');
    return { document, passage: { ...passage, headingPath }, marker };
  }
  const report = documentOf('a', { title: '政府工作报告', region: '荆门市', year: 2024 });
  const digest = documentOf('b', { title: '摘编', type: 'digest' });

  it('says what the sentence is, whose and in which section', () => {
    expect(describeForEnglishReader([quotationOf(report, 1, ['一、回顾', '（一）经济'])])).toBe(
      'The sentence is quoted in Chinese from the original document: “政府工作报告” (荆门市, 2024), section “一、回顾 › （一）经济”.',
    );
  });

  it("calls a digest wenju's own, and leaves out what is not known", () => {
    expect(describeForEnglishReader([quotationOf(digest, 1)])).toBe(
      "The sentence is quoted in Chinese from wenju's digest of the original document: “摘编”.",
    );
  });

  it('names a document once, with all its sections', () => {
    expect(
      describeForEnglishReader([
        quotationOf(report, 1, ['一']),
        quotationOf(report, 2, ['二']),
        quotationOf(report, 3, ['二']),
      ]),
    ).toBe(
      'The sentences are quoted in Chinese from the original document: “政府工作报告” (荆门市, 2024), sections “一” and “二”.',
    );
  });

  it('names places as the reader does', () => {
    const note = describeForEnglishReader([quotationOf(report, 1)], (name) => (name === '荆门市' ? 'Jingmen' : name));
    expect(note).toContain('“政府工作报告” (Jingmen, 2024)');
  });

  it('leaves out sections that are more than a note can name', () => {
    const sections = ['一', '二', '三', '四'].map((each, index) => quotationOf(report, index + 1, [each]));
    expect(describeForEnglishReader(sections)).toBe(
      'The sentences are quoted in Chinese from the original document: “政府工作报告” (荆门市, 2024).',
    );
  });

  it('counts the documents where they are more than a note can name', () => {
    const documents = ['a', 'b', 'c', 'd'].map((id) => documentOf(id, { title: `报告${id}` }));
    expect(describeForEnglishReader(documents.map((document, index) => quotationOf(document, index + 1)))).toBe(
      'The sentences are quoted in Chinese from 4 documents; each names its source.',
    );
  });

  it('has a clause for each document, with its citations', () => {
    expect(
      describeForEnglishReader([
        quotationOf(report, 1, ['一']),
        quotationOf(digest, 2),
        quotationOf(report, 3, ['一']),
      ]),
    ).toBe(
      "The sentences are quoted in Chinese from the original document: “政府工作报告” (荆门市, 2024), section “一” [1][3]; and from wenju's digest of the original document: “摘编” [2].",
    );
  });
});
