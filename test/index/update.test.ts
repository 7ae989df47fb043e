/** Bringing an index in line with its documents: what is embedded again, what stays, what a crash leaves. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnnotatedDocument } from '../../src/annotate/contract.js';
import type { Embedder } from '../../src/embed/contract.js';
import { type Generation, readCurrentGeneration, verifyGeneration } from '../../src/index/generations.js';
import { lockForWriting } from '../../src/index/lock.js';
import { loadSnapshot } from '../../src/index/snapshot.js';
import { type UpdateOptions, updateIndex } from '../../src/index/update.js';
import { createVectraVectorStore } from '../../src/index/vectra.js';
import { createSegmenterTokenizer } from '../../src/lexicon/tokenizer.js';
import {
  createHashEmbedder,
  DIMENSIONS,
  joinVectors,
  MAKERS,
  makeDocument,
  NO_KNOWLEDGE,
  temporaryFolder,
} from './documents.js';

const tokenizer = createSegmenterTokenizer();
const openVectorStore = (folder: string) =>
  createVectraVectorStore({ folder: path.join(folder, 'vectors'), dimensions: DIMENSIONS });

const JINGMEN = makeDocument('荆门.txt', '地区生产总值增长6.5%。财政收入增长。\n新增就业5万人。');
const XIANTAO = makeDocument('仙桃.txt', '工业增加值增长9%。\n粮食产量稳定。');
const XIANNING = makeDocument('咸宁.txt', '森林覆盖率提高。');

/** An index in a folder of its own, whose clock goes on by a day with every update. */
function createIndex() {
  const indexFolder = temporaryFolder();
  let day = 0;
  async function update(
    documents: readonly AnnotatedDocument[],
    embedder: Embedder,
    changes: Partial<UpdateOptions> = {},
  ) {
    day += 1;
    return updateIndex({
      indexFolder,
      documents,
      makers: MAKERS,
      tokenizer,
      previous: await readCurrentGeneration(indexFolder),
      embedder,
      openVectorStore,
      vectorsFolder: (folder) => path.join(folder, 'vectors'),
      now: () => new Date(Date.UTC(2024, 0, day)),
      ...changes,
    });
  }
  return { indexFolder, update };
}

const load = (generation: Generation) => loadSnapshot(generation, openVectorStore(generation.folder), NO_KNOWLEDGE);

async function loadCurrent(indexFolder: string) {
  const generation = await readCurrentGeneration(indexFolder);
  if (!generation) throw new Error('no generation serves');
  await verifyGeneration(generation);
  return load(generation);
}

