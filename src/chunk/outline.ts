/**
 * Fifth step of chunking: nests the headings. Their levels come from a stack whose order is learnt per document: a
 * numbering that starts over inside another lies within it, a table in whatever it stands in. In: lines and the
 * headings found. Out: sections with the lines that belong to them, and for each line its innermost section.
 */

import type { Section } from '../types.js';
import type { Heading, HeadingDecisions, HeadingKind } from './headings.js';
import { announces, isOneSentence, type ParagraphLine } from './lines.js';
import { ORDINAL_KINDS, type OrdinalKind, type Sequence } from './numbering.js';

/** The outline of a document. Sections are in the order of their headings. */
interface Outline {
  readonly sections: readonly Section[];
  /** Headings from the outermost to the section's own, one list a section. */
  readonly paths: readonly (readonly string[])[];
  /** For each line the index of its innermost section, -1 before the first and behind the last. */
  readonly owners: readonly number[];
}

interface Node {
  readonly heading: Heading;
  readonly line: number;
  readonly parent: number;
  readonly level: number;
  /** Line behind the last that belongs to it. */
  lineEnd: number;
  /** Line of the first heading below it that is no table's. */
  firstChild: number | null;
}

/** Nests the headings of a document. */
export function buildOutline(text: string, lines: readonly ParagraphLine[], decisions: HeadingDecisions): Outline {
  const ranks = rankKinds(decisions);
  const ends = findRunInEnds(text, lines, nest(lines, decisions, ranks, new Map()), decisions.headings);
  const nodes = nest(lines, decisions, ranks, ends);
  const sections: Section[] = [];
  const paths: string[][] = [];
  const owners: number[] = lines.map(() => -1);
  const open: number[] = [];
  let next = 0;
  for (const [index] of lines.entries()) {
    while (open.length > 0 && (nodes[open.at(-1) ?? 0]?.lineEnd ?? 0) <= index) open.pop();
    const node = nodes[next];
    if (node?.line === index) {
      const line = lines[index];
      const last = lines[node.lineEnd - 1];
      if (line && last) {
        const heading = text.slice(line.start, node.heading.end);
        const { level } = node;
        const { runIn, end } = node.heading;
        sections.push({ start: line.start, end, heading, level, runIn, contentEnd: Math.max(end, last.end) });
        paths.push([...(paths[node.parent] ?? []), heading]);
      }
      open.push(next);
      next++;
    }
    owners[index] = open.at(-1) ?? -1;
  }
  return { sections, paths, owners };
}

/**
 * Levels by a stack: a heading closes those of its own rank and of ranks within it. `ends` names, for a line, the line
 * of a heading that is closed before it.
 */
function nest(
  lines: readonly ParagraphLine[],
  { headings, leadless }: HeadingDecisions,
  ranks: ReadonlyMap<HeadingKind, number>,
  ends: ReadonlyMap<number, number>,
): Node[] {
  const nodes: Node[] = [];
  const stack: { node: number; rank: number }[] = [];
  const closeFrom = (depth: number, line: number): void => {
    if (depth < 0) return;
    for (const { node } of stack.splice(depth)) {
      const closed = nodes[node];
      if (closed) closed.lineEnd = line;
    }
  };
  for (const [index, line] of lines.entries()) {
    const ended = ends.get(index);
    if (ended !== undefined)
      closeFrom(
        stack.findIndex(({ node }) => nodes[node]?.line === ended),
        index,
      );
    const top = stack.at(-1);
    if (top && line.table !== 'row' && nodes[top.node]?.heading.kind === 'caption') closeFrom(stack.length - 1, index);
    const heading = headings[index];
    const kind = heading?.kind ?? leadless.get(index);
    if (kind) {
      const rank = ranks.get(kind) ?? 0;
      closeFrom(
        stack.findIndex((entry) => entry.rank >= rank),
        index,
      );
      if (!heading) continue;
      const parent = stack.at(-1)?.node ?? -1;
      const enclosing = nodes[parent];
      if (enclosing && kind !== 'caption') enclosing.firstChild ??= index;
      stack.push({ node: nodes.length, rank });
      nodes.push({ heading, line: index, parent, level: stack.length, lineEnd: lines.length, firstChild: null });
    } else if (line.salutation) {
      // 各位代表 turns from the points to the whole: it belongs to no point.
      closeFrom(
        stack.findIndex(({ node }, depth) => depth > 0 && !isMarked(nodes[node]?.heading.kind)),
        index,
      );
    }
  }
  closeFrom(0, lines.length);
  return nodes;
}

