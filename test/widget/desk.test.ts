/** The desk without a browser: what is marked where, what may be taken over, and what becomes of the rest then. */

import { Document, Packer, Paragraph } from 'docx';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { CheckItem, CheckReply } from '../../src/api/check.js';
import { EXAMPLES } from '../../src/api/examples.js';
import { cutDraft, Desk, sortMarked } from '../../src/widget/desk.js';
import { readDraftFile, readWord } from '../../src/widget/read-draft.js';

const DRAFT = '甲市增长6%，就业5万人。乙市增长7%。';

function writeItem(text: string, changes: Partial<CheckItem>): CheckItem {
  const start = DRAFT.indexOf(text);
  const [example] = EXAMPLES.CheckReply.items;
  if (!example) throw new Error('The example has an item.');
  return { ...example, claim: null, text, start, end: start + text.length, ...changes };
}

const ITEMS = [
  writeItem('6%', { verdict: 'match' }),
  writeItem('5万人', { verdict: 'value_differs', found: { value: 4.2, unit: '万人' }, citation: null }),
  writeItem('7%', { verdict: 'not_found', found: null, citation: null }),
];

async function openDesk(items: readonly CheckItem[] = ITEMS, delay: Promise<void> | null = null): Promise<Desk> {
  const reply: CheckReply = { ...EXAMPLES.CheckReply, items: [...items] };
  const desk = new Desk({
    opine: async () => reply,
    check: async () => {
      await delay;
      return reply;
    },
    cite: async () => EXAMPLES.CiteReply,
    changed: () => undefined,
    checked: () => undefined,
    written: () => undefined,
  });
  desk.write(DRAFT);
  const checked = desk.check.run(desk.draft);
  if (delay === null) await checked;
  return desk;
}