describe('updateIndex', () => {
  it('embeds every passage and sentence once and lists what it added', async () => {
    const { update } = createIndex();
    const embedder = createHashEmbedder();
    const report = await update([JINGMEN, XIANTAO], embedder);
    expect(report).toMatchObject({ added: ['荆门.txt', '仙桃.txt'], replaced: [], removed: [], unchanged: [] });
    expect(embedder.embedded).toHaveLength(2 + 3 + 2 + 2);
    await verifyGeneration(report.generation);
  });

  it('writes nothing when nothing changed', async () => {
    const { indexFolder, update } = createIndex();
    const first = await update([JINGMEN, XIANTAO], createHashEmbedder());
    const files = readdirSync(indexFolder, { recursive: true });
    const embedder = createHashEmbedder();
    const second = await update([XIANTAO, JINGMEN], embedder);
    expect(second.generation).toEqual(first.generation);
    expect(second).toMatchObject({ added: [], replaced: [], removed: [], unchanged: ['仙桃.txt', '荆门.txt'] });
    expect(embedder.embedded).toEqual([]);
    expect(readdirSync(indexFolder, { recursive: true })).toEqual(files);
  });

  it('embeds only what changed, and unchanged documents keep their vectors and indexedAt', async () => {
    const { update } = createIndex();
    const before = await load((await update([JINGMEN, XIANTAO], createHashEmbedder())).generation);
    const changed = makeDocument('仙桃.txt', '工业增加值增长10%。');
    const embedder = createHashEmbedder();
    const report = await update([JINGMEN, changed], embedder);
    expect(report).toMatchObject({ added: [], replaced: ['仙桃.txt'], removed: [], unchanged: ['荆门.txt'] });
    expect(embedder.embedded).toHaveLength(2);
    expect(embedder.embedded.every((text) => text.includes('工业增加值增长10%'))).toBe(true);

    const after = await load(report.generation);
    const indexedAt = Object.fromEntries(after.documents.map((document) => [document.source, document.indexedAt]));
    expect(indexedAt).toEqual({ '荆门.txt': '2024-01-01T00:00:00.000Z', '仙桃.txt': '2024-01-02T00:00:00.000Z' });
    const vectorOf = (snapshot: typeof before, id: string) => {
      const number = [...snapshot.passageDocument.keys()].find((each) => snapshot.passageAt(each).passage.id === id);
      return joinVectors(snapshot).passages.slice((number ?? -1) * DIMENSIONS, ((number ?? -1) + 1) * DIMENSIONS);
    };
    expect(vectorOf(after, `${JINGMEN.id}-1`)).toEqual(vectorOf(before, `${JINGMEN.id}-1`));
  });

  it('embeds nothing again for an index of the layout before, and writes what that lacked', async () => {
    const { update } = createIndex();
    const older = await update([JINGMEN, XIANTAO], createHashEmbedder(), { makers: { ...MAKERS, layout: 2 } });
    const before = await load(older.generation);
    rmSync(path.join(older.generation.folder, 'words'), { recursive: true });
    for (const id of [JINGMEN.id, XIANTAO.id]) {
      rmSync(path.join(older.generation.folder, 'vectors', id, 'quantised.bin'));
    }
    const embedder = createHashEmbedder();
    const { generation } = await update([JINGMEN, XIANTAO], embedder);
    expect(embedder.embedded).toEqual([]);
    expect(generation.name).not.toBe(older.generation.name);
    const after = await load(generation);
    expect(after.vectors).toEqual(before.vectors);
    expect([...after.lexicalIndex.entriesWith('粮食')]).toEqual([...before.lexicalIndex.entriesWith('粮食')]);
    expect(after.lexicalIndex.entriesWith('粮食')).toHaveLength(1);
  });

  it('cuts the words anew of what says something else under the same vectors', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const [first, ...others] = JINGMEN.passages;
    if (!first) throw new Error('no passage');
    const headed = { ...JINGMEN, passages: [{ ...first, headingPath: ['水利', ''] }, ...others] };
    const embedder = createHashEmbedder();
    const { lexicalIndex } = await load((await update([headed], embedder)).generation);
    expect(embedder.embedded).toEqual([]);
    expect([...lexicalIndex.entriesWith('水利')]).toEqual([0]);
  });

  it('forgets a document that is no longer given', async () => {
    const { update } = createIndex();
    await update([JINGMEN, XIANTAO], createHashEmbedder());
    const embedder = createHashEmbedder();
    const report = await update([JINGMEN], embedder);
    expect(report).toMatchObject({ removed: ['仙桃.txt'], unchanged: ['荆门.txt'] });
    expect(embedder.embedded).toEqual([]);
    const snapshot = await load(report.generation);
    expect(snapshot.documents.map((document) => document.source)).toEqual(['荆门.txt']);
    expect([...snapshot.lexicalIndex.entriesWith('粮食')]).toEqual([]);
    expect(JSON.stringify(readdirSync(report.generation.folder, { recursive: true }))).not.toContain(XIANTAO.id);
  });

  it('empties the index when no document is given', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const snapshot = await load((await update([], createHashEmbedder())).generation);
    expect(snapshot.documents).toEqual([]);
    expect(snapshot.vectors).toEqual([]);
  });

  it('embeds again when the title changes, as it is embedded with every passage', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const embedder = createHashEmbedder();
    const titled = makeDocument('荆门.txt', JINGMEN.text, { title: '2024年政府工作报告' });
    expect(await update([titled], embedder)).toMatchObject({ replaced: ['荆门.txt'], unchanged: [] });
    expect(embedder.embedded).toHaveLength(5);
  });

  it('writes new metadata without embedding again when only the address changes', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const embedder = createHashEmbedder();
    const report = await update([makeDocument('荆门.txt', JINGMEN.text, { url: 'https://example.org/' })], embedder);
    expect(embedder.embedded).toEqual([]);
    expect(report.generation.name).toBe('g000002');
    expect((await load(report.generation)).documents[0]?.metadata.url).toBe('https://example.org/');
  });

  it('embeds nothing again for another annotator, and stores what it found', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const embedder = createHashEmbedder();
    const passages = JINGMEN.annotations.passages.map((passage) => ({ ...passage, role: 'review' as const }));
    const annotated = { ...JINGMEN, annotations: { ...JINGMEN.annotations, passages } };
    const { generation } = await update([annotated], embedder, { makers: { ...MAKERS, annotator: '2' } });
    expect(embedder.embedded).toEqual([]);
    expect((await load(generation)).passageAnnotations.map(({ role }) => role)).toEqual(['review', 'review']);
  });

  it('embeds everything again for another model', async () => {
    const { update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const embedder = createHashEmbedder();
    const makers = { ...MAKERS, model: 'hash@2' };
    expect(await update([JINGMEN], embedder, { makers })).toMatchObject({ replaced: ['荆门.txt'] });
    expect(embedder.embedded).toHaveLength(5);
  });

  it('leaves the old generation serving and the lock free when the embedder fails midway', async () => {
    const { indexFolder, update } = createIndex();
    await update([JINGMEN], createHashEmbedder());
    const before = await loadCurrent(indexFolder);
    const failing = async () => {
      const release = await lockForWriting(indexFolder);
      try {
        await update([JINGMEN, XIANTAO, XIANNING], createHashEmbedder('森林'));
      } finally {
        await release();
      }
    };
    await expect(failing()).rejects.toThrow('disk on fire');
    await expect(failing()).rejects.toThrow('disk on fire');
    const after = await loadCurrent(indexFolder);
    expect(after.version).toBe(before.version);
    expect(after.documents).toEqual(before.documents);

    await (await lockForWriting(indexFolder))();
    const report = await update([JINGMEN, XIANTAO, XIANNING], createHashEmbedder());
    expect(report).toMatchObject({ added: ['仙桃.txt', '咸宁.txt'], unchanged: ['荆门.txt'] });
    expect(readdirSync(indexFolder).sort()).toEqual(['CURRENT', 'g000001', 'g000002']);
  });

  it('leaves the first index missing, not half there, when the embedder fails', async () => {
    const { indexFolder, update } = createIndex();
    await expect(update([JINGMEN], createHashEmbedder('就业'))).rejects.toThrow('disk on fire');
    expect(await readCurrentGeneration(indexFolder)).toBeNull();
  });

  it('refuses vectors of another length and keeps the old generation', async () => {
    const { indexFolder, update } = createIndex();
    const first = await update([JINGMEN], createHashEmbedder());
    const short: Embedder = {
      ...createHashEmbedder(),
      embed: async (texts) => texts.map(() => ({ vector: Float32Array.of(1), truncated: false })),
    };
    await expect(update([XIANTAO], short)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' });
    expect(await readCurrentGeneration(indexFolder)).toEqual(first.generation);
  });

  it('gives the same snapshot whatever the order of the documents', async () => {
    const one = createIndex();
    const other = createIndex();
    const a = await load((await one.update([JINGMEN, XIANTAO, XIANNING], createHashEmbedder())).generation);
    const b = await load((await other.update([XIANNING, JINGMEN, XIANTAO], createHashEmbedder())).generation);
    expect(b.documents).toEqual(a.documents);
    expect(b.vectors).toEqual(a.vectors);
    expect(b.version).toBe(a.version);
  });

  it('gives the same ids and the same version suffix from scratch as by steps', async () => {
    const steps = createIndex();
    await steps.update([JINGMEN], createHashEmbedder());
    await steps.update([JINGMEN, makeDocument('仙桃.txt', '别的。')], createHashEmbedder());
    const a = await load((await steps.update([JINGMEN, XIANTAO], createHashEmbedder())).generation);
    const b = await load((await createIndex().update([JINGMEN, XIANTAO], createHashEmbedder())).generation);
    const suffix = (version: string) => version.split('-')[1];
    expect(a.version).toMatch(/^g000003-[0-9a-f]{8}$/);
    expect(suffix(a.version)).toBe(suffix(b.version));
    expect(a.documents.map(({ id }) => id)).toEqual(b.documents.map(({ id }) => id));
    expect(a.vectors).toEqual(b.vectors);

    const changed = await load((await steps.update([JINGMEN], createHashEmbedder())).generation);
    expect(suffix(changed.version)).not.toBe(suffix(a.version));
  });

  it('shares no file that a later update would change', async () => {
    const { update } = createIndex();
    const first = await update([JINGMEN, XIANTAO], createHashEmbedder());
    await update([JINGMEN, makeDocument('仙桃.txt', '别的。')], createHashEmbedder());
    await verifyGeneration(first.generation);
  });

  it('counts texts that were cut and tells how far it is', async () => {
    const { update } = createIndex();
    const seen: number[] = [];
    const long = makeDocument('长.txt', '长'.repeat(200));
    const report = await update([long, JINGMEN], createHashEmbedder(), {
      onProgress: ({ done, total }) => seen.push(done / total),
    });
    expect(report.truncated).toBe(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('names the document file that was altered', async () => {
    const { indexFolder, update } = createIndex();
    const { generation } = await update([JINGMEN], createHashEmbedder());
    const file = path.join(generation.folder, 'documents', `${JINGMEN.id}.json`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('6.5%', '9.5%'));
    await expect(loadCurrent(indexFolder)).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(file),
    });
    rmSync(file);
    await expect(load(generation)).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(file),
    });
  });
});
