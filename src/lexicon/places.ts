/**
 * Lexicon, places: the administrative divisions of China with the names each goes by, from the file that is made when
 * wenju is built (make-places.ts).
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';
import type { Region } from './contract.js';
import { ENGLISH_NAMES } from './place-names.js';

export interface Place extends Region {
  /** Without the word for its kind of division and its peoples: 恩施. */
  readonly short: string;
  /** Of the short name in Latin letters, lower case: `xi'an` and `xian`. None for what goes by none. */
  readonly spellings: readonly string[];
}

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const PLACES_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/lexicon/places.tsv' : './places.tsv', import.meta.url),
);

const LEVELS = ['province', 'city', 'county'] as const;

let known: readonly Place[] | null = null;

/** Every province, city and county; towns are left out. Throws WenjuError FILE_UNREADABLE when the file is not there. */
export function readPlaces(): readonly Place[] {
  known ??= parsePlaces();
  return known;
}

function parsePlaces(): Place[] {
  try {
    return readFileSync(PLACES_FILE, 'utf8').trimEnd().split('\n').map(parsePlace);
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `Expected the places in ${PLACES_FILE}. Run: npm run build`, { cause });
  }
}

function parsePlace(line: string): Place {
  const [code = '', name = '', written = '', short = '', spellings = ''] = line.split('\t');
  const level = LEVELS.find((each) => each === written);
  if (level === undefined) throw new RangeError(`Expected a level, got "${written}".`);
  return { code, name, level, short, spellings: spellings === '' ? [] : spellings.split(' ') };
}

/** By code the name that English has of its own, else the spelling with marks that part syllables; of two of its own the later. */
export function spellInEnglish(places: readonly Place[]): Map<string, string> {
  const spelled = places.flatMap(({ code, spellings }): [string, string][] => {
    const spelling = spellings.find((each) => each.includes("'")) ?? spellings[0];
    return spelling === undefined ? [] : [[code, spelling]];
  });
  const own = [...ENGLISH_NAMES].map(([spelling, code]): [string, string] => [code, spelling]);
  return new Map(
    [...spelled, ...own].map(([code, spelling]) => [
      code,
      spelling.replace(/(?<![\p{L}'])\p{L}/gu, (letter) => letter.toUpperCase()),
    ]),
  );
}

/** A line a place, as `readPlaces` reads it. */
export function writePlaces(places: readonly Place[]): string {
  return places
    .map(({ code, name, level, short, spellings }) => `${[code, name, level, short, spellings.join(' ')].join('\t')}\n`)
    .join('');
}
