/**
 * References: what is cited, decided once for every style. Metadata of a document and the place of a quotation go in; a
 * `Work` comes out: what kind of publication it is, who answers for it, when and where it appeared.
 *
 * Who is the author (GB/T 7714 knows only who is "responsible", 2015 8.1, 2025 7.1):
 * - A government work report is the government's, which the head of government delivers on its behalf ("我代表省人民政府，
 *   向大会报告工作"): the body is responsible, as 中华人民共和国国务院新闻办公室 is for its white paper (2015 A.3). The
 *   person who read it out is named in the note of the exchange formats.
 * - The person interviewed is not the author of an interview: both editions give 访… and 许振超 the reporter or nobody
 *   (2015 4.4.2, 2025 8.11.3.2). MLA and Chicago, which begin with the person interviewed, find them apart.
 * - An article is its signer's; what an authority publishes unsigned is the authority's.
 * - A digest is wenju's own, whoever spoke in the original.
 */

import type { Citation } from '../../api/ask.js';
import { kindOf } from '../../document-kinds.js';
import { isAreaName } from '../../lexicon/areas.js';
import { NATION } from '../../lexicon/nation.js';
import type { DocumentMetadata } from '../../metadata.js';

/** Where the words stand; without paragraph and page the whole document is cited. */
export interface CitedPlace extends Pick<Citation, 'documentId' | 'headingPath' | 'page'> {
  readonly paragraph: number | null;
}

/** What is to be cited: a document's metadata and where in it the words stand. */
export interface Cited {
  readonly metadata: DocumentMetadata;
  readonly place: CitedPlace;
  /** When the page was looked at: now, by the caller's clock. */
  readonly accessed: Date;
}

/**
 * How it appeared. `page` is a page of the web; `print` is anything that has no address and is not in a newspaper.
 */
export type Publication = 'report' | 'newspaper' | 'policy' | 'page' | 'print' | 'digest';

/** A day, month or year, as far as known. */
export type DateParts = readonly [year: number, month?: number, day?: number];

export interface Work {
  readonly documentId: string;
  readonly publication: Publication;
  readonly title: string;
  readonly author: string | null;
  /** For an interview: who was interviewed. */
  readonly interviewee: string | null;
  readonly isInterview: boolean;
  /** For a report: who delivered it, when not the author. */
  readonly deliveredBy: string | null;
  /** Null when unknown, and when it is the author. */
  readonly publisher: string | null;
  readonly isSelfPublished: boolean;
  readonly date: DateParts | null;
  /** Year of a report that says no date: it is delivered in the year it is named for. */
  readonly estimatedYear: number | null;
  readonly url: string | null;
  readonly accessed: DateParts;
  readonly basedOn: DocumentMetadata['basedOn'];
  readonly section: string | null;
  readonly paragraph: number | null;
  readonly page: number | null;
}

/** Who writes digests. */
const OURSELVES = '文据';
/** Readers of Chinese reports count their days there. */
const TIME_ZONE = 'Asia/Shanghai';
/** Longest heading that a locator repeats, in UTF-16 code units; the paragraph alone finds the place too. */
const MAX_SECTION = 40;

export function describeWork({ metadata, place, accessed }: Cited): Work {
  const title = clean(metadata.title);
  const speaker = cleanOrNull(metadata.speaker);
  const publisher = cleanOrNull(metadata.publisher);
  const publication = findPublication(metadata, publisher);
  const author = findAuthor(metadata, publication, speaker, publisher);
  const isDigest = publication === 'digest';
  const isInterview = metadata.type === 'interview';
  const date = isDigest ? null : parseDate(metadata.published ?? metadata.delivered);
  return {
    documentId: place.documentId,
    publication,
    title,
    author,
    interviewee: isInterview ? speaker : null,
    isInterview,
    deliveredBy: publication === 'report' && speaker !== author ? speaker : null,
    publisher: publisher === author ? null : publisher,
    isSelfPublished: author !== null && publisher === author,
    date,
    estimatedYear: date === null && publication === 'report' ? metadata.year : null,
    url: isDigest ? null : readCitedAddress(metadata.url),
    accessed: toDateParts(accessed),
    basedOn: isDigest ? cleanOriginal(metadata.basedOn) : null,
    section: findSection(place.headingPath, title),
    paragraph: place.paragraph,
    page: place.page,
  };
}

function findPublication(metadata: DocumentMetadata, publisher: string | null): Publication {
  const { citedAs } = kindOf(metadata);
  if (citedAs !== null) return citedAs;
  if (publisher !== null && /报(?:社)?$/u.test(publisher)) return 'newspaper';
  return readCitedAddress(metadata.url) === null ? 'print' : 'page';
}

function findAuthor(
  { type, title, region }: DocumentMetadata,
  publication: Publication,
  speaker: string | null,
  publisher: string | null,
): string | null {
  if (publication === 'digest') return OURSELVES;
  if (publication === 'report' && title.includes('政府工作报告') && region !== null)
    return nameGovernment(clean(region));
  if (speaker !== null && type !== 'interview') return speaker;
  return publisher !== null && isAuthority(publisher) ? publisher : null;
}

/** By law the people's government of a place reports on its work; the special administrative regions have another name. */
function nameGovernment(region: string): string {
  if (region === NATION.name) return '国务院';
  if (isAreaName(region)) return `${region}管理委员会`;
  return region.endsWith('特别行政区') ? `${region}政府` : `${region}人民政府`;
}

function isAuthority(name: string): boolean {
  return splitAuthors(name).every((each) =>
    /(?:政府|委员会|办公厅|办公室|研究室|厅|局|委|部|院|调查总?队)$/u.test(each),
  );
}

/** Bodies that issue a text together. */
export function splitAuthors(names: string): string[] {
  return names.split(/[，、；]/u).filter((name) => name !== '');
}

/** The outermost heading below the document's own title. */
function findSection(headingPath: readonly string[], title: string): string | null {
  const section = headingPath.map(clean).find((heading) => heading !== '' && heading !== title);
  return section === undefined || section.length > MAX_SECTION ? null : section;
}

/** One line without control or direction characters: nothing in it can end a field or turn the line round. */
export function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function cleanOrNull(text: string | null): string | null {
  return text === null || clean(text) === '' ? null : clean(text);
}

function cleanOriginal(original: DocumentMetadata['basedOn']): DocumentMetadata['basedOn'] {
  if (original === null) return null;
  return {
    title: clean(original.title),
    publisher: cleanOrNull(original.publisher),
    url: readCitedAddress(original.url),
  };
}

/** An address of the web without characters that end a field of some format; null for any other. */
export function readCitedAddress(url: string | null): string | null {
  if (url === null || !/^https?:\/\/[^/]/iu.test(url)) return null;
  return url.replace(/[\p{Cc}\s{}\\<>"^`|\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, encodeURIComponent);
}

function parseDate(date: string | null): DateParts | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(date ?? '');
  if (!match) return null;
  const [, year, month, day] = match;
  if (month === undefined) return [Number(year)];
  return day === undefined ? [Number(year), Number(month)] : [Number(year), Number(month), Number(day)];
}

function toDateParts(date: Date): DateParts {
  // Sweden writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(date);
  return parseDate(day) ?? [date.getUTCFullYear()];
}

/** `2024-01-10`, `2024-01` or `2024`. */
export function formatIsoDate(date: DateParts): string {
  return date.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}
