/** What is taken along: one order, one numbering, and no text that becomes markup on the way. */

import { describe, expect, it } from 'vitest';
import { REFERENCE_STYLES, type ReferenceStyle } from '../../src/api/check.js';
import { writeReference } from '../../src/cite/references/reference.js';
import type { Turn } from '../../src/widget/conversation.js';
import { NO_LIMITS } from '../../src/widget/filters.js';
import { listLead, listQuestionsToTry, listRows } from '../../src/widget/order.js';
import { writeConversation, writePaperInMarkdown, writePlain } from '../../src/widget/paper.js';
import { readDraftFile } from '../../src/widget/read-draft.js';
import { CHINESE } from '../../src/widget/texts/zh.js';
import { writeWord } from '../../src/widget/word.js';
import { citedFrom, DIGEST, INTERVIEW, POLICY, REPORT } from '../cite/references/cited.js';
import { writeReply } from './reply.js';

function writeTurn(words: string): Turn {
  const reply = writeReply(words);
  const { passages, nearest, understood, citations } = reply;
  const asked = { id: 1, question: words, state: 'done', text: '', draft: '', error: null, isSlow: false } as const;
  return { ...asked, passages, nearest, understood, citations, reply, limits: NO_LIMITS };
}

const write = (turns: readonly Turn[]) =>
  writeConversation(turns, CHINESE, 'http://localhost', ({ title }) => `[1] ${title}`);

describe('a paper', () => {
  it('numbers a quotation once, whoever cites it, with a line for its reference', () => {
    const paper = write([writeTurn('甲'), writeTurn('甲')]);
    const marked = /甲\[1\]\n\t甲\n甲\t甲\[1\]\n甲地区生产总值增长7%。\[1\]/;
    expect(writePlain(paper)).toMatch(marked);
    expect(writePlain(paper).split('参考文献\n')[1]).toBe('[1] 甲 第 3 段 http://localhost/documents/d1#p3');
  });

  describe.each([REPORT, INTERVIEW, POLICY, DIGEST])('of a $type', (metadata) => {
    const writeLine = (style: ReferenceStyle, paragraph: number, page: number | null): string => {
      const turn = writeTurn('甲');
      const citations = turn.citations.map((each) => ({ ...each, paragraph, page }));
      const write = () => writeReference(citedFrom(metadata, { paragraph, page }), style);
      const paper = writeConversation([{ ...turn, citations }], CHINESE, 'http://localhost', write);
      return paper.references[0]?.text ?? '';
    };
    it.each(REFERENCE_STYLES)('names the paragraph once in %s', (style) => {
      // A digit of every year, and of the standard's number.
      expect(writeLine(style, 2, null).match(/第 ?2 ?段|para\. 2(?!\d)/g)).toHaveLength(1);
    });
    it.each(REFERENCE_STYLES)('names the page once in %s', (style) => {
      const named = writeLine(style, 2, 35).match(/第 ?35 ?页|[：:,] ?35(?=[(（[,.])/g);
      expect(named).toHaveLength(1);
    });
  });

  it('keeps signs of markup as text, in Markdown and in Word', async () => {
    const paper = write([writeTurn('<b>|*甲*|</b>\u0000')]);
    expect(writePaperInMarkdown(paper)).toContain('## \\<b\\>\\|\\*甲\\*\\|\\</b\\>');
    const word = await readDraftFile(new File([writeWord(paper)], 'a.docx'));
    expect(word?.split('\n')[1]).toBe('<b>|*甲*|</b>');
  });
});

describe('listRows', () => {
  const { answer } = writeReply('甲');
  const [fact] = answer?.facts ?? [];
  if (!answer || !fact) throw new Error('The reply has a fact.');
  const facts = [5, 7, 6].map((value, index) => ({ ...fact, value, citation: index + 1 }));
  const rows = facts.map(({ value }, index) => ({ head: `${value}`, cells: [{ text: `${value}`, fact: index }] }));
  const table = { caption: '', columns: [''], rows: [...rows, { head: '无', cells: [null] }], notes: [] };
  const order = (kind: 'ranking' | 'comparison', first: number) =>
    listRows({ ...answer, kind, facts, lead: [{ text: '', citations: [first] }] }, table).map(({ head }) => head);

  it('goes down from the place that the lead names first, the highest or the lowest; what has no figure comes last', () => {
    expect(order('ranking', 2)).toEqual(['7', '6', '5', '无']);
    expect(order('ranking', 1)).toEqual(['5', '6', '7', '无']);
  });
  it('leaves a comparison as it was asked', () => {
    expect(order('comparison', 2)).toEqual(['5', '7', '6', '无']);
  });
});

describe('listLead', () => {
  const [answer] = [writeReply('荆门').answer];
  if (answer === null) throw new Error('The reply has an answer.');
  const [fact] = answer.facts;
  if (!fact) throw new Error('The answer has a fact.');
  const facts = [1, 2].map((citation) => ({ ...fact, citation }));
  const cells = facts.map((_, index) => ({ text: '', fact: index }));
  const table = { caption: '', columns: [''], rows: cells.map((cell) => ({ head: '', cells: [cell] })), notes: [] };
  const read = (...lead: { text: string; citations: number[] }[]) =>
    listLead({ ...answer, facts, table, lead }).map(({ text }) => text);
  const [one, other] = [
    { text: '甲7%', citations: [1] },
    { text: '乙6%', citations: [2] },
  ];

  it('says above a table what compares its figures, what is not in it, and a line that is alone, and else none of its figures', () => {
    expect(read({ text: '甲高于乙', citations: [1, 2] }, one, other)).toEqual(['甲高于乙']);
    expect(read(one, other)).toEqual([]);
    expect(read(one)).toEqual(['甲7%']);
    expect(read(one, other, { text: '丙5%', citations: [3] })).toEqual(['丙5%']);
  });

  it('leaves out of help the questions that are pressed, in any script', () => {
    const lead = ['说明', '试试问：甲？', '試試問：乙？', 'Try: C?'].map((text) => ({ text, citations: [] }));
    const help = { ...answer, kind: 'help' as const, lead };
    expect(listLead(help).map(({ text }) => text)).toEqual(['说明']);
    expect(listQuestionsToTry(help)).toEqual(['甲？', '乙？', 'C?']);
    expect(listQuestionsToTry(answer)).toEqual([]);
  });
});
