/** What the interface says; each language it speaks has these texts in a file of its own. */

import type { AskReply, GenerationReport } from '../api/ask.js';
import type { CheckItem, CheckReply, CiteReply, Opinion, QuoteWarning, ReferenceStyle } from '../api/check.js';
import type { DocumentType } from '../document-kinds.js';
import type { DeskVerdict } from './desk.js';
import type { ChatErrorKind } from './errors.js';
import type { PaperFormat } from './paper-format.js';

type RemovalReason = GenerationReport['removed'][number]['reason'];
type GenerationFailure = NonNullable<GenerationReport['reason']>;

export interface Texts {
  readonly language: 'zh-CN' | 'en';
  /** Between the parts of a list. */
  readonly separator: string;
  /** Behind what is named, and between what is said of one thing. */
  readonly colon: string;
  readonly semicolon: string;
  readonly name: string;
  readonly open: string;
  readonly close: string;
  readonly tabs: Readonly<Record<'ask' | 'check' | 'quote', string>>;
  /** Pages of the service for writers. */
  readonly desks: Readonly<Record<'check' | 'compare', string>>;
  readonly newConversation: string;
  readonly print: string;
  readonly save: string;
  readonly saveAs: Readonly<Record<PaperFormat, string>>;
  readonly copyAnswer: string;
  readonly you: string;
  // Empty
  readonly greeting: string;
  readonly promise: string;
  readonly tryAsking: string;
  readonly indexed: (documents: number, regions: number, years: string) => string;
  /** A question that nearly every report answers. */
  readonly suggest: (region: string, year: number) => string;
  readonly suggestComparison: (one: string, other: string, year: number) => string;
  readonly suggestRanking: (year: number) => string;
  /** Short questions that lean on the one before. */
  readonly followRegion: (region: string) => string;
  readonly followYear: (year: number) => string;
  // Composer
  readonly placeholder: string;
  readonly question: string;
  readonly send: string;
  readonly stop: string;
  readonly keys: string;
  readonly counted: (length: number, most: number) => string;
  readonly filters: string;
  readonly addRegion: string;
  readonly addYear: string;
  readonly reportOf: (year: number) => string;
  readonly removeFilter: (value: string) => string;
  // A turn
  readonly searching: string;
  readonly writing: string;
  readonly slow: string;
  readonly stopped: string;
  readonly incomplete: string;
  readonly understood: (understood: AskReply['understood']) => string;
  readonly edit: string;
  readonly quoted: (sentences: number) => string;
  readonly sources: (count: number) => string;
  readonly allRows: (count: number) => string;
  readonly conflicting: string;
  readonly rewriting: string;
  readonly showQuoted: string;
  readonly showWritten: string;
  readonly removed: (count: number) => string;
  readonly removedFor: Readonly<Record<RemovalReason, string>>;
  readonly notWritten: Readonly<Record<GenerationFailure, string>>;
  readonly citation: (marker: number, title: string) => string;
  readonly passages: (count: number) => string;
  readonly morePassages: (count: number) => string;
  readonly nameDocument: (region: string, year: number | null, type: DocumentType) => string;
  readonly nameParagraph: (paragraph: number) => string;
  readonly nearest: string;
  readonly nearestNote: string;
  readonly covered: (regions: number, years: number) => string;
  readonly askUnfiltered: string;
  readonly searchedOnly: (limits: string) => string;
  readonly answeredAloud: (status: AskReply['status'], citations: number) => string;
  // Citation
  readonly previousCitation: string;
  readonly nextCitation: string;
  readonly surroundings: string;
  readonly paragraph: (paragraph: number, page: number | null) => string;
  readonly digestOf: (title: string) => string;
  readonly style: string;
  readonly styles: Readonly<Record<ReferenceStyle, string>>;
  readonly reference: string;
  readonly referenceLoading: string;
  readonly referenceFailed: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly original: string;
  readonly readInContext: string;
  readonly newWindow: string;
  // Check and quote
  readonly checkLabel: string;
  readonly checkHint: string;
  readonly check: string;
  readonly checkVerdict: Readonly<Record<CheckReply['verdict'], string>>;
  readonly nothingToCheck: string;
  readonly openFile: string;
  readonly fileUnread: string;
  readonly editDraft: string;
  readonly checkAgain: string;
  readonly copyDraft: string;
  readonly legend: string;
  readonly judgements: Readonly<Record<DeskVerdict, string>>;
  readonly right: (count: number) => string;
  readonly omitted: (length: number) => string;
  readonly accept: (words: string) => string;
  readonly accepted: string;
  readonly undo: string;
  readonly itemVerdict: Readonly<Record<CheckItem['verdict'], string>>;
  readonly askOpinions: (sentences: number) => string;
  readonly opinionsHint: string;
  readonly opinions: string;
  readonly opinionsNote: (model: string) => string;
  readonly opinionVerdict: Readonly<Record<Opinion['verdict'], string>>;
  readonly opinionGoesBy: string;
  readonly noOpinions: string;
  readonly documentSays: string;
  readonly understoodAs: string;
  readonly quoteLabel: string;
  readonly quoteHint: string;
  readonly lookUp: string;
  readonly quoteVerdict: Readonly<Record<CiteReply['verdict'], string>>;
  readonly working: string;
  readonly differences: string;
  readonly elided: string;
  readonly warnings: Readonly<Record<QuoteWarning, string>>;
  readonly outOfContext: (word: string) => string;
  // Errors
  readonly errors: Readonly<Record<ChatErrorKind, string>>;
  readonly retryIn: (seconds: number) => string;
  readonly retry: string;
  readonly retryNow: string;
  // Print
  readonly references: string;
  readonly printed: (date: string) => string;
  readonly reported: (date: string) => string;
}