/** The order of nesting, learnt from this document where it shows one, by custom elsewhere. Smaller is further out. */
function rankKinds({ headings, sequences }: HeadingDecisions): Map<HeadingKind, number> {
  const inside = countInside(headings, sequences);
  const order: HeadingKind[] = [...ORDINAL_KINDS];
  for (let pass = 0; pass < order.length; pass++) {
    for (let index = 1; index < order.length; index++) {
      const outer = order[index - 1];
      const inner = order[index];
      if (!outer || !inner) continue;
      if (inside(outer, inner) > inside(inner, outer)) [order[index - 1], order[index]] = [inner, outer];
    }
  }
  // Plain lines and questions lie outside a numbering that they precede and that never holds one of them.
  const first = new Map<HeadingKind, number>();
  for (const [index, heading] of headings.entries()) {
    if (heading && !first.has(heading.kind)) first.set(heading.kind, index);
  }
  for (const kind of ['plain', 'question'] as const) {
    const position = order.findIndex((other) => {
      const theirs = first.get(other);
      const ours = first.get(kind);
      return theirs !== undefined && ours !== undefined && ours < theirs && inside(kind, other) === 0;
    });
    if (position < 0) order.push(kind);
    else order.splice(position, 0, kind);
  }
  if ((first.get('question') ?? 0) < (first.get('plain') ?? 0)) {
    const plain = order.indexOf('plain');
    const question = order.indexOf('question');
    if (plain < question) order.splice(plain, 0, ...order.splice(question, 1));
  }
  // A box lies in whatever is not counted in plain digits, and holds what is.
  order.splice(Math.min(...DIGITS.map((kind) => order.indexOf(kind))), 0, 'box');
  const marked = [...first.keys()].filter(isMarked).sort();
  return new Map(
    [
      ...marked,
      'appendix' as const,
      ...order,
      'dash' as const,
      'bullet' as const,
      'lead' as const,
      'term' as const,
      'caption' as const,
    ].map((kind, rank) => [kind, rank]),
  );
}

const DIGITS = ['arabic', 'arabicInParentheses', 'arabicBeforeParenthesis', 'circled'] as const;

/** Counts how often a kind begins (numberings: begins with 1) while a sequence of another kind goes on. */
function countInside(
  headings: readonly (Heading | null)[],
  sequences: readonly Sequence[],
): (inner: HeadingKind, outer: HeadingKind) => number {
  const counts = new Map<string, number>();
  const lastLine = new Map<OrdinalKind, number>();
  const begins = new Map<number, Sequence>();
  for (const sequence of sequences) begins.set(sequence.members[0] ?? 0, sequence);
  for (const [index, heading] of headings.entries()) {
    const sequence = begins.get(index);
    const plain = heading?.kind === 'plain' || heading?.kind === 'question' ? heading.kind : null;
    const inner = heading ? (plain ?? sequence?.kind) : null;
    if (inner) {
      for (const [outer, last] of lastLine) {
        if (outer === inner || last < index) continue;
        const key = `${inner} ${outer}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    if (heading && sequence) lastLine.set(sequence.kind, sequence.members.at(-1) ?? index);
  }
  return (inner, outer) => counts.get(`${inner} ${outer}`) ?? 0;
}

function isMarked(kind: HeadingKind | undefined): boolean {
  return kind?.startsWith('marked') ?? false;
}

/**
 * Where run-in sections end before the next heading does it: behind as many paragraphs as their siblings have. A lead
 * without numbering has its own paragraph, and the next when it stands alone. Of numbered leads the last has at most as
 * many as the longest of the others: the text behind it sums up or goes on, and belongs to the heading above.
 * Returns for a line the line of the heading that ends before it.
 */
function findRunInEnds(
  text: string,
  lines: readonly ParagraphLine[],
  nodes: readonly Node[],
  headings: readonly (Heading | null)[],
): Map<number, number> {
  // The points of an enumeration, list items, tables and what a colon announces stay with the paragraph before them.
  const continues = (index: number): boolean => {
    const line = lines[index];
    const above = lines[index - 1];
    if (line?.table) return true;
    if (!line || headings[index]) return false;
    return line.stemPoint || line.numbering !== null || (above !== undefined && announces(text, above));
  };
  const ends = new Map<number, number>();
  const endAfter = (node: Node, paragraphs: number): void => {
    const limit = node.firstChild ?? node.lineEnd;
    let seen = 0;
    for (let index = node.line; index < limit; index++) {
      if (continues(index) || ++seen <= paragraphs) continue;
      ends.set(index, node.line);
      return;
    }
  };
  const siblings = new Map<string, Node[]>();
  for (const node of nodes) {
    const line = lines[node.line];
    if (!node.heading.runIn || !line) continue;
    if (node.heading.kind === 'lead') {
      endAfter(node, isOneSentence(line) ? 2 : 1);
      continue;
    }
    const key = `${node.parent} ${node.heading.kind}`;
    const group = siblings.get(key);
    if (group) group.push(node);
    else siblings.set(key, [node]);
  }
  for (const group of siblings.values()) {
    const last = group.pop();
    if (!last || group.length === 0 || !group.every((node) => node.firstChild === null)) continue;
    if (last.heading.kind === 'term') continue;
    let longest = 0;
    for (const node of group) {
      let count = 0;
      for (let index = node.line; index < node.lineEnd; index++) if (!continues(index)) count++;
      longest = Math.max(longest, count);
    }
    endAfter(last, longest);
  }
  return ends;
}
