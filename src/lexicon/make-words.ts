/**
 * Lexicon, run when wenju is built: makes the file of words. nodejieba's dictionary, its few words of users, its model of
 * unknown words and our own words go in, each taken as jieba takes it; one file of flat arrays comes out.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { growTree } from '../character-tree.js';
import { DOMAIN_WORDS } from './domain-words.js';
import { IMPOSSIBLE, STATES, WORDS_FILE, type WordDictionary, writeWordDictionary } from './word-dictionary.js';

const DICTIONARY = createRequire(import.meta.url).resolve('nodejieba/submodules/cppjieba/dict/jieba.dict.utf8');
const USERS_WORDS = createRequire(import.meta.url).resolve('nodejieba/submodules/cppjieba/dict/user.dict.utf8');
const UNKNOWN_WORDS = createRequire(import.meta.url).resolve('nodejieba/submodules/cppjieba/dict/hmm_model.utf8');

interface Word {
  readonly written: string;
  readonly weight: number;
  readonly tag: string;
}

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Where a word stands twice the later one holds. */
function listWords(): { words: Word[]; least: number } {
  const rows = readLines(DICTIONARY).map((line) => line.split(' '));
  const counts = rows.map(([, count]) => Number(count));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weigh = (count: number): number => Math.log(count / total);
  const ascending = counts.map(weigh).sort((one, other) => one - other);
  const middle = ascending[Math.floor(ascending.length / 2)] ?? 0;
  const general = rows.map(([written = '', count, tag = '']) => ({ written, weight: weigh(Number(count)), tag }));
  const users = readLines(USERS_WORDS).map((line): Word => {
    const [written = '', second = '', third] = line.split(' ');
    return third === undefined
      ? { written, weight: middle, tag: second }
      : { written, weight: weigh(Number(second)), tag: third };
  });
  const own = DOMAIN_WORDS.map((written) => ({ written, weight: middle, tag: 'x' }));
  return { words: [...general, ...users, ...own], least: ascending[0] ?? 0 };
}

type Values = Pick<WordDictionary, 'weightOf' | 'weights' | 'tagOf' | 'tags'>;

/** What stands at the nodes where words end. */
function listValues(words: readonly Word[], ends: Int32Array, nodes: number, least: number): Values {
  const weightOf = new Uint16Array(nodes);
  const tagOf = new Uint8Array(nodes);
  // The first of each is for nodes where no word ends.
  const weights = new Map([[Number.NaN, 0]]);
  const tags = new Map([['', 0]]);
  const place = <Key>(places: Map<Key, number>, key: Key): number => {
    const found = places.get(key) ?? places.size;
    places.set(key, found);
    return found;
  };
  for (const [number, { weight, tag }] of words.entries()) {
    const node = ends[number] ?? 0;
    weightOf[node] = place(weights, weight);
    tagOf[node] = place(tags, tag);
  }
  if (weights.size > 2 ** 16 || tags.size > 2 ** 8) {
    throw new Error(`Expected at most 65536 weights and 256 tags, got ${weights.size} and ${tags.size}.`);
  }
  return {
    weightOf,
    weights: Float64Array.from(weights.keys(), (weight) => (Number.isNaN(weight) ? least : weight)),
    tagOf,
    tags: [...tags.keys()],
  };
}

/** Beginnings, a line from each state, and a line of characters for each. */
function readUnknownWords(): Pick<WordDictionary, 'known' | 'emissions' | 'starts' | 'transitions'> {
  const lines = readLines(UNKNOWN_WORDS).filter((line) => !line.startsWith('#'));
  const numbers = (line: string): number[] => line.split(' ').map(Number);
  const byCharacter = new Map<number, number[]>();
  for (const [state, line] of lines.slice(STATES + 1, 2 * STATES + 1).entries()) {
    for (const entry of line.split(',')) {
      const [character = '', logarithm] = entry.split(':');
      const point = character.codePointAt(0) ?? 0;
      const row = byCharacter.get(point) ?? new Array<number>(STATES).fill(IMPOSSIBLE);
      row[state] = Number(logarithm);
      byCharacter.set(point, row);
    }
  }
  return {
    starts: Float64Array.from(numbers(lines[0] ?? '')),
    transitions: Float64Array.from(lines.slice(1, STATES + 1).flatMap(numbers)),
    known: Uint32Array.from(byCharacter.keys()),
    emissions: Float64Array.from([...byCharacter.values()].flat()),
  };
}

const { words, least } = listWords();
const { tree, ends } = growTree(words.map(({ written }) => written));
const values = listValues(words, ends, tree.characters.length, least);
writeFileSync(WORDS_FILE, writeWordDictionary({ ...tree, ...values, ...readUnknownWords() }));
