/**
 * Under both readers of evaluation files: a JSON Lines file and the schema of one line go in, the checked values with
 * their line numbers come out. Whatever does not fit is an error that names the file and the line.
 */

import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { unreadable, WenjuError } from '../errors.js';

/** Largest evaluation file read, in bytes: over a hundred times the largest public set used, well within memory. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Longest complaint of the JSON parser or the schema repeated in an error, in code units. */
const MAX_COMPLAINT_LENGTH = 300;

/** A line that is not blank. `line` counts from 1, as editors do. */
interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/** A checked value and where it stood. */
export interface NumberedValue<Value> {
  readonly line: number;
  readonly value: Value;
}

/** An error about one line of an evaluation file. */
export function lineError(path: string, line: number, complaint: string, cause?: unknown): WenjuError {
  return unreadable(`${path}:${line}`, complaint.slice(0, MAX_COMPLAINT_LENGTH), cause);
}

/**
 * The lines of a UTF-8 file that are not blank; a byte order mark and carriage returns are taken off.
 * Throws NOT_FOUND when the file is not there, FILE_UNREADABLE when it is too large, not a file or not UTF-8.
 */
export async function readFileLines(path: string): Promise<NumberedLine[]> {
  const bytes = await readBytes(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable(path, 'expected UTF-8, found other bytes; save the file as UTF-8', error);
  }
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.endsWith('\r') ? line.slice(0, -1) : line }))
    .filter((line) => line.text.trim() !== '');
}

/**
 * One checked value a line. Throws FILE_UNREADABLE with file and line for what is not JSON or does not fit `schema`,
 * and what `readLines` throws.
 */
export async function readJsonLines<Value>(path: string, schema: z.ZodType<Value>): Promise<NumberedValue<Value>[]> {
  const values: NumberedValue<Value>[] = [];
  for (const { line, text } of await readFileLines(path)) {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      const complaint = error instanceof Error ? error.message : 'unknown fault';
      throw lineError(path, line, `expected one JSON object a line; ${complaint}`, error);
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
      const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`);
      throw lineError(path, line, complaints.join('; '), parsed.error);
    }
    values.push({ line, value: parsed.data });
  }
  return values;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_FILE_BYTES) return await readFile(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const fault = missing ? 'the file is not there' : 'the file cannot be read';
    throw new WenjuError(missing ? 'NOT_FOUND' : 'FILE_UNREADABLE', `${path}: ${fault}; check path and permissions`, {
      cause: error,
    });
  }
  throw unreadable(path, `larger than ${MAX_FILE_BYTES} bytes, the most an evaluation file may have; split it`);
}
