/**
 * Ingest, HTML: the characters of a page go in; its elements come out, parsed as browsers do, nothing run and nothing
 * fetched. The page is parsed twice: once by parse5 alone, which stops at the limits, then by jsdom on top of the same
 * parse5, which takes time and memory by the square of what is nested.
 */

import { JSDOM, VirtualConsole } from 'jsdom';
import { defaultTreeAdapter, parse } from 'parse5';
import { WenjuError } from '../../errors.js';

/** A long report with tables has 20,000. */
const MAX_ELEMENTS = 200_000;
/** Browsers stop at 512; page builders reach 60. */
const MAX_NESTING = 500;
const MAX_ATTRIBUTES = 500;

export type { Document, Element, Node };

type Document = JSDOM['window']['document'];
type Element = NonNullable<ReturnType<Document['querySelector']>>;
type Node = ReturnType<Element['getRootNode']>;

/** @throws WenjuError FILE_UNREADABLE naming `source` and the limit that the page passes. */
export function parsePage(html: string, source: string): Document {
  checkLimits(html, source);
  // A document of DOMParser has no window: no frame, picture, style sheet or refresh is even looked at.
  const { window } = new JSDOM('', { virtualConsole: new VirtualConsole() });
  return new window.DOMParser().parseFromString(html, 'text/html');
}

function checkLimits(html: string, source: string): void {
  let elements = 0;
  let open = 0;
  const check = (count: number, limit: number, what: string) => {
    if (count <= limit) return;
    throw new WenjuError(
      'FILE_UNREADABLE',
      `${source}: expected at most ${limit} ${what}, found more. Save the text of the page instead.`,
    );
  };
  parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(name, namespace, attributes) {
        elements += 1;
        check(elements, MAX_ELEMENTS, 'elements');
        check(attributes.length, MAX_ATTRIBUTES, 'attributes of an element');
        return defaultTreeAdapter.createElement(name, namespace, attributes);
      },
      onItemPush() {
        open += 1;
        check(open, MAX_NESTING, 'elements inside each other');
      },
      onItemPop() {
        open -= 1;
      },
    },
  });
}
