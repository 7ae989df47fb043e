/**
 * Files of four megabytes that nobody writes, to the reader of every format: each becomes documents or is refused in
 * time that grows with its length, in a process apart and in bounded memory; and uploads of them to the real service,
 * which goes on answering meanwhile.
 */

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReaderPool, MAX_RESIDENT_BYTES } from '../../src/compose/isolate.js';
import { documentIdOf } from '../../src/ingest/files.js';
import { pagesOf } from '../ingest/pdf-files.js';
import { readTreeMemory, readTreeWork } from './process-tree.js';
import { prepareLoadIndex, readLongestTurn, startService } from './running.js';
import { SHAPES, type Shape } from './shapes.js';
import { megabytes, milliseconds, tell } from './told.js';

const BYTES = 4_000_000;
const MAX_RATIO = 2.6;
/** Below this the time is that of starting, and of what else the machine does. */
const MEASURABLE_MS = 300;
const RUNS = 3;
const MAX_HELD_MS = 100;
const REMEMBER_EVERY_MS = 50;
/** Of a service of five reports, its model and what reads the file. */
const MAX_MEMORY = 1e9;
const LOOK_EVERY_MS = 250;
/** A file may take 20 s, and its process a while to start. */
const MAX_MS = 25_000;

interface Format {
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** A file that holds the text. */
  readonly write: (text: string) => Promise<Uint8Array> | Uint8Array;
}

const PARAGRAPH = 1_000;
const LINE = 90;
const LINES_A_PAGE = 50;

function cut(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}

async function writeWord(text: string): Promise<Uint8Array> {
  const children = cut(text, PARAGRAPH).map((part) => new Paragraph(part));
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** One line below the other, in characters of one byte. */
function writePages(text: string): Uint8Array {
  const lines = cut(text.replace(/[^ -~]/g, '#'), LINE).map((line) => line.replace(/[\\()]/g, '\\$&'));
  const pages = Array.from({ length: Math.ceil(lines.length / LINES_A_PAGE) }, (_, at) =>
    lines
      .slice(at * LINES_A_PAGE, (at + 1) * LINES_A_PAGE)
      .map((line, row) => `BT /F1 10 Tf 50 ${800 - row * 14} Td (${line}) Tj ET`)
      .join('\n'),
  );
  return pagesOf(pages);
}

/** Those that have something to say to a format, of the many. */
const named = (...names: readonly string[]): Shape[] => SHAPES.filter(({ name }) => names.includes(name));
const SOME = named(
  'one letter',
  'a share',
  'line breaks',
  'spaces',
  'ordinals of headings',
  'headings a line',
  'opening brackets',
  'opening quotation marks',
  'markup',
  'rules of a table',
  'whole statements',
  'ideographs without order',
  'figures that differ',
  'one sentence without a stop',
);

const FORMATS: readonly Format[] = [
  { name: 'report.txt', shapes: SHAPES, write: (text) => Buffer.from(text) },
  { name: 'report.md', shapes: SOME, write: (text) => Buffer.from(`# 报告\n\n${text}`) },
  { name: 'report.csv', shapes: SOME, write: (text) => Buffer.from(`正文\n"${text.replaceAll('"', '""')}"\n`) },
  { name: 'report.html', shapes: SOME, write: (text) => Buffer.from(`<!doctype html><body><p>${text}</p></body>`) },
  { name: 'report.docx', shapes: SOME, write: writeWord },
  { name: 'report.pdf', shapes: SOME, write: writePages },
];

const fileOf = (source: string) => ({ source, path: source, documentId: documentIdOf(source) });

/** As many characters as have so many bytes. */
function textOf(shape: Shape, bytes: number): string {
  const each = Buffer.byteLength(shape.make(PARAGRAPH)) / PARAGRAPH;
  return shape.make(Math.floor(bytes / each));
}

/** Milliseconds that this process has worked itself, and not what it has started. */
function ownWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

interface Measured {
  /** Milliseconds that the reader has worked; and that it took by the clock. */
  readonly ms: number;
  readonly waited: number;
  readonly outcome: string;
}

async function measure(work: () => Promise<string>): Promise<Measured> {
  const startedAt = performance.now();
  const before = readTreeWork(process.pid) - ownWork();
  const outcome = await work();
  return { ms: readTreeWork(process.pid) - ownWork() - before, waited: performance.now() - startedAt, outcome };
}

describe.each(FORMATS)('$name', ({ name, shapes, write }) => {
  it(`of ${shapes.length} shapes is read or refused in linear time`, async () => {
    const pool = createReaderPool();
    const faults: string[] = [];
    const told: { shape: string; ms: number; ratio: number; outcome: string }[] = [];
    let largest = 0;
    const own = () => process.memoryUsage.rss();
    const watch = setInterval(() => {
      largest = Math.max(largest, readTreeMemory(process.pid) - own());
    }, REMEMBER_EVERY_MS);
    const read = (bytes: Uint8Array) =>
      measure(() =>
        pool.prepare(fileOf(name), null, bytes).then(
          ({ documents }) => `${documents.reduce((sum, { passages }) => sum + passages.length, 0)} passages`,
          (error: unknown) => String(error),
        ),
      );
    try {
      await read(await write('各位代表：现在，我代表市人民政府向大会报告工作。'));
      for (const shape of shapes) {
        const [half, whole] = [await write(textOf(shape, BYTES / 2)), await write(textOf(shape, BYTES))];
        let [shorter, longer, waited, outcome] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, ''];
        // What was stopped at a limit may have been tried twice, and has its bound by that.
        const isSteep = () =>
          !outcome.includes('was stopped') && longer > MEASURABLE_MS && longer > MAX_RATIO * shorter;
        for (let run = 0; run < RUNS && (outcome === '' || isSteep()); run += 1) {
          shorter = Math.min(shorter, (await read(half)).ms);
          const measured = await read(whole);
          longer = Math.min(longer, measured.ms);
          ({ waited, outcome } = measured);
        }
        told.push({ shape: shape.name, ms: longer, ratio: longer > MEASURABLE_MS ? longer / shorter : 0, outcome });
        if (isSteep()) faults.push(`${shape.name}: ${milliseconds(shorter)}, twice as long ${milliseconds(longer)}`);
        if (waited > MAX_MS) faults.push(`${shape.name}: ${milliseconds(waited)}`);
        if (!/passages$|^WenjuError/.test(outcome)) faults.push(`${shape.name}: ${outcome}`);
      }
    } finally {
      clearInterval(watch);
      await pool.close();
    }
    const [steepest] = [...told].sort((left, right) => right.ratio - left.ratio);
    const [longest] = [...told].sort((left, right) => right.ms - left.ms);
    const refused = told.filter(({ outcome }) => !outcome.endsWith('passages')).length;
    tell(
      `${name}: twice the bytes`,
      `<= ${MAX_RATIO}x the time`,
      steepest ? `${steepest.ratio.toFixed(2)}x: ${steepest.shape}` : '',
    );
    tell(`${name}: longest of 4 MB`, 'told', longest ? `${milliseconds(longest.ms)}: ${longest.shape}` : '');
    tell(`${name}: refused, of ${shapes.length}`, 'told', String(refused));
    tell(`${name}: memory of its reader`, `< ${megabytes(MAX_RESIDENT_BYTES)}`, megabytes(largest));
    for (const fault of faults) console.log(`    ${fault}`);
    expect(faults).toEqual([]);
    expect(largest).toBeLessThan(1.1 * MAX_RESIDENT_BYTES);
  });
});

