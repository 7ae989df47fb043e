/**
 * Used by several stages: the terms of government reports in both languages, read from glossary.csv. A text goes in;
 * the terms it names come out, whatever they are called in it (GDP and 经济总量 are 地区生产总值).
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unreadable } from '../errors.js';
import { foldWidth, matchEnd } from './characters.js';
import { toSingular } from './english.js';
import { type GlossaryKind, parseGlossary } from './glossary-rows.js';

export interface GlossaryTerm {
  /** The full name, unique: 地区生产总值. */
  readonly name: string;
  readonly kind: GlossaryKind;
  /** Every form that reports use for exactly this, the name first. */
  readonly written: readonly string[];
  /** What it is called in English; null when the glossary does not say. */
  readonly english: string | null;
}

/** A term named in a text. */
export interface GlossaryMention {
  readonly term: GlossaryTerm;
  /** UTF-16 code units into the given text, half-open. */
  readonly start: number;
  readonly end: number;
}

export interface Glossary {
  /** Hash of its rows, eight hexadecimal digits: another glossary reads other things in a text. */
  readonly version: string;
  /** In the order of the file. */
  readonly terms: readonly GlossaryTerm[];
  /**
   * Every term that a document names in the words reports use, left to right, longest first, none overlapping.
   * Linear time.
   */
  findWritten(text: string): readonly GlossaryMention[];
  /** The same for a question, in which terms also go by everyday and English names. */
  findAsked(text: string): readonly GlossaryMention[];
}

/** The file stays beside its source: the compiled module reads it from there too. */
const GLOSSARY_FILE = new URL('../../src/lexicon/glossary.csv', import.meta.url);

/** The rows read and its forms cut, made when wenju is built; sources run under a TypeScript loader find it in `dist/` too. */
export const FORMS_FILE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/lexicon/glossary-forms.json' : './glossary-forms.json',
    import.meta.url,
  ),
);

/** A glossary before it is made ready to be looked through: most of the work, and the same each time. */
interface GlossaryForms extends Pick<Glossary, 'version' | 'terms'> {
  /** Units of each form, which of the terms it means, and whether reports use it. */
  readonly forms: readonly (readonly [keys: readonly UnitKey[], term: number, isWritten: boolean])[];
}

/** Reads the glossary that is shipped, once a process. */
export function readGlossary(): Glossary {
  const content = readFileSync(GLOSSARY_FILE, 'utf8');
  const made = readForms();
  // Who has changed the rows and not built anew gets what they say.
  return makeGlossary(made?.version === hashRows(content) ? made : cutForms(content, 'src/lexicon/glossary.csv'));
}

/** What is written to FORMS_FILE. */
export function makeForms(): GlossaryForms {
  return cutForms(readFileSync(GLOSSARY_FILE, 'utf8'), 'src/lexicon/glossary.csv');
}

function readForms(): GlossaryForms | null {
  try {
    return JSON.parse(readFileSync(FORMS_FILE, 'utf8'));
  } catch {
    return null;
  }
}

