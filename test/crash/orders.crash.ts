/**
 * The index is derived: the same documents, built three times with the real model (files made in another order, folders
 * given in another order, in steps), give the same ids and the same ten passages for every question of `test/eval`.
 */

import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SearchRequest } from '../../src/api/request.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import { readConfig } from '../../src/settings/config.js';
import { temporaryFolder } from '../index/documents.js';
import { hubei, isMissing } from '../needs.js';
import { root } from '../service.js';

const TOP = 10;
/** The digests, and the five texts they are of where those are at hand. */
const CORPUS = [path.join(root, 'corpus'), ...(isMissing('shared') ? [] : [hubei])];

/** One way to come to the same index. */
interface Order {
  readonly name: string;
  /** Copies the files of a folder in this order. */
  readonly sort: (names: readonly string[]) => readonly string[];
  /** Corpus folders of each `wenju index`, numbers of CORPUS. */
  readonly runs: readonly (readonly number[])[];
}

const all = [...CORPUS.keys()];
const reversed = all.toReversed();
const ORDERS: readonly Order[] = [
  { name: 'as they are', sort: (names) => [...names].sort(), runs: [all] },
  { name: 'files and folders in reverse', sort: (names) => [...names].sort().reverse(), runs: [reversed] },
  { name: 'in steps', sort: (names) => [...names].sort(), runs: [reversed.slice(0, 1), all] },
];

async function readQuestions(): Promise<string[]> {
  const questions: string[] = [];
  for (const name of readdirSync(path.join(root, 'test', 'eval'))) {
    const folder = await readEvaluationFolder(path.join(root, 'test', 'eval', name));
    if (folder.kind !== 'questions') continue;
    const { answerable, unanswerable } = folder.questions;
    questions.push(...[...answerable, ...unanswerable].map(({ question }) => question));
  }
  return questions;
}

/** Ids of the documents, hash of the contents, and the best passages of each question. */
async function build({ sort, runs }: Order, questions: readonly string[]) {
  const folder = temporaryFolder();
  const copies = CORPUS.map((_, number) => path.join(folder, `corpus-${number}`));
  for (const [number, copy] of copies.entries()) {
    mkdirSync(copy);
    const from = CORPUS[number] ?? '';
    for (const name of sort(readdirSync(from))) cpSync(path.join(from, name), path.join(copy, name));
  }
  const config = (numbers: readonly number[]) =>
    readConfig({ corpus: numbers.map((number) => copies[number]), index: path.join(folder, 'index') }, {}, root);
  for (const numbers of runs) await buildIndex(config(numbers));
  const service = await openService(config(all));
  try {
    const { documents, indexVersion } = service.documents();
    const found: string[] = [];
    for (const question of questions) {
      const { passages } = await service.search(SearchRequest.parse({ question, topK: TOP }));
      found.push(JSON.stringify([question, passages.map(({ id, relevance }) => [id, relevance])]));
    }
    return { ids: documents.map(({ id }) => id).sort(), contents: indexVersion.split('-')[1], found };
  } finally {
    await service.close();
  }
}

describe('the same corpus', () => {
  it('built three times answers every question alike', async () => {
    const questions = await readQuestions();
    const builds: Awaited<ReturnType<typeof build>>[] = [];
    for (const order of ORDERS) builds.push(await build(order, questions));
    const [first] = builds;
    if (!first) throw new Error('nothing was built');
    const differing = builds.map(({ found }) => found.filter((each, number) => each !== first.found[number]).length);
    console.log(
      `\n${'the same corpus built three times'.padEnd(44)} ${first.ids.length} documents, ${questions.length} questions, ` +
        `${differing.reduce((sum, count) => sum + count, 0)} with another top ${TOP}\n`,
    );
    expect(first.found.filter((each) => each.includes('high') || each.includes('medium')).length).toBeGreaterThan(50);
    for (const other of builds) expect(other).toEqual(first);
  });
});
