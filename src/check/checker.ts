/**
 * Where does it stand, is it right, how is it cited? Answers writers over one generation: finds quotations and claims,
 * checks figures, sets them side by side, and puts what is found into the words of the contract.
 */

import type { Citation } from '../api/ask.js';
import type {
  Abortable,
  Checker,
  CheckItem,
  CiteMatch,
  CiteReply,
  CiteRequest,
  CompareReply,
  CompareRequest,
  ReferenceStyle,
} from '../api/check.js';
import { createCitation } from '../cite/citation.js';
import { writeReference } from '../cite/references/reference.js';
import { describePassage } from '../cite/replies.js';
import { createPositionSelector, createQuoteSelector } from '../cite/selector.js';
import type { Fact, Snapshot } from '../index/contract.js';
import type { Gazetteer, Tokenizer, Translate } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import type { QuotationFinder, QuoteMatch } from '../quote/contract.js';
import type { Ranking, Retriever } from '../retrieve/contract.js';
import { createTurns } from '../turns.js';
import type { Span } from '../types.js';
import { type CheckedItem, type CheckTools, checkText, type FoundQuotation } from './check-text.js';
import { checkClaim } from './claim.js';
import { type Comparison, compareFigures } from './compare.js';
import { writeCsv, writeMarkdown } from './compare-table.js';
import { createEvidenceFinder } from './evidence.js';
import { createTranslatedFinder } from './translated-evidence.js';

export interface CheckerOptions {
  readonly snapshot: Snapshot;
  readonly retriever: Pick<Retriever, 'select' | 'compareSentences'> & {
    retrieve(...asked: Parameters<Retriever['retrieve']>): Promise<Pick<Ranking, 'passages'>>;
  };
  readonly quotations: QuotationFinder;
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
  readonly translate: Translate;
  readonly tokenizer: Pick<Tokenizer, 'findNames' | 'cutWords'>;
  /** The day that references are made on and that this year counts from. */
  readonly today: () => Date;
}

/** A quotation looked up: its verdict and its best place. */
interface LookedUp extends FoundQuotation {
  readonly match: QuoteMatch | null;
}

