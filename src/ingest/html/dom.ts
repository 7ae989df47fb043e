/**
 * Ingest, HTML: the characters of a page go in; its elements come out, parsed as browsers do, nothing run and nothing
 * fetched. The page is parsed twice: once by parse5 alone, which stops at the limits, then by jsdom on top of the same
 * parse5, which takes time and memory by the square of what is nested.
 */

import { JSDOM, VirtualConsole } from 'jsdom';
import {
  type DefaultTreeAdapterMap,
  defaultTreeAdapter,
  Parser,
  type TokenHandler,
  Tokenizer,
  type TreeAdapter,
} from 'parse5';
import { unreadable } from '../../errors.js';

/** A long report with tables has 20,000. */
const MAX_ELEMENTS = 200_000;
/** Browsers stop at 512; page builders reach 60. */
const MAX_NESTING = 500;
/** jsdom tells all that a node lies in of each node. A page of 20,000 elements, 20 inside each other, has 400,000. */
const MAX_ANCESTORS = 3_000_000;
/** Of an element: the fullest of pages have 30. */
const MAX_ATTRIBUTES = 500;
const ATTRIBUTES = 'attributes of an element';
/** Siblings looked through for what a page has in a table, yet not in a cell, and is shown above it. */
const MAX_MOVES = 20_000_000;

/** Options of a list and buttons of a group, which jsdom goes through at each that is added; lists of places have 400. */
const MAX_CONTROLS = 2_000;
const CONTROLS = new Set(['option', 'optgroup', 'input']);

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

/** What a page has of something so far, and the most it may have. */
type Check = (count: number, limit: number, what: string) => void;

/** parse5 as it is, but for what it does by the square of a page's length: that is counted while it is done. */
class LimitedParser extends Parser<DefaultTreeAdapterMap> {
  constructor(check: Check) {
    super({ treeAdapter: limitedAdapter(check) });
    this.tokenizer = new LimitedTokenizer(this, check);
  }
}

/** Each attribute is looked for among those its tag has, long before an element is made of it; of an end tag none is. */
class LimitedTokenizer extends Tokenizer {
  readonly #check: Check;

  constructor(handler: TokenHandler, check: Check) {
    super({}, handler);
    this.#check = check;
  }

  protected override _leaveAttrName(): void {
    super._leaveAttrName();
    const { currentToken } = this;
    if (currentToken !== null && 'attrs' in currentToken) {
      this.#check(currentToken.attrs.length, MAX_ATTRIBUTES, ATTRIBUTES);
    }
  }
}

function limitedAdapter(check: Check): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  let controls = 0;
  let open = 0;
  let moves = 0;
  let ancestors = 0;
  const countAncestors = () => {
    ancestors += open;
    check(ancestors, MAX_ANCESTORS, 'elements, each counted with all it lies in');
  };
  const countMove = (parent: DefaultTreeAdapterMap['parentNode'] | null) => {
    moves += parent?.childNodes.length ?? 0;
    check(moves, MAX_MOVES, 'steps to put in place what is misplaced in tables');
  };
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      elements += 1;
      check(elements, MAX_ELEMENTS, 'elements');
      if (CONTROLS.has(name)) controls += 1;
      check(controls, MAX_CONTROLS, 'options and controls of forms');
      countAncestors();
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    createCommentNode(text) {
      countAncestors();
      return defaultTreeAdapter.createCommentNode(text);
    },
    adoptAttributes(element, attributes) {
      // A second `<body>` gives its attributes to the first.
      check(element.attrs.length + attributes.length, MAX_ATTRIBUTES, ATTRIBUTES);
      defaultTreeAdapter.adoptAttributes(element, attributes);
    },
    insertBefore(parent, node, next) {
      countMove(parent);
      defaultTreeAdapter.insertBefore(parent, node, next);
    },
    insertTextBefore(parent, text, next) {
      countMove(parent);
      defaultTreeAdapter.insertTextBefore(parent, text, next);
    },
    detachNode(node) {
      countMove(node.parentNode);
      defaultTreeAdapter.detachNode(node);
    },
    onItemPush() {
      open += 1;
      check(open, MAX_NESTING, 'elements inside each other');
    },
    onItemPop() {
      open -= 1;
    },
  };
}

function checkLimits(html: string, source: string): void {
  const parser = new LimitedParser((count, limit, what) => {
    if (count <= limit) return;
    throw unreadable(source, `expected at most ${limit} ${what}, found more. Save the text of the page instead.`);
  });
  parser.tokenizer.write(html, true);
}