function hashRows(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

/**
 * Makes a glossary of comma-separated rows below the head `name,kind,written,asked,english`; the last three hold forms
 * with | between them.
 *
 * @param place the file, for the message.
 * @throws WenjuError FILE_UNREADABLE naming the line of a row of another shape, or of a form that stands twice: a form
 * means one term only.
 */
export function createGlossary(content: string, place: string): Glossary {
  return makeGlossary(cutForms(content, place));
}

function cutForms(content: string, place: string): GlossaryForms {
  const terms: GlossaryTerm[] = [];
  const forms: GlossaryForms['forms'][number][] = [];
  const lineOfForm = new Map<string, number>();
  for (const [index, row] of parseGlossary(content, place).entries()) {
    const line = index + 2;
    const [english = null] = row.english;
    const term: GlossaryTerm = { name: row.name, kind: row.kind, written: [row.name, ...row.written], english };
    const inReports = new Set(term.written);
    terms.push(term);
    for (const form of [...term.written, ...row.asked, ...row.english]) {
      const keys = splitIntoUnits(form);
      const key = JSON.stringify(keys);
      const other = lineOfForm.get(key);
      if (other !== undefined || keys.length === 0) {
        const found =
          keys.length === 0 ? `an empty one in line ${line}` : `"${form}" in line ${other} and line ${line}`;
        throw unreadable(place, `expected every form once, found ${found}. Remove one.`);
      }
      lineOfForm.set(key, line);
      forms.push([keys, index, inReports.has(form)]);
    }
  }
  return { version: hashRows(content), terms, forms };
}

function makeGlossary({ version, terms, forms }: GlossaryForms): Glossary {
  const written = createNode();
  const asked = createNode();
  for (const [keys, number, isWritten] of forms) {
    const term = terms[number];
    if (term === undefined) continue;
    addForm(asked, keys, term);
    if (isWritten) addForm(written, keys, term);
  }
  return {
    version,
    terms,
    findWritten: (text) => findTerms(text, written),
    findAsked: (text) => findTerms(text, asked),
  };
}

/** Whether words are the name of one indicator, all of them. */
export function namesIndicator(words: string, glossary: Glossary): boolean {
  const [mention] = glossary.findWritten(words);
  return mention?.term.kind === 'indicator' && mention.start === 0 && mention.end === words.length;
}

/** Whether they end in the name of one. */
export function endsInIndicator(words: string, glossary: Glossary): boolean {
  const last = glossary.findWritten(words).at(-1);
  return last?.term.kind === 'indicator' && last.end === words.length;
}

/** Forms by their units: each step from the root is one unit, and a node where a form ends has its term. */
interface FormNode {
  readonly next: Map<UnitKey, FormNode>;
  term: GlossaryTerm | null;
}

function createNode(): FormNode {
  return { next: new Map(), term: null };
}

function addForm(root: FormNode, keys: readonly UnitKey[], term: GlossaryTerm): void {
  let node = root;
  for (const key of keys) {
    const existing = node.next.get(key);
    const following = existing ?? createNode();
    if (existing === undefined) node.next.set(key, following);
    node = following;
  }
  node.term = term;
}

/** At each unit the longest form that begins there. A form has a dozen units at most, so this is linear. */
function findTerms(given: string, root: FormNode): GlossaryMention[] {
  const text = fold(given);
  const mentions: GlossaryMention[] = [];
  let place: Place = { at: 0, wordEnd: -1 };
  for (;;) {
    let { at } = place;
    // With most characters no form begins, and with most of the others none goes on: nothing is made of them.
    while (isPlain(text.charCodeAt(at)) && !mayBegin(text, at, root)) at += 1;
    const first = readUnit(text, { at, wordEnd: place.wordEnd });
    if (first === null) return mentions;
    let found: { readonly term: GlossaryTerm; readonly last: Unit } | null = null;
    let node: FormNode = root;
    let owners = 0;
    for (let unit: Unit | null = first; unit !== null; unit = readUnit(text, unit.next)) {
      const next: FormNode | undefined = node.next.get(unit.key);
      // Value added of (the province's) industrial enterprises: whose they are is no part of the name.
      if (unit !== first && owners < MOST_OWNER_WORDS && isOfOwner(text, unit, next !== undefined)) {
        owners += 1;
        continue;
      }
      if (next === undefined) break;
      node = next;
      if (node.term !== null) found = { term: node.term, last: unit };
    }
    if (found !== null) mentions.push({ term: found.term, start: first.start, end: found.last.end });
    place = (found?.last ?? first).next;
  }
}

/** The province's. */
const MOST_OWNER_WORDS = 2;

function isOfOwner(text: string, unit: Unit, goesOn: boolean): boolean {
  const isPossessive = ({ start, end }: Unit): boolean => /['’]s$/.test(text.slice(start, end));
  if (unit.key !== 'the') return !goesOn && isPossessive(unit);
  const next = readUnit(text, unit.next);
  return next !== null && isPossessive(next);
}

/** False only where no form begins. */
function mayBegin(text: string, at: number, root: FormNode): boolean {
  const first = root.next.get(text.charCodeAt(at));
  if (first === undefined) return false;
  const following = text.charCodeAt(at + 1);
  return first.term !== null || !isPlain(following) || first.next.has(following);
}

/** A Latin word or number in its plain form, or the code of any other character: no text is made for each. */
type UnitKey = string | number;

/** Where the next unit is looked for, and where the last word ended. */
interface Place {
  readonly at: number;
  readonly wordEnd: number;
}

/** What forms and texts are compared by, with its offsets. */
interface Unit {
  readonly key: UnitKey;
  readonly start: number;
  readonly end: number;
  readonly next: Place;
}

/** R&D and PM2.5 are words, too; residents' and Hubei's are one with resident and Hubei. */
const WORD = /[a-z0-9]+(?:[.&][a-z0-9]+)*(?:['’]s(?![a-z0-9])|(?<=s)['’](?![a-z0-9]))?/y;
const SPACES = /[ \t\u00a0\u3000]+/y;
/** Where a word, a space or a hyphen may begin; all other characters are units as they are. */
const SPECIAL = new Set(
  Array.from('abcdefghijklmnopqrstuvwxyz0123456789 \t\u00a0\u3000‐‑–-', (each) => each.charCodeAt(0)),
);
const LAST_SPECIAL = 0x3000;
/** By code up to the last: a look into a set for each character would take most of the time. */
const IS_SPECIAL = Uint8Array.from({ length: LAST_SPECIAL + 1 }, (_, code) => (SPECIAL.has(code) ? 1 : 0));

/** False at the end of a text, too. */
function isPlain(code: number): boolean {
  return code > LAST_SPECIAL || IS_SPECIAL[code] === 0;
}

function splitIntoUnits(given: string): UnitKey[] {
  const text = fold(given);
  const keys: UnitKey[] = [];
  let unit = readUnit(text, { at: 0, wordEnd: -1 });
  for (; unit !== null; unit = readUnit(text, unit.next)) keys.push(unit.key);
  return keys;
}

/**
 * The next unit of a folded text; null at its end. White space is dropped beside a Latin word (人均 GDP is 人均GDP) and a
 * hyphen between two (fixed-asset, fixed asset); any other gap is a unit, so that no form reaches across it.
 */
function readUnit(text: string, { at, wordEnd }: Place): Unit | null {
  let start = at;
  while (start < text.length) {
    const code = text.charCodeAt(start);
    const makeUnit = (key: UnitKey, end: number, isWord = false): Unit => {
      return { key, start, end, next: { at: end, wordEnd: isWord ? end : wordEnd } };
    };
    if (isPlain(code)) return makeUnit(code, start + 1);
    const end = matchEnd(WORD, text, start);
    if (end > start) return makeUnit(toSingular(text.slice(start, end)), end, true);
    const gapEnd = Math.max(start + 1, matchEnd(SPACES, text, start));
    const isHyphen = text.charAt(start).trim() !== '';
    const isAfterWord = start === wordEnd;
    const isBeforeWord = matchEnd(WORD, text, gapEnd) > gapEnd;
    const isDropped = isHyphen ? isAfterWord && isBeforeWord : isAfterWord || isBeforeWord;
    if (!isDropped) return makeUnit(code, gapEnd);
    start = gapEnd;
  }
  return null;
}

/** Lower case, and ASCII for its full-width forms: one code unit for one, so that offsets stay. */
function fold(text: string): string {
  return foldWidth(text).replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}
