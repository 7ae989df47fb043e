/**
 * A thousand random operations on a corpus folder against a model of it: after each update the index holds what the
 * model says, file by file on disk, and has embedded nothing that it had before.
 */

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../src/compose/corpus.js';
import { openVectorStore, writeIndex } from '../src/compose/indexing.js';
import { documentsFolder, readStoredDocument } from '../src/index/document.js';
import { readCurrentGeneration, verifyGeneration } from '../src/index/generations.js';
import { embeddedTexts } from '../src/index/indexed-text.js';
import { documentIdOf } from '../src/ingest/files.js';
import { createHashEmbedder, DIMENSIONS, temporaryFolder } from './index/documents.js';

const OPERATIONS = 1_000;
/** Of operations between two updates. */
const MOST_AT_ONCE = 5;
/** Updates after which the vectors are read back and the same is indexed again. */
const LOOK_CLOSELY_EVERY = 10;
/** The same walk in every run; `WENJU_TEST_SEED=…` takes another. */
const SEED = Number(process.env.WENJU_TEST_SEED ?? 1);

const NAMES = ['a.md', 'b.txt', 'c.md', '丁.txt', 'e.txt', 'f.md', 'sub/a.md', 'sub/b.txt', 'sub/庚.txt', 'z.txt'];
const REGIONS = ['荆门市', '仙桃市', '咸宁市'];
/** Not UTF-8, and too little for any other encoding. */
const UNREADABLE = Buffer.from([0xe4, 0xbb, 0xff, 0x41]);

/** What is written, or stated in `sources.csv`, of a file. */
interface Stated {
  readonly region: string;
  readonly year: number;
  /** Shown and not embedded. */
  readonly url: string | null;
}

interface Content {
  /** Number of the text; the same texts are near-duplicates whatever their variant. */
  readonly text: number;
  /** Which punctuation it has. */
  readonly variant: number;
  /** Markdown's front matter. */
  readonly front: Stated | null;
}

interface ModelFile {
  readonly content: Content | 'unreadable';
  /** Its row of `sources.csv`. */
  readonly row: Stated | null;
}

/** A document as the index should hold it. */
interface ModelDocument {
  readonly source: string;
  readonly text: string;
  readonly textNumber: number;
  readonly stated: Stated | null;
  readonly sources: readonly { source: string; url: string | null }[];
}

type Model = ReadonlyMap<string, ModelDocument>;

/** Paragraphs long enough to be nobody's menu, and without the name of a place or a year. */
function paragraphs({ text, variant }: Content): string[] {
  const comma = ['，', '；', '、'][variant % 3] ?? '，';
  return ['教育', '医疗', '交通'].map(
    (topic, place) =>
      `第${text}号报告说${topic}：新建改建各类设施${text * 7 + place}处${comma}惠及城乡居民${text * 13 + place}户${comma}` +
      '群众出行就医上学更加方便，满意度稳步提高。明年继续办好这件实事，不让一户掉队。',
  );
}

function fileText(content: Content): string {
  const { front } = content;
  const body = paragraphs(content).join('\n\n');
  if (front === null) return body;
  const url = front.url === null ? '' : `url: ${front.url}\n`;
  return `---\nregion: ${front.region}\nyear: ${front.year}\n${url}---\n\n${body}\n`;
}

/** The documents of the files: those that cannot be read as they were before, the same texts of one place and year merged. */
function predict(files: ReadonlyMap<string, ModelFile>, before: Model): Model {
  const single: ModelDocument[] = [];
  for (const [source, { content, row }] of files) {
    if (content === 'unreadable') {
      const kept = before.get(source);
      if (kept) single.push({ ...kept, sources: kept.sources.filter((each) => each.source === source) });
      continue;
    }
    const stated = content.front ?? row;
    // A field that front matter leaves open is the row's to state.
    const url = content.front?.url ?? row?.url ?? null;
    const text = paragraphs(content).join('\n');
    single.push({
      source,
      text,
      textNumber: content.text,
      stated: stated && { ...stated, url },
      sources: [{ source, url }],
    });
  }
  const model = new Map<string, ModelDocument>();
  const firstOf = new Map<string, string>();
  const rank = ({ stated, source }: ModelDocument): string => `${stated?.url ? 0 : 1} ${source}`;
  for (const document of single.sort((one, other) => (rank(one) < rank(other) ? -1 : 1))) {
    const { region = null, year = null } = document.stated ?? {};
    const key = JSON.stringify([document.textNumber, region, year]);
    const first = model.get(firstOf.get(key) ?? '');
    if (first) model.set(first.source, { ...first, sources: [...first.sources, ...document.sources] });
    else {
      firstOf.set(key, document.source);
      model.set(document.source, document);
    }
  }
  // A file that cannot be read and has a readable copy is not kept: the copy stands alone until it can be read again.
  const isBroken = (source: string): boolean => files.get(source)?.content === 'unreadable';
  for (const [source, document] of model) {
    if (!isBroken(source)) {
      model.set(source, { ...document, sources: document.sources.filter((each) => !isBroken(each.source)) });
    }
  }
  return model;
}

