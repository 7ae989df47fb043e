/** A document as a file: what is written is read again, also what an older program wrote. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  documentFiles,
  documentsFolder,
  parsePackedDocument,
  readPackedDocument,
  readStoredDocument,
  unpackDocument,
  writeDocument,
} from '../../src/index/document.js';
import { makeDocument, temporaryFolder } from './documents.js';

const stored = { ...makeDocument('a.txt', '第一句。'), indexedAt: '2026-01-01T00:00:00.000Z' };

/** The document after its file was changed. */
async function readChanged(change: (metadata: Record<string, unknown>) => void) {
  const folder = temporaryFolder();
  mkdirSync(documentsFolder(folder));
  await writeDocument(folder, stored);
  const file = path.join(documentsFolder(folder), `${stored.id}.json`);
  const document = JSON.parse(readFileSync(file, 'utf8'));
  change(document.metadata);
  writeFileSync(file, JSON.stringify(document));
  const read = await readStoredDocument(folder, stored.id);
  // Who knows that the file is as it was written does not look at all of it, and reads the same.
  const readBytes = (file: string) => readFile(file);
  const packed = await readPackedDocument(folder, stored.id, { read: readBytes, readBriefly: readBytes });
  expect(unpackDocument(packed)).toEqual(read);
  return read;
}

describe('a document of the index', () => {
  it('is read as it was written', async () => {
    expect(await readChanged(() => undefined)).toEqual(stored);
  });

  it('is read from the bytes of its files, and looked at whole', async () => {
    const folder = temporaryFolder();
    mkdirSync(documentsFolder(folder));
    await writeDocument(folder, stored);
    const [document = Buffer.of(), facts = Buffer.of()] = documentFiles(stored.id).map((name) =>
      readFileSync(path.join(documentsFolder(folder), name)),
    );
    expect(unpackDocument(parsePackedDocument(document, facts))).toEqual(stored);
    const changed = Buffer.from(JSON.stringify({ ...JSON.parse(document.toString()), passages: 'none' }));
    expect(() => parsePackedDocument(changed, facts)).toThrow('passages');
    expect(() => parsePackedDocument(document, facts.subarray(0, -8))).toThrow();
  });

  it('is read as an older layout has it, with its figures beside its other annotations', async () => {
    const folder = temporaryFolder();
    mkdirSync(documentsFolder(folder));
    writeFileSync(path.join(documentsFolder(folder), `${stored.id}.json`), JSON.stringify(stored));
    expect(await readStoredDocument(folder, stored.id)).toEqual(stored);
  });

  it('is damaged when the file of its figures is gone or cut', async () => {
    const folder = temporaryFolder();
    mkdirSync(documentsFolder(folder));
    await writeDocument(folder, stored);
    const file = path.join(documentsFolder(folder), `${stored.id}.facts`);
    for (const bytes of [readFileSync(file).subarray(0, -8), '']) {
      writeFileSync(file, bytes);
      await expect(readStoredDocument(folder, stored.id)).rejects.toThrow('no figures');
    }
  });

  it('says nothing of a field that is newer than its file', async () => {
    const read = await readChanged((metadata) => delete metadata.publisher);
    expect(read.metadata).toEqual({ ...stored.metadata, publisher: null });
  });

  it('is damaged when it has no title, or a field is not what it should be', async () => {
    for (const [field, value] of [['title'], ['type'], ['year', '2024']] as const)
      await expect(readChanged((metadata) => Object.assign(metadata, { [field]: value }))).rejects.toThrow(
        'not a document',
      );
  });
});