export function createChecker(options: CheckerOptions): Checker {
  const { snapshot, retriever, quotations, gazetteer, today } = options;
  const indexVersion = snapshot.version;
  const tools: CheckTools<LookedUp> = {
    ...options,
    evidence: createEvidenceFinder(options),
    findTranslated: createTranslatedFinder({ ...options, compareSentences: retriever.compareSentences }),
    async findQuotation(quotation, letOthers) {
      const [match = null] = await quotations.find(quotation, { topK: 1, letOthers });
      return { verdict: match?.verdict ?? 'not_found', match };
    },
  };

  async function cite(request: CiteRequest, { signal }: Abortable = {}): Promise<CiteReply> {
    const passes = retriever.select(request.filters);
    const isAllowed = (document: number): boolean => passes[document] === true;
    const options = { topK: request.topK, isAllowed, letOthers: createTurns(signal) };
    const quoted = request.kind === 'claim' ? [] : await quotations.find(request.text, options);
    const isQuotation = quoted.some(({ verdict, warnings }) => verdict !== 'words_differ' || warnings.length > 0);
    if (request.kind === 'quote' || isQuotation) return describeQuotation(quoted, request.styles);
    const claim = await findClaim(request, isAllowed, signal);
    // Words like a report's and yet no claim that can be checked: a quotation with mistakes.
    const isMiswritten = claim.verdict === 'contradicted' && quoted.some(({ score }) => score >= MISWRITTEN);
    return quoted.length > 0 && (claim.verdict === 'not_found' || isMiswritten)
      ? describeQuotation(quoted, request.styles)
      : claim;
  }

  function describeQuotation(found: readonly QuoteMatch[], styles: readonly ReferenceStyle[]): CiteReply {
    const matches = found.map((match): CiteMatch => {
      const { document } = snapshot.passageAt(match.passage);
      return {
        ...describeMatch(match.verdict, match.passage, match.span, match.sentenceSpan, styles),
        diff: match.diff,
        elided: match.elided,
        outOfContext: match.outOfContext,
        warnings: match.warnings,
        sentence: document.text.slice(match.sentenceSpan.start, match.sentenceSpan.end),
      };
    });
    return { verdict: matches[0]?.verdict ?? 'not_found', matches, indexVersion };
  }

  async function findClaim(
    request: CiteRequest,
    isAllowed: (document: number) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<CiteReply> {
    const { passages } = await retriever.retrieve(request.text.slice(0, LONGEST_CLAIM), request.filters, signal);
    const ranked = passages.map(({ passage }) => passage);
    const { verdict, matches } = await checkClaim(request.text, { ...tools, ranked, signal });
    const shown = matches.filter(({ passage }) => isAllowed(snapshot.passageDocument[passage] ?? -1));
    if (verdict === 'not_found' || shown.length === 0) return { verdict: 'not_found', matches: [], indexVersion };
    return {
      verdict,
      matches: shown
        .slice(0, request.topK)
        .map(({ passage, span }) => describeMatch(verdict, passage, span, span, request.styles)),
      indexVersion,
    };
  }

  function describeMatch(
    verdict: CiteMatch['verdict'],
    number: number,
    span: Span,
    sentence: Span,
    styles: readonly ReferenceStyle[],
  ): CiteMatch {
    const { document, passage } = snapshot.passageAt(number);
    const citation = createCitation(document, passage, span, 1);
    const cited = { metadata: document.metadata, place: citation, accessed: today() };
    return {
      verdict,
      passage: describePassage(document, passage),
      citation,
      diff: [],
      elided: false,
      outOfContext: null,
      warnings: [],
      sentence: document.text.slice(sentence.start, sentence.end),
      selector: { ...createQuoteSelector(document.text, span), ...createPositionSelector(document.text, span) },
      references: Object.fromEntries(styles.map((style) => [style, writeReference(cited, style)])),
    };
  }

  function describeItem(item: CheckedItem<LookedUp>, position: number): CheckItem {
    const { text, start, end } = item;
    if (item.kind === 'quotation') {
      const { match } = item.found;
      const citation = match === null ? null : createCitationOf(match.passage, match.span, position);
      const warnings = match?.warnings ?? [];
      return {
        kind: 'quotation',
        text,
        start,
        end,
        claim: null,
        verdict: item.verdict,
        warnings,
        found: null,
        citation,
      };
    }
    if (item.kind === 'statement') {
      const passage = snapshot.sentencePassage[item.sentence] ?? 0;
      const citation = createCitationOf(passage, snapshot.sentenceAt(item.sentence).sentence, position);
      return { kind: 'statement', text, start, end, claim: null, verdict: item.verdict, found: null, citation };
    }
    const { claim, verdict, found, fact } = item;
    return {
      kind: 'figure',
      text,
      start,
      end,
      claim,
      verdict,
      found,
      citation: citeFact(fact, position),
    };
  }

  function citeFact(fact: Fact | null, position: number): Citation | null {
    return fact === null ? null : createCitationOf(fact.passage, fact, position);
  }

  /** Under its number in the reply, from 1. */
  function createCitationOf(number: number, { start, end }: Span, position: number): Citation {
    const { document, passage } = snapshot.passageAt(number);
    return createCitation(document, passage, { start, end }, position + 1);
  }

  function compareNow(request: CompareRequest): Comparison {
    return compareFigures(request, { snapshot, glossary: options.glossary, gazetteer });
  }

  async function compare(request: CompareRequest): Promise<CompareReply> {
    const { cells, ...table } = compareNow(request);
    const citeAll = (facts: readonly Fact[], position: number): Citation[] =>
      facts.map((fact) => createCitationOf(fact.passage, fact, position));
    return {
      ...table,
      cells: cells.map(({ fact, conflicts, otherScope, isBound, ...cell }, position) => ({
        ...cell,
        bounded: isBound,
        citation: citeFact(fact, position),
        conflicts: citeAll(conflicts, position),
        otherScope: citeAll(otherScope, position),
      })),
      indexVersion,
    };
  }

  return {
    cite,
    async check({ text }, { signal } = {}) {
      const { verdict, items, omitted } = await checkText(text, { ...tools, signal });
      const letOthers = createTurns(signal);
      const described: CheckItem[] = [];
      for (const [position, item] of items.entries()) {
        described.push(describeItem(item, position));
        await letOthers();
      }
      return { verdict, items: described, omitted, indexVersion };
    },
    compare,
    async writeComparison(request) {
      const comparison = compareNow(request);
      return { csv: writeCsv(comparison), md: writeMarkdown(comparison) };
    },
  };
}

/** Share of its characters from which on words that differ are a quotation with a mistake, and no claim. */
const MISWRITTEN = 0.9;
/** UTF-16 code units of a claim that passages are ranked for. */
const LONGEST_CLAIM = 2_000;
