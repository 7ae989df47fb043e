/** Drafts that nobody writes, over real reports: what is read of them ends, grows with their length and leaves others their turn. */

import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Checker, CiteRequest, MAX_CHECKED_ITEMS, MAX_CITED_LENGTH } from '../../src/api/check.js';
import { findQuotations } from '../../src/check/check-text.js';
import { createChecker } from '../../src/check/checker.js';
import { checkWords } from '../../src/check/word-claims.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { createQuotationFinder } from '../../src/quote/quotations.js';
import { root } from '../service.js';
import { readLibrary, tokenizer } from './library.js';

const glossary = readGlossary();
const gazetteer = createGazetteer();

let snapshot: Snapshot;
let checker: Checker;

beforeAll(async () => {
  snapshot = await readLibrary(path.join(root, 'corpus'));
  checker = createCheckerOver(snapshot);
}, 60_000);

/** Its retriever ranks no passage for any claim. */
function createCheckerOver(documents: Snapshot): Checker {
  const retriever = {
    compareSentences: async () => new Float32Array(0),
    select: () => documents.documents.map(() => true),
    retrieve: async () => ({ passages: [] }),
  };
  const quotations = createQuotationFinder(documents);
  const today = (): Date => new Date('2026-03-01');
  return createChecker({
    snapshot: documents,
    retriever,
    quotations,
    glossary,
    gazetteer,
    translate,
    tokenizer,
    today,
  });
}

/** How often others had their turn while something was done. */
async function countTurns(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const take = (): void => {
    turns += 1;
    if (!isDone) setImmediate(take);
  };
  setImmediate(take);
  await work();
  isDone = true;
  return turns;
}

/** The shortest of some runs, in milliseconds: others only make it longer. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

describe('check', () => {
  it.each(['翻番', '湖北2024年地区生产总值增长5.8%。', '“地区生产总值增长九点”', '增长5%、', 'grew 5% '])(
    'ends at the last item that a reply has room for and says how much of %s is left',
    async (part) => {
      const text = part.repeat(60_000 / part.length);
      const { items, omitted } = await checker.check({ text });
      expect(items).toHaveLength(MAX_CHECKED_ITEMS);
      const last = items.at(-1)?.end ?? 0;
      expect(text.length - omitted).toBeGreaterThanOrEqual(last);
      expect(text.length - omitted).toBeLessThan(last + 2 * part.length);
      // What is left is checked by itself.
      const rest = await checker.check({ text: text.slice(-omitted) });
      expect(rest.items[0]?.text).toBe(items[1]?.text);
    },
    120_000,
  );

  it('leaves nothing of a text with as many items as a reply has room for', async () => {
    const { items, omitted } = await checker.check({ text: '翻番'.repeat(MAX_CHECKED_ITEMS) });
    expect(items).toHaveLength(MAX_CHECKED_ITEMS);
    expect(omitted).toBe(0);
  });

  it('counts no figure of a quotation that was found as an item', async () => {
    const [first] = snapshot.facts.all;
    const quoted = first?.text.replace(/[“”]/g, '') ?? '';
    const { items } = await checker.check({ text: `“${quoted}”，荆门增长5%，“${quoted}”。` });
    expect(items.map(({ kind }) => kind)).toEqual(['quotation', 'figure', 'quotation']);
  });

  it.each(['12345 ', '一', '“十四五”', '（）', '“', '湖北省', '一\n', '2024年', '1-', '元/', '。', 'by 2024 '])(
    'takes time that grows with the length of %s, and gives turns',
    async (part) => {
      const draft = (length: number) => ({ text: part.repeat(length).slice(0, length) });
      const short = await measure(() => checker.check(draft(40_000)));
      const long = await measure(() => checker.check(draft(160_000)));
      // Four times the text: 16 times the time is what has to be told from it, on a machine that does other things besides.
      expect(long / short).toBeLessThan(9);
      expect(await countTurns(() => checker.check(draft(160_000)))).toBeGreaterThan(1);
    },
    120_000,
  );
});

describe('cite of a claim', () => {
  /** Sentences of the documents that were looked at for evidence. */
  async function countLooked(text: string): Promise<number> {
    let looked = 0;
    const sentencesOf = (passage: number): readonly number[] => {
      looked += snapshot.sentencesOf(passage).length;
      return snapshot.sentencesOf(passage);
    };
    const watched = createCheckerOver({ ...snapshot, sentencesOf });
    await watched.cite(CiteRequest.parse({ text, kind: 'claim' }));
    return looked;
  }

  it('seeks evidence for as many sentences as of a draft, and for none with more figures than a sentence has', async () => {
    const part = '湖北经济增长。';
    const some = await countLooked(part.repeat(200));
    expect(some).toBeGreaterThan(0);
    expect(await countLooked(part.repeat(MAX_CITED_LENGTH / part.length))).toBe(some);
    const figures = Array.from({ length: 150 }, (_, at) => `${at + 100}.1%`).join('、');
    expect(await countLooked(`湖北增长${figures}。`)).toBe(0);
  }, 120_000);

  it.each(['经济增长。', '增长123%、', '湖北增长123万人、'])(
    'gives turns while it judges thousands of %s',
    async (part) => {
      const text = part.repeat(MAX_CITED_LENGTH).slice(0, MAX_CITED_LENGTH);
      const request = CiteRequest.parse({ text, kind: 'claim' });
      expect(await countTurns(() => checker.cite(request))).toBeGreaterThan(1);
    },
    120_000,
  );
});

describe('cite', () => {
  it.each(['“', '、', '|-', '（'])('gives turns while it compares a word between thousands of %s', async (part) => {
    const request = CiteRequest.parse({
      text: `1${part.repeat(MAX_CITED_LENGTH)}`.slice(0, MAX_CITED_LENGTH),
      kind: 'quote',
    });
    expect(await countTurns(() => checker.cite(request))).toBeGreaterThan(10);
  });

  it('gives turns while it reads the documents for the first quotation', async () => {
    const documents = Array.from({ length: 20 }, () => snapshot.documents).flat();
    const finder = createQuotationFinder({ ...snapshot, documents });
    expect(await countTurns(() => finder.find('没有的话'.repeat(5), { topK: 1 }))).toBeGreaterThan(5);
  });
});

it('takes nothing for a quotation that is longer than any that is cited', () => {
  expect(findQuotations(`“${'一'.repeat(MAX_CITED_LENGTH)}”`)).toHaveLength(1);
  expect(findQuotations(`“${'一'.repeat(MAX_CITED_LENGTH + 1)}”`)).toEqual([]);
});

it('takes time that grows with the length of a claim by words', async () => {
  const passages = [...snapshot.passageDocument.keys()];
  const tools = { snapshot, glossary, gazetteer, translate, tokenizer };
  for (const part of ['12345 ', '，', '1，', '。']) {
    const judge = (length: number) => checkWords(part.repeat(length).slice(0, length), passages, tools);
    const short = await measure(() => judge(500));
    // Four times the claim; the passages take their time whatever the claim.
    expect((await measure(() => judge(2_000))) / short).toBeLessThan(9);
  }
}, 120_000);
