/**
 * Ingest, HTML: where on the page is its article? A parsed page goes in; the element that holds the text comes out:
 * one that publishing systems of Chinese offices and newspapers are known to put it in, else what Readability finds,
 * else the whole body.
 */

import { Readability } from '@mozilla/readability';
import type { Document, Element, Node } from './dom.js';
import { isHiddenElement } from './left-out.js';
import type { ElementMeasures } from './measures.js';

/** Most telling first. TRS, UCAP and Founder are publishing systems; `zoom` is what their buttons for large print change. */
const CONTAINERS = (
  '#UCAP-CONTENT, .TRS_Editor, .trs_editor_view, #zoom, #Zoom, #zoomcon, .pages_content, .article-content, ' +
  '.article_content, .article-body, #articleContent, #article-content, #founder-content, #ozoom, ' +
  '.view.TRS_UEDITOR, [itemprop="articleBody"], article'
).split(', ');

/** Characters that are not links; a container with less is a frame of something else. */
const MIN_ARTICLE_LENGTH = 30;
/** Share of all text in containers of a kind that the longest must have; below, the article stands in several of them. */
const MIN_LONGEST_SHARE = 0.8;
/** Elements of a page that Readability is asked about: it takes seconds and copies of the page beyond. */
const MAX_FOR_READABILITY = 10_000;
/** Its work on such a page, as `estimateWork` has it: some seconds. A report of 600 paragraphs in one element has a quarter. */
const MAX_WORK = 20_000_000;
/** Work for each sibling of a node, and characters that are as much work as a node. */
const WORK_A_SIBLING = 3;
const CHARACTERS_A_NODE = 25;
const POSITION = 'data-position';

/** Finds the article below `body`; `body` itself when nothing tells. */
export function findArticle(document: Document, body: Element, measures: ElementMeasures): Element {
  return findContainer(body, measures) ?? findByReadability(document, body) ?? body;
}

function findContainer(body: Element, measures: ElementMeasures): Element | null {
  const length = (element: Element) => {
    const measure = measures.get(element);
    return measure === undefined ? 0 : measure.length - measure.linked;
  };
  if (body.querySelector(CONTAINERS.join(',')) === null) return null; // one walk instead of one a name
  for (const selector of CONTAINERS) {
    const found = [...body.querySelectorAll(selector)].filter(
      (element) => length(element) >= MIN_ARTICLE_LENGTH && !ancestorsOf(element).some(isHiddenElement),
    );
    const all = new Set(found);
    const outer = found.filter(
      (element) =>
        !ancestorsOf(element)
          .slice(1)
          .some((above) => all.has(above)),
    );
    const [longest] = [...outer].sort((left, right) => length(right) - length(left));
    if (longest === undefined) continue;
    const total = outer.reduce((sum, element) => sum + length(element), 0);
    return length(longest) >= total * MIN_LONGEST_SHARE ? longest : findCommonAncestor(outer);
  }
  return null;
}

/**
 * Readability rewrites what it finds and throws tables away, so it only says where: every element is numbered, and
 * the article is what holds all those that came through with text of their own.
 */
function findByReadability(document: Document, body: Element): Element | null {
  const elements = [...body.querySelectorAll('*')];
  if (elements.length > MAX_FOR_READABILITY || estimateWork(body) > MAX_WORK) return null;
  elements.forEach((element, position) => {
    element.setAttribute(POSITION, String(position));
  });
  const copy = document.cloneNode(true) as Document; // a copy of a document is a document; its type only says node
  const article = new Readability<Node>(copy, { serializer: (node) => node, disableJSONLD: true }).parse();
  const content = article?.content;
  if (content === null || content === undefined) return null;
  const kept: Element[] = [];
  collectWithText(content, elements, kept);
  return kept.length === 0 ? null : findCommonAncestor(kept);
}

/**
 * What Readability does by the square: each time it takes an element out, jsdom lists anew what stands beside it, and
 * of every element it reads the text of every element inside, with all that lies in that.
 */
function estimateWork(node: Node, depth = 0): number {
  const length = node.nodeType === node.ELEMENT_NODE ? 0 : (node.nodeValue?.length ?? 0);
  let work = depth * depth * (1 + length / CHARACTERS_A_NODE);
  let children = 0;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    children += 1;
    work += estimateWork(child, depth + 1);
  }
  return work + WORK_A_SIBLING * children * children;
}

function collectWithText(node: Node, elements: readonly Element[], kept: Element[]): void {
  let hasText = false;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === child.TEXT_NODE) hasText ||= /\S/.test(child.nodeValue ?? '');
    else collectWithText(child, elements, kept);
  }
  const position = hasText && 'getAttribute' in node ? (node as Element).getAttribute(POSITION) : null;
  const element = position === null ? undefined : elements[Number(position)];
  if (element !== undefined) kept.push(element);
}

/** The element and all that it lies in, innermost first. */
function ancestorsOf(element: Element): Element[] {
  const ancestors: Element[] = [];
  for (let above: Element | null = element; above !== null; above = above.parentElement) ancestors.push(above);
  return ancestors;
}

function findCommonAncestor(elements: readonly Element[]): Element | null {
  const [first, ...others] = elements;
  if (first === undefined) return null;
  const line = ancestorsOf(first);
  let common = 0;
  for (const other of others) {
    let above: Element | null = other;
    let position = -1;
    while (above !== null && position < 0) {
      position = line.indexOf(above);
      above = above.parentElement;
    }
    common = Math.max(common, position);
  }
  return line[common] ?? null;
}
