/**
 * Ingest, PDF: a file's bytes go in; its paragraphs with their pages come out, without running heads and page numbers.
 * pdf.js says which text stands where; pdfpage.ts makes lines of it, pdfparagraphs.ts paragraphs, pdftable.ts tables.
 * Nothing in the file is run, fetched or followed.
 */

import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { unreadable, WenjuError } from '../../errors.js';
import type { Dropped } from '../../types.js';
import type { Reader } from '../contract.js';
import { layOutPages, type PageText } from './page.js';
import { joinLines } from './paragraphs.js';
import { type PdfItem, placeItems, type Viewport } from './place.js';
import { dropRunningHeads } from './running-head.js';
import { checkStreams } from './streams.js';
import { writeParagraphs } from './table.js';

/** The longest government reports have 300 pages, a yearbook 1,000. */
const MAX_PAGES = 2_000;
const MAX_BYTES = 50 * 1024 * 1024;
/** Pieces of text; Chromium writes one for each Chinese character. */
const MAX_ITEMS = 2_000_000;
const MAX_CHARACTERS = 20_000_000;

/**
 * Which character a code of a Chinese font stands for: older files name a table (GBK-EUC-H, UniGB-UCS2-H) and do not
 * hold it. They come with pdf.js, and not with its build for servers.
 */
const CMAPS = path.join(path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps/');

/**
 * What stands for a character nobody can name: replacement, private use, control characters, and letters of scripts that
 * no document of China is written in, as codes of glyphs are taken for those of characters.
 */
const NAMELESS =
  /[\uFFFD\p{Co}\p{Cc}\p{Cn}]|[^\p{sc=Zyyy}\p{sc=Zinh}\p{sc=Hani}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Mong}\p{sc=Tibt}\p{sc=Arab}\p{sc=Yiii}\p{sc=Hang}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Talu}\p{sc=Lana}]/gu;
/** Share of such characters from which the text is no text. */
const MAX_NAMELESS = 0.3;
/** Characters of what pdf.js says that are passed on. */
const LONGEST_REASON = 200;
const RECOGNISE = 'Run text recognition (OCR) on it first.';
/** Of a page's characters, and as a share of them: a formula or a sign may be without a name. */
const MIN_NAMELESS_ON_PAGE = 5;
const MIN_NAMELESS_SHARE = 0.02;
/** Pages told one by one. */
const MAX_PAGES_TOLD = 20;

/** What is used of pdf.js; the types that come with it do not resolve in a project of ES modules. */
interface Pdf {
  readonly numPages: number;
  getPage(number: number): Promise<{
    streamTextContent(): ReadableStream<{ readonly items: readonly (PdfItem | { readonly type: string })[] }>;
    getViewport(options: { readonly scale: number }): Viewport;
    cleanup(): boolean;
  }>;
  destroy(): Promise<void>;
}

/** @throws WenjuError FILE_UNREADABLE naming `source` for what is no PDF, locked, over a limit, or pictures only. */
export const readPdf: Reader = async (bytes, source) => {
  if (bytes.byteLength > MAX_BYTES) {
    throw unreadable(source, `expected at most ${MAX_BYTES} bytes, got ${bytes.byteLength}. Split the file.`);
  }
  checkStreams(bytes, source);
  const pdf = await open(bytes, source);
  try {
    const { pages, dropped, nameless } = await readPages(pdf, source);
    const laidOut = layOutPages(pages);
    const kept = dropRunningHeads(
      laidOut,
      pages.map(({ height }) => height),
    );
    // A page of which only head and number are text is a picture.
    const empty = kept.pages.flatMap((lines, index) => (lines.length === 0 ? [index + 1] : []));
    if (empty.length === pages.length) {
      throw unreadable(source, `expected text, found pictures of pages only (a scan). ${RECOGNISE}`);
    }
    const pagesWithout = empty.map((page) => ({ text: `page ${page}`, reason: 'page without text' }));
    return {
      lines: writeParagraphs(joinLines(kept.pages)),
      declared: {},
      dropped: [...kept.dropped, ...dropped, ...pagesWithout],
      remarks: remarkOn({ empty, nameless, count: pages.length }),
    };
  } finally {
    await pdf.destroy();
  }
};

