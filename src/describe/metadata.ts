/**
 * Describe: who says this, when, about where? A raw and cleaned document, its row of the sidecar and the
 * gazetteer go in; the document's metadata comes out, each field with where it was read: front matter, `sources.csv`,
 * file name, text, in this order of trust.
 */

import { basename, extname } from 'node:path';
import type { CleanedDocument } from '../clean/contract.js';
import { kindByTitle } from '../document-kinds.js';
import type { DeclaredMetadata, RawDocument } from '../ingest/contract.js';
import type { Gazetteer } from '../lexicon/contract.js';
import { findPlanPeriod } from '../lexicon/document-years.js';
import { evenCharacters } from '../lexicon/spaces.js';
import { dropTitleMark } from '../lexicon/title-marks.js';
import { findTitleYears, LONE_YEAR } from '../lexicon/years.js';
import { blankMetadata, type DocumentMetadata, METADATA_FIELDS, type MetadataOrigin } from '../metadata.js';
import type { Document } from '../types.js';

import {
  firstRegion,
  isIssued,
  isReport,
  readClosingSigner,
  readCountedYear,
  readDelivered,
  readNumberedYear,
  readOpening,
  readPublished,
  readPublisher,
  readRegion,
  readSigner,
  readSpeaker,
  readTargetYear,
  readTitledType,
  readType,
  resolveByText,
} from './self-description.js';

export interface DocumentDescription {
  readonly metadata: DocumentMetadata;
  readonly origins: Document['origins'];
}

/** Years a report may be of: outside, four digits are something else. */
const EARLIEST_YEAR = 1949;
const LATEST_YEAR = 2100;

const YEAR = new RegExp(`(${LONE_YEAR})`);
/** 2021-2035 is a period. */
const SPAN = new RegExp(`${LONE_YEAR}年?[-—–~～至到_]{1,2}${LONE_YEAR}`);

/** What is not stated anywhere is null; a document always has a title, at worst its file's name, and a type. */
export function describeDocument(
  raw: RawDocument,
  cleaned: CleanedDocument,
  sidecar: DeclaredMetadata | null,
  gazetteer: Gazetteer,
): DocumentDescription {
  // What a web page states in its head is its site's and often careless: whoever keeps the corpus knows better.
  const isPage = raw.format === 'html';
  const stated: [MetadataOrigin, DeclaredMetadata][] = [
    ...(isPage ? [] : [['front matter', raw.declared] satisfies [MetadataOrigin, DeclaredMetadata]]),
    ['sources.csv', sidecar ?? {}],
    ['file name', readFileName(raw.source, cleaned.title ?? raw.declared.title ?? null, gazetteer)],
    ...(isPage ? [['text', raw.declared] satisfies [MetadataOrigin, DeclaredMetadata]] : []),
  ];
  const title = dropTitleMark(firstStated('title', stated)?.value ?? cleaned.title ?? fileTitle(raw.source));
  const publisher = firstStated('publisher', stated)?.value ?? readPublisher(cleaned);
  const fromText = readText(title, cleaned, publisher, gazetteer);
  const layers: [MetadataOrigin, DeclaredMetadata][] = [
    ...stated,
    ['text', fromText],
    ['default', defaults(raw.source)],
  ];

  const found = METADATA_FIELDS.flatMap(({ name }) => {
    const stated = firstStated(name, layers);
    return stated === null ? [] : [{ name, ...stated }];
  });
  const metadata: DocumentMetadata = {
    ...blankMetadata(title),
    ...Object.fromEntries(found.map(({ name, value }) => [name, value])),
    title,
  };
  const { region } = metadata;
  // Of a document that names no year the one in which it came out.
  const dated = found.find(({ name, value }) => (name === 'delivered' || name === 'published') && value !== null);
  const year = metadata.year ?? readYear(YEAR, String(dated?.value ?? ''));
  return {
    metadata: {
      ...metadata,
      year,
      region: region === null ? null : (resolveByText(region, `${title}\n${cleaned.text}`, gazetteer)?.name ?? region),
    },
    origins: Object.fromEntries([
      ...(metadata.year === null && year !== null && dated !== undefined ? [['year', dated.origin] as const] : []),
      ...found.map(({ name, origin }) => [name, origin] as const),
    ]),
  };
}

