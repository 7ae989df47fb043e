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

/** Syllables without tones, by character. */
let sounds: ReadonlyMap<string, ReadonlySet<string>> | null = null;
/** Characters of a syllable, as it is written in Latin letters. */
let syllables: ReadonlyMap<string, string> | null = null;

/** Throws WenjuError FILE_UNREADABLE when the file is not there. */
export function soundsLike(one: string, other: string): boolean {
  sounds ??= readSounds();
  const [own, others] = [sounds.get(one), sounds.get(other)];
  if (own === undefined || others === undefined) return false;
  const blurred = new Set([...others].map(blur));
  return [...own].some((sound) => blurred.has(blur(sound)));
}

/** Whether Latin letters write the sounds of a name, however they are parted: Xinghu and Xing Hu for 星湖. */
export function isReadAs(name: string, latin: string): boolean {
  sounds ??= readSounds();
  const letters = latin.toLowerCase().replace(/[^a-zü]/g, '');
  let ends = new Set([0]);
  for (const character of name) {
    const next = new Set<number>();
    for (const start of ends) {
      for (const sound of sounds.get(character) ?? [])
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

/** The characters of a text that are read as a name in Latin letters says: 花湖 for huahu; null when none are. */
export function findSpelt(name: string, text: string): string | null {
  syllables ??= new Map(readLines().map((line) => line.split('\t') as [string, string]));
  const known = syllables;
  for (const parting of partName(name.toLowerCase().replace(/['’]/g, ''), known)) {
    const sets = parting.map((syllable) => known.get(syllable) ?? '');
    for (let at = 0; at + sets.length <= text.length; at += 1) {
      if (sets.every((characters, ordinal) => characters.includes(text.charAt(at + ordinal)))) {
        return text.slice(at, at + sets.length);
      }
    }
  }
  return null;
}

function partName(name: string, known: ReadonlyMap<string, string>): string[][] {
  const found: string[][] = [];
  const extend = (from: number, taken: readonly string[]): void => {
    if (found.length === MOST_PARTINGS || taken.length > LONGEST_NAME) return;
    if (from === name.length) {
      if (taken.length >= SHORTEST_NAME) found.push([...taken]);
      return;
    }
    for (let length = LONGEST_SYLLABLE; length > 0; length -= 1) {
      const syllable = name.slice(from, from + length);
      if (syllable.length === length && known.has(syllable)) extend(from + length, [...taken, syllable]);
    }
  };
  if (name.length <= LONGEST_WORD) extend(0, []);
  return found;
}

function readSounds(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of readLines()) {
    const [syllable = '', characters = ''] = line.split('\t');
    for (const character of characters) found.set(character, (found.get(character) ?? new Set()).add(syllable));
  }
  return found;
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
