/**
 * The way into evaluation: a folder goes in, and what it holds comes out, either questions about the indexed reports
 * or a BEIR collection that brings its own corpus.
 */

import { readdir } from 'node:fs/promises';
import { WenjuError } from '../errors.js';
import { BEIR_FILES, type BeirCollection, readBeirCollection } from './beir.js';
import { isQuestionFile, type QuestionSet, readQuestions } from './questions.js';

/** Most subfolders named in an error. */
const MAX_NAMED_FOLDERS = 8;

/** What an evaluation folder holds. */
type EvaluationFolder =
  | { readonly kind: 'questions'; readonly questions: QuestionSet }
  | { readonly kind: 'beir'; readonly collection: BeirCollection };

/**
 * Reads `folder` as what it is; folders inside it are not looked into.
 * Throws NOT_FOUND when it is not there, INPUT_INVALID when it holds neither kind or both, FILE_UNREADABLE with
 * file and line for what does not fit.
 */
export async function readEvaluationFolder(folder: string): Promise<EvaluationFolder> {
  const { files, folders } = await listFolder(folder);
  const beirFiles = BEIR_FILES.filter((name) => files.includes(name));
  const hasQuestions = files.some(isQuestionFile);
  const expected = `expected answerable*.jsonl or unanswerable*.jsonl, or a BEIR folder (${BEIR_FILES.join(', ')})`;
  if (hasQuestions && beirFiles.length > 0) {
    throw new WenjuError('INPUT_INVALID', `${folder}: ${expected}, found both; put each in a folder of its own`);
  }
  if (hasQuestions) return { kind: 'questions', questions: await readQuestions(folder, files) };
  if (beirFiles.length === BEIR_FILES.length) return { kind: 'beir', collection: await readBeirCollection(folder) };
  if (beirFiles.length > 0) {
    const missing = BEIR_FILES.filter((name) => !files.includes(name)).join(' and ');
    throw new WenjuError('INPUT_INVALID', `${folder}: ${expected}, found ${beirFiles.join(' and ')}; add ${missing}`);
  }
  const named = folders.slice(0, MAX_NAMED_FOLDERS).join(', ');
  const advice = folders.length > 0 ? `give one of the folders in it (${named})` : 'give another folder';
  throw new WenjuError('INPUT_INVALID', `${folder}: ${expected}, found neither; ${advice}`);
}

async function listFolder(folder: string): Promise<{ files: string[]; folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return {
      files: entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => entry.name),
      folders: entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    };
  } catch (error) {
    throw new WenjuError(
      'NOT_FOUND',
      `${folder}: expected a folder with evaluation files, found none; check the path`,
      {
        cause: error,
      },
    );
  }
}
