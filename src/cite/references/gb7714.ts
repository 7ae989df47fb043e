/**
 * References after GB/T 7714 (信息与文献 参考文献著录规则), edition of 2025 or 2015. A work goes in; its entry comes out.
 *
 * Type markers and why:
 * - government work report: [R], with an address [R/OL] (2015 4.6.2 and A.3, 2025 8.8.3: reports of authorities);
 * - anything else in a newspaper, interviews too: [N], [N/OL] (2015 4.4.2, 访中国工程院院长周济; 2025 8.5.3);
 * - page of the web, readers' guide: [EB/OL] (2015 4.6.2, 2025 8.11.3);
 * - policy: 2015 has the notice of an authority as [A/OL] (4.6.2); 2025 keeps A for archives and gives an institution's
 *   rules on its site as [EB/OL] (B.10). [S] is for standards with a number only;
 * - digest, and whatever has no address: [Z], other.
 *
 * Marks: 2025 wants full-width `，：（）`, and `.` and `[]` half-width (clause 6); 2015 left that open, half-width is usual.
 * Dates: 2025 gives the date of [R/OL] and [N/OL] bare and no date of access, [EB/OL] keeps （date）[accessed]; 2015
 * gives (date)[accessed] for all that is online. An undated one keeps the date of access in both.
 * A year that can only be estimated stands in brackets (2015 8.4.3.3, 2025 7.5.4.3).
 * Place and publisher unknown: [出版地不详], [出版者不详]; left out for what is online (2015 8.4.1.3, 2025 7.5.2.3).
 * The locator stands behind the year (2015 8.5, 2025 7.7, which has 序2-3 and 第1版自序 beside pages); [N] has the number
 * of the newspaper's page there, which we do not know, and [EB/OL] of 2025 nothing.
 */

import { formatIsoDate, type Work } from './work.js';

type Edition = 2015 | 2025;
type System = 'numeric' | 'author-date';

interface Marks {
  readonly comma: string;
  readonly colon: string;
  readonly open: string;
  readonly close: string;
}

const MARKS: Readonly<Record<Edition, Marks>> = {
  2015: { comma: ', ', colon: ': ', open: '(', close: ')' },
  2025: { comma: '，', colon: '：', open: '（', close: '）' },
};

const NO_PLACE = '[出版地不详]';
const NO_PUBLISHER = '[出版者不详]';
const NO_AUTHOR = '佚名';
const NO_DATE = '无日期';

export function writeGb7714(work: Work, edition: Edition, system: System): string {
  const marks = MARKS[edition];
  const title = `${writeTitle(work, marks)}[${findMarker(work, edition)}]`;
  const imprint = writeImprint(work, edition, system, marks);
  const original = work.basedOn?.url ? `原文${marks.colon}${work.basedOn.url}` : null;
  return [writeHead(work, system, marks), title, imprint, work.url, original]
    .filter((part) => part !== null && part !== '')
    .join('. ')
    .concat('.');
}

/** Without author the numeric entry begins with the title (2015 8.1.3, 2025 7.1.3). */
function writeHead(work: Work, system: System, { comma }: Marks): string | null {
  return system === 'numeric' ? work.author : `${work.author ?? NO_AUTHOR}${comma}${writeYear(work) ?? NO_DATE}`;
}

/** A digest says what it is based on in its title, so that nobody takes it for the original. */
function writeTitle({ title, basedOn }: Work, { colon }: Marks): string {
  return basedOn === null ? title : `${title}${colon}据${basedOn.publisher ?? ''}《${basedOn.title}》编写`;
}

function findMarker({ publication, url }: Work, edition: Edition): string {
  const online = url === null ? '' : '/OL';
  switch (publication) {
    case 'report':
      return `R${online}`;
    case 'newspaper':
      return `N${online}`;
    case 'policy':
      if (edition === 2015) return `A${online}`;
      return url === null ? 'Z' : 'EB/OL';
    case 'page':
      return 'EB/OL';
    default:
      return 'Z';
  }
}

/** Everything between title and address. */
function writeImprint(work: Work, edition: Edition, system: System, marks: Marks): string {
  const accessed = `[${formatIsoDate(work.accessed)}]`;
  const dated = work.date && `${marks.open}${formatIsoDate(work.date)}${marks.close}`;
  const { publication, url, publisher } = work;
  if (publication === 'digest') return accessed;
  if (publication === 'newspaper') {
    // A newspaper's date says which issue it is: author-date keeps it too.
    const issue = [publisher, work.date && formatIsoDate(work.date)].filter(Boolean).join(marks.comma);
    return url !== null && (edition === 2015 || !work.date) ? issue + accessed : issue;
  }
  const locator = writeLocator(work, marks);
  if (url === null) {
    const source = `${NO_PLACE}${marks.colon}${publisher ?? NO_PUBLISHER}`;
    return join([join([source, writeDate(work, edition, system)], marks.comma), locator], marks.colon);
  }
  if (publication !== 'report') return `${dated ?? ''}${accessed}`;
  if (edition === 2015) {
    const head = join([publisher, system === 'numeric' ? writeYear(work) : null], marks.comma);
    return `${join([head, locator], marks.colon)}${dated ?? ''}${accessed}`;
  }
  const head = join([publisher, writeDate(work, edition, system)], marks.comma);
  return `${join([head, locator], marks.colon)}${work.date ? '' : accessed}`;
}

/** The date of an imprint. In author-date the year stands behind the author already; a full date is repeated. */
function writeDate(work: Work, edition: Edition, system: System): string | null {
  const isFull = edition === 2025 && work.date !== null && work.date.length > 1;
  if (isFull && work.date) return formatIsoDate(work.date);
  return system === 'numeric' ? writeYear(work) : null;
}

function writeYear({ date, estimatedYear }: Work): string | null {
  if (date) return String(date[0]);
  return estimatedYear === null ? null : `[${estimatedYear}]`;
}

/** A page, or for texts without pages the part and the paragraph. */
function writeLocator({ page, section, paragraph }: Work, { comma }: Marks): string {
  if (page !== null) return String(page);
  return join([section, paragraph === null ? null : `第${paragraph}段`], comma);
}

function join(parts: readonly (string | null)[], mark: string): string {
  return parts.filter((part) => part !== null && part !== '').join(mark);
}
