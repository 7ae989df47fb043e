/** Test support: documents of an index again and again with their vectors moved a little, and what a service over them takes. */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AskReply } from '../../src/api/ask.js';
import { openVectorStore } from '../../src/compose/indexing.js';
import { documentFiles, documentsFolder } from '../../src/index/document.js';
import { beginGeneration, commitGeneration, type Generation } from '../../src/index/generations.js';
import type { WrittenDocument } from '../../src/index/opensearch/entries.js';
import { wordsFileName, wordsFolder } from '../../src/index/words.js';
import { packArrays } from '../../src/packed-arrays.js';
import { normalise, quantiseInto } from '../../src/vectors.js';
import { startService } from '../load/running.js';
import { root } from '../service.js';

const ROUNDS = 3;
const QUESTIONS = [
  '2024年荆门GDP增长目标是多少？',
  '湖北省2025年粮食产量是多少？',
  '哪些省提到低空经济？',
  '什么是新质生产力？',
  '广东省2026年有哪些重点任务？',
  '四川和重庆2025年的经济增长目标分别是多少？',
  'What is the GDP growth target of Zhejiang in 2025?',
  '江苏的研发投入占GDP比重',
];

/** Of an id that `copyIds` made. */
export function originalOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'));
}

/** First all documents once, then all of them again. */
export function copyIds(own: readonly string[], copies: number): string[] {
  return Array.from({ length: copies }, (_, copy) => own.map((id) => `${id}-${copy}`)).flat();
}

function move(vector: Float32Array): Float32Array {
  return normalise(vector.map((value) => value + (Math.random() - 0.5) * 0.01));
}

/** Another document of the same text, whose vectors lie near the first one's. */
export function moveDocument(written: WrittenDocument, id: string): WrittenDocument {
  const source = `${id} ${written.packed.document.source}`;
  const { passages, sentences } = written.vectors;
  return {
    ...written,
    revision: id,
    packed: { ...written.packed, document: { ...written.packed.document, id, source } },
    listed: { ...written.listed, id, source },
    files: { ...written.files, document: rename(written.files.document, id, source) },
    vectors: { passages: passages.map(move), sentences: sentences.map(move) },
  };
}

function rename(bytes: Uint8Array, id: string, source: string): Uint8Array {
  return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), id, source }));
}

/** The same documents as an index in files. */
export async function copyIndex(generation: Generation, ids: readonly string[], indexFolder: string): Promise<void> {
  const { makers, documents, createdAt } = generation.manifest;
  const started = await beginGeneration(indexFolder);
  const store = openVectorStore(generation.folder, makers.dimensions);
  for (const folder of [documentsFolder(started.folder), wordsFolder(started.folder)]) await mkdir(folder);
  const entries = new Map(documents.map((entry) => [entry.id, entry]));
  const copied: (typeof documents)[number][] = [];
  for (const id of ids) {
    const original = originalOf(id);
    const entry = entries.get(original);
    if (entry === undefined) throw new Error(`Expected a document ${original}.`);
    const source = `${id} ${entry.source}`;
    const [document = '', facts = ''] = documentFiles(original);
    const [ownDocument = '', ownFacts = ''] = documentFiles(id);
    const from = documentsFolder(generation.folder);
    const to = documentsFolder(started.folder);
    writeFileSync(path.join(to, ownDocument), rename(readFileSync(path.join(from, document)), id, source));
    copyFileSync(path.join(from, facts), path.join(to, ownFacts));
    const words = path.join(wordsFolder(generation.folder), wordsFileName(original));
    copyFileSync(words, path.join(wordsFolder(started.folder), wordsFileName(id)));
    const { passages, sentences } = await store.read(original);
    const folder = path.join(started.folder, 'vectors', id);
    await mkdir(folder, { recursive: true });
    const rows = {
      passages: joinMoved(passages, makers.dimensions),
      sentences: joinMoved(sentences, makers.dimensions),
    };
    writeFileSync(path.join(folder, 'quantised.bin'), packArrays(rows, makers.dimensions));
    copied.push({ ...entry, id, source, readKey: null });
  }
  await commitGeneration(indexFolder, started, { makers, createdAt, documents: copied });
}

function joinMoved(rows: readonly Float32Array[], dimensions: number): Int16Array {
  const joined = new Int16Array(rows.length * dimensions);
  for (const [row, vector] of rows.entries()) {
    quantiseInto(move(vector), joined.subarray(row * dimensions, (row + 1) * dimensions));
  }
  return joined;
}

export interface Served {
  readonly p50: number;
  readonly p95: number;
  /** MB of the process that answers, when all was asked. */
  readonly memory: number;
  /** What got no passages, with the status of the reply. */
  readonly unanswered: readonly string[];
}

/** Asks a real `wenju serve` the same questions over HTTP: once to warm it, then in turns. */
export async function measureServing(index: string, environment: Readonly<Record<string, string>>): Promise<Served> {
  const service = await startService({ corpus: path.join(root, 'corpus'), index, environment });
  const times: number[] = [];
  const unanswered: string[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const question of QUESTIONS) {
        const startedAt = performance.now();
        // Said in other words each time: the same would come from memory.
        const asked = encodeURIComponent(`${question}${'？'.repeat(round)}`);
        const response = await fetch(`${service.url}/v1/ask?q=${asked}`);
        const { passages = [], nearest = [] }: Partial<AskReply> = Object(await response.json());
        const took = performance.now() - startedAt;
        if (passages.length + nearest.length === 0) {
          unanswered.push(`${question} (${response.status} after ${Math.round(took)} ms)`);
        } else if (round > 0) times.push(took);
      }
    }
    times.sort((one, other) => one - other);
    const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
    return { p50: at(0.5), p95: at(0.95), memory: readMemory(service.process.pid ?? 0), unanswered };
  } finally {
    await service.stop();
  }
}

export function describeServed({ p50, p95, memory, unanswered }: Served): string {
  const open = unanswered.length === 0 ? '' : `; unanswered: ${unanswered.join(', ')}`;
  return `a question p50 ${p50} ms, p95 ${p95} ms; wenju ${memory} MB${open}`;
}

/** Resident, in MB. */
export function readMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
