/**
 * Vectors of texts that were embedded before, for the indexes that are built to be asked and not to be timed: the systems
 * that index paragraphs share them, and a run that was stopped goes on where it was.
 */

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Embed } from './contract.js';

/** A line of the file is a hash of the text, a space, and its vector in base64. */
export function keepVectors(embed: Embed, file: string): Embed {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const kept = new Map(lines.map((line): [string, string] => [line.slice(0, 64), line.slice(65)]));
  return async (text, kind) => {
    const hash = createHash('sha256').update(`${kind}: ${text}`).digest('hex');
    const found = kept.get(hash);
    if (found !== undefined) return readVector(found);
    const vector = await embed(text, kind);
    const written = Buffer.from(Float32Array.from(vector).buffer).toString('base64');
    kept.set(hash, written);
    appendFileSync(file, `${hash} ${written}\n`);
    return vector;
  };
}

function readVector(written: string): number[] {
  const { buffer, byteOffset, length } = Buffer.from(written, 'base64');
  // A Buffer may begin anywhere in what it shares with others; floats may not.
  return Array.from(new Float32Array(buffer.slice(byteOffset, byteOffset + length)));
}
