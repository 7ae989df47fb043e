/**
 * Fourth step of chunking: decides which lines are headings, or begin with one. In: the lines of a document. Out: for
 * each line its heading, or null, and whether a passage may or must begin with it.
 */

import { findLeads, findNumberedLead, findTerm, isDefinition, LONGEST_LEAD_AMONG_SIBLINGS } from './leads.js';
import {
  closesAsText,
  endsInQuestion,
  isAppendixTitle,
  isAskersTurn,
  isBoxTitle,
  isGlossaryTitle,
  isOneSentence,
  isStandaloneNumbered,
  looksLikePlainHeading,
  type ParagraphLine,
} from './lines.js';
import { findSequences, type OrdinalKind, type Sequence } from './numbering.js';

/** What makes a line a heading; headings of one kind below the same heading are siblings. */
export type HeadingKind =
  | `marked${number}`
  | OrdinalKind
  | 'appendix'
  | 'box'
  | 'question'
  | 'plain'
  | 'dash'
  | 'bullet'
  | 'lead'
  | 'term'
  | 'caption';

/** A heading of a line: it begins where the line does and ends at `end`. */
export interface Heading {
  readonly kind: HeadingKind;
  readonly end: number;
  readonly runIn: boolean;
}

/** What was decided for the lines of a document, one entry a line. */
export interface HeadingDecisions {
  readonly headings: readonly (Heading | null)[];
  /** Numberings that count, also those of lines without a heading. */
  readonly sequences: readonly Sequence[];
  /** Numbered siblings of headings that have no lead themselves: what is above ends there all the same. */
  readonly leadless: ReadonlyMap<number, HeadingKind>;
}

/** A question that stands alone without a speaker's name, in code units. */
const LONGEST_PLAIN_QUESTION = 40;
/** So many plain headings or questions make each other believable. */
const FEWEST_SIBLINGS = 2;
/** A line of at least this many code units that closes as a sentence is body text, and the document has begun. */
const SHORTEST_OPENING_BODY = 20;

/** Decides the headings of a document. */
export function findHeadings(text: string, lines: readonly ParagraphLine[]): HeadingDecisions {
  const headings: (Heading | null)[] = lines.map(({ table, end }) =>
    table === 'caption' ? { kind: 'caption', end, runIn: false } : null,
  );
  const leadless = new Map<number, HeadingKind>();
  const marked = markFormatHeadings(lines, headings);
  for (const [index, line] of lines.entries()) {
    if (isBoxTitle(text, line)) headings[index] ??= { kind: 'box', end: line.end, runIn: false };
  }
  const inGlossary = markGlossaries(text, lines, headings, leadless);
  const sequences = findSequences(
    lines.map((line, index) => (headings[index] || inGlossary[index] ? null : line.numbering)),
  );
  const numbered = lines.map(() => false);
  for (const sequence of sequences) {
    for (const member of sequence.members) numbered[member] = true;
    for (const member of markSequence(text, lines, sequence, headings)) leadless.set(member, sequence.kind);
  }
  const isFree = (index: number): boolean =>
    !headings[index] && !inGlossary[index] && !numbered[index] && isUnmarked(lines[index]);
  if (!marked) {
    markQuestions(text, lines, isFree, headings);
    markPlainHeadings(text, lines, isFree, numbered, headings);
  }
  // Two paragraphs are neighbours though a table stands between them.
  const prose = lines.flatMap((line, index) => (line.table ? [] : [{ line, index, free: isFree(index) }]));
  const leads = findLeads(
    text,
    prose.map(({ line }) => line),
    prose.map(({ free }) => free),
  );
  for (const [position, { line, index }] of prose.entries()) {
    const end = leads[position] ?? null;
    if (end === null) continue;
    const kind = line.numbering?.kind;
    headings[index] = { kind: kind === 'dash' || kind === 'bullet' ? kind : 'lead', end, runIn: true };
  }
  return { headings, sequences, leadless };
}

/** True for a line that neither its format nor a table explains. */
function isUnmarked(line: ParagraphLine | undefined): boolean {
  return line !== undefined && line.markedLevel === null && line.table === null;
}

/** Headings the file format marks. The first line, when it alone has the outermost level, is the title and no section. */
function markFormatHeadings(lines: readonly ParagraphLine[], headings: (Heading | null)[]): boolean {
  let outermost = Number.POSITIVE_INFINITY;
  let outermostCount = 0;
  for (const { markedLevel } of lines) {
    if (markedLevel === null || markedLevel > outermost) continue;
    outermostCount = markedLevel === outermost ? outermostCount + 1 : 1;
    outermost = markedLevel;
  }
  let found = false;
  for (const [index, line] of lines.entries()) {
    if (line.markedLevel === null) continue;
    if (index === 0 && line.markedLevel === outermost && outermostCount === 1) continue;
    headings[index] = { kind: `marked${line.markedLevel}`, end: line.end, runIn: false };
    found = true;
  }
  return found;
}

/** Glossaries run from their title to the next heading that is no entry; each entry is headed by its term. */
function markGlossaries(
  text: string,
  lines: readonly ParagraphLine[],
  headings: (Heading | null)[],
  leadless: Map<number, HeadingKind>,
): boolean[] {
  const inGlossary: boolean[] = lines.map(() => false);
  let inside = false;
  for (const [index, line] of lines.entries()) {
    if (line.table) continue;
    if (isGlossaryTitle(text, line)) {
      headings[index] ??= { kind: 'appendix', end: line.end, runIn: false };
      inside = true;
      continue;
    }
    if (headings[index]) inside = false;
    else if (isAppendixTitle(text, line)) {
      headings[index] = { kind: 'appendix', end: line.end, runIn: false };
      inside = false;
    }
    const numbering = line.numbering?.kind;
    const term = findTerm(text, line);
    if (numbering === 'chapter' || (numbering === 'ideographic' && term === null)) inside = false;
    if (!inside) continue;
    inGlossary[index] = true;
    const entry = term !== null && (line.numbering !== null || isDefinition(text, line));
    if (entry) headings[index] = { kind: 'term', end: term, runIn: true };
    else if (line.numbering) leadless.set(index, 'term');
  }
  return inGlossary;
}

