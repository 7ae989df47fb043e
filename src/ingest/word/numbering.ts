/**
 * Ingest, automatic numbering of Word: `numbering.xml` goes in; for each numbered paragraph, asked for in the order of
 * the document, comes out what Word shows in front of it (`（一）`, `第三章`, `2.1`). The rules are those of ECMA-376
 * part 1, 17.9: lists that share a definition count on, deeper levels begin anew, an override starts a list again.
 */

import { formatNumber } from './numbers.js';
import { readLevel, type WordStyles } from './styles.js';
import { type Attributes, parseXml } from './xml.js';

const LEVELS = 9;
/** Characters of a level's pattern (`第%1章`); what is longer is no number. */
const MAX_PATTERN_LENGTH = 40;
/** A list may start anywhere below this; Word itself stops at 32,767. */
const MAX_START = 1_000_000;

const PLACEHOLDER = /%([1-9])/g;
/** A dash in front of each item is part of how reports write lists; other bullets say nothing. */
const DASH_BULLET = /^[—―]{1,2}$/u;
/** After these no space is needed between number and text. */
const CLOSES_ITSELF = /[、）。：，；〕】》①-⒛㈠-㊿]$/u;

interface Level {
  start: number;
  format: string;
  pattern: string;
  /** Level from 1 after which this one begins anew; 0 never; null after every higher one. */
  restart: number | null;
  /** True when all numbers are shown in Arabic numerals. */
  legal: boolean;
  /** Paragraph style that is numbered on this level. */
  styleId: string | null;
}

interface Definition {
  readonly levels: Map<number, Level>;
  styleLink: string | null;
}

interface List {
  definitionId: string;
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
}

export interface WordNumbering {
  /**
   * What stands in front of the next paragraph of this list, with a space where one is needed; '' for bullets and
   * lists that are not there. Counts: call it once a paragraph. `level` from 0; undefined when only the style tells.
   */
  next(numberId: string, level: number | undefined, styleId: string | undefined): string;
}

/** @param bytes null when the file has no lists. @throws WenjuError FILE_UNREADABLE, as `parseXml` does. */
export function readListNumbering(bytes: Uint8Array | null, where: string, styles: WordStyles): WordNumbering {
  const definitions = new Map<string, Definition>();
  const lists = new Map<string, List>();
  if (bytes !== null) parseXml(bytes, where, collect(definitions, lists));

  /** Follows a link to a numbering style once; Word makes no chains. */
  const definitionOf = (list: List): [string, Definition] | null => {
    const own = definitions.get(list.definitionId);
    if (own === undefined) return null;
    if (own.styleLink === null || own.levels.size > 0) return [list.definitionId, own];
    const linked = lists.get(styles.numberIdOf(own.styleLink) ?? '');
    const definition = linked === undefined ? undefined : definitions.get(linked.definitionId);
    return linked === undefined || definition === undefined ? null : [linked.definitionId, definition];
  };

  /** Last number shown, by definition and level. */
  const counters = new Map<string, (number | undefined)[]>();
  const started = new Set<string>();

  return {
    next(numberId, level, styleId) {
      const list = lists.get(numberId);
      const found = list === undefined ? null : definitionOf(list);
      if (list === undefined || found === null) return '';
      const [definitionId, definition] = found;
      const depth = Math.min(level ?? levelOfStyle(definition, styleId) ?? 0, LEVELS - 1);
      const levelAt = (index: number) => list.levels.get(index) ?? definition.levels.get(index);
      const shown = levelAt(depth);
      if (shown === undefined) return '';

      const counts = counters.get(definitionId) ?? new Array<number | undefined>(LEVELS).fill(undefined);
      counters.set(definitionId, counts);
      const override = list.starts.get(depth);
      const startsList = override !== undefined && !started.has(`${numberId} ${depth}`);
      const last = counts[depth];
      counts[depth] = startsList ? override : last === undefined ? (override ?? shown.start) : last + 1;
      if (startsList) started.add(`${numberId} ${depth}`);
      for (let deeper = depth + 1; deeper < LEVELS; deeper++) {
        const restart = levelAt(deeper)?.restart ?? deeper;
        if (restart !== 0 && depth < restart) counts[deeper] = undefined;
      }
      for (let above = 0; above < depth; above++) counts[above] ??= levelAt(above)?.start ?? 1;

      if (shown.format === 'bullet') return DASH_BULLET.test(shown.pattern) ? '——' : '';
      const label = shown.pattern.replace(PLACEHOLDER, (_, digit: string) => {
        const index = Number(digit) - 1;
        const value = counts[index] ?? levelAt(index)?.start ?? 1;
        return formatNumber(value, shown.legal ? 'decimal' : (levelAt(index)?.format ?? 'decimal'));
      });
      const text = label.trim();
      return text === '' || CLOSES_ITSELF.test(text) ? text : `${text} `;
    },
  };
}

function levelOfStyle(definition: Definition, styleId: string | undefined): number | undefined {
  if (styleId === undefined) return undefined;
  for (const [index, level] of definition.levels) if (level.styleId === styleId) return index;
  return undefined;
}

/** Fills the two maps while `numbering.xml` is read. */
function collect(definitions: Map<string, Definition>, lists: Map<string, List>) {
  let definition: Definition | null = null;
  let list: List | null = null;
  let index: number | undefined;
  let level: Level | null = null;
  return {
    open(name: string, attributes: Attributes) {
      const value = attributes('w:val') ?? '';
      if (name === 'w:abstractNum') {
        definition = { levels: new Map(), styleLink: null };
        definitions.set(attributes('w:abstractNumId') ?? '', definition);
      } else if (name === 'w:num') {
        list = { definitionId: '', starts: new Map(), levels: new Map() };
        lists.set(attributes('w:numId') ?? '', list);
      } else if (name === 'w:abstractNumId' && list !== null) list.definitionId = value;
      else if (name === 'w:numStyleLink' && definition !== null) definition.styleLink = value;
      else if (name === 'w:lvlOverride') index = readLevel(attributes('w:ilvl') ?? '');
      else if (name === 'w:startOverride' && index !== undefined) list?.starts.set(index, readStart(value));
      else if (name === 'w:lvl') {
        const at = readLevel(attributes('w:ilvl') ?? '');
        level = { start: 0, format: 'decimal', pattern: '', restart: null, legal: false, styleId: null };
        if (at !== undefined) (list ?? definition)?.levels.set(at, level);
      } else if (level !== null) readLevelPart(level, name, value, attributes);
    },
    close(name: string) {
      if (name === 'w:abstractNum') definition = null;
      else if (name === 'w:num') list = null;
      else if (name === 'w:lvlOverride') index = undefined;
      else if (name === 'w:lvl') level = null;
    },
  };
}

function readLevelPart(level: Level, name: string, value: string, attributes: Attributes): void {
  if (name === 'w:start') level.start = readStart(value);
  else if (name === 'w:numFmt') level.format = value;
  else if (name === 'w:lvlText') level.pattern = value.length > MAX_PATTERN_LENGTH ? '' : value;
  else if (name === 'w:lvlRestart') level.restart = readLevel(value) ?? null;
  else if (name === 'w:isLgl') level.legal = (attributes('w:val') ?? '1') !== '0';
  else if (name === 'w:pStyle') level.styleId = value;
}

function readStart(value: string): number {
  const start = /^\d{1,9}$/.test(value) ? Number(value) : 1;
  return Math.min(start, MAX_START);
}
