/** Reads, cleans and chunks the real reports that lie beside the repository, where they do. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chunkText } from '../../src/chunk/document.js';
import { cleanDocument } from '../../src/clean/document.js';
import { readPlainText } from '../../src/ingest/plain.js';
import { shared } from '../needs.js';

const CORPUS = path.join(shared, 'corpus');

/** Chunks the one report of `folder` whose file name contains `name`. */
export function chunkReport(folder: string, name: string) {
  const source = readdirSync(path.join(CORPUS, folder)).find((each) => each.includes(name) && each.endsWith('.txt'));
  if (source === undefined) throw new Error(`no report named ${name} in ${folder}`);
  const content = readFileSync(path.join(CORPUS, folder, source), 'utf8').replaceAll('\r\n', '\n');
  const raw = { ...readPlainText(content), documentId: 'd', source, contentHash: '', format: 'text' } as const;
  const { text, paragraphs } = cleanDocument(raw);
  return { text, paragraphs, ...chunkText('d', text, paragraphs) };
}