describe('an upload', () => {
  const KEY = 'the admin key of nobody';
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wenju-hostile-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Until its documents are made and the first of its passages is embedded: that is work of the model. */
  async function uploadUntilEmbedding(url: string, name: string, bytes: Uint8Array): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(bytes)]), name);
    const headers = { Authorization: `Bearer ${KEY}`, Accept: 'text/event-stream' };
    const reply = await fetch(`${url}/v1/documents`, { method: 'POST', headers, body: form });
    const reader = reply.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    return new TextDecoder().decode(first?.value).slice(0, 100);
  }

  /** What becomes a document, and what fills the memory of its reader where that does not drop repeated text. */
  const uploads = named('whole statements', 'a share').flatMap((shape) =>
    FORMATS.map(({ name, write }) => ({ name, write, shape, what: shape.name })),
  );

  it.each(uploads)('of 4 MB of $what, $name, leaves others their turn', async ({ name, write, shape }) => {
    const prepared = await prepareLoadIndex();
    const [corpus, index] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
    for (const each of [corpus, index]) await rm(each, { recursive: true, force: true });
    await cp(prepared.corpus, corpus, { recursive: true });
    await cp(prepared.index, index, { recursive: true });
    const bytes = await write(textOf(shape, BYTES).replaceAll('。', '。\n'));
    let held = Number.POSITIVE_INFINITY;
    let largest = 0;
    let outcome = '';
    for (let run = 0; run < RUNS && held > MAX_HELD_MS; run += 1) {
      const service = await startService({ corpus, index, environment: { WENJU_ADMIN_KEY: KEY } });
      const watch = setInterval(() => {
        largest = Math.max(largest, readTreeMemory(service.process.pid ?? 0));
      }, LOOK_EVERY_MS);
      try {
        await readLongestTurn(service);
        outcome = await uploadUntilEmbedding(service.url, name, bytes);
        held = Math.min(held, await readLongestTurn(service));
        expect(service.process.exitCode).toBeNull();
      } finally {
        clearInterval(watch);
        service.process.kill('SIGKILL');
        await service.ended;
        await rm(path.join(corpus, name), { force: true });
      }
    }
    tell(
      `${name}, ${shape.name}: others waited at most`,
      `<= ${MAX_HELD_MS} ms`,
      `${milliseconds(held)}; ${outcome.split('\n')[0] ?? ''}`,
    );
    tell(`${name}, ${shape.name}: memory of all processes`, `< ${megabytes(MAX_MEMORY)}`, megabytes(largest));
    expect(largest).toBeLessThan(MAX_MEMORY);
    expect(outcome).toMatch(/^event: (?:progress|error)|"status":4/);
    expect(held).toBeLessThanOrEqual(MAX_HELD_MS);
  });
});
