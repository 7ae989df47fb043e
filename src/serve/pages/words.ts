/** What the pages say that is not from a document: the words there are, which every language has in a file of its own. */

import type { Problem } from '../../api/request.js';
import type { DocumentType } from '../../document-kinds.js';
import { METADATA_FIELDS } from '../../metadata.js';

/** What is told of a document in a list; its title stands above, the original of a digest in a sentence of its own. */
export const SHOWN_FIELDS = METADATA_FIELDS.map(({ name }) => name).filter(
  (name) => name !== 'title' && name !== 'basedOn',
);

/** Everything a page says that is not from a document. */
export interface Words {
  /** BCP 47, of the words. */
  readonly language: 'zh-CN' | 'en';
  /** Between the parts of a list. */
  readonly separator: string;
  /** Behind what is named. */
  readonly colon: string;
  readonly siteName: string;
  readonly tagline: string;
  readonly skipToText: string;
  /** The link to the other language, in that language. */
  readonly otherLanguage: { readonly language: 'zh-CN' | 'en'; readonly name: string };
  readonly ask: string;
  readonly question: string;
  readonly questionExample: string;
  readonly badQuestion: string;
  readonly types: Readonly<Record<DocumentType, string>>;
  readonly answerTo: string;
  readonly notFound: string;
  readonly nearest: string;
  readonly morePassages: string;
  readonly indexed: string;
  countDocuments(count: number): string;
  countMore(count: number): string;
  readonly regionAndYear: string;
  readonly noRegion: string;
  readonly noYear: string;
  readonly embed: string;
  readonly embedHow: string;
  readonly forPrograms: string;
  readonly outline: string;
  readonly about: string;
  /** Labels of what is known of a document. */
  readonly fields: Readonly<Record<(typeof SHOWN_FIELDS)[number], string>>;
  readonly file: string;
  describeDigest(title: string): string;
  readonly toQuote: string;
  readonly reference: string;
  readonly howToCite: string;
  nameParagraph(number: number): string;
  citeParagraph(number: number): string;
  namePage(number: number): string;
  readonly previousHeading: string;
  readonly nextHeading: string;
  readonly text: string;
  /** Before the question that led to a document. */
  readonly backToQuestion: string;
  // Words looked for in a document
  readonly find: string;
  readonly findHere: string;
  readonly endSearch: string;
  readonly foundNowhere: string;
  /** `isMore`: the rest is not marked. */
  countFound(count: number, isMore: boolean): string;
  readonly previousPlace: string;
  readonly nextPlace: string;
  readonly problem: string;
  readonly noSuchDocument: string;
  readonly noSuchPage: string;
  /** What went wrong, to someone who reads pages. */
  describeProblem(problem: Problem): string;
  readonly home: string;
  // Pages for writers
  readonly checkDraft: string;
  readonly needsScript: string;
  readonly compare: string;
  readonly compareHow: string;
  readonly compareNow: string;
  readonly indicator: string;
  readonly indicatorExample: string;
  readonly places: string;
  readonly figureYears: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<'actual' | 'target', string>>;
  readonly measure: string;
  readonly measures: Readonly<Record<'growth' | 'level', string>>;
  nameComparison(measure: string, kind: string): string;
  captionComparison(indicator: string, measure: string, kind: string): string;
  readonly chart: string;
  readonly table: string;
  readonly saveCsv: string;
  readonly noFigure: string;
  readonly noFigures: string;
  /** Nor of another measure or kind. */
  readonly noFiguresAtAll: string;
  readonly withoutFigure: string;
  conflictingFigure(of: string): string;
  otherScope(of: string): string;
  /** Behind the words of a document. */
  nameTitle(title: string): string;
  readonly boundedFigures: string;
  readonly badComparison: string;
}
