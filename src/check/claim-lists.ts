/**
 * Used to judge claims by their words: does a claim put another into a list, or hand the values of a list out in another
 * order? A claim and a sentence go in, both simplified and of plain width.
 */

import { LIST_SIGN, listPairs } from '../lexicon/characters.js';
import { sharesPair } from './claim-names.js';
import { evenWords } from './claim-units.js';

/** Characters that are read. */
const LONGEST = 400;
/** 甲、乙和丙: two parts or more of up to 16 characters, none with a comma in it. */
const LIST = /[^、和与及,，;；。:：()（）]{2,16}(?:(?:[、和与及]|以及|还有)[^、和与及,，;；。:：()（）]{2,16}){1,7}/gu;
/** In front of what is counted: 一首|歌. */
const COUNTED = /^[一二两三四五六七八九十\d]+[部首座个条项家处届位名]/;
/** Of the first and the last item, what stands next to the list: 是|绍兴黄酒、金华火腿、西湖龙井|茶等产业; and its nearest word. */
const CORE = 4;
const NEAREST = 2;

/** All but one of the claim's items are in a list of the sentence of as many, which has another instead of the last. */
export function isListAltered(claim: string, stated: string): boolean {
  const own = evenWords(claim).slice(0, LONGEST);
  const other = evenWords(stated).slice(0, LONGEST);
  const lists = readLists(other);
  return readLists(own).some((items) => {
    const [missing, ...more] = items.filter((item) => !sharesPair(item, other));
    if (missing === undefined || more.length > 0) return false;
    const rest = items.filter((item) => item !== missing);
    return lists.some((theirs) => {
      const [left, ...others] = theirs.filter((their) => !rest.some((item) => sharesPair(item, their)));
      if (theirs.length !== items.length || left === undefined || others.length > 0) return false;
      // 一首歌 is 歌曲.
      if (missing.replace(COUNTED, '').startsWith(left.charAt(0))) return false;
      return !sharesPair(theirs.indexOf(left) === 0 ? left.slice(-NEAREST) : left.slice(0, NEAREST), own);
    });
  });
}

function readLists(text: string): string[][] {
  return Array.from(text.matchAll(LIST), ([list]) => {
    const items = list.split(LIST_SIGN).filter((item) => item.length > 1);
    return items.map((item, at) =>
      at === 0 ? item.slice(-CORE) : at === items.length - 1 ? item.slice(0, CORE) : item,
    );
  }).filter(({ length }) => length > 1);
}

/** In front of a value. */
const WORDS = '[^、和与及,，;；。\\d]{0,4}';
/** A number, a rank, or medals, with its unit: 96.7%, 第二, 2金1银. */
const VALUE =
  '(?:第[一二三四五六七八九十\\d]{1,3}|(?:\\d{1,3}[金银铜]){1,3}|\\d[\\d.]*(?:%|[^、和与及,，;；。\\d]{0,6}))';
/** 96.7%和97%. With words of its own a value is no other thing's: 突破3000亿元、增长15.1%. */
const VALUES = new RegExp(
  `${WORDS}${VALUE}(?:[、和与及](?:约|近|超)?${VALUE}){1,3}(?![^,，;；。]*[、和与及]\\d)`,
  'gu',
);
const NUMBER = /第[一二三四五六七八九十\d]{1,3}|(?:\d{1,3}[金银铜]){1,3}|\d[\d.]*/u;
const NUMBERS = new RegExp(NUMBER, 'gu');

interface Row {
  readonly items: readonly string[];
  readonly values: readonly string[];
  /** Numbers that also stand outside the row, so that its order says nothing of them. */
  readonly elsewhere: ReadonlySet<string>;
}

/** Things in a row and as many values in a row behind them: 甲、乙分别增长4.3%和5.5%; 甲2亿人次、乙3亿元,增长18%和23%. */
function readRows(text: string): Row[] {
  return Array.from(text.matchAll(VALUES)).flatMap(({ 0: run, index }) => {
    const elsewhere = new Set(`${text.slice(0, index)} ${text.slice(index + run.length)}`.match(NUMBERS));
    const values = run.split(/[、和与及]/).map((value) => NUMBER.exec(value)?.[0] ?? '');
    const before =
      text
        .slice(0, index)
        .split(/[;；。]/)
        .at(-1) ?? '';
    const clauses = before
      .replace(/分别|各/g, '')
      .split(/[,，]/)
      .slice(-3)
      .reverse();
    // Also in front of values of another row: 货邮和旅客吞吐量达到420万吨、1.25亿人次,排名升至第二、第三.
    const items = clauses
      .flatMap((clause) => [clause, clause.split(/\d|第/)[0] ?? ''])
      .map((clause) => clause.split(LIST_SIGN))
      .find(({ length }) => length === values.length);
    return items === undefined || new Set(values).size < values.length ? [] : [{ items, values, elsewhere }];
  });
}

/** Beside each of the values that the claim has stands what names another of the things. */
export function isOutOfOrder(claim: string, stated: string): boolean {
  const own = evenWords(claim).slice(0, LONGEST);
  const parts = own.split(/[,，;；。、]/);
  return readRows(evenWords(stated).slice(0, LONGEST)).some(({ items, values, elsewhere }) => {
    const given = parts.flatMap((part) => {
      const numbers: readonly string[] = part.match(NUMBERS) ?? [];
      // A row of its own is told apart by its order, as the sentence's is.
      const [said, ...more] = values.filter((value) => numbers.includes(value) && !elsewhere.has(value));
      const named = nameItem(part, items);
      return said === undefined || more.length > 0 || named === null ? [] : [{ at: values.indexOf(said), named }];
    });
    return given.length > 0 && given.every(({ at, named }) => at !== named);
  });
}

/**
 * Index of the one item that a text has more of than of any other, by what only that one has. What all are of stands behind
 * the last: 快递、电信|业务量.
 */
function nameItem(text: string, all: readonly string[]): number | null {
  const items = all.map((item, at) => (at === all.length - 1 ? item.slice(0, CORE) : item));
  const shares = items.map((item, at) => {
    const others = items.filter((_, other) => other !== at).join('\n');
    return listPairs(item).filter((pair) => text.includes(pair) && !others.includes(pair)).length;
  });
  const most = Math.max(...shares);
  return most > 0 && shares.filter((share) => share === most).length === 1 ? shares.indexOf(most) : null;
}