/** What of a document is embedded, and so when it must be embedded anew. */
function embeddedKey({ text, stated }: ModelDocument): string {
  return JSON.stringify([text, stated?.region ?? null, stated?.year ?? null]);
}

const stated = fc.record({
  region: fc.constantFrom(...REGIONS),
  year: fc.integer({ min: 2021, max: 2023 }),
  url: fc.constantFrom(null, 'https://a.example/1', 'https://b.example/2'),
});
const operation = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant('write' as const) },
    { weight: 3, arbitrary: fc.constant('delete' as const) },
    { weight: 3, arbitrary: fc.constant('row' as const) },
    { weight: 1, arbitrary: fc.constant('drop row' as const) },
    { weight: 2, arbitrary: fc.constant('break' as const) },
    { weight: 3, arbitrary: fc.constant('copy' as const) },
  ),
  name: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...NAMES),
  text: fc.integer({ min: 1, max: 400 }),
  variant: fc.integer({ min: 0, max: 2 }),
  stated,
});
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

function apply(files: Map<string, ModelFile>, { kind, name, other, text, variant, stated }: Operation): void {
  const file = files.get(name);
  const row = file?.row ?? null;
  const isMarkdown = name.endsWith('.md');
  if (kind === 'write') files.set(name, { content: { text, variant, front: isMarkdown ? stated : null }, row });
  else if (kind === 'copy') {
    const original = files.get(other);
    if (original === undefined || original.content === 'unreadable') return;
    // The same text on another site: other punctuation, the same place and year.
    const same = original.content.front ?? original.row ?? stated;
    const there = { ...same, url: stated.url };
    const content = { ...original.content, variant, front: isMarkdown ? there : null };
    files.set(name, { content, row: isMarkdown ? row : there });
  } else if (file === undefined) return;
  else if (kind === 'delete') files.delete(name);
  else if (kind === 'break') files.set(name, { ...file, content: 'unreadable' });
  else files.set(name, { ...file, row: kind === 'row' ? stated : null });
}

async function writeFiles(folder: string, files: ReadonlyMap<string, ModelFile>): Promise<void> {
  await mkdir(path.join(folder, 'sub'), { recursive: true });
  for (const name of NAMES) {
    const content = files.get(name)?.content;
    if (content === undefined) await rm(path.join(folder, name), { force: true });
    else await writeFile(path.join(folder, name), content === 'unreadable' ? UNREADABLE : fileText(content));
  }
  for (const place of ['', 'sub']) {
    const rows = [...files].flatMap(([name, { row }]) =>
      row && path.dirname(name) === (place || '.')
        ? [[path.basename(name), row.region, row.year, row.url ?? ''].join(',')]
        : [],
    );
    await writeFile(path.join(folder, place, 'sources.csv'), ['file,region,year,url', ...rows, ''].join('\n'));
  }
}

