/**
 * Quote: finds where quoted words stand. A snapshot goes in; a finder comes out that names, for a
 * quotation however damaged, the places it may come from, how far each agrees, and what differs.
 */

import type { QuoteWarning } from '../api/check.js';
import type { Fact, IndexedDocument, Snapshot } from '../index/contract.js';
import { createTurns } from '../turns.js';
import type { Span } from '../types.js';
import type { Alignment } from './alignment.js';
import type { QuotationFinder, QuoteMatch } from './contract.js';
import { findPassage, findSentences, findTurningWord } from './quotation-context.js';
import { createDiff, type DiffPart } from './quotation-diff.js';
import { createQuotationIndex, type QuotationIndex } from './quotation-index.js';
import { findPlacements, type Placement } from './quotation-places.js';
import { clusterEnd, type FoldedText } from './quotation-text.js';
import { findWarnings } from './quotation-warnings.js';

const ELISION_SIGN: DiffPart = { op: 'equal', text: '……' };
/** What a changed sign weighs beside a changed character of a word. */
const MARK_WEIGHT = 0.25;
const RANK = { exact: 0, punctuation_differs: 1, words_differ: 2 } as const;

/** How far all parts agree, and how much they take. */
interface Agreement {
  readonly verdict: QuoteMatch['verdict'];
  readonly parts: readonly Span[];
  readonly warnings: readonly QuoteWarning[];
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
      const measured: { readonly placement: Placement; readonly agreement: Agreement }[] = [];
      for (const placement of placements) {
        measured.push({ placement, agreement: measureAgreement(snapshot, corpus, placement) });
        await letOthers();
      }
      return measured
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

function measureAgreement(
  snapshot: Snapshot,
  corpus: FoldedText,
  { document: number, parts: placed }: Placement,
): Agreement {
  const document = documentAt(snapshot, number);
  const sum = (measure: (alignment: Alignment) => number): number =>
    placed.reduce((total, { alignment }) => total + measure(alignment), 0);
  const wordEdits = sum((alignment) => alignment.wordEdits);
  const markEdits = sum((alignment) => alignment.markEdits);
  const length = sum((alignment) => alignment.length);
  const parts = placed.map(({ alignment: { start, end } }) => ({
    start: corpus.starts[start] ?? 0,
    end: clusterEnd(document.text, corpus.starts[end - 1] ?? 0),
  }));
  const figuresIn = ({ start, end }: Span): readonly Fact[] =>
    snapshot.facts.ofDocument(document).filter((fact) => fact.start < end && fact.end > start);
  const warnings = findWarnings(document, parts, figuresIn);
  const isOther = wordEdits > 0 || warnings.length > 0;
  return {
    verdict: isOther ? 'words_differ' : markEdits > 0 ? 'punctuation_differs' : 'exact',
    parts,
    warnings,
    score: 1 - (wordEdits + markEdits * MARK_WEIGHT) / (length + markEdits),
    equal: sum(({ edits }) => edits.filter((edit) => edit === 'equal').length),
    width: (placed.at(-1)?.alignment.end ?? 0) - (placed[0]?.alignment.start ?? 0),
  };
}

function documentAt({ documents }: Snapshot, number: number): IndexedDocument {
  const document = documents[number];
  if (!document) throw new RangeError(`There is no document ${number} in the index.`);
  return document;
}

/** Of parts that agree alike, those that stand closer together are likelier to be meant. */
function compareAgreements(left: Agreement, right: Agreement): number {
  return (
    RANK[left.verdict] - RANK[right.verdict] ||
    right.score - left.score ||
    left.warnings.length - right.warnings.length ||
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
  { verdict, parts, warnings, score }: Agreement,
): QuoteMatch {
  const document = documentAt(snapshot, documentIndex);
  const { text } = document;
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
    warnings,
    score,
    outOfContext: parts.map((part) => findTurningWord(document, part)).find((word) => word !== null) ?? null,
  };
}
