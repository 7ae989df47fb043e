/**
 * Lexicon, sounds: may two characters be typed for each other, as they are read alike? From the file that is made when
 * wenju is built (make-sounds.ts). Tones do not count, nor what speakers of many dialects do not tell apart (zh and z, ing
 * and in).
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const SOUNDS_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/lexicon/sounds.tsv' : './sounds.tsv', import.meta.url),
);

interface Sounds {
  /** Syllables without tones, by character. */
  readonly exact: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same, those that many do not tell apart as one. */
  readonly blurred: ReadonlyMap<string, ReadonlySet<string>>;
  /** Characters of a syllable, as it is written in Latin letters. */
  readonly characters: ReadonlyMap<string, string>;
}
let sounds: Sounds | null = null;

/** Throws WenjuError FILE_UNREADABLE when the file is not there. */
export function soundsLike(one: string, other: string): boolean {
  sounds ??= readSounds();
  const [own, others] = [sounds.blurred.get(one), sounds.blurred.get(other)];
  if (own === undefined || others === undefined) return false;
  return [...own].some((sound) => others.has(sound));
}

/** Whether Latin letters write the sounds of a name, however they are parted: Xinghu and Xing Hu for 星湖. */
export function isReadAs(name: string, latin: string): boolean {
  sounds ??= readSounds();
  const letters = latin.toLowerCase().replace(/[^a-zü]/g, '');
  let ends = new Set([0]);
  for (const character of name) {
    const next = new Set<number>();
    for (const start of ends) {
      for (const sound of sounds.exact.get(character) ?? [])
        if (letters.startsWith(sound, start)) next.add(start + sound.length);
    }
    ends = next;
  }
  return letters !== '' && ends.has(letters.length);
}

const SHORTEST_NAME = 2;
const LONGEST_NAME = 6;
const LONGEST_WORD = 24;
const LONGEST_SYLLABLE = 6;
/** Ways to part a word into syllables that are looked for: xian is xi-an and xian. */
const MOST_PARTINGS = 8;

/** The name that was looked for last, parted in every way: it is looked for in one sentence after another. */
let parted: { readonly name: string; readonly partings: readonly (readonly string[])[] } | null = null;

/** The characters of a text that are read as a name in Latin letters says: 花湖 for huahu; null when none are. */
export function findSpelt(name: string, text: string): string | null {
  if (parted?.name !== name) parted = { name, partings: partName(name.toLowerCase().replace(/['’]/g, '')) };
  for (const sets of parted.partings) {
    for (let at = 0; at + sets.length <= text.length; at += 1) {
      if (sets.every((characters, ordinal) => characters.includes(text.charAt(at + ordinal)))) {
        return text.slice(at, at + sets.length);
      }
    }
  }
  return null;
}

/** For each way to part a name, the characters that each of its syllables may be. */
function partName(name: string): string[][] {
  sounds ??= readSounds();
  const { characters } = sounds;
  const found: string[][] = [];
  const extend = (from: number, taken: readonly string[]): void => {
    if (found.length === MOST_PARTINGS || taken.length > LONGEST_NAME) return;
    if (from === name.length) {
      if (taken.length >= SHORTEST_NAME) found.push([...taken]);
      return;
    }
    for (let length = LONGEST_SYLLABLE; length > 0; length -= 1) {
      const alike = from + length > name.length ? undefined : characters.get(name.slice(from, from + length));
      if (alike !== undefined) extend(from + length, [...taken, alike]);
    }
  };
  if (name.length <= LONGEST_WORD) extend(0, []);
  return found;
}

function readSounds(): Sounds {
  const exact = new Map<string, Set<string>>();
  const blurred = new Map<string, Set<string>>();
  const characters = new Map<string, string>();
  for (const line of readLines()) {
    const [syllable = '', alike = ''] = line.split('\t');
    characters.set(syllable, alike);
    for (const character of alike) {
      exact.set(character, (exact.get(character) ?? new Set()).add(syllable));
      blurred.set(character, (blurred.get(character) ?? new Set()).add(blur(syllable)));
    }
  }
  return { exact, blurred, characters };
}

function readLines(): string[] {
  try {
    return readFileSync(SOUNDS_FILE, 'utf8').trimEnd().split('\n');
  } catch (cause) {
    throw new WenjuError('FILE_UNREADABLE', `Expected the sounds in ${SOUNDS_FILE}. Run: npm run build`, { cause });
  }
}

function blur(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n');
}

/** A line a syllable, as it is read above. */
export function writeSounds(characters: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...characters].map(([syllable, alike]) => `${syllable}\t${[...alike].join('')}\n`).join('');
}
