/**
 * First step of figures: what stands between an indicator and its number and names nothing new is passed over. A text of
 * plain width goes in; out comes the same without marks of notes (地区生产总值[1]) and brackets that only explain
 * (固定资产投资(不含农户), 居民消费价格(CPI)), and where each of its offsets lay.
 */

import { matchEnd } from '../../lexicon/characters.js';
import { type Glossary, namesIndicator } from '../../lexicon/glossary.js';
import { findNoteMarks } from '../../lexicon/note-marks.js';
import type { Span } from '../../types.js';

/** A text without its asides. */
export interface BareText {
  readonly bare: string;
  /** The span of the given text that a span of the bare one was. */
  locate(start: number, end: number): Span;
}

/** A part of the text that is replaced by other, shorter words. */
interface Cut extends Span {
  readonly by: string;
}

/** Longer brackets are sentences. */
const BRACKET = /\(([^()\n]{1,24})\)/g;
/** GDP, R&D, PM2.5, M2. */
const ABBREVIATION = /^[A-Za-z][A-Za-z0-9&./ -]{0,15}$/;
/** How an indicator is reckoned: narrows nothing. */
const EXPLAINS =
  /^(?:(?:不含|不?包含|不?包括)[^0-9]{1,22}|(?:按|以)?(?:同|可比|全|新|老|原)口径|按?(?:以)?(?:人民币|美元)(?:值|计价?|计算)?|(?:按)?(?:现行?价|不变价|可比价|当年价)(?:格)?(?:计算)?|(?:扣除|剔除)[^0-9]{1,12}|同比|环比|名义|实际|(?:初步)?(?:核算|统计|预计|快报)数?|下同|[详参]?见[^0-9]{1,10}|(?:以下)?简称[^0-9]{1,16})$/;
const DIGIT_OR_LATIN = /[A-Za-z0-9.]/;
const DIGIT = /\d/;

export function passOverAsides(text: string, glossary: Glossary): BareText {
  const cuts = [...findMarks(text), ...findBrackets(text, glossary)].sort((a, b) => a.start - b.start);
  if (cuts.length === 0) return { bare: text, locate: (start, end) => ({ start, end }) };
  const parts: string[] = [];
  /** For each part of the bare text: where it begins in it, and in the given one. */
  const begins: { bare: number; given: number }[] = [{ bare: 0, given: 0 }];
  let [at, length] = [0, 0];
  for (const { start, end, by } of cuts) {
    if (start < at) continue;
    parts.push(text.slice(at, start), by);
    length += start - at + by.length;
    at = end;
    begins.push({ bare: length, given: at });
  }
  parts.push(text.slice(at));
  const toGiven = (offset: number): number => {
    const part = lastBegin(begins, offset);
    return part.given + offset - part.bare;
  };
  return {
    bare: parts.join(''),
    locate: (start, end) => ({ start: toGiven(start), end: end > start ? toGiven(end - 1) + 1 : toGiven(end) }),
  };
}

function findMarks(text: string): Cut[] {
  return findNoteMarks(text).map(({ start, end }) => ({ start, end, by: spaceFor(text, start, end) }));
}

/** PM2.5[1]35微克 has two numbers. */
function spaceFor(text: string, start: number, end: number): string {
  return DIGIT_OR_LATIN.test(text.charAt(start - 1)) && DIGIT.test(text.charAt(end)) ? ' ' : '';
}

function findBrackets(text: string, glossary: Glossary): Cut[] {
  return [...text.matchAll(BRACKET)].flatMap(({ index: start, 0: whole, 1: content = '' }): Cut[] => {
    const end = start + whole.length;
    if (ABBREVIATION.test(content) || EXPLAINS.test(content)) return [{ start, end, by: spaceFor(text, start, end) }];
    if (!namesIndicator(content, glossary)) return [];
    if (matchEnd(NO_NAME_BEHIND, text, end) === -1) return [];
    // The other name of what is measured is the one to go by: 城镇人口占常住人口比重(常住人口城镇化率)为63%.
    return [
      { start, end: start + 1, by: ',' },
      { start: end - 1, end, by: '' },
    ];
  });
}

/** Behind the bracket the figure must follow, and no more of the name: 一般公共预算收入(税收收入)占比. */
const NO_NAME_BEHIND = /(?=[\d,约为达增下提降上比同超突近])/y;

function lastBegin(
  begins: readonly { readonly bare: number; readonly given: number }[],
  offset: number,
): { readonly bare: number; readonly given: number } {
  let [low, high] = [0, begins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((begins[middle]?.bare ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return begins[low - 1] ?? { bare: 0, given: 0 };
}
