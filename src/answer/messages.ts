/** What wenju itself says around the quotations, in both languages. */

import type { NotFound } from '../contract.js';
import type { Language } from '../language.js';
import type { Document, Passage } from '../types.js';

type Missing = NotFound['missing'][number];
type Coverage = NotFound['coverage'];

/** Regions and years named in a message; the whole list stands in `coverage`. */
const MAX_LISTED = 8;

/** A sentence or two: what is missing, and what there is. */
export function describeMissing(missing: readonly Missing[], coverage: Coverage, language: Language): string {
  const parts = missing.map((item) => describeOne(item, language));
  const regions = coverage.regions.slice(0, MAX_LISTED);
  // The newest, as reports are asked for most in the years just after them.
  const years = coverage.years.slice(-MAX_LISTED);
  if (language === 'zh') {
    const covered =
      regions.length === 0
        ? ''
        : `现收录的文件涉及${regions.join('、')}${more(coverage.regions, '等')}${inBrackets('（', years.join('、'), `${more(coverage.years, '等')}年）`)}。`;
    return `${parts.join('；')}。${covered}`;
  }
  const covered =
    regions.length === 0
      ? ''
      : ` The indexed documents are about ${regions.join(', ')}${more(coverage.regions, ' and others')}${inBrackets(' (', years.join(', '), `${more(coverage.years, ' and others')})`)}.`;
  return `${parts.join('; ')}.${covered}`;
}

function describeOne({ kind, value }: Missing, language: Language): string {
  switch (kind) {
    case 'region':
      return language === 'zh' ? `所收录的文件中没有关于“${value}”的` : `No indexed document is about ${value}`;
    case 'year':
      return language === 'zh'
        ? `所收录的文件中没有${value}年的相关内容`
        : `The indexed documents do not cover ${value}`;
    case 'indicator':
      return language === 'zh' ? `所收录的文件没有提到“${value}”` : `The indexed documents do not mention ${value}`;
    case 'topic':
      return language === 'zh' ? '所收录的文件没有回答这个问题' : 'The indexed documents do not answer this question';
  }
}

function inBrackets(opening: string, text: string, closing: string): string {
  return text === '' ? '' : `${opening}${text}${closing}`;
}

function more(all: readonly unknown[], word: string): string {
  return all.length > MAX_LISTED ? word : '';
}

/** For a reader of English: what the Chinese sentence is and where it stands. */
export function describeForEnglishReader(document: Document, passage: Passage): string {
  const { title, region, year, type } = document.metadata;
  const about = [region, year === null ? null : String(year)].filter((part) => part !== null).join(', ');
  const section = passage.headingPath.length === 0 ? '' : `, section “${passage.headingPath.join(' › ')}”`;
  const kind = type === 'digest' ? "wenju's digest of the original document" : 'the original document';
  return `The sentence is quoted in Chinese from ${kind}: “${title}”${about === '' ? '' : ` (${about})`}${section}.`;
}