/** Marks the headings of one sequence, unless its members are the items of a list; returns members without a lead. */
function markSequence(
  text: string,
  lines: readonly ParagraphLine[],
  sequence: Sequence,
  headings: (Heading | null)[],
): number[] {
  const { kind, members } = sequence;
  const [only] = members.length > 1 ? [] : members.map((member) => lines[member]);
  if (only !== undefined && !isStandaloneNumbered(text, only)) return [];
  let found = 0;
  let bare = 0;
  for (const [position, member] of members.entries()) {
    const line = lines[member];
    if (!line) continue;
    if (readNumberedHeading(text, line, kind)) found++;
    if (isOneSentence(line) && members[position + 1] === member + 1) bare++;
  }
  const list = bare * 2 > members.length - 1 && kind !== 'article';
  if (list || found * 2 < members.length) return [];
  const leadless: number[] = [];
  for (const member of members) {
    const line = lines[member];
    if (!line) continue;
    const heading = readNumberedHeading(text, line, kind, LONGEST_LEAD_AMONG_SIBLINGS);
    if (heading) headings[member] = heading;
    else leadless.push(member);
  }
  return leadless;
}

function readNumberedHeading(
  text: string,
  line: ParagraphLine,
  kind: OrdinalKind,
  longestLead?: number,
): Heading | null {
  if (isStandaloneNumbered(text, line)) return { kind, end: line.end, runIn: false };
  if (isDefinition(text, line)) {
    const term = findTerm(text, line);
    if (term !== null) return { kind, end: term, runIn: true };
  }
  // A sentence that is all its paragraph is a lead only when it is short, and never in a law, whose articles are such and
  // begin with whole sentences.
  const alone = isOneSentence(line);
  const lead = findNumberedLead(text, line, alone ? undefined : longestLead);
  const isLead =
    lead !== null && !(kind === 'article' && (alone || /[，,；;]/.test(text.slice(line.wordsStart, lead))));
  if (isLead) return { kind, end: lead, runIn: true };
  if (kind !== 'article') return null;
  // An article of a law is cited by its number, however long its first sentence.
  const label = text.slice(line.start, line.wordsStart).trimEnd();
  return { kind, end: line.start + label.length, runIn: true };
}

/** Questions that head what answers them: a journalist's turns, or short questions that stand alone. */
function markQuestions(
  text: string,
  lines: readonly ParagraphLine[],
  isFree: (index: number) => boolean,
  headings: (Heading | null)[],
): void {
  const turns: number[] = [];
  const questions: number[] = [];
  let asked = 0;
  for (const [index, line] of lines.entries()) {
    if (!isFree(index) || line.salutation || index === lines.length - 1) continue;
    if (isAskersTurn(text, line)) {
      turns.push(index);
      if (endsInQuestion(text, line)) asked++;
    } else if (endsInQuestion(text, line) && isOneSentence(line) && line.end - line.start <= LONGEST_PLAIN_QUESTION) {
      questions.push(index);
    }
  }
  const accepted = [
    ...(asked >= FEWEST_SIBLINGS ? turns : []),
    ...(questions.length >= FEWEST_SIBLINGS ? questions : []),
  ];
  for (const index of accepted) {
    const line = lines[index];
    if (line) headings[index] = { kind: 'question', end: line.end, runIn: false };
  }
}

/** Short lines of words between body text, at least two of them behind the document's opening lines. */
function markPlainHeadings(
  text: string,
  lines: readonly ParagraphLine[],
  isFree: (index: number) => boolean,
  numbered: readonly boolean[],
  headings: (Heading | null)[],
): void {
  const found: number[] = [];
  let begun = false;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    const candidate = isFree(index) && looksLikePlainHeading(text, line);
    if (
      begun &&
      candidate &&
      next &&
      !looksLikePlainHeading(text, next) &&
      followsWhole(text, lines, index, headings)
    ) {
      // What stands below must be text or headings of another kind: two plain lines in a row are a list or a table.
      if (mayStandBelowHeading(text, next) || numbered[index + 1]) found.push(index);
    }
    const body = line.end - line.start >= SHORTEST_OPENING_BODY && closesAsText(text, line);
    // A page may have a table of its number and date above its title.
    if (line.table === null && (headings[index] || (body && !line.salutation))) begun = true;
  }
  if (found.length < FEWEST_SIBLINGS) return;
  for (const index of found) {
    const line = lines[index];
    if (line) headings[index] = { kind: 'plain', end: line.end, runIn: false };
  }
}

/** True for a line that may stand below a plain heading. */
function mayStandBelowHeading(text: string, line: ParagraphLine): boolean {
  if (line.table) return line.table === 'caption';
  return closesAsText(text, line) || line.numbering !== null || !isOneSentence(line);
}

/** False when the line above was broken in the middle of a sentence, so that this one may be its rest. */
function followsWhole(
  text: string,
  lines: readonly ParagraphLine[],
  index: number,
  headings: readonly (Heading | null)[],
): boolean {
  const above = lines[index - 1];
  if (!above || headings[index - 1] || above.table || above.salutation) return true;
  return '。！？!?：:；;…”）)■'.includes(text.charAt(above.end - 1));
}
