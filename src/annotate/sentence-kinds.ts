/**
 * Which sentences of a document state something? Titles, names that stand alone, salutations, dates, numbers and signatures of
 * letters and lines that announce what follows are found by a question's words like any other and answer none.
 */

import { dropTitleMark } from '../lexicon/title-marks.js';
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

const DATE = String.raw`(?:(?:\d|[〇○零一二三四五六七八九]){4}\s?年\s?[\d元一二三四五六七八九十]{1,2}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})`;
/** 随政办发〔2024〕12号, 〔2024〕3号, 第12期. */
const NUMBER = String.raw`(?:\p{Script=Han}{0,14}[〔［【\[（(]\d{4}[〕］】\]）)]第?\d{1,5}号|第\d{1,4}[号期])`;
const BODY =
  '[\\p{Script=Han}、，,\\s]{1,60}(?:政府|办公[厅室]|委员会|[厅局部院会组队处署社所站委]|中心|银行|公司|大学|集团)';
/** What heads and closes an official letter: who, which number, which day, and nothing that anybody says. */
const FORMALITY = new RegExp(
  `^[（(]?(?:${BODY})?\\s*(?:${NUMBER})?\\s*(?:${DATE})?\\s*(?:印发|发布|公布|通过)?[)）]?$`,
  'u',
);
/** A letter's parts are short; a line of figures in columns is not looked at twice. */
const LONGEST_FORMALITY = 90;
/** Who gets a copy, what is enclosed. */
const COPIES = /^(?:抄送|主送|抄报|分送|报送)\s?[:：]/;
const ENCLOSED = /^附[件表录]\s?\d{0,2}(?:\s?[:：].{0,60})?$/;

/** 图3 2021年—2023年粮食产量: the picture would state something. */
const FIGURE_CAPTION = /^附?图\s?[\d一二三四五六七八九十]{1,3}(?![\d.%])/;

const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** The kind of every sentence of a document, in their order. */
export function classifySentences(document: Document): SentenceKind[] {
  const title = reduceToWords(dropTitleMark(document.metadata.title));
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
    if (isFormality(text)) return 'label';
    if (ANNOUNCES.test(text) || SALUTATION.test(text) || (title !== '' && reduceToWords(dropTitleMark(text)) === title))
      return 'label';
    // A line with a figure or date may lack its full stop and still answer: `——2024年1月10日在…会议上`.
    if (!CLOSED.test(text) && !FIGURE.test(text)) return 'label';
    return ASKS.test(text) || ORDINAL_LEAD.test(text) || endsRunIn(sentence) ? 'lead' : 'statement';
  });
}

function isFormality(text: string): boolean {
  if (COPIES.test(text)) return true;
  if (CLOSED.test(text) || text.length > LONGEST_FORMALITY) return false;
  return FORMALITY.test(text) || ENCLOSED.test(text) || FIGURE_CAPTION.test(text);
}

function reduceToWords(text: string): string {
  return text.replace(NO_LETTER, '');
}
