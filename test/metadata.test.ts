/** The fields of a document's metadata: each goes the whole way, from where it is stated to what is replied. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentSummary } from '../src/api/documents.js';
import { summariseDocument } from '../src/cite/replies.js';
import { prepareDocument } from '../src/compose/prepare.js';
import { documentsFolder, readStoredDocument, writeDocument } from '../src/index/document.js';
import { readCsvDocuments } from '../src/ingest/csv.js';
import { checkDeclared } from '../src/ingest/declared.js';
import { storeUpload } from '../src/ingest/keep.js';
import { readMarkdown } from '../src/ingest/markdown.js';
import { readSidecar } from '../src/ingest/sidecar.js';
import { readKnowledge } from '../src/lexicon/knowledge.js';
import { METADATA_FIELDS } from '../src/metadata.js';
import { DifyMetadata } from '../src/serve/adapters/dify-metadata.js';
import { ENGLISH_PAGES } from '../src/serve/pages/en.js';
import { CHINESE_PAGES } from '../src/serve/pages/zh.js';

const knowledge = readKnowledge();
/** Fields that fit a cell, with something to state. */
const CELLS = METADATA_FIELDS.filter(({ holds }) => holds !== 'original').map(({ name, holds, example, column }) => ({
  name,
  column: column ?? '',
  value: holds === 'address' ? 'https://example.org/a' : example,
}));
const stated = Object.fromEntries(CELLS.map(({ name, value }) => [name, value]));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-metadata-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('every field', () => {
  it('may be stated in front matter', () => {
    const block = CELLS.map(({ name, value }) => `${name}: ${JSON.stringify(value)}`).join('\n');
    expect(readMarkdown(`---\n${block}\n---\n\n正文。`, 'a.md').declared).toEqual(stated);
  });

  it('may be stated in columns of a CSV file, by either name', () => {
    const cells = CELLS.map(({ value }) => value).join(',');
    for (const head of [CELLS.map(({ name }) => name), CELLS.map(({ column }) => column)]) {
      const { documents } = readCsvDocuments(Buffer.from(`text,${head.join(',')}\n正文。,${cells}\n`), 'a.csv');
      expect(documents[0]?.declared).toEqual(stated);
    }
  });

  it('may be stated with an upload, is kept in sources.csv and in the index, and is replied', async () => {
    const declared = checkDeclared(stated, 'metadata', 'INPUT_INVALID');
    await storeUpload(folder, { name: 'a.md', bytes: Buffer.from('正文。'), declared });
    const sidecar = (await readSidecar(folder)).get('a.md') ?? null;
    expect(sidecar).toEqual(stated);

    const raw = { documentId: '0', source: 'a.md', contentHash: '', format: 'markdown' as const };
    const document = prepareDocument({ ...raw, ...readMarkdown('正文。', 'a.md') }, sidecar, knowledge);
    expect(document.metadata).toEqual({ ...stated, basedOn: null });
    await mkdir(documentsFolder(folder));
    await writeDocument(folder, { ...document, indexedAt: '' });
    const summary = summariseDocument(await readStoredDocument(folder, document.id));
    expect(summary).toMatchObject(stated);
    expect(DocumentSummary.parse(summary)).toEqual(summary);
    expect(Object.keys(DifyMetadata.shape)).toEqual(expect.arrayContaining(CELLS.map(({ name }) => name)));
  });

  it('has a label on the pages, but for the title, which stands above', () => {
    const labelled = CELLS.map(({ name }) => name).filter((name) => name !== 'title');
    for (const { fields } of [CHINESE_PAGES, ENGLISH_PAGES])
      expect(Object.keys(fields).sort()).toEqual([...labelled].sort());
  });

  it('is replied in the order of the contract', () => {
    const raw = { documentId: '0', source: 'a.md', contentHash: '', format: 'markdown' as const };
    const document = prepareDocument({ ...raw, ...readMarkdown('正文。', 'a.md') }, null, knowledge);
    expect(Object.keys(summariseDocument(document))).toEqual(Object.keys(DocumentSummary.shape));
  });
});
