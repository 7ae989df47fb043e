/**
 * Ingest, a paragraph of Word: its properties as they are met and its text go in; its lines come out, with the
 * automatic number in front and the level of a heading.
 */

import type { RawLine } from '../contract.js';
import type { WordNumbering } from './numbering.js';
import { BODY_LEVEL, isOn, readLevel, type WordStyles } from './styles.js';
import type { Attributes } from './xml.js';

/** Characters of a heading, with room: what is longer is a paragraph under a heading's style. */
const MAX_HEADING_LENGTH = 100;

const LINE_BREAKS = /[\n\u0085\u2028\u2029]/u;
const CONTROL_CHARACTERS = /[^\P{Cc}\n\u0085]/gu;

export interface WordParagraph {
  styleId: string | undefined;
  outline: number | undefined;
  numberId: string | undefined;
  numberLevel: number | undefined;
  /** True when a tracked change took its end away: it runs on into the next one. */
  endDeleted: boolean;
  /** What a reader sees of it; `\n` where a line is broken. */
  text: string;
  /** Lines of the text boxes it holds. */
  boxes: RawLine[];
  /** Whether the run being read is hidden by itself, and by its style. */
  runHidden: boolean | undefined;
  /** Whether the run stands above the line: a note's mark, an exponent. */
  runRaised: boolean;
  runStyleHidden: boolean | undefined;
  /** Whether it is struck out, likewise. */
  runStruck: boolean | undefined;
  runStyleStruck: boolean | undefined;
}

export function startParagraph(): WordParagraph {
  return {
    styleId: undefined,
    outline: undefined,
    numberId: undefined,
    numberLevel: undefined,
    endDeleted: false,
    text: '',
    boxes: [],
    runHidden: undefined,
    runRaised: false,
    runStyleHidden: undefined,
    runStruck: undefined,
    runStyleStruck: undefined,
  };
}

/** Takes in one element within the paragraph; `path` ends with its name. What is no property changes nothing. */
export function readProperty(
  paragraph: WordParagraph,
  path: readonly string[],
  attributes: Attributes,
  styles: WordStyles,
): void {
  const name = path.at(-1);
  const parent = path.at(-2);
  const value = attributes('w:val') ?? '';
  if (parent === 'w:numPr') {
    if (name === 'w:numId') paragraph.numberId = value;
    else if (name === 'w:ilvl') paragraph.numberLevel = readLevel(value);
  } else if (parent === 'w:pPr') {
    if (name === 'w:pStyle') paragraph.styleId = value;
    else if (name === 'w:outlineLvl') paragraph.outline = readLevel(value);
  } else if (parent === 'w:rPr' && path.at(-3) === 'w:pPr') {
    if (name === 'w:del' || name === 'w:moveFrom') paragraph.endDeleted = true;
  } else if (parent === 'w:rPr') {
    if (name === 'w:vertAlign') paragraph.runRaised = value === 'superscript';
    else if (name === 'w:vanish') paragraph.runHidden = isOn(attributes);
    // Once, or twice: each is stated by itself.
    else if (name === 'w:strike' || name === 'w:dstrike')
      paragraph.runStruck = isOn(attributes) || paragraph.runStruck === true;
    else if (name === 'w:rStyle') {
      paragraph.runStyleHidden = styles.hides(value);
      paragraph.runStyleStruck = styles.strikes(value);
    }
  }
}

/** Whether the text being read is hidden: by its run, or the run's style, or the paragraph's. */
export function isHiddenRun({ runHidden, runStyleHidden, styleId }: WordParagraph, styles: WordStyles): boolean {
  return runHidden ?? runStyleHidden ?? styles.paragraph(styleId).hidden ?? false;
}

/** Whether the text being read is struck out: by its run, or the run's style, or the paragraph's. */
export function isStruckOut({ runStruck, runStyleStruck, styleId }: WordParagraph, styles: WordStyles): boolean {
  return runStruck ?? runStyleStruck ?? styles.paragraph(styleId).struck ?? false;
}

/** A run has no properties of the one before. */
export function startRun(paragraph: WordParagraph): void {
  paragraph.runHidden = undefined;
  paragraph.runRaised = false;
  paragraph.runStyleHidden = undefined;
  paragraph.runStruck = undefined;
  paragraph.runStyleStruck = undefined;
}

/** Its own lines, without text boxes; counts in its list, empty or not, as Word does. */
export function writeParagraph(paragraph: WordParagraph, styles: WordStyles, numbering: WordNumbering): RawLine[] {
  const style = styles.paragraph(paragraph.styleId);
  const outline = paragraph.outline ?? style.outline ?? BODY_LEVEL;
  const numberId = paragraph.numberId ?? style.numberId;
  const numberLevel = paragraph.numberLevel ?? (paragraph.numberId === undefined ? style.numberLevel : undefined);
  const styleId = paragraph.styleId ?? styles.defaultId;
  const label = numberId === undefined ? '' : numbering.next(numberId, numberLevel, styleId);

  const parts = paragraph.text
    .replace(CONTROL_CHARACTERS, ' ')
    .split(LINE_BREAKS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return [];
  const level = outline < BODY_LEVEL && isHeading(parts) ? outline + 1 : null;
  // A heading broken over two lines is one heading.
  const texts = level === null ? parts : [parts.join(' ')];
  return texts.map((text, index) => ({
    text: index === 0 ? label + text : text,
    level,
    startsBlock: true,
    page: null,
    table: null,
  }));
}

/** Whole paragraphs are often given a heading's style; one that goes on after its first sentence is no heading. */
function isHeading(parts: readonly string[]): boolean {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return length <= MAX_HEADING_LENGTH && !/。./su.test(parts.join(''));
}
