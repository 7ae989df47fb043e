/**
 * Ingest, HTML: what does a page say of itself? Its meta elements go in, those that the guide for Chinese government
 * sites asks for (国办发〔2017〕47号: ArticleTitle, PubDate, ContentSource, Url) and those that others read; stated
 * metadata comes out. What makes no sense is left out: the page is right though its template is not.
 */

import { findDate } from '../../lexicon/dates.js';
import { dropTitleMark } from '../../lexicon/title-marks.js';
import type { DeclaredMetadata } from '../contract.js';
import { readSourceAddress } from '../declared.js';
import type { Document } from './dom.js';

/** UTF-16 code units that a title or a name may have. */
const MAX_STATED_LENGTH = 500;
/** Meta elements looked at; pages have 10 to 40. */
const MAX_METAS = 1_000;

/** In order of trust. */
const TITLES = ['articletitle', 'og:title', 'twitter:title'];
const DATES = ['pubdate', 'article:published_time', 'publishdate', 'og:release_date', 'datepublished'];
const PUBLISHERS = ['contentsource', 'source', 'og:article:source'];
const URLS = ['url', 'og:url'];

const SITE_BREAKS = /[_|｜\-–—－]/g;
const SITE = /(?:网|网站|门户|政府|频道|新闻|日报|晚报|在线|客户端|办公厅|办公室|委员会|[局厅])$|\.(?:cn|com|net|org)$/;
/** Characters of a column's name between the title and the site: 要闻, 政策文件. */
const LONGEST_COLUMN = 8;
const LONGEST_SITE = 25;
/** Shorter ones name columns: 政务公开. */
const SHORTEST_HEADING = 8;
const SOURCE_LABEL = /^(?:文章|信息)?(?:来源|稿源)\s{0,4}[:：]\s{0,4}/;
const NO_SOURCE = /^(?:本站|本网|本站原创|原创|未知|佚名|无)?$/;

/** Reads title, day of publication, publisher and address, as far as they are stated. */
export function readPageMetadata(document: Document): DeclaredMetadata {
  const metas = new Map<string, string>();
  // A collection by tag name would look through all its elements for each of them.
  for (const meta of [...document.querySelectorAll('meta')].slice(0, MAX_METAS)) {
    const name = (
      meta.getAttribute('name') ??
      meta.getAttribute('property') ??
      meta.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = tidy(meta.getAttribute('content') ?? '');
    if (content !== '' && !metas.has(name)) metas.set(name, content);
  }
  const stated = (names: readonly string[]) =>
    names.map((name) => metas.get(name)).filter((value) => value !== undefined);

  const heading = [...document.querySelectorAll('h1')].map(({ textContent }) => tidy(textContent ?? ''));
  // A template names the site where it should name the page; then the page's heading is its title.
  const namesPage = (value: string) => !isSite(value) || !heading.some((each) => isStatable(each) && !isSite(each));
  const ofHead = cutSite(tidy(document.title));
  const named = [...stated(TITLES).map(cutSite), ...(isOfAnother(ofHead, heading) ? [] : [ofHead])].find(
    (value) => isStatable(value) && namesPage(value),
  );
  // Of 统计公报_甲市统计局 and of 标题 - 某周刊 the heading of the page says which is the title.
  const title =
    named && (heading.map(dropTitleMark).find((each) => isStatable(each) && isSameTitle(each, named)) ?? named);
  const published = stated(DATES)
    .map(findDate)
    .find((date) => date !== null);
  const publisher = stated(PUBLISHERS)
    .map((name) => name.replace(SOURCE_LABEL, ''))
    .find((name) => isStatable(name) && !NO_SOURCE.test(name));
  const canonical = document.querySelector('link[rel="canonical" i]')?.getAttribute('href') ?? '';
  const url = [...stated(URLS), tidy(canonical)].map(readSourceAddress).find((address) => address !== null);
  return {
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(url === undefined ? {} : { url }),
  };
}

/** `政府工作报告_要闻_荆门市人民政府网` → `政府工作报告`; a title that is only the site's name says nothing. */
function cutSite(title: string): string {
  const separator = title.slice(0, MAX_STATED_LENGTH).match(SITE_BREAKS)?.at(-1);
  if (separator === undefined) return title;
  const parts = title.split(separator).map((part) => part.trim());
  if (!SITE.test(parts.at(-1) ?? '')) return title;
  parts.pop();
  // Only an underscore stands between nothing but title, column and site; a dash may be the title's own.
  while (separator === '_' && parts.length > 1 && isPartOfSite(parts.at(-1) ?? '')) parts.pop();
  return parts.join(separator).trim();
}

/** A name and nothing else: 甲市人民政府门户网站. */
function isSite(title: string): boolean {
  return SITE.test(title) && title.length <= LONGEST_SITE && !/[，。：:、？?《》“”\d]/u.test(title);
}

/** A heading with more words at either end, or a title with a site behind the heading. */
function isSameTitle(heading: string, title: string): boolean {
  if (isSite(heading)) return false;
  if (heading.length > title.length) return heading.startsWith(title) || heading.endsWith(title);
  return title.startsWith(heading) && /^\s?[_|｜\-–—－]/.test(title.slice(heading.length));
}

/** A column's name where the page's should be: 某市统计局-通知公告, while a heading names the page. */
function isOfAnother(title: string, headings: readonly string[]): boolean {
  const names = headings.filter((each) => each.length >= SHORTEST_HEADING && isStatable(each) && !isSite(each));
  const close = (text: string): string => text.replace(/\s/g, '');
  return (
    names.length > 0 && !names.some((each) => close(each).includes(close(title)) || close(title).includes(close(each)))
  );
}

function isPartOfSite(part: string): boolean {
  return part.length <= LONGEST_COLUMN || SITE.test(part);
}

/** What editors of pages put in when nobody names a page. */
const NAMELESS = /^(?:无标题(?:文档|页)?|新建网页.*|untitled.*)$/i;

function isStatable(value: string): boolean {
  return value !== '' && value.length <= MAX_STATED_LENGTH && !NAMELESS.test(value);
}

function tidy(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
