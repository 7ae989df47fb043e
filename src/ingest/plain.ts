/** Ingest, plain text: the file's characters go in; its lines come out, as they stand but for tables. */

import { readColumns } from './columns.js';
import type { ReadResult } from './contract.js';

/** Every line may continue the one before it: only the words can tell where a paragraph ends. */
export function readPlainText(content: string): ReadResult {
  const lines = content.split('\n').map((text) => ({ text, level: null, startsBlock: false, page: null, table: null }));
  return { lines: readColumns(lines), declared: {}, dropped: [] };
}
