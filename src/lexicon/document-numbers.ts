/**
 * Lexicon, numbers of papers: which documents bear a number that a question names? Offices number their papers
 * (随政办发〔2024〕12号, minutes often 〔2024〕3号 alone): who asks by the number means that paper and no other.
 */

import type { DocumentMetadata } from '../metadata.js';
import { foldWidth } from './characters.js';

/** What of a document its number stands in. */
interface Paper {
  readonly text: string;
  readonly source: string;
  readonly metadata: Pick<DocumentMetadata, 'title'>;
}

interface DocumentNumber {
  /** Whose and of which sort: 随政办发; of a question with whatever stands in front of it; '' for none. */
  readonly series: string;
  /** 2024-12 */
  readonly number: string;
}

const NUMBER = /(\p{Script=Han}{0,14})\s?[〔[【(]((?:19|20)\d\d)[〕\]】)]\s?第?(\d{1,5})号/gu;
/** The same without whose: most texts have none, and what may stand in front is tried at every character. */
const BARE_NUMBER = /[〔[【(](?:19|20)\d\d[〕\]】)]\s?第?\d{1,5}号/;
/** A paper has its number in front of its text; farther on stand those of others. In UTF-16 code units. */
const OPENING = 300;

/** For each document whether it has the number that is asked for; null when none is, or no document has it. */
export type FindNumbered = (question: string) => readonly boolean[] | null;

/** Prepared once an index. */
export function createNumberFinder(documents: readonly Paper[]): FindNumbered {
  const numbers = documents.map(listOwnNumbers);
  return (question) => {
    const asked = listNumbers(question);
    if (asked.length === 0) return null;
    const named = numbers.map((own) =>
      own.some((each) => asked.some((one) => isSame(one, each) && each.series !== '')),
    );
    if (named.includes(true)) return named;
    const bare = numbers.map((own) => own.some((each) => asked.some((one) => isSame(one, each))));
    return bare.includes(true) ? bare : null;
  };
}

function listOwnNumbers({ text, source, metadata }: Paper): DocumentNumber[] {
  return listNumbers(`${text.slice(0, OPENING)}\n${metadata.title}\n${source}`);
}

/** Numbers that a document bears, without whose they are, by which a store finds it. */
export function numbersOfDocument(document: Paper): string[] {
  return [...new Set(listOwnNumbers(document).map(({ number }) => number))];
}

/** Numbers that a question names, in the same form. */
export function numbersAsked(question: string): string[] {
  return [...new Set(listNumbers(question).map(({ number }) => number))];
}

function listNumbers(text: string): DocumentNumber[] {
  const folded = foldWidth(text);
  if (!BARE_NUMBER.test(folded)) return [];
  return Array.from(folded.matchAll(NUMBER), ([, series = '', year, number]) => ({
    series,
    number: `${year}-${Number(number)}`,
  }));
}

/** By which number a question asks for a document, with whose it is as far as both say it; null when by none. */
export function findSharedNumber(question: string, document: Paper): string | null {
  const own = listOwnNumbers(document);
  for (const asked of listNumbers(question)) {
    const same = own.find((each) => isSame(asked, each));
    if (same === undefined) continue;
    return write(asked.series.length < same.series.length ? asked : same);
  }
  return null;
}

/** The first number that a question names and no document bears or speaks of; null when there is none. */
export function findUnknownNumber(question: string, documents: readonly Paper[]): string | null {
  const asked = listNumbers(question);
  if (asked.length === 0) return null;
  const known = documents.flatMap((document) => [...listOwnNumbers(document), ...listNumbers(document.text)]);
  const unknown = asked.find((each) => !known.some((own) => isSame(each, own)));
  return unknown === undefined ? null : write(unknown);
}

function write({ series, number }: DocumentNumber): string {
  return `${series}〔${number.replace('-', '〕')}号`;
}

/** 会议纪要〔2024〕3号 may be asked of minutes that bear 〔2024〕3号 alone. */
function isSame(asked: DocumentNumber, own: DocumentNumber): boolean {
  return asked.number === own.number && (asked.series.endsWith(own.series) || own.series.endsWith(asked.series));
}
