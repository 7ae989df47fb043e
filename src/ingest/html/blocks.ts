/**
 * Ingest, HTML: the elements of a page go in; its lines come out, one a paragraph, heading, list item or row of a table,
 * each with where it stands to the article, and what was left out with the reason. Characters stay as they are; only
 * white space that browsers do not show is squeezed.
 */

import type { Dropped } from '../../types.js';
import type { RawLine } from '../contract.js';
import { raiseDigits } from '../superscript.js';
import { readUnitLine, writeTable } from '../table.js';
import { childrenOf, readGrid } from './cells.js';
import type { Element, Node } from './dom.js';
import { isRelatedLabel, judgeElement } from './left-out.js';
import type { ElementMeasures } from './measures.js';

/** A line with its place: above, in or below the article. */
export interface ArticleLine extends RawLine {
  readonly place: 'before' | 'inside' | 'after';
}

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu ol optgroup option p plaintext pre section summary table ' +
    'tbody td tfoot th thead tr ul xmp'
  ).split(' '),
);
const PREFORMATTED = new Set(['pre', 'listing', 'xmp', 'plaintext']);
const HEADING = /^h([1-6])$/;

/** Browsers show a run of these as one space; other control characters come in as `&#1;`. */
const SHOWN_AS_SPACE = /[ \p{Cc}\u2028\u2029]+/gu;
/** Two wide spaces open a paragraph also after `<br>`. */
const INDENT = /^[\u00A0\u2003\u3000]{2}/;
/** An item that has its number in its text gets no second one. */
const NUMBERED = /^\s{0,8}(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]|第[\d一二三四五六七八九十]{1,3}[章节条])/;

