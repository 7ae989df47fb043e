/**
 * Reads a test collection in BEIR format: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` of one folder go in;
 * entries, queries and which entry answers which query come out.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { lineError, type NumberedValue, readFileLines, readJsonLines } from './jsonl.js';

/** The files a BEIR folder consists of. */
export const BEIR_FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels.tsv'] as const;

/** First line of `qrels.tsv`; without it the file is read all the same. */
const QRELS_HEADER = 'query-id\tcorpus-id\tscore';

/** A paragraph that can be found. `title` is empty when it has none. */
interface BeirEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A question of the collection; published collections hold a blank one now and then, and it is kept. */
export interface BeirQuery {
  readonly id: string;
  readonly text: string;
}

/** Query id → ids of the entries that answer it. A query nobody judged is not in it. */
export type Qrels = ReadonlyMap<string, ReadonlySet<string>>;

/** A whole collection. Every id in `qrels` is the id of a query or entry. */
export interface BeirCollection {
  readonly entries: readonly BeirEntry[];
  readonly queries: readonly BeirQuery[];
  readonly qrels: Qrels;
}

const entrySchema = z
  .object({ _id: z.string().min(1), title: z.string().default(''), text: z.string() })
  .transform(({ _id, title, text }): BeirEntry => ({ id: _id, title, text }));

const querySchema = z
  .object({ _id: z.string().min(1), text: z.string() })
  .transform(({ _id, text }): BeirQuery => ({ id: _id, text }));

/** Throws FILE_UNREADABLE with file and line for what does not fit, NOT_FOUND for a file that is not there. */
export async function readBeirCollection(folder: string): Promise<BeirCollection> {
  const [corpusPath, queriesPath, qrelsPath] = [
    join(folder, 'corpus.jsonl'),
    join(folder, 'queries.jsonl'),
    join(folder, 'qrels.tsv'),
  ];
  const entries = takeDistinct(corpusPath, await readJsonLines(corpusPath, entrySchema));
  const queries = takeDistinct(queriesPath, await readJsonLines(queriesPath, querySchema));
  const qrels = await readQrels(qrelsPath, new Set(queries.keys()), new Set(entries.keys()));
  return { entries: [...entries.values()], queries: [...queries.values()], qrels };
}

async function readQrels(path: string, queryIds: ReadonlySet<string>, entryIds: ReadonlySet<string>): Promise<Qrels> {
  const qrels = new Map<string, Set<string>>();
  for (const { line, text } of await readFileLines(path)) {
    if (line === 1 && text === QRELS_HEADER) continue;
    const [queryId, entryId, score, ...rest] = text.split('\t');
    if (queryId === undefined || entryId === undefined || score === undefined || rest.length > 0) {
      throw lineError(path, line, 'expected query id, entry id and score, separated by tabs');
    }
    if (!/^-?\d{1,9}$/.test(score)) throw lineError(path, line, `expected a whole number as score, came "${score}"`);
    if (!queryIds.has(queryId)) throw lineError(path, line, `no query "${queryId}" in queries.jsonl`);
    if (!entryIds.has(entryId)) throw lineError(path, line, `no entry "${entryId}" in corpus.jsonl`);
    if (Number(score) <= 0) continue;
    const relevant = qrels.get(queryId) ?? new Set();
    qrels.set(queryId, relevant.add(entryId));
  }
  return qrels;
}

function takeDistinct<Value extends { readonly id: string }>(
  path: string,
  lines: readonly NumberedValue<Value>[],
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { line, value } of lines) {
    if (values.has(value.id)) throw lineError(path, line, `_id "${value.id}" came before; ids must be distinct`);
    values.set(value.id, value);
  }
  return values;
}
