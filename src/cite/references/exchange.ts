/**
 * References for other programs: BibTeX, RIS and CSL-JSON. A work goes in; one entry of the format comes out.
 *
 * citation-js knows which field of a format holds what; what it leaves open is done here, as its texts cannot be trusted
 * with titles of others: its BibTeX drops every Chinese character or else escapes nothing, its RIS breaks lines after 70
 * characters wherever that is, in a title or an address, and both leave out the language or the date of access. It is
 * never given a text to read: one that looks like an address it would fetch.
 */

import { createRequire } from 'node:module';
import { clean, type DateParts, formatIsoDate, splitAuthors, type Work } from './work.js';

interface CslDate {
  readonly 'date-parts': readonly [DateParts];
}
interface CslName {
  readonly literal: string;
}

/** What we fill of the CSL 1.0.2 schema's item. */
interface CslItem {
  readonly id: string;
  readonly 'citation-key': string;
  readonly type: 'report' | 'article-newspaper' | 'webpage' | 'document';
  readonly title: string;
  readonly language: string;
  readonly author?: readonly CslName[];
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly publisher?: string;
  readonly 'container-title'?: string;
  readonly page?: string;
  readonly URL?: string;
  readonly note?: string;
  readonly 'original-title'?: string;
}

interface BibtexEntry {
  readonly type: string;
  readonly label: string;
  readonly properties: Readonly<Record<string, string>>;
}
type RisEntry = Readonly<Record<string, string | readonly string[]>>;

/** What is used of citation-js, which declares no types. */
interface CitationJs {
  readonly plugins: {
    readonly config: { get(name: '@bibtex'): { format: { asciiOnly: boolean } } };
    readonly output: {
      format(format: 'bibtex', items: readonly CslItem[], options: { format: 'object' }): readonly BibtexEntry[];
      format(format: 'ris', items: readonly CslItem[], options: { format: 'object' }): readonly RisEntry[];
      format(format: 'data', items: readonly CslItem[], options: { format: 'text' }): string;
    };
  };
}

const LANGUAGE = 'zh-CN';
const BIBTEX_INDENT = '  ';

const CSL_TYPES = {
  report: 'report',
  newspaper: 'article-newspaper',
  policy: 'webpage',
  page: 'webpage',
  print: 'document',
  digest: 'document',
} as const satisfies Record<Work['publication'], CslItem['type']>;

/** BibTeX counts braces even behind a backslash, and `<i>` is mark-up for citation-js: none of them may stay. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '"': '\\textquotedbl{}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
};

let loaded: CitationJs | null = null;

/** Loaded when first needed: it brings the libraries it would fetch with. */
function load(): CitationJs {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const core: CitationJs = require('@citation-js/core');
  require('@citation-js/plugin-bibtex');
  require('@citation-js/plugin-ris');
  core.plugins.config.get('@bibtex').format.asciiOnly = false;
  loaded = core;
  return core;
}

export function writeCslJson(work: Work): string {
  return load().plugins.output.format('data', [toCsl(work, (text) => text)], { format: 'text' });
}

export function writeBibtex(work: Work): string {
  const [entry] = load().plugins.output.format('bibtex', [toCsl(work, escapeLatex)], { format: 'object' });
  if (!entry) throw new TypeError('citation-js writes an entry for each item');
  const fields = Object.entries({
    ...entry.properties,
    ...(work.url === null && work.publication !== 'digest' ? {} : { urldate: formatIsoDate(work.accessed) }),
    language: LANGUAGE,
    langid: 'chinese',
  });
  const lines = fields.map(([name, value]) => `${BIBTEX_INDENT}${name} = {${value}},`);
  return [`@${entry.type}{${entry.label},`, ...lines, '}'].join('\n');
}

export function writeRis(work: Work): string {
  const item = toCsl(work, (text) => text);
  const [entry] = load().plugins.output.format('ris', [item], { format: 'object' });
  if (!entry) throw new TypeError('citation-js writes an entry for each item');
  const { TY = 'GEN', ...fields } = entry;
  // Identifiers are cut off, newspapers lose author and day; the date of access of a page stands in M1 alone.
  const tags = {
    ...fields,
    ID: item.id,
    ...(item.author ? { AU: item.author.map(({ literal }) => literal) } : {}),
    ...(work.date ? { DA: writeRisDate(work.date) } : {}),
    ...(item.accessed ? { Y2: writeRisDate(work.accessed) } : {}),
  };
  const lines = Object.entries(tags).flatMap(([tag, values]) => [values].flat().map((value) => writeTag(tag, value)));
  return [writeTag('TY', String(TY)), ...lines, 'ER  - '].join('\n');
}

/** White space was evened out, so that no value holds a line break or the two spaces and dash of a tag. */
function writeTag(tag: string, value: string): string {
  return `${tag}  - ${clean(value)}`;
}

/** YYYY/MM/DD/, empty where unknown. */
function writeRisDate(date: DateParts): string {
  const [year, month = '', day = ''] = formatIsoDate(date).split('-');
  return `${year}/${month}/${day}/`;
}

function escapeLatex(text: string): string {
  return text.replace(/[\\{}<>~^"#$%&_]/gu, (character) => LATEX[character] ?? '');
}

/** `write` is applied to every text but the address. */
function toCsl(work: Work, write: (text: string) => string): CslItem {
  const { author, publisher, url, page, basedOn } = work;
  const isNewspaper = work.publication === 'newspaper';
  const issued = work.date ?? (work.estimatedYear === null ? null : ([work.estimatedYear] as const));
  const id = `wenju_${work.documentId.replace(/[^A-Za-z0-9]/gu, '')}`;
  return {
    id,
    'citation-key': id,
    type: CSL_TYPES[work.publication],
    title: write(work.title),
    language: LANGUAGE,
    ...(author === null ? {} : { author: splitAuthors(author).map((each) => ({ literal: write(each) })) }),
    ...(issued === null ? {} : { issued: { 'date-parts': [issued] } }),
    ...(url === null && !basedOn ? {} : { accessed: { 'date-parts': [work.accessed] } }),
    ...(publisher === null ? {} : { [isNewspaper ? 'container-title' : 'publisher']: write(publisher) }),
    // A page of a file is not the page of the newspaper.
    ...(page === null || isNewspaper ? {} : { page: String(page) }),
    ...(url === null ? {} : { URL: url }),
    note: write(writeNote(work)),
    ...(basedOn ? { 'original-title': write(basedOn.title) } : {}),
  };
}

/** What no field holds: whose words, which part, and what a digest is. */
function writeNote({ publication, basedOn, deliveredBy, interviewee, section, paragraph, page }: Work): string {
  const source = basedOn ? `据${basedOn.publisher ?? ''}《${basedOn.title}》编写` : null;
  const line = page !== null ? `第${page}页` : paragraph === null ? null : `第${paragraph}段`;
  const place = joinPresent([section, line], '，');
  const parts = [
    publication === 'digest' ? joinPresent([source, '摘编，不是原文'], '，') : null,
    basedOn?.url ? `原文：${basedOn.url}` : null,
    deliveredBy && `报告人：${deliveredBy}`,
    interviewee && `受访者：${interviewee}`,
    place === '' ? null : `引文位置：${place}`,
  ];
  return joinPresent(parts, '；');
}

function joinPresent(parts: readonly (string | null)[], mark: string): string {
  return parts.filter((part) => part !== null).join(mark);
}