/** `表1 主要指标`, `附表2：…`, `荆门市主要经济指标表`. */
const NUMBERED_CAPTION = /^附?表\s?[\d一二三四五六七八九十]/;
const NAMED_CAPTION = /(?<![上下附列如见])表(?:[（(][^（(]{1,30}[）)])?$/;
const SENTENCE_MARK = /[。；，]/;
const LONGEST_CAPTION = 60;
/** Characters of what was left out that are kept for each reason. */
const LONGEST_DROPPED = 200;

/** What is known while a page is read. */
interface Reading {
  readonly article: Element;
  /** What the article lies in; never left out, whatever it is called. */
  readonly holders: ReadonlySet<Node>;
  readonly measures: ElementMeasures;
  /** Beginnings of what was left out, by reason. */
  readonly dropped: Map<string, string>;
  /** Number of the last item of each ordered list. */
  readonly counters: Map<Node, number>;
  place: ArticleLine['place'];
}

/** The lines of a page or of a cell, and the one that is being put together. */
interface Writing {
  readonly lines: ArticleLine[];
  parts: string[];
  level: number | null;
  /** Number of a list item, until its first line takes it. */
  number: string;
  startsBlock: boolean;
  isPreformatted: boolean;
}

/** Reads everything below `body`. Linear, but that a table without data is looked at twice. */
export function readBlocks(
  body: Element,
  article: Element,
  measures: ElementMeasures,
): { lines: ArticleLine[]; dropped: Dropped[] } {
  const holders = new Set<Node>();
  for (let above = article.parentElement; above !== null; above = above.parentElement) holders.add(above);
  const reading: Reading = {
    article,
    holders,
    measures,
    dropped: new Map(),
    counters: new Map(),
    place: article === body ? 'inside' : 'before',
  };
  const { lines } = readLines(body, reading);
  return { lines, dropped: [...reading.dropped].map(([reason, text]) => ({ text, reason })) };
}

function readLines(element: Element, reading: Reading): Writing {
  const writing: Writing = { lines: [], parts: [], level: null, number: '', startsBlock: true, isPreformatted: false };
  readChildren(element, reading, writing);
  endLine(reading, writing);
  return writing;
}

function readChildren(element: Element, reading: Reading, writing: Writing): void {
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === child.TEXT_NODE) {
      writing.parts.push(child.nodeValue ?? '');
    } else if (isElement(child)) {
      const next = child.nextElementSibling;
      const measure = reading.measures.get(child);
      if (next !== null && measure !== undefined && isRelatedLabel(measure, reading.measures.get(next))) {
        noteDropped(reading, 'related links', measure.opening);
        child = next;
      } else {
        readElement(child, reading, writing);
      }
    }
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function readElement(element: Element, reading: Reading, writing: Writing): void {
  const { article, holders, measures } = reading;
  const name = element.localName;
  if (element !== article && !holders.has(element)) {
    const measure = measures.get(element);
    const reason = judgeElement(
      element,
      measure ?? { length: 0, linked: 0, opening: '', tables: 0 },
      article.localName !== 'body',
    );
    if (reason !== null) {
      noteDropped(reading, reason, measure?.opening ?? element.textContent?.trim() ?? '');
      return;
    }
  }
  if (name === 'br') {
    if (writing.isPreformatted) writing.parts.push('\n');
    else if (writing.level !== null) writing.parts.push(' ');
    // A line break may be in the middle of a sentence; two of them are not.
    else writing.startsBlock = !endLine(reading, writing);
    return;
  }
  if (!BLOCKS.has(name) && element !== article) {
    const before = writing.parts.length;
    readChildren(element, reading, writing);
    if (name === 'sup') for (const part of writing.parts.splice(before)) writing.parts.push(raiseDigits(part));
    return;
  }
  startBlock(reading, writing);
  if (element === article) reading.place = 'inside';
  if (name !== 'table' || !readTable(element, reading, writing)) readBlock(element, reading, writing);
  startBlock(reading, writing);
  if (element === article) reading.place = 'after';
}

function readBlock(element: Element, reading: Reading, writing: Writing): void {
  const { level, isPreformatted } = writing;
  const heading = HEADING.exec(element.localName);
  if (heading !== null) writing.level = Number(heading[1]);
  if (element.localName === 'li') writing.number = numberItem(element, reading.counters);
  writing.isPreformatted ||= PREFORMATTED.has(element.localName);
  readChildren(element, reading, writing);
  endLine(reading, writing);
  Object.assign(writing, { level, isPreformatted, number: '' });
}

function startBlock(reading: Reading, writing: Writing): void {
  endLine(reading, writing);
  writing.startsBlock = true;
}

/** Hands on the line that has come together; false when it is blank. */
function endLine(reading: Reading, writing: Writing): boolean {
  const written = writing.parts.join('');
  writing.parts = [];
  const rows = writing.isPreformatted ? written.split('\n') : [written];
  const texts = rows
    .map((row) => row.replace(SHOWN_AS_SPACE, ' ').replace(/^ | $/g, ''))
    .filter((row) => row.trim() !== '');
  for (const text of texts) {
    writing.lines.push({
      text: NUMBERED.test(text) ? text : writing.number + text,
      level: writing.level,
      startsBlock: writing.startsBlock || INDENT.test(text),
      page: null,
      table: null,
      place: reading.place,
    });
    writing.number = '';
    writing.startsBlock = !writing.isPreformatted;
  }
  return texts.length > 0;
}

/** `3. ` for an item of an ordered list, nothing for others and where the page asks for no number. */
function numberItem(item: Element, counters: Map<Node, number>): string {
  const list = item.parentElement;
  if (list?.localName !== 'ol') return '';
  const stated = Number.parseInt(item.getAttribute('value') ?? '', 10);
  const before = counters.get(list) ?? Number.parseInt(list.getAttribute('start') ?? '1', 10) - 1;
  const number = Number.isFinite(stated) ? stated : (Number.isFinite(before) ? before : 0) + 1;
  counters.set(list, number);
  return /list-style[^;]{0,40}none/i.test(list.getAttribute('style') ?? '') ? '' : `${number}. `;
}

/** Writes a table of data with the caption above it; false when it is none and is to be read as blocks. */
function readTable(table: Element, reading: Reading, writing: Writing): boolean {
  if (reading.holders.has(table) || table === reading.article) return false;
  const readCell = (cell: Element) =>
    readLines(cell, reading)
      .lines.map(({ text }) => text)
      .join('\n');
  const grid = readGrid(table, reading.measures, readCell);
  if (grid === null) return false;
  const { place } = reading;
  if (place !== 'inside') {
    // Above the article stand 索引号, 发布机构, 发布日期 with their values beside them.
    const texts = grid.map((row) => row.filter((cell, column) => cell !== row[column - 1]).join(' '));
    for (const text of texts)
      writing.lines.push({ text, level: null, startsBlock: true, page: null, table: null, place });
    return true;
  }
  const caption = childrenOf(table).find(({ localName }) => localName === 'caption');
  const unit = takeLine(writing, (text) => readUnitLine(text));
  const above =
    caption === undefined
      ? takeLine(writing, (text) => (isCaption(text) ? text : null))
      : readCell(caption).replaceAll('\n', ' ');
  for (const line of writeTable(grid, { caption: above, unit, page: null })) writing.lines.push({ ...line, place });
  return true;
}

/** Takes the last line away when `read` makes something of it. */
function takeLine(writing: Writing, read: (text: string) => string | null): string | null {
  const last = writing.lines.at(-1);
  const found =
    last === undefined || last.table !== null || last.place !== 'inside' || last.level !== null
      ? null
      : read(last.text.trim());
  if (found !== null) writing.lines.pop();
  return found;
}

function isCaption(text: string): boolean {
  if (text.length > LONGEST_CAPTION || SENTENCE_MARK.test(text)) return false;
  return NUMBERED_CAPTION.test(text) || NAMED_CAPTION.test(text);
}

function noteDropped({ dropped }: Reading, reason: string, text: string): void {
  const known = dropped.get(reason);
  if (text !== '' && (known?.length ?? 0) < LONGEST_DROPPED) {
    dropped.set(reason, (known === undefined ? text : `${known} … ${text}`).slice(0, LONGEST_DROPPED));
  }
}
