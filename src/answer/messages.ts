/** What wenju itself says around the quotations, in both languages. */

import type { NotFound } from '../api/ask.js';
import type { Language } from '../lexicon/language.js';
import { NATION } from '../lexicon/nation.js';
import type { Document, Passage } from '../types.js';

type Missing = NotFound['missing'][number];
type Coverage = NotFound['coverage'];

/** Regions and years named in a message; the whole list stands in `coverage`. */
const MAX_LISTED = 8;

/** What cannot be answered, and about which places it was asked. */
export interface Refusal {
  readonly missing: readonly Missing[];
  /** Full names of the places asked about that documents do cover. */
  readonly places: readonly string[];
  /** True when the filters leave no document and none of their regions is to blame. */
  readonly isFilteredOut: boolean;
  /** True when what is missing is a figure that the question states and the documents contradict. */
  readonly isFalsePremise: boolean;
  /** A word whose meaning is asked for, which the documents use and do not explain. */
  readonly undefinedWord?: string;
}

/** A sentence or two: what is missing, and what there is. `placeNamed`: the name of a place for the reader. */
export function describeMissing(
  refusal: Refusal,
  coverage: Coverage,
  language: Language,
  placeNamed: (name: string) => string = (name) => name,
): string {
  const missing = refusal.missing.map((item) =>
    item.kind === 'region' ? { ...item, value: nameMissing(item.value, language, placeNamed) } : item,
  );
  const places = refusal.places.map(placeNamed);
  const named: Refusal = { ...refusal, missing, places };
  const known = { ...coverage, regions: coverage.regions.map(placeNamed) };
  // Whose place there is does not ask which there are.
  const isCovered =
    places.length > 0 &&
    !refusal.isFilteredOut &&
    missing.every(({ kind }) => kind === 'indicator' || kind === 'topic');
  return language === 'zh'
    ? `${describeRefusal(named, 'zh', '；')}。${isCovered ? '' : describeCoverageInChinese(known)}`
    : `${describeRefusal(named, 'en', '; ')}.${isCovered ? '' : describeCoverageInEnglish(known)}`;
}

/** A province is in China, too. */
function nameMissing(place: string, language: Language, placeNamed: (name: string) => string): string {
  return language === 'en' && place === NATION.name ? 'China as a whole' : placeNamed(place);
}

function describeRefusal(
  { missing, places, isFilteredOut, isFalsePremise, undefinedWord }: Refusal,
  language: Language,
  separator: string,
): string {
  if (isFilteredOut) return language === 'zh' ? '没有文件符合筛选条件' : 'No document passes the filters';
  if (undefinedWord !== undefined) {
    return language === 'zh'
      ? `所收录的文件用到“${undefinedWord}”一词，但没有解释它的含义，用例见所附段落`
      : `The indexed documents use the word “${undefinedWord}” and do not say what it means; the passages show how they use it`;
  }
  if (isFalsePremise) {
    const stated = missing.map(({ value }) => value).join(separator);
    return language === 'zh'
      ? `问题中所说的“${stated}”与所收录的文件不符，文件的说法见引文`
      : `The documents contradict what the question states (${stated}); the quotation says what they give`;
  }
  return missing.map((item) => describeOne(item, places, language)).join(separator);
}

function describeOne({ kind, value }: Missing, places: readonly string[], language: Language): string {
  switch (kind) {
    case 'region':
      return language === 'zh' ? `所收录的文件中没有关于“${value}”的` : `No indexed document is about ${value}`;
    case 'year':
      return language === 'zh'
        ? `没有能回答${places.join('、')}${value}年的文件`
        : `No indexed document is about ${value}${places.length > 0 ? ` in ${places.join(', ')}` : ''}`;
    case 'indicator':
      return language === 'zh'
        ? `所收录的文件没有给出所问的“${value}”`
        : `The indexed documents do not give the figure asked for: ${value}`;
    case 'topic':
      return language === 'zh'
        ? '所收录的文件没有回答这个问题（这里只回答文件中写明的内容，不作建议、预测和评价）'
        : 'The indexed documents do not answer this question (only what they state is answered here: no advice, forecasts or opinions)';
  }
}

function describeCoverageInChinese({ regions, years }: Coverage): string {
  if (regions.length === 0) return '';
  const dated = years.length === 0 ? '' : `；年份：${listNewest(years, '、')}${more(years, '等')}`;
  return `现收录的文件涉及${regions.slice(0, MAX_LISTED).join('、')}${more(regions, '等')}${dated}。`;
}

function describeCoverageInEnglish({ regions, years }: Coverage): string {
  if (regions.length === 0) return '';
  const dated = years.length === 0 ? '' : `; years: ${listNewest(years, ', ')}${more(years, ' and others')}`;
  return ` The indexed documents are about ${regions.slice(0, MAX_LISTED).join(', ')}${more(regions, ' and others')}${dated}.`;
}

/** The newest, as reports are asked for most in the years just after them. */
function listNewest(years: readonly number[], separator: string): string {
  return years.slice(-MAX_LISTED).join(separator);
}

function more(all: readonly unknown[], word: string): string {
  return all.length > MAX_LISTED ? word : '';
}

/** A quotation of the answer: what it was taken from, and its number there. */
export interface Quotation {
  readonly document: Document;
  readonly passage: Passage;
  readonly marker: number;
}

/** Documents, and sections of one, that a note names each; what is quoted of more has its source beside it. */
const MAX_NAMED = 3;

/** For a reader of English: what the Chinese sentences are and where they stand, a clause for each document. */
export function describeForEnglishReader(
  quotations: readonly Quotation[],
  placeNamed: (name: string) => string = (name) => name,
): string {
  const byDocument = new Map<string, Quotation[]>();
  for (const quotation of quotations) {
    const { id } = quotation.document;
    byDocument.set(id, [...(byDocument.get(id) ?? []), quotation]);
  }
  if (byDocument.size > MAX_NAMED) {
    return `The sentences are quoted in Chinese from ${byDocument.size} documents; each names its source.`;
  }
  const clauses = [...byDocument.values()].map((own) => {
    const markers = byDocument.size > 1 ? ` ${own.map(({ marker }) => `[${marker}]`).join('')}` : '';
    return `${describeOrigin(own, placeNamed)}${markers}`;
  });
  const subject = quotations.length === 1 ? 'The sentence is' : 'The sentences are';
  return `${subject} quoted in Chinese from ${clauses.join('; and from ')}.`;
}

function describeOrigin(quotations: readonly Quotation[], placeNamed: (name: string) => string): string {
  const [first] = quotations;
  if (!first) return '';
  const { title, region, year, type } = first.document.metadata;
  const about = [region && placeNamed(region), year === null ? null : String(year)]
    .filter((part) => part !== null)
    .join(', ');
  const paths = quotations.map(({ passage }) => passage.headingPath.join(' › ')).filter((path) => path !== '');
  const sections = [...new Set(paths)].map((path) => `“${path}”`);
  const place =
    sections.length === 0 || sections.length > MAX_NAMED
      ? ''
      : `, section${sections.length > 1 ? 's' : ''} ${sections.join(' and ')}`;
  const kind = type === 'digest' ? "wenju's digest of the original document" : 'the original document';
  return `${kind}: “${title}”${about === '' ? '' : ` (${about})`}${place}`;
}