describe('a corpus folder that changes', () => {
  it(`is mirrored through ${OPERATIONS} operations (seed ${SEED})`, { timeout: 900_000 }, async () => {
    const folder = temporaryFolder();
    const [corpus, index] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
    const operations = fc.sample(operation, { numRuns: OPERATIONS, seed: SEED });
    const sizes = fc.sample(fc.integer({ min: 1, max: MOST_AT_ONCE }), { numRuns: OPERATIONS, seed: SEED });
    const files = new Map<string, ModelFile>();
    let before: Model = new Map();
    let indexedAt = new Map<string, string>();
    let seen = { merged: 0, kept: 0, quiet: 0 };

    for (let update = 0, done = 0; done < OPERATIONS; update += 1) {
      const batch = operations.slice(done, done + (sizes[update] ?? 1));
      done += batch.length;
      for (const each of batch) apply(files, each);
      await writeFiles(corpus, files);
      const model = predict(files, before);
      const place = `seed ${SEED}, update ${update}, after ${JSON.stringify(batch.map(({ kind, name }) => [kind, name]))}`;

      const embedder = createHashEmbedder();
      const read = await readCorpus([corpus]);
      const broken = [...files].filter(([, { content }]) => content === 'unreadable').map(([name]) => name);
      expect(read.unreadable, place).toEqual(broken.sort());
      const report = await writeIndex(index, read, embedder);
      const generation = await readCurrentGeneration(index);
      if (generation === null) throw new Error('expected an index');

      // No orphan and no ghost: on disk is what the model holds, and nothing else.
      const ids = [...model.keys()].map(documentIdOf).sort();
      expect(generation.manifest.documents.map(({ id }) => id).sort(), place).toEqual(ids);
      const stored = (await readdir(documentsFolder(generation.folder))).sort();
      expect(stored, place).toEqual(ids.flatMap((id) => [`${id}.facts`, `${id}.json`]));
      const vectors = path.join(generation.folder, 'vectors');
      expect(existsSync(vectors) ? (await readdir(vectors)).sort() : [], place).toEqual(ids);
      const others = (await readdir(index)).filter((name) => !/^(?:CURRENT|g\d{6})$/.test(name));
      expect(others, place).toEqual([]);
      expect((await readdir(index)).length, place).toBeLessThanOrEqual(3);

      const toEmbed: string[] = [];
      const now = new Map<string, string>();
      for (const expected of model.values()) {
        const document = await readStoredDocument(generation.folder, documentIdOf(expected.source));
        expect(document.source, place).toBe(expected.source);
        expect(document.text, place).toBe(expected.text);
        expect(document.sources, place).toHaveLength(expected.sources.length);
        expect(document.sources, place).toEqual(expect.arrayContaining([...expected.sources]));
        expect(document.metadata, place).toMatchObject({
          region: expected.stated?.region ?? null,
          year: expected.stated?.year ?? null,
        });
        const texts = document.passages.map(({ start, end }) => document.text.slice(start, end));
        expect(texts.join('\n'), place).toBe(expected.text);
        const previous = before.get(expected.source);
        if (previous && embeddedKey(previous) === embeddedKey(expected)) {
          expect(document.indexedAt, place).toBe(indexedAt.get(expected.source));
        } else {
          const { passages, sentences } = embeddedTexts(document);
          toEmbed.push(...passages, ...sentences);
        }
        now.set(expected.source, document.indexedAt);
        seen = { ...seen, merged: seen.merged + Number(expected.sources.length > 1) };
      }
      expect(embedder.embedded.sort(), place).toEqual(toEmbed.sort());
      expect(new Set([...report.added, ...report.replaced, ...report.unchanged]), place).toEqual(new Set(model.keys()));
      expect([...report.removed].sort(), place).toEqual([...before.keys()].filter((name) => !model.has(name)).sort());
      seen = { ...seen, kept: seen.kept + broken.filter((name) => model.has(name)).length };

      if (update % LOOK_CLOSELY_EVERY === 0) {
        await verifyGeneration(generation);
        const store = openVectorStore(generation.folder, DIMENSIONS);
        for (const id of ids) {
          const document = await readStoredDocument(generation.folder, id);
          const read = await store.read(id);
          expect(read.passages, place).toHaveLength(document.passages.length);
          expect(read.sentences, place).toHaveLength(document.sentences.length);
        }
        const again = await writeIndex(index, await readCorpus([corpus]), createHashEmbedder('第'));
        expect(again.generation.name, place).toBe(generation.name);
        expect([...again.unchanged].sort(), place).toEqual([...model.keys()].sort());
        seen = { ...seen, quiet: seen.quiet + 1 };
      }
      before = model;
      indexedAt = now;
    }
    // The walk has been where it is meant to go.
    expect(seen.merged).toBeGreaterThan(50);
    expect(seen.kept).toBeGreaterThan(50);
    expect(seen.quiet).toBeGreaterThan(20);
  });
});
