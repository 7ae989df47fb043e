/**
 * Quote: finds where quoted words stand. A snapshot goes in; a finder comes out that names, for a
 * quotation however damaged, the places it may come from, how far each agrees, and what differs.
 */

import type { Snapshot } from '../index/contract.js';
import { createTurns, type LetOthers } from '../turns.js';
import type { Span } from '../types.js';
import type { Alignment } from './alignment.js';
import { findPassage, findSentences, findTurningWord } from './quotation-context.js';
import { createDiff, type DiffPart } from './quotation-diff.js';
import { createQuotationIndex, type QuotationIndex } from './quotation-index.js';
import { findPlacements, type Placement } from './quotation-places.js';
import { clusterEnd, type FoldedText } from './quotation-text.js';

/** `exact`: once width, traditional characters, white space and the glyphs of marks are evened out. */
type QuoteVerdict = 'exact' | 'punctuation_differs' | 'words_differ' | 'not_found';

/** A place a quotation may come from. */
export interface QuoteMatch {
  readonly verdict: Exclude<QuoteVerdict, 'not_found'>;
  readonly documentIndex: number;
  /** What was quoted, in the document's text; from the first part to the last when `elided`. */
  readonly span: Span;
  /** Each part of it: one, or as many as stand between the signs that something is left out. */
  readonly parts: readonly Span[];
  /** The sentences around `span`. */
  readonly sentenceSpan: Span;
  /** Number in the snapshot of the passage that holds most of the first part. */
  readonly passage: number;
  /** From the document's words to the quoted ones; parts are joined by an `equal` ……, which stands for what is left out. */
  readonly diff: readonly DiffPart[];
  readonly elided: boolean;
  /** Above 0, 1 for exact: the share of characters that agree, punctuation counted for less. */
  readonly score: number;
  /** The word just outside a cut that turns its sense: 不, 没有, 但, 除. Null for none. */
  readonly outOfContext: string | null;
}

interface FindOptions {
  readonly topK: number;
  readonly isAllowed?: (documentIndex: number) => boolean;
  /** The pause of the work it is part of; one of its own unless given. */
  readonly letOthers?: LetOthers;
}

export interface QuotationFinder {
  /**
   * The best `topK` places, exact ones first, then by agreement, length and year, newest first; empty for not found. Where
   * the words stand somewhere as quoted, places with other words are not named.
   */
  find(quote: string, options: FindOptions): Promise<readonly QuoteMatch[]>;
}

const ELISION_SIGN: DiffPart = { op: 'equal', text: '……' };
/** What a changed sign weighs beside a changed character of a word. */
const MARK_WEIGHT = 0.25;
const RANK = { exact: 0, punctuation_differs: 1, words_differ: 2 } as const;

/** How far all parts agree, and how much they take. */
interface Agreement {
  readonly verdict: QuoteMatch['verdict'];
  readonly score: number;
  /** Characters that agree. */
  readonly equal: number;
  /** Characters from the first part to the last. */
  readonly width: number;
}

/** Prepares nothing before the first search, which reads all texts (linear time, see the index for its memory). */
export function createQuotationFinder(snapshot: Snapshot): QuotationFinder {
  let building: Promise<QuotationIndex> | null = null;
  return {
    async find(quote, { topK, isAllowed = () => true, letOthers = createTurns() }) {
      // Not in the turns of who asks first: the others wait for it too when that one has left.
      building ??= createQuotationIndex(
        snapshot.documents.map(({ text }) => text),
        createTurns(),
      );
      const index = await building;
      const { corpus } = index;
      // A document without a passage cannot be cited.
      const isSought = (document: number): boolean =>
        (snapshot.documents[document]?.passages.length ?? 0) > 0 && isAllowed(document);
      const placements = await findPlacements({ index, isAllowed: isSought, letOthers }, quote);
      return placements
        .map((placement) => ({ placement, agreement: measureAgreement(placement) }))
        .sort(
          (left, right) =>
            compareAgreements(left.agreement, right.agreement) ||
            comparePlaces(snapshot, left.placement, right.placement),
        )
        .slice(0, Math.max(0, topK))
        .map(({ placement, agreement }) => createMatch(snapshot, corpus, placement, agreement));
    },
  };
}

function measureAgreement({ parts }: Placement): Agreement {
  const sum = (measure: (alignment: Alignment) => number): number =>
    parts.reduce((total, { alignment }) => total + measure(alignment), 0);
  const wordEdits = sum((alignment) => alignment.wordEdits);
  const markEdits = sum((alignment) => alignment.markEdits);
  const length = sum((alignment) => alignment.length);
  return {
    verdict: wordEdits > 0 ? 'words_differ' : markEdits > 0 ? 'punctuation_differs' : 'exact',
    score: 1 - (wordEdits + markEdits * MARK_WEIGHT) / (length + markEdits),
    equal: sum(({ edits }) => edits.filter((edit) => edit === 'equal').length),
    width: (parts.at(-1)?.alignment.end ?? 0) - (parts[0]?.alignment.start ?? 0),
  };
}

/** Of parts that agree alike, those that stand closer together are likelier to be meant. */
function compareAgreements(left: Agreement, right: Agreement): number {
  return (
    RANK[left.verdict] - RANK[right.verdict] ||
    right.score - left.score ||
    right.equal - left.equal ||
    left.width - right.width
  );
}

/** The newest report first, then in the order of the index. */
function comparePlaces({ documents }: Snapshot, left: Placement, right: Placement): number {
  const dateOf = ({ document }: Placement): string => {
    const metadata = documents[document]?.metadata;
    return `${metadata?.year ?? ''} ${metadata?.delivered ?? metadata?.published ?? ''}`;
  };
  const one = dateOf(left);
  const other = dateOf(right);
  if (one !== other) return one < other ? 1 : -1;
  const startOf = ({ parts }: Placement): number => parts[0]?.alignment.start ?? 0;
  return startOf(left) - startOf(right);
}

function createMatch(
  snapshot: Snapshot,
  corpus: FoldedText,
  { document: documentIndex, parts: placed }: Placement,
  { verdict, score }: Agreement,
): QuoteMatch {
  const document = snapshot.documents[documentIndex];
  if (!document) throw new RangeError(`There is no document ${documentIndex} in the index.`);
  const { text } = document;
  const parts = placed.map(({ alignment: { start, end } }) => ({
    start: corpus.starts[start] ?? 0,
    end: clusterEnd(text, corpus.starts[end - 1] ?? 0),
  }));
  const [first = { start: 0, end: 0 }] = parts;
  const span = { start: first.start, end: parts.at(-1)?.end ?? first.end };
  return {
    verdict,
    documentIndex,
    span,
    parts,
    sentenceSpan: findSentences(document, span),
    passage: (snapshot.firstPassage[documentIndex] ?? 0) + findPassage(document, first),
    diff: placed.flatMap(({ part, alignment }, index) => [
      ...(index > 0 ? [ELISION_SIGN] : []),
      ...createDiff(alignment, part, { text, folded: corpus }),
    ]),
    elided: parts.length > 1,
    score,
    outOfContext: parts.map((part) => findTurningWord(document, part)).find((word) => word !== null) ?? null,
  };
}