async function open(bytes: Uint8Array, source: string): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      useWorkerFetch: false,
      enableXfa: false,
      verbosity: 0,
      cMapUrl: CMAPS,
      cMapPacked: true,
    });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw unreadable(source, 'the file is locked with a password. Save it without one.', cause);
    }
    throw unreadable(source, `expected a PDF file, ${reasonOf(cause)}. Save or download it again.`, cause);
  }
}

/** What the pages read so far hold. */
interface Counts {
  items: number;
  characters: number;
  nameless: number;
}

interface Unread {
  /** Pages without text, pages whose characters have no names, and how many there are in all. */
  readonly empty: readonly number[];
  readonly nameless: readonly number[];
  readonly count: number;
}

function remarkOn({ empty, nameless, count }: Unread): string[] {
  return [
    ...(empty.length === 0
      ? []
      : [
          `${empty.length} of ${count} pages hold no text (${listPages(empty)}). If they are pictures of text, run text recognition (OCR) on the file and index it again.`,
        ]),
    ...(nameless.length === 0
      ? []
      : [
          `On ${nameless.length} of ${count} pages fonts do not say which characters they draw (${listPages(nameless)}): some text is missing or wrong there. Run text recognition (OCR) on the file, or save it anew with its fonts.`,
        ]),
  ];
}

function listPages(pages: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last?.to === page - 1) last.to = page;
    else runs.push({ from: page, to: page });
  }
  const told = runs.slice(0, MAX_PAGES_TOLD).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  return `page${pages.length === 1 ? '' : 's'} ${told.join(', ')}${runs.length > MAX_PAGES_TOLD ? ', …' : ''}`;
}

async function readPages(pdf: Pdf, source: string) {
  if (pdf.numPages > MAX_PAGES) {
    throw unreadable(source, `expected at most ${MAX_PAGES} pages, got ${pdf.numPages}. Split the file.`);
  }
  const pages: PageText[] = [];
  const aside = new Map<string, Dropped>();
  const nameless: number[] = [];
  const counts: Counts = { items: 0, characters: 0, nameless: 0 };
  for (let number = 1; number <= pdf.numPages; number++) {
    const before = { ...counts };
    const { items, view } = await readPage(pdf, number, counts, source);
    const found = counts.nameless - before.nameless;
    const share = found / Math.max(1, counts.characters - before.characters);
    if (found >= MIN_NAMELESS_ON_PAGE && share >= MIN_NAMELESS_SHARE) nameless.push(number);
    const { dropped, ...placed } = placeItems(items, view);
    for (const each of dropped) aside.set(each.text, each);
    pages.push({ page: number, ...placed });
  }
  if (counts.nameless > counts.characters * MAX_NAMELESS) {
    throw unreadable(source, `its fonts do not say which characters they draw. ${RECOGNISE}`);
  }
  return { pages, dropped: [...aside.values()], nameless };
}

/** A page is read piece by piece, for a small file can draw the same text without end. */
async function readPage(pdf: Pdf, number: number, counts: Counts, source: string) {
  try {
    const page = await pdf.getPage(number);
    const items: PdfItem[] = [];
    for await (const chunk of page.streamTextContent()) {
      for (const item of chunk.items) {
        if (!('str' in item)) continue;
        items.push(item);
        counts.items++;
        counts.characters += item.str.length;
        counts.nameless += item.str.match(NAMELESS)?.length ?? 0;
      }
      if (counts.items > MAX_ITEMS || counts.characters > MAX_CHARACTERS) {
        const limit = `${MAX_ITEMS} pieces and ${MAX_CHARACTERS} characters`;
        throw unreadable(source, `expected at most ${limit} of text, got more by page ${number}. Split the file.`);
      }
    }
    const view = page.getViewport({ scale: 1 });
    page.cleanup();
    return { items, view };
  } catch (cause) {
    if (cause instanceof WenjuError) throw cause;
    throw unreadable(source, `page ${number} cannot be read, ${reasonOf(cause)}. Save the file again.`, cause);
  }
}

function reasonOf(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return reason.slice(0, LONGEST_REASON).replace(/\.$/, '');
}
