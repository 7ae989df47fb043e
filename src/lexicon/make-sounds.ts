/**
 * Lexicon, run when wenju is built: makes the file of sounds. Every character of GB/T 2312 with its readings goes in as
 * `pinyin-pro` knows them; for each syllable, without tones, the characters that may be read so come out.
 */

import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { SOUNDS_FILE, writeSounds } from './sounds.js';

/** First and last row and cell of the Chinese characters of GB/T 2312, as bytes. */
const ROWS = { first: 0xb0, last: 0xf7 };
const CELLS = { first: 0xa1, last: 0xfe };

function listCharacters(): string[] {
  const bytes: number[] = [];
  for (let row = ROWS.first; row <= ROWS.last; row += 1) {
    for (let cell = CELLS.first; cell <= CELLS.last; cell += 1) bytes.push(row, cell);
  }
  const text = new TextDecoder('gb2312').decode(Uint8Array.from(bytes));
  return Array.from(text).filter((character) => /\p{Script=Han}/u.test(character));
}

const sounds = new Map<string, Set<string>>();
for (const character of listCharacters()) {
  for (const syllable of pinyin(character, { toneType: 'none', type: 'array', multiple: true })) {
    const alike = sounds.get(syllable) ?? new Set();
    sounds.set(syllable, alike.add(character));
  }
}
writeFileSync(SOUNDS_FILE, writeSounds(sounds));
