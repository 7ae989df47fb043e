/**
 * Ingest, HTML: which elements of a page are not its text? An element goes in; the reason to leave it out, or null,
 * comes out. Names, roles and classes count only for short elements, as some sites call their whole article `print`.
 */

import type { Element } from './dom.js';
import { type ElementMeasure, isMostlyLinks } from './measures.js';

/** Characters; a bar of buttons is shorter, an article under the name of one is longer. */
const LONGEST_BAR = 100;
/** A form with more text around its controls wraps the page, as pages made with ASP.NET do. */
const LONGEST_FORM = 100;
/** A list of links under 相关链接; what is longer is the article's own collection. */
const LONGEST_RELATED = 3_000;
/** UTF-16 code units of a style attribute that are looked at. */
const LONGEST_STYLE = 2_000;

/** Reasons, with the elements that are left out for each. */
const REASONS: Readonly<Record<string, string>> = {
  script: 'script noscript template',
  style: 'style link',
  frame: 'iframe frame frameset noframes object embed',
  navigation: 'nav menu',
  'page footer': 'footer',
  aside: 'aside',
  form: 'input select textarea button',
  picture: 'svg canvas audio video',
  'reading aid': 'rp rt',
  'struck-out text': 'del s strike',
};
const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(REASONS).flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason] as const)),
);
const BY_ROLE: ReadonlyMap<string, string> = new Map([
  ['navigation', 'navigation'],
  ['menu', 'navigation'],
  ['banner', 'page header'],
  ['contentinfo', 'page footer'],
  ['complementary', 'aside'],
  ['search', 'form'],
]);

const HIDING_STYLE = /(?:^|[;\s])(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i;
const STRIKING_STYLE = /(?:^|[;\s])text-decoration(?:-line)?\s{0,5}:[^;]{0,60}\bline-through\b/i;
const NAME_BREAK = /[^a-z0-9]+/;
const BARS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /^(?:(?:bd|b|social|page)?share(?:s|d|bar|box|btn|buttonbox|to)?|jiathis|fenxiang|fx)$/,
    reason: 'share bar',
  },
  { pattern: /^(?:print(?:bar|btn|er)?|dayin|fontsize|zihao|toolbar|qrcode|ewm|erweima)$/, reason: 'print bar' },
  { pattern: /^(?:breadcrumbs?|crumbs?|dqwz|curpos|weizhi|mianbaoxie)$/, reason: 'navigation' },
];
const RELATED =
  /^[【[]?(?:相关(?:链接|阅读|新闻|稿件|文章|推荐|专题|报道)|延伸阅读|推荐阅读|热门推荐|猜你喜欢|更多新闻)/;
const RELATED_LABEL = /^[【[]?(?:相关\S{2}|延伸阅读|推荐阅读|热门推荐|猜你喜欢|更多新闻)[】\]]?[:：]?$/;

/**
 * Why an element is not read, null when it is.
 *
 * @param isArticle true inside the article: its own `<header>` holds its title.
 */
export function judgeElement(element: Element, measure: ElementMeasure, isArticle: boolean): string | null {
  const name = element.localName;
  const role = element.getAttribute('role')?.toLowerCase() ?? '';
  const known = BY_NAME.get(name) ?? BY_ROLE.get(role);
  if (known !== undefined) return known;
  if (name === 'header' && !isArticle) return 'page header';
  if (name === 'form' && measure.length <= LONGEST_FORM) return 'form';
  if (isHiddenElement(element)) return 'hidden';
  if (element.hasAttribute('style') && STRIKING_STYLE.test(styleOf(element))) return 'struck-out text';
  if (measure.length <= LONGEST_BAR) {
    const names = `${element.getAttribute('class') ?? ''} ${element.id}`
      .slice(0, LONGEST_STYLE)
      .toLowerCase()
      .split(NAME_BREAK);
    const bar = BARS.find(({ pattern }) => names.some((each) => pattern.test(each)));
    if (bar !== undefined) return bar.reason;
  }
  return RELATED.test(measure.opening) && isMostlyLinks(measure) && measure.length <= LONGEST_RELATED
    ? 'related links'
    : null;
}

/** True for a line 相关链接 that stands above a list of links, each an element of its own. */
export function isRelatedLabel(measure: ElementMeasure, next: ElementMeasure | undefined): boolean {
  return (
    next !== undefined && isMostlyLinks(next) && next.length <= LONGEST_RELATED && RELATED_LABEL.test(measure.opening)
  );
}

export function isHiddenElement(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden')?.toLowerCase() === 'true') return true;
  return HIDING_STYLE.test(styleOf(element));
}

function styleOf(element: Element): string {
  return element.getAttribute('style')?.slice(0, LONGEST_STYLE) ?? '';
}
