/**
 * Is something asked for by a name that the documents do not have? Of a row that is counted (第63次常务会议) another is no
 * answer, however alike its words are; nor is anybody the holder of an office that is written nowhere, or any paper the one
 * whose number none has.
 */

import type { IndexedDocument } from '../index/contract.js';
import { foldWidth } from '../lexicon/characters.js';
import { findUnknownNumber } from '../lexicon/document-numbers.js';
import { readArabic, readChinese } from '../lexicon/numerals.js';

interface Counted {
  /** As it is written. */
  readonly name: string;
  readonly number: number;
  /** 次常务: what is counted, by its first characters. */
  readonly row: string;
}

const NUMERAL = '\\d{1,4}|[一二三四五六七八九十百零]{1,6}';
/** 第63次常务会议; not 第一次, which counts nothing. */
const COUNTED = new RegExp(`第(${NUMERAL})(次|届|期|批)(\\p{Script=Han}{2,10})`, 'gu');
/** What tells one row from another: 次常务, 次全体. */
const ROW_LENGTH = 2;
const COUNTED_IN_ENGLISH = /\b(\d{1,4})(?:st|nd|rd|th) (?:[a-z]+ ){0,2}?(?:meeting|session)\b/gi;
/** What meetings are counted by, whichever they are. */
const MEETING = '次';

const OFFICE =
  /((?:[省市县区州]委)?书记|政协主席|人大(?:常委会)?主任|(?:副|常务副)[省市县区州]长)(?:现在|目前)?(?:是|由|叫)?(?:谁|哪位|什么名字|[?？]?$)/u;

/** What the question names and no document about its place has; null where nothing is, or nothing is named so. */
export function findAbsentName(question: string, documents: readonly IndexedDocument[]): string | null {
  const text = foldWidth(question);
  const office = OFFICE.exec(text)?.[1];
  if (office !== undefined && !documents.some((document) => document.text.includes(office))) return office;
  const paper = findUnknownNumber(text, documents);
  if (paper !== null) return paper;
  const asked = [...listCounted(text), ...listCountedInEnglish(text)];
  if (asked.length === 0) return null;
  const known = documents.flatMap(({ text: own, metadata }) => listCounted(foldWidth(`${metadata.title}\n${own}`)));
  const absent = asked.find(({ row, number }) => {
    const ofRow = known.filter((other) => other.row.startsWith(row));
    return ofRow.length > 0 && !ofRow.some((other) => other.number === number);
  });
  return absent?.name ?? null;
}

function listCounted(text: string): Counted[] {
  return Array.from(text.matchAll(COUNTED), ([name, numeral = '', unit = '', thing = '']) => ({
    name: name.replace(/(?<=会议).*$/u, ''),
    number: (readArabic(numeral, 0) ?? readChinese(numeral, 0))?.value ?? 0,
    row: unit + thing.slice(0, ROW_LENGTH),
  }));
}

function listCountedInEnglish(text: string): Counted[] {
  return Array.from(text.matchAll(COUNTED_IN_ENGLISH), ([name, numeral = '']) => ({
    name,
    number: Number(numeral),
    row: MEETING,
  }));
}