describe('the desk', () => {
  it('shows what differs first, then what is not sure, and marks each where it stands', async () => {
    const desk = await openDesk();
    expect(sortMarked(desk.marked)).toEqual([1, 2, 0]);
    expect(cutDraft(desk.draft, desk.marked)).toEqual([
      { text: '甲市增长', index: null },
      { text: '6%', index: 0 },
      { text: '，就业', index: null },
      { text: '5万人', index: 1 },
      { text: '。乙市增长', index: null },
      { text: '7%', index: 2 },
      { text: '。', index: null },
    ]);
  });

  it("puts the document's figure in the place of the writer's, and back, and moves what stands behind", async () => {
    const desk = await openDesk();
    expect(desk.propose(1)).toBe('4.2万人');
    desk.accept(1, desk.propose(1));
    expect(desk.draft).toBe('甲市增长6%，就业4.2万人。乙市增长7%。');
    expect(cutDraft(desk.draft, desk.marked).flatMap(({ text, index }) => (index === null ? [] : [text]))).toEqual([
      '6%',
      '4.2万人',
      '7%',
    ]);
    desk.accept(1, null);
    expect(desk.draft).toBe(DRAFT);
  });

  it('takes nothing over while the draft is written, as no place of it holds then', async () => {
    const desk = await openDesk();
    desk.write(`如下：${DRAFT}`);
    desk.accept(1, '4.2万人');
    expect(desk.draft).toBe(`如下：${DRAFT}`);
  });

  it('gives up the check of a draft that is written anew meanwhile', async () => {
    let end = () => {};
    const desk = await openDesk(ITEMS, new Promise((resolve) => (end = resolve)));
    expect(desk.check.state).toBe('running');
    desk.write('如下：');
    end();
    await new Promise((resolve) => setTimeout(resolve));
    expect([desk.check.state, desk.isWriting, desk.marked]).toEqual(['idle', true, []]);
  });

  it('lets go of what lies within words that were replaced, and moves what lies around them', async () => {
    const quotation = writeItem('增长6%，就业5万人', { kind: 'quotation', verdict: 'words_differ' });
    const desk = await openDesk([quotation, ...ITEMS.slice(1)]);
    desk.accept(1, '4.2万人');
    expect(desk.marked[0]).toMatchObject({ start: 2, end: 14 });
    desk.accept(1, null);
    desk.accept(0, '增长6%');
    expect(desk.draft).toBe('甲市增长6%。乙市增长7%。');
    expect(desk.propose(1)).toBeNull();
    desk.accept(1, '4.2万人');
    desk.accept(1, null);
    expect(desk.draft).toBe('甲市增长6%。乙市增长7%。');
    const marked = cutDraft(desk.draft, desk.marked).filter(({ index }) => index !== null);
    expect(marked).toEqual([
      { text: '增长6%', index: 0 },
      { text: '7%', index: 2 },
    ]);
    desk.accept(0, null);
    expect(desk.draft).toBe(DRAFT);
  });

  it('proposes nothing where another value alone would not make it right', async () => {
    const fall = { value: -3, unit: '%' };
    const claim = EXAMPLES.CheckReply.items[0]?.claim ?? null;
    const desk = await openDesk([
      writeItem('6%', { verdict: 'match' }),
      writeItem('5万人', { verdict: 'region_differs', found: { value: 5, unit: '万人' } }),
      writeItem('7%', { verdict: 'value_differs', found: fall, claim, citation: null }),
    ]);
    expect([desk.propose(0), desk.propose(1), desk.propose(2)]).toEqual([null, null, null]);
  });

  it('proposes a rank as the document has it', async () => {
    const [example] = EXAMPLES.AskReply.citations;
    const citation = example ? { ...example, quote: '第四' } : null;
    const desk = await openDesk([
      writeItem('第七', { verdict: 'value_differs', found: { value: 4, unit: '位' }, citation }),
    ]);
    expect(desk.propose(0)).toBe('第四');
  });

  it('proposes no Chinese words in an English sentence', async () => {
    const found = { value: 5, unit: '%' };
    const [example] = EXAMPLES.AskReply.citations;
    const citation = example ? { ...example, quote: '5%以上' } : null;
    const english = writeItem('7%', { verdict: 'value_differs', found, citation });
    const desk = await openDesk([english, { ...english, found: { value: 5, unit: '万人' } }]);
    expect([desk.propose(0), desk.propose(1)]).toEqual(['5%以上', '5%以上']);
    desk.draft = 'It grew by about 7%.';
    expect([desk.propose(0), desk.propose(1)]).toEqual(['5%', null]);
  });

  it('marks of items that meet the one that differs', async () => {
    const desk = await openDesk([
      writeItem('增长6%，就业5万人', { kind: 'quotation', verdict: 'exact' }),
      writeItem('5万人', { verdict: 'value_differs' }),
    ]);
    const marked = cutDraft(desk.draft, desk.marked).filter(({ index }) => index !== null);
    expect(marked).toEqual([{ text: '5万人', index: 1 }]);
  });
});

describe('readDraft', () => {
  const read = (name: string, bytes: Uint8Array<ArrayBuffer>) => readDraftFile(new File([bytes], name));

  it('reads text of either encoding that is in use', async () => {
    expect(await read('a.txt', new TextEncoder().encode('荆门'))).toBe('荆门');
    expect(await read('a.md', Uint8Array.of(0xbe, 0xa3, 0xc3, 0xc5))).toBe('荆门');
  });
  it('reads the paragraphs of a Word file', async () => {
    const word = new Document({ sections: [{ children: [new Paragraph('增长6% & 以上'), new Paragraph('第二段')] }] });
    expect(await read('a.docx', new Uint8Array(await Packer.toBuffer(word)))).toBe('增长6% & 以上\n第二段');
  });
  it('leaves out what was deleted', () => {
    expect(readWord('<w:p><w:del><w:delText>7%</w:delText></w:del><w:t xml:space="preserve">8%</w:t></w:p>')).toBe(
      '8%',
    );
  });
  it('says of anything else that it cannot be read', async () => {
    expect(await read('a.pdf', new TextEncoder().encode('荆门'))).toBeNull();
    expect(await read('a.docx', new TextEncoder().encode('PK no archive'))).toBeNull();
    const zeros = new Uint8Array(40_000_001);
    expect(await read('a.docx', new Uint8Array(zipSync({ 'word/document.xml': zeros })))).toBeNull();
  });
});
