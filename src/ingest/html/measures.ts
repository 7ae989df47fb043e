/** Ingest, HTML: how much text an element holds, and how much of it is links. Elements go in, numbers come out. */

import type { Element, Node } from './dom.js';

/** Of an element and all below it. Lengths in UTF-16 code units, white space not counted. */
export interface ElementMeasure {
  readonly length: number;
  /** Of these, inside links. */
  readonly linked: number;
  /** How the text begins; for recognising labels, not for reading. */
  readonly opening: string;
  /** Tables below it, itself not counted. */
  readonly tables: number;
}

export type ElementMeasures = ReadonlyMap<Node, ElementMeasure>;

const OPENING_LENGTH = 40;
const NO_TEXT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'noframes',
  'object',
  'select',
  'title',
]);
const NOTHING: ElementMeasure = { length: 0, linked: 0, opening: '', tables: 0 };

/** Measures `root` and every element below it, once. Linear; nesting is bounded by dom.ts. */
export function measureText(root: Element): ElementMeasures {
  const measures = new Map<Node, ElementMeasure>();
  measure(root, measures);
  return measures;
}

/** True when at least half of the text is links: a menu, a list of other pages. */
export function isMostlyLinks({ length, linked }: ElementMeasure): boolean {
  return linked > 0 && linked * 2 >= length;
}

function measure(node: Node, measures: Map<Node, ElementMeasure>): ElementMeasure {
  if (node.nodeType === node.TEXT_NODE) {
    const text = (node.nodeValue ?? '').replace(/\s+/gu, '');
    return { ...NOTHING, length: text.length, opening: text.slice(0, OPENING_LENGTH) };
  }
  const name = node.nodeName.toLowerCase();
  if (node.nodeType !== node.ELEMENT_NODE || NO_TEXT.has(name)) return NOTHING;
  let { length, linked, opening, tables } = NOTHING;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    const inner = measure(child, measures);
    length += inner.length;
    linked += inner.linked;
    if (opening.length < OPENING_LENGTH) opening = (opening + inner.opening).slice(0, OPENING_LENGTH);
    tables += inner.tables + (child.nodeName === 'TABLE' ? 1 : 0);
  }
  const found = { length, linked: name === 'a' ? length : linked, opening, tables };
  measures.set(node, found);
  return found;
}
