/**
 * Third step of chunking: finds run-in leads, the short first sentences that head a paragraph and stay in it:
 * `扩大有效益的投资。紧盯国家…`. One alone proves nothing; neighbours of the same shape do. In: the lines of a document.
 * Out: for each line, where its lead ends without the full stop, or null.
 */

import type { ParagraphLine } from './lines.js';
import { countAsHan, isOneSentence } from './lines.js';

/** A lead without numbering, in code units. Shorter ones are exclamations, longer ones sentences. */
const SHORTEST_LEAD = 4;
const LONGEST_LEAD = 24;
/** A numbered lead, or one that begins as its neighbour does (`这五年，我们…`): the shape is proof enough. */
const LONGEST_PROVEN_LEAD = 45;
/** A numbered lead among siblings that have shorter ones. The longest in 62 provincial reports has 46 with its numbering. */
export const LONGEST_LEAD_AMONG_SIBLINGS = 60;
/** A definition's term before its colon. */
const LONGEST_TERM = 45;
/** A body behind a lead has at least this many code units, in the lead's own paragraph or in the next. */
const SHORTEST_BODY = 10;
/**
 * A body shorter than this and than a third of its neighbour's is a closing remark (`产业强则经济强。我们要……`), not the
 * body of one more lead.
 */
const SHORTEST_SURE_BODY = 45;
const SMALLEST_SHARE_OF_NEIGHBOUR = 1 / 3;
const SHORTEST_BODY_BELOW = 40;
/** Neighbours that begin with so many equal code units are alike whatever their commas. */
const SHARED_BEGINNING = 3;
/** Dashes may have a paragraph of body between them and still be neighbours. */
const DASH_NEIGHBOURHOOD = 3;

const FIGURE_WITH_UNIT =
  /[0-9０-９]\s?(?:[%％‰℃倍]|个百分点|[万亿千百个家项户人件条元吨米里亩座所名位次台套辆株公万平批岁起])/;
const ENGLISH_END = /[a-z]\.$/;
const NARRATIVE =
  /^(?:他|她|我|你|它|但|而|因|所以|同时|此外|另外|与此|对此|其中|会议|据|这是|那|如今|目前|当前|过去|刚刚|回顾|展望|[0-9]{4}年)/;

/** The end of a numbered line's lead: its first sentence without the full stop, when something follows it. */
export function findNumberedLead(text: string, line: ParagraphLine, longest = LONGEST_PROVEN_LEAD): number | null {
  const end = withoutFullStop(text, line);
  const isTooLong = countAsHan(text, line.wordsStart, end) > longest;
  if (end === line.firstEnd || isTooLong || end <= line.wordsStart) return null;
  // What English writes as one sentence with a number is an item of a list.
  if (text.charAt(end) === '.' && isOneSentence(line)) return null;
  return end;
}

/** The end of the term that a line defines (`“双集中”：指…`, or below it after the colon), null when it defines none. */
export function findTerm(text: string, line: ParagraphLine): number | null {
  const head = text.slice(line.wordsStart, Math.min(line.end, line.wordsStart + LONGEST_TERM + 1));
  const colon = head.search(/[：:]/);
  const end = line.wordsStart + colon;
  return colon > 0 && !/[。；]/.test(head.slice(0, colon)) ? end : null;
}

/** True when what follows the term defines it: `：指`, `：是指`, `：即`. */
export function isDefinition(text: string, line: ParagraphLine): boolean {
  const end = findTerm(text, line);
  return end !== null && /^[：:]\s?(?:是?指|即)/.test(text.slice(end, end + 4));
}

/** Leads of paragraphs without ordinal; `free` says which lines may have one (no heading of another kind). */
export function findLeads(text: string, lines: readonly ParagraphLine[], free: readonly boolean[]): (number | null)[] {
  const leads: (number | null)[] = lines.map(() => null);
  const shapes = lines.map((line, index) => (free[index] ? readShape(text, line) : null));
  let previousDash = -DASH_NEIGHBOURHOOD - 1;
  for (const [index, shape] of shapes.entries()) {
    if (!shape) continue;
    if (shape.kind === 'dash') {
      if (index - previousDash <= DASH_NEIGHBOURHOOD) {
        leads[previousDash] = shapes[previousDash]?.end ?? null;
        leads[index] = shape.end;
      }
      previousDash = index;
      continue;
    }
    // A lead in its own paragraph has its sibling in the next; one with its body below has it two further on.
    const distance = shape.bodyBelow ? 2 : 1;
    const sibling = shapes[index + distance];
    if (!sibling || sibling.kind !== shape.kind || sibling.bodyBelow !== shape.bodyBelow) continue;
    if (shape.bodyBelow && !(isBody(lines, index + 1, shapes, free) && isBody(lines, index + 3, shapes, free)))
      continue;
    const alike = text.startsWith(text.slice(shape.start, shape.start + SHARED_BEGINNING), sibling.start);
    if (!alike && !(shape.plain && sibling.plain)) continue;
    if (isRemark(shape, sibling) || isRemark(sibling, shape)) continue;
    leads[index] = shape.end;
    leads[index + distance] = sibling.end;
  }
  return leads;
}

interface Shape {
  readonly kind: 'dash' | 'bullet' | 'plain';
  readonly start: number;
  readonly end: number;
  /** Short and without commas: alike to any other such lead. */
  readonly plain: boolean;
  readonly bodyBelow: boolean;
  /** Length of what follows in the paragraph, in code units. */
  readonly bodyLength: number;
}

function isRemark({ bodyLength }: Shape, neighbour: Shape): boolean {
  return bodyLength < SHORTEST_SURE_BODY && bodyLength < neighbour.bodyLength * SMALLEST_SHARE_OF_NEIGHBOUR;
}

function readShape(text: string, line: ParagraphLine): Shape | null {
  if (line.stemPoint || line.salutation) return null;
  const kind = line.numbering === null ? 'plain' : line.numbering.kind;
  if (kind !== 'dash' && kind !== 'bullet' && kind !== 'plain') return null;
  const end = withoutFullStop(text, line);
  const length = end - line.wordsStart;
  if (text.charAt(end) !== '。' || length < SHORTEST_LEAD || length > LONGEST_PROVEN_LEAD) return null;
  const words = text.slice(line.wordsStart, end);
  if (/[：:；;？?！!。]/.test(words) || FIGURE_WITH_UNIT.test(words) || NARRATIVE.test(words)) return null;
  const bodyBelow = isOneSentence(line);
  const bodyLength = line.end - line.firstEnd;
  if (bodyBelow ? kind !== 'plain' : bodyLength < SHORTEST_BODY) return null;
  const plain = length <= LONGEST_LEAD && !/[，,]/.test(words);
  return { kind, start: line.wordsStart, end, plain, bodyBelow, bodyLength };
}

function isBody(
  lines: readonly ParagraphLine[],
  index: number,
  shapes: readonly (Shape | null)[],
  free: readonly boolean[],
): boolean {
  const line = lines[index];
  return (
    line !== undefined &&
    free[index] === true &&
    !shapes[index]?.bodyBelow &&
    line.end - line.start >= SHORTEST_BODY_BELOW
  );
}

/** End of the first sentence without its 。; the same end when it closes otherwise. */
function withoutFullStop(text: string, line: ParagraphLine): number {
  let end = line.firstEnd;
  while (end > line.wordsStart && '。！!'.includes(text.charAt(end - 1))) end--;
  return end > line.wordsStart && ENGLISH_END.test(text.slice(end - 2, end)) ? end - 1 : end;
}
