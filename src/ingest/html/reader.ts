/**
 * Ingest, HTML: a saved page goes in; the lines of its article come out, with the headline and the line of date and
 * source above it, what the page states about itself, and what was left out. Nothing is run and nothing is fetched.
 * dom.ts parses within limits, article.ts finds the article, blocks.ts writes its lines, pagemeta.ts reads the head.
 */

import { unreadable } from '../../errors.js';
import type { Dropped } from '../../types.js';
import type { RawLine, Reader } from '../contract.js';
import { decodeText } from '../text.js';
import { findArticle } from './article.js';
import { type ArticleLine, readBlocks } from './blocks.js';
import { parsePage } from './dom.js';
import { measureText } from './measures.js';
import { readPageMetadata } from './page-meta.js';

const MAX_BYTES = 10_000_000;
/** Bytes in which a page states its encoding; the standard asks for the first 1,024. */
const ENCODING_WITHIN = 4_096;
const STATED_ENCODING = /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{1,20})/i;

/** UTF-16 code units; a longer line that names a source is a sentence. */
const LONGEST_BYLINE = 160;
/** Lines that a headline may be broken into. */
const HEADLINE_LINES = 4;
/** Lines above the article among which its byline is looked for when no headline is found. */
const BYLINE_WITHIN = 12;
const BYLINE =
  /(?:来源|稿源|发布机构|发布单位|发文机关|发布时间|发布日期|发表时间|成文日期)\s{0,4}[:：]|(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?[\sT]{0,3}\d{1,2}[:：]\d{1,2}/;
/** Characters kept of the text around the article, which is told as left out. */
const LONGEST_DROPPED = 200;

/** Reads a page; see `Reader`. Limits: 10 MB, and those of dom.ts. */
export const readHtml: Reader = async (bytes, source) => {
  if (bytes.length > MAX_BYTES) {
    throw unreadable(
      source,
      `expected at most ${MAX_BYTES} bytes, got ${bytes.length}. Save the text of the page instead.`,
    );
  }
  const head = Buffer.from(bytes.subarray(0, ENCODING_WITHIN)).toString('latin1');
  const document = parsePage(decodeText(bytes, source, STATED_ENCODING.exec(head)?.[1] ?? null), source);
  const { body } = document;
  const measures = measureText(body);
  const declared = readPageMetadata(document);
  const page = readBlocks(body, findArticle(document, body, measures), measures);
  const { lines, outside } = keepArticle(page.lines, declared.title ?? null);
  if (!lines.some(({ text }) => text.trim() !== ''))
    throw unreadable(source, 'expected a page with text, found none. Remove or replace the file.');
  return { lines, declared, dropped: [...page.dropped, ...outside] };
};

/** The article's lines, and of those above it the headline and what stands between the two of date and source. */
function keepArticle(lines: readonly ArticleLine[], title: string | null): { lines: RawLine[]; outside: Dropped[] } {
  const start = lines.findIndex(({ place }) => place === 'inside');
  const above = lines.slice(0, Math.max(0, start));
  const headline = findHeadline(above, title);
  const bylinesFrom = headline === null ? above.length - BYLINE_WITHIN : headline.end;
  const kept: RawLine[] = headline === null ? [] : [headline.line];
  let outside = '';
  for (const [position, { place, ...line }] of lines.entries()) {
    if (headline !== null && position >= headline.start && position < headline.end) continue;
    const isByline = position >= bylinesFrom && line.text.length <= LONGEST_BYLINE && BYLINE.test(line.text);
    if (place === 'inside' || (place === 'before' && isByline)) kept.push(line);
    else if (outside.length < LONGEST_DROPPED) {
      outside += `${outside === '' ? '' : ' … '}${line.text.slice(0, LONGEST_DROPPED)}`;
    }
  }
  const text = outside.slice(0, LONGEST_DROPPED);
  return { lines: kept, outside: text === '' ? [] : [{ text, reason: 'outside the article' }] };
}

/** The last lines above the article that are the page's title, together, else the last `<h1>` that may be. */
function findHeadline(
  above: readonly ArticleLine[],
  title: string | null,
): { line: RawLine; start: number; end: number } | null {
  const wanted = title === null ? null : close(title);
  for (let start = above.length - 1; start >= 0; start -= 1) {
    let text = '';
    for (let end = start + 1; end <= Math.min(start + HEADLINE_LINES, above.length); end += 1) {
      text += above[end - 1]?.text.trim() ?? '';
      if (close(text) === wanted) return toHeadline(above, text, start, end);
    }
  }
  // A site's name is often an <h1> too.
  const start = above.findLastIndex(
    ({ text, level }) => level === 1 && (wanted === null || overlaps(close(text), wanted)),
  );
  return toHeadline(above, above[start]?.text ?? '', start, start + 1);
}

function toHeadline(above: readonly ArticleLine[], text: string, start: number, end: number) {
  const first = above[start];
  if (first === undefined) return null;
  const { place: _, ...line } = first;
  return { line: { ...line, text, startsBlock: true }, start, end };
}

function overlaps(left: string, right: string): boolean {
  return left.includes(right) || right.includes(left);
}

function close(text: string): string {
  return text.replace(/\s+/gu, '');
}
