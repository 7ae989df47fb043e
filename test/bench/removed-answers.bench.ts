/**
 * How often is a question refused when the words that answer it are not there, and all else is? The reports are indexed
 * without the clauses that answer questions of the shared set, and the same questions are asked: a stricter test than
 * questions that were written to have no answer, as these were written by somebody who read one. A few are answered all
 * the same by words that tell it in another way, so not all of them can be refused. A quarter of an hour or more.
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { readCorpus } from '../../src/compose/corpus.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import type { AnswerableQuestion } from '../../src/evaluate/questions.js';
import { isOfFile } from '../../src/evaluate/right-answers.js';
import { listPairs, replaceSpans } from '../../src/lexicon/characters.js';
import { readConfig } from '../../src/settings/config.js';
import type { Document, Span } from '../../src/types.js';
import { isMissing, shared } from '../needs.js';
import { root } from '../service.js';

const CORPUS = ['hubei', 'provincial-2025', 'provincial-2026'].map((folder) => path.join(shared, 'corpus', folder));
/** Types of questions whose answer is one thing that stands in one place. */
const OF_ONE_THING = new Set(['figure', 'target', 'who-when-where', 'definition', 'yes-no']);
const CLAUSE = /[^，。；！？\n]+[，；]?/g;
/** Pairs of characters that a clause has in common with the answer when it tells the same. */
const SAME_PAIRS = 3;

type Readable = Pick<Document, 'text' | 'source' | 'metadata'>;

it.skipIf(isMissing('shared'))('questions whose answers were taken out', async () => {
  const evaluation = await readEvaluationFolder(path.join(shared, 'eval', 'natural'));
  if (evaluation.kind !== 'questions') throw new Error('Expected a folder of questions.');
  const { documents } = await readCorpus(CORPUS);
  const taken = new Map(documents.map((document) => [document, [] as Span[]]));
  const asked = evaluation.questions.answerable.filter(
    (question) => OF_ONE_THING.has(question.type) && takeAnswers(question, taken),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-removed-'));
  try {
    const corpus = path.join(folder, 'corpus');
    await mkdir(corpus);
    for (const [{ source, text }, spans] of taken) {
      const name = `${path.basename(source, path.extname(source))}.txt`;
      const inOrder = spans.toSorted((one, other) => one.start - other.start);
      await writeFile(
        path.join(corpus, name),
        replaceSpans(text, inOrder, () => ''),
      );
    }
    const config = readConfig({ corpus: [corpus], index: path.join(folder, 'index') }, {}, root);
    await buildIndex(config);
    const service = await openService(config);
    const refused = new Map<string, number>();
    for (const { question, type } of asked) {
      const { status } = await service.ask(AskRequest.parse({ question }));
      if (status === 'not_found') refused.set(type, (refused.get(type) ?? 0) + 1);
    }
    await service.close();
    const all = [...refused.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `\nrefused without the words that answer: ${all} of ${asked.length}, ${(all / asked.length).toFixed(3)}`,
    );
    for (const type of OF_ONE_THING) {
      console.log(
        `  ${type}: ${refused.get(type) ?? 0} of ${asked.filter((question) => question.type === type).length}`,
      );
    }
    expect(asked.length).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Notes the clauses that answer, and those that tell the same elsewhere about the place; false when none is found. */
function takeAnswers(question: AnswerableQuestion, taken: ReadonlyMap<Readable, Span[]>): boolean {
  const regions = new Set<string | null>();
  for (const [document, spans] of taken) {
    const own = findAnswers(question, document);
    spans.push(...own);
    if (own.length > 0) regions.add(document.metadata.region);
  }
  for (const [document, spans] of taken) {
    if (regions.has(document.metadata.region)) spans.push(...findToldAgain(question, document));
  }
  return regions.size > 0;
}

/** The clauses that hold the words which prove the answer. */
function findAnswers({ parts }: AnswerableQuestion, { text, source }: Readable): Span[] {
  const spans = parts
    .flatMap(({ places }) => places)
    .filter(({ doc }) => isOfFile(source, doc))
    .map(({ span }) => ({ start: text.indexOf(span), length: span.length }))
    .filter(({ start }) => start >= 0);
  if (spans.length === 0) return [];
  return listClauses(text).filter(({ start, end }) =>
    spans.some((span) => start < span.start + span.length && span.start < end),
  );
}

/** Clauses with what the answer must hold, and words of its proof. */
function findToldAgain({ parts, must }: AnswerableQuestion, { text }: Readable): Span[] {
  const proof = new Set(parts.flatMap(({ places }) => places.flatMap(({ span }) => listPairs(span))));
  return listClauses(text).filter(({ start, end }) => {
    const clause = text.slice(start, end);
    return (
      must.some((words) => words.length > 1 && clause.includes(words)) &&
      new Set(listPairs(clause).filter((pair) => proof.has(pair))).size >= SAME_PAIRS
    );
  });
}

function listClauses(text: string): Span[] {
  return Array.from(text.matchAll(CLAUSE), ({ index, 0: clause }) => ({ start: index, end: index + clause.length }));
}
