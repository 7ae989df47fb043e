/**
 * Lexicon, persons for readers of English: a Chinese name goes in, its Latin form comes out, family name first (高望舒: Gao
 * Wangshu), and what an office is called. `pinyin-pro` knows how surnames are read; it is loaded when the first name is asked for.
 */

import { createRequire } from 'node:module';

/** Three characters at most behind a family name of one or two; longer ones are of other languages. */
const CHINESE_NAME = /^\p{Script=Han}{2,4}$/u;
/** Family names of two characters that reports have. */
const DOUBLE = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|百里|长孙|宇文|呼延|申屠|轩辕)/;

const OFFICES: Readonly<Record<string, string>> = {
  省长: 'governor',
  市长: 'mayor',
  县长: 'county head',
  区长: 'district head',
  州长: 'prefecture head',
  盟长: 'league head',
  主席: 'chair',
  行政长官: 'chief executive',
  总理: 'premier',
};

type Pinyin = typeof import('pinyin-pro');
let loaded: Pinyin | null = null;

/** The name itself where it is no Chinese one. */
export function writePersonInEnglish(name: string): string {
  const plain = name.replace(/\s/g, '');
  if (!CHINESE_NAME.test(plain)) return name;
  // A module that is required has no type of its own.
  loaded ??= createRequire(import.meta.url)('pinyin-pro') as Pinyin;
  const syllables = loaded.pinyin(plain, { toneType: 'none', type: 'array', surname: 'head' });
  const family = DOUBLE.test(plain) ? 2 : 1;
  const capital = (letters: string): string => letters.charAt(0).toUpperCase() + letters.slice(1);
  return [syllables.slice(0, family), syllables.slice(family)]
    .filter((part) => part.length > 0)
    .map((part) => capital(part.join('').replaceAll('ü', 'u')))
    .join(' ');
}

/** 代市长: acting mayor; the Chinese word where English has none here. */
export function writeOfficeInEnglish(office: string): string {
  const plain = office.replace(/^(?:代理|代)/, '');
  const english = OFFICES[plain];
  if (english === undefined) return office;
  return plain === office ? english : `acting ${english}`;
}
