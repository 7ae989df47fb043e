import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkText } from '../../src/check/check-text.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { hubei, isMissing } from '../needs.js';
import { readLibrary, tokenizer } from './library.js';
import { change, createRandom, isPlain, type MadeClaim, reword } from './mutations.js';

const glossary = readGlossary();
const gazetteer = createGazetteer();
const today = (): Date => new Date('2026-03-01');
const findQuotation = async () => ({ verdict: 'not_found' as const });

describe.skipIf(isMissing('shared'))('claims made of the figures of real reports', () => {
  /** Claims of each sort. */
  const COUNT = 400;
  const SEED = 7;
  let all: Snapshot;
  beforeAll(async () => {
    all = await readLibrary(path.dirname(hubei));
  }, 300_000);

  async function judge(make: (random: () => number) => MadeClaim[]): Promise<{
    right: number;
    matched: string[];
    wrong: string[];
    count: number;
  }> {
    const random = createRandom(SEED);
    const pool = make(random)
      .map((claim) => ({ claim, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, COUNT);
    const texts = { snapshot: all, glossary, gazetteer, translate, tokenizer };
    const finders = { evidence: createEvidenceFinder(texts), findTranslated: createTranslatedFinder(texts) };
    const tools = { ...texts, ...finders, today, findQuotation };
    const judged = await Promise.all(
      pool.map(async ({ claim }) => {
        const { items } = await checkText(claim.text, tools);
        return { claim, verdict: items.length === 1 ? items[0]?.verdict : undefined };
      }),
    );
    const wrong = judged.filter(({ claim, verdict }) => !claim.expected.some((expected) => expected === verdict));
    return {
      count: judged.length,
      right: (judged.length - wrong.length) / judged.length,
      matched: judged.filter(({ verdict }) => verdict?.startsWith('match')).map(({ claim }) => claim.text),
      wrong: wrong.map(({ claim, verdict }) => `${claim.change} ${verdict}: ${claim.text}`),
    };
  }

  it('names the facet that was changed in 9 of 10, and never says match', async () => {
    const facts = all.facts.all;
    const { right, matched, count } = await judge((random) =>
      facts.filter(isPlain).flatMap((fact) => change(fact, facts, random)),
    );
    expect(count).toBe(COUNT);
    expect(matched).toEqual([]);
    expect(right).toBeGreaterThanOrEqual(0.9);
  }, 300_000);

  it('matches what is said otherwise in 19 of 20', async () => {
    const facts = all.facts.all;
    const { right, count } = await judge((random) => facts.filter(isPlain).flatMap((fact) => reword(fact, random)));
    expect(count).toBe(COUNT);
    expect(right).toBeGreaterThanOrEqual(0.95);
  }, 300_000);
});
