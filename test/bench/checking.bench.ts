/**
 * How well are figures, claims and quotations told right from wrong? Made from real reports, thousands of each, and claims
 * of many hands over an index of all of them, where WENJU_REPORTS_INDEX names one; skipped without the reports.
 */

import path from 'node:path';
import { expect, it } from 'vitest';
import { CheckRequest } from '../../src/api/check.js';
import { checkText } from '../../src/check/check-text.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { openService } from '../../src/compose/service.js';
import { evaluateClaims, formatClaims, readClaimSet } from '../../src/evaluate/claims.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { createQuotationFinder } from '../../src/quote/quotations.js';
import { readLibrary, tokenizer } from '../check/library.js';
import { change, createRandom, isPlain, type MadeClaim, reword } from '../check/mutations.js';
import { hubei, isMissing, shared } from '../needs.js';
import { testConfig } from '../service.js';

const SEED = 11;
/** Claims of each sort, and sentences of each damage. */
const CLAIMS = 4_000;
const SENTENCES = 500;
/** A sentence worth quoting, in characters. */
const QUOTED = { shortest: 20, longest: 120 };

const share = (part: number, of: number): string => `${part} of ${of} (${(part / of).toFixed(3)})`;

it.skipIf(isMissing('shared'))('checks made claims and damaged quotations', async () => {
  const reports = await readLibrary(path.dirname(hubei));
  await checkMadeClaims(reports);
  await findDamagedQuotations(reports);
});

/** An index over all reports takes minutes to build: who has one names it. */
const reportsIndex = process.env.WENJU_REPORTS_INDEX;

it.skipIf(reportsIndex === undefined || isMissing('shared'))('checks claims of many hands', async () => {
  const service = await openService(testConfig(hubei, reportsIndex ?? ''));
  try {
    const claims = await readClaimSet(path.join(shared, 'eval', 'natural'));
    const report = await evaluateClaims(claims, (text) => service.check(CheckRequest.parse({ text })));
    console.log(`\n${formatClaims(report, 'claims of many hands')}`);
  } finally {
    await service.close();
  }
});

async function checkMadeClaims(snapshot: Snapshot): Promise<void> {
  const glossary = readGlossary();
  const gazetteer = createGazetteer();
  const findQuotation = async () => ({ verdict: 'not_found' as const });
  const texts = { snapshot, glossary, gazetteer, translate, tokenizer };
  const evidence = createEvidenceFinder(texts);
  const findTranslated = createTranslatedFinder(texts);
  const tools = { ...texts, evidence, findTranslated, today: () => new Date('2026-03-01'), findQuotation };
  const facts = snapshot.facts.all;
  const plain = facts.filter(isPlain);
  const random = createRandom(SEED);
  const judge = async (made: readonly MadeClaim[]) => {
    const drawn = made
      .map((claim) => ({ claim, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, CLAIMS);
    let [right, matched] = [0, 0];
    for (const { claim } of drawn) {
      const { items } = await checkText(claim.text, tools);
      const verdict = items.length === 1 ? items[0]?.verdict : undefined;
      if (claim.expected.some((expected) => expected === verdict)) right += 1;
      if (verdict?.startsWith('match')) matched += 1;
    }
    return { right, matched, count: drawn.length };
  };
  const changed = await judge(plain.flatMap((fact) => change(fact, facts, random)));
  const reworded = await judge(plain.flatMap((fact) => reword(fact, random)));
  console.log(`\nclaims with one facet changed   facet named   ${share(changed.right, changed.count)}`);
  console.log(`                                called match  ${share(changed.matched, changed.count)}`);
  console.log(`claims said otherwise           called match  ${share(reworded.right, reworded.count)}`);
  // A changed claim may be true by chance: 超11亿人次 is said of two provinces.
  expect(changed.matched / changed.count).toBeLessThan(0.001);
}

/** What writers, scanners and converters do to a sentence; `same` says that its words stay. */
const DAMAGES: readonly {
  readonly name: string;
  readonly same: boolean;
  readonly damage: (sentence: string, at: number) => string;
}[] = [
  { name: 'as it stands', same: true, damage: (sentence) => sentence },
  { name: 'half of it', same: true, damage: (sentence) => sentence.slice(0, Math.ceil(sentence.length / 2)) },
  { name: 'wide figures and letters', same: true, damage: (sentence) => sentence.replace(/[0-9a-zA-Z%]/g, widen) },
  { name: 'spaces in it', same: true, damage: (sentence, at) => `${sentence.slice(0, at)}  ${sentence.slice(at)}` },
  {
    name: 'two parts around an ellipsis',
    same: true,
    damage: (sentence, at) => `${sentence.slice(0, at)}……${sentence.slice(at + 4)}`,
  },
  { name: 'western commas', same: true, damage: (sentence) => sentence.replaceAll('，', ',').replaceAll('；', ';') },
  { name: 'no commas', same: false, damage: (sentence) => sentence.replaceAll('，', '') },
  { name: 'a character wrong', same: false, damage: (sentence, at) => put(sentence, at, 1, '某') },
  { name: 'a character missing', same: false, damage: (sentence, at) => put(sentence, at, 1, '') },
  { name: 'two characters more', same: false, damage: (sentence, at) => put(sentence, at, 0, '某某') },
];

function widen(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}

function put(text: string, at: number, length: number, words: string): string {
  return text.slice(0, at) + words + text.slice(at + length);
}

async function findDamagedQuotations(snapshot: Snapshot): Promise<void> {
  const finder = createQuotationFinder(snapshot);
  const random = createRandom(SEED);
  const sentences = Array.from(snapshot.sentencePassage, (_, number) => snapshot.sentenceText(number))
    .filter((text) => text.length >= QUOTED.shortest && text.length <= QUOTED.longest)
    .map((text) => ({ text, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, SENTENCES);
  for (const { name, same, damage } of DAMAGES) {
    let [placed, judged] = [0, 0];
    const startedAt = performance.now();
    for (const { text } of sentences) {
      const damaged = damage(text, 6 + Math.floor(random() * (text.length - 12)));
      const [match] = await finder.find(damaged, { topK: 1 });
      const found = match && snapshot.passageAt(match.passage).document.text.slice(match.span.start, match.span.end);
      // The same sentence may stand in several reports: any of them is its place.
      if (found !== undefined && (text.includes(found) || found.includes(text))) placed += 1;
      const isExact = match?.verdict === 'exact';
      if (damaged === text ? isExact : isExact === same) judged += 1;
    }
    const each = (performance.now() - startedAt) / sentences.length;
    console.log(
      `${name.padEnd(32)}place ${(placed / sentences.length).toFixed(3)}   verdict ${(judged / sentences.length).toFixed(3)}   ${each.toFixed(2)} ms`,
    );
  }
}