function firstStated<Field extends keyof DocumentMetadata>(
  field: Field,
  layers: readonly [MetadataOrigin, DeclaredMetadata][],
): { value: NonNullable<DocumentMetadata[Field]>; origin: MetadataOrigin } | null {
  for (const [origin, layer] of layers) {
    const stated = layer[field];
    if (stated === undefined || stated === null) continue;
    const value = withoutInvisible(stated);
    if (value !== '') return { value, origin };
  }
  return null;
}

/** The heads of web pages are checked by no schema, and end up here with all the others. */
function withoutInvisible<Value>(stated: Value): Value {
  if (typeof stated !== 'string') return stated;
  // A literal type is one of the schema's words, which have nothing to drop.
  return evenCharacters(stated).trim() as Value & string;
}

/**
 * A file name tells when it names a place or a kind that the title does not: 2026年山西省政府工作报告.txt. It is the title only where the page's own title
 * names none (政府工作报告) and a reader could not tell one report from another.
 */
function readFileName(source: string, titleInText: string | null, gazetteer: Gazetteer): DeclaredMetadata {
  const name = fileTitle(source);
  const region = firstRegion(name, gazetteer);
  const year = readTitleYear(name) ?? (region === null || SPAN.test(name) ? null : readYear(YEAR, name));
  const type = titleInText === null || readTitledType(titleInText) === null ? readTitledType(name) : null;
  const isBetterTitle = region !== null && titleInText !== null && firstRegion(titleInText, gazetteer) === null;
  return {
    ...(isBetterTitle && /\p{Script=Han}{4}/u.test(name) ? { title: name } : {}),
    ...(region === null ? {} : { region: region.name }),
    ...(year === null ? {} : { year }),
    ...withType(type),
  };
}

function readText(
  title: string,
  cleaned: CleanedDocument,
  publisher: string | null,
  gazetteer: Gazetteer,
): DeclaredMetadata {
  const opening = readOpening(cleaned);
  const signer = readSigner(title, opening);
  const speaker = readSpeaker(title, opening, signer, cleaned);
  const region = readRegion(title, opening, signer ?? speaker, publisher, cleaned, gazetteer);
  const delivered = readDelivered(title, opening);
  const published = readPublished(opening, cleaned);
  const year =
    readTitleYear(title) ??
    readYear(YEAR, delivered ?? '') ??
    readNumberedYear(opening) ??
    readCountedYear(title, cleaned.text) ??
    readTargetYear(cleaned.text) ??
    readYear(YEAR, published ?? '') ??
    findPlanPeriod(title)?.first ??
    null;
  return {
    ...(cleaned.title === null ? {} : { title: cleaned.title }),
    region: region?.name ?? null,
    year,
    ...withType(readType(title, cleaned, signer)),
    delivered,
    published,
    speaker,
    publisher:
      publisher ?? (isIssued(title) ? (signer ?? readClosingSigner(title, cleaned)) : isReport(title) ? signer : null),
  };
}

function withType(type: DocumentMetadata['type'] | null): DeclaredMetadata {
  return type === null ? {} : { type };
}

function defaults(source: string): DeclaredMetadata {
  return { title: fileTitle(source), type: 'other' };
}

function fileTitle(source: string): string {
  return evenCharacters(basename(source, extname(source)));
}

/** Of a report on one year and the plan of the next the next; of a plan its first; else the one that is named first. */
function readTitleYear(title: string): number | null {
  const kind = kindByTitle(title);
  if (kind?.isOfPeriod) return findPlanPeriod(title)?.first ?? null;
  const years = findTitleYears(title).filter((year) => year >= EARLIEST_YEAR && year <= LATEST_YEAR);
  return (kind?.type === 'report' ? years.at(-1) : years[0]) ?? null;
}

function readYear(pattern: RegExp, text: string): number | null {
  const year = Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null;
}
