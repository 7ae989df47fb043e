/** The reports and questions that all systems get. Word files are read with mammoth, as the peers' own loaders do. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import mammoth from 'mammoth';
import { type AnswerableQuestion, readQuestions } from '../../../src/evaluate/questions.js';
import type { Report } from './contract.js';
import { questionFolder } from './paths.js';

const REPORT = /\.(?:txt|docx)$/;

/** Paths of the reports, in the order of folders and names. */
export async function listReports(folders: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder))
        .filter((name) => REPORT.test(name))
        .sort()
        .map((name) => path.join(folder, name)),
    ),
  );
  return lists.flat();
}

export async function readReports(folders: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const file of await listReports(folders)) {
    const text = file.endsWith('.docx')
      ? (await mammoth.extractRawText({ path: file })).value
      : await readFile(file, 'utf8');
    reports.push({ source: path.basename(file), text });
  }
  return reports;
}

export interface Paragraph {
  readonly id: string;
  readonly source: string;
  readonly text: string;
}

/** For systems that do not cut texts themselves: the paragraphs as the reports have them. */
export function cutParagraphs(reports: readonly Report[]): Paragraph[] {
  return reports.flatMap(({ source, text }) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line, number) => ({ id: `${source}#${number}`, source, text: line })),
  );
}

/** Questions with an answer, and besides them the words of those without one: those are asked, and not scored. */
export async function readAllQuestions(): Promise<{ scored: AnswerableQuestion[]; asked: string[] }> {
  const { answerable, unanswerable } = await readQuestions(questionFolder, await readdir(questionFolder));
  return {
    scored: [...answerable],
    asked: [...new Set([...answerable, ...unanswerable].map(({ question }) => question))],
  };
}
