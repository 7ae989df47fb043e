/**
 * Which sentences of a document state something? Titles, names that stand alone, salutations and lines that announce
 * what follows are found by a question's words like any other and answer none.
 */

import type { Document, Span } from '../types.js';
import type { SentenceKind } from './contract.js';

/** Marks that may stand behind a heading in its sentence: a full stop and a closing quotation mark. */
const MAX_CLOSING_MARKS = 2;
const CLOSED = /[。！!…；;？?][”’"'」』）)]?$/;
const ASKS = /[？?][”’"'」』）)]?$/;
const ANNOUNCES = /[:：]$/;
/** 各位代表！ */
const SALUTATION = /^各位[^。，,]{1,12}[!！]$/;
const FIGURE = /[0-9０-９]/;
/** `四是…。` without comma or figure; longer ones say something. */
const ORDINAL_LEAD = /^[一二三四五六七八九十]{1,3}是[^，,：:；;0-9０-９]{2,28}。$/;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** The kind of every sentence of a document, in their order. */
export function classifySentences(document: Document): SentenceKind[] {
  const title = reduceToWords(document.metadata.title);
  const runInStarts = new Map(
    document.sections.filter(({ runIn }) => runIn).map((section) => [section.end, section.start]),
  );
  const endsRunIn = ({ start, end }: Span): boolean =>
    Array.from({ length: MAX_CLOSING_MARKS + 1 }, (_, marks) => runInStarts.get(end - marks)).some(
      (headingStart) => headingStart !== undefined && headingStart >= start,
    );
  const rowStarts = new Set(document.tableRows.map(({ start }) => start));
  return document.sentences.map((sentence) => {
    // A row of a table states something without a full stop.
    if (rowStarts.has(sentence.start)) return 'statement';
    const text = document.text.slice(sentence.start, sentence.end).trim();
    if (ANNOUNCES.test(text) || SALUTATION.test(text) || (title !== '' && reduceToWords(text) === title))
      return 'label';
    // A line with a figure or date may lack its full stop and still answer: `——2024年1月10日在…会议上`.
    if (!CLOSED.test(text) && !FIGURE.test(text)) return 'label';
    return ASKS.test(text) || ORDINAL_LEAD.test(text) || endsRunIn(sentence) ? 'lead' : 'statement';
  });
}

function reduceToWords(text: string): string {
  return text.replace(NO_LETTER, '');
}
