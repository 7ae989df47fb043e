/**
 * References after APA (7th edition), MLA (9th) and Chicago (17th, notes and bibliography). A work goes in; its entry, for
 * Chicago the full note, comes out as plain text: italics are the writer's.
 *
 * Names and titles stay in Chinese characters: pinyin and translations would be ours, not the source's.
 * - APA 9 and 10.4: group author, no publisher that is the author, `n.d.`, a date of retrieval only for a text that
 *   changes and is undated. Locators belong into the text.
 * - MLA 5.3 to 5.96: begins with the title where the author is the publisher, with the person interviewed for an
 *   interview; date of access for what is undated. Locators belong into the text.
 * - Chicago 14.213 (interview), 14.191 (newspaper), 14.207 (page), 14.220 (report): the note has the locator; date of
 *   access for what is undated.
 */

import type { DateParts, Work } from './work.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** MLA shortens months of more than four letters, to three; September to four. */
const MLA_LONGEST_MONTH = 4;

export function writeApa(work: Work): string {
  const { title, author, url, publisher, basedOn } = work;
  const date = `(${writeApaDate(work)})`;
  const heading = basedOn ? `${title} [Digest of ${writeOriginal(work)}]` : title;
  const opening = author === null ? [heading, date] : [author, date, heading];
  const sentences = [...opening, basedOn === null ? publisher : null].filter((part) => part !== null).map(endSentence);
  if (basedOn !== null || (url !== null && isUndated(work))) {
    const retrieved = `Retrieved ${writeAmericanDate(work.accessed)}`;
    sentences.push(url === null ? `${retrieved}.` : `${retrieved}, from ${url}`);
  } else if (url !== null) sentences.push(url);
  return sentences.join(' ');
}

export function writeMla(work: Work): string {
  const { title, url, publisher, basedOn, isInterview, isSelfPublished } = work;
  const isReport = work.publication === 'report';
  const author = isInterview ? work.interviewee : work.author;
  const beginsWithTitle = isSelfPublished && !isInterview && !basedOn;
  const opening = [beginsWithTitle ? null : author, isReport ? title : quoteTitle(title, '.')];
  if (isInterview) opening.push('Interview');
  if (basedOn) opening.push(`Digest of ${writeOriginal(work)}`);
  const container = [
    beginsWithTitle ? author : basedOn ? null : publisher,
    work.date ? writeMlaDate(work.date) : (work.estimatedYear?.toString() ?? null),
    url,
  ].filter((part) => part !== null);
  const accessed = isUndated(work) && (url !== null || basedOn) ? `Accessed ${writeMlaDate(work.accessed)}` : null;
  return [...opening, container.length > 0 ? container.join(', ') : null, accessed]
    .filter((part) => part !== null)
    .map(endSentence)
    .join(' ');
}

export function writeChicago(work: Work): string {
  const { title, url, publisher, basedOn, isInterview } = work;
  const author = isInterview ? work.interviewee : work.author;
  const date = writeChicagoDate(work);
  const accessed = isUndated(work) && (url !== null || basedOn) ? `accessed ${writeAmericanDate(work.accessed)}` : null;
  const place = writeEnglishLocator(work);
  const original = basedOn && `digest of ${writeOriginal(work)}`;
  const interview = isInterview ? 'interview' : null;
  const end = [place, accessed, url];
  if (work.publication === 'report') {
    const facts = [publisher, date ?? 'n.d.'].filter(Boolean).join(', ');
    return endSentence(joinPresent([author, `${title} (${facts})`, ...end]));
  }
  const quoted = quoteTitle(title, ',');
  const rest = joinPresent([interview, original, basedOn ? null : publisher, date, ...end]);
  return endSentence(`${author === null ? '' : `${author}, `}${quoted}${quoted.endsWith(',”') ? ' ' : ', '}${rest}`);
}

function joinPresent(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}

function isUndated({ date, estimatedYear }: Work): boolean {
  return date === null && estimatedYear === null;
}

function writeOriginal({ basedOn }: Work): string {
  if (!basedOn) return '';
  const rest = joinPresent([basedOn.publisher, basedOn.url]);
  return rest === '' ? quoteTitle(basedOn.title, '') : `${quoteTitle(basedOn.title, ',')} ${rest}`;
}

/** Marks inside quoted words become single ones. */
function quoteTitle(title: string, mark: string): string {
  const inner = title.replaceAll('“', '‘').replaceAll('”', '’');
  return `“${inner}${/[.?!。？！]$/u.test(inner) ? '' : mark}”`;
}

/** Null for the whole document. */
function writeEnglishLocator({ page, section, paragraph }: Work): string | null {
  if (page !== null) return String(page);
  if (paragraph === null) return null;
  return section === null ? `para. ${paragraph}` : `under ${quoteTitle(section, ',')} para. ${paragraph}`;
}

/** A full stop, unless the text has one, inside its marks or not. */
function endSentence(text: string): string {
  return /[.?!。？！][”’]?$/u.test(text) ? text : `${text}.`;
}

function nameMonth(month: number): string {
  return MONTHS[month - 1] ?? String(month);
}

/** January 10, 2024 */
function writeAmericanDate([year, month, day]: DateParts): string {
  if (month === undefined) return String(year);
  return day === undefined ? `${nameMonth(month)} ${year}` : `${nameMonth(month)} ${day}, ${year}`;
}

/** 2024, January 10 */
function writeApaDate({ date, estimatedYear }: Work): string {
  if (!date) return estimatedYear?.toString() ?? 'n.d.';
  const [year, month, day] = date;
  if (month === undefined) return String(year);
  return `${year}, ${nameMonth(month)}${day === undefined ? '' : ` ${day}`}`;
}

/** 10 Jan. 2024 */
function writeMlaDate([year, month, day]: DateParts): string {
  if (month === undefined) return String(year);
  const name = nameMonth(month);
  const short = name.length > MLA_LONGEST_MONTH ? `${name.slice(0, name === 'September' ? 4 : 3)}.` : name;
  return `${day === undefined ? '' : `${day} `}${short} ${year}`;
}

function writeChicagoDate({ date, estimatedYear }: Work): string | null {
  return date ? writeAmericanDate(date) : (estimatedYear?.toString() ?? null);
}
