/**
 * Lexicon, run when wenju is built: makes the file of words. nodejieba's dictionary, its few words of users, its model of
 * unknown words and our own words go in, each taken as jieba takes it; one file of flat arrays comes out.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

interface Node {
  readonly children: Map<number, Node>;
  word: Word | null;
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

function growTree(words: readonly Word[]): Node {
  const root: Node = { children: new Map(), word: null };
  for (const word of words) {
    let node = root;
    for (const character of word.written) {
      const point = character.codePointAt(0) ?? 0;
      const next = node.children.get(point) ?? { children: new Map(), word: null };
      node.children.set(point, next);
      node = next;
    }
    node.word = word;
  }
  return root;
}

function flatten(root: Node, least: number): Omit<WordDictionary, 'known' | 'emissions' | 'starts' | 'transitions'> {
  const nodes: Node[] = [root];
  const characters = [0];
  const firstChild: number[] = [];
  for (const node of nodes) {
    firstChild.push(nodes.length);
    for (const [point, child] of [...node.children].sort(([one], [other]) => one - other)) {
      characters.push(point);
      nodes.push(child);
    }
  }
  firstChild.push(nodes.length);
  // The first is for nodes where no word ends.
  const weights = new Map([[Number.NaN, 0]]);
  const tags = new Map<string, number>([['', 0]]);
  const place = <Key>(places: Map<Key, number>, key: Key): number => {
    const found = places.get(key) ?? places.size;
    places.set(key, found);
    return found;
  };
  const weightOf = nodes.map(({ word }) => (word === null ? 0 : place(weights, word.weight)));
  const tagOf = nodes.map(({ word }) => (word === null ? 0 : place(tags, word.tag)));
  if (weights.size > 2 ** 16 || tags.size > 2 ** 8) {
    throw new Error(`Expected at most 65536 weights and 256 tags, got ${weights.size} and ${tags.size}.`);
  }
  return {
    firstChild: Int32Array.from(firstChild),
    characters: Uint32Array.from(characters),
    weightOf: Uint16Array.from(weightOf),
    weights: Float64Array.from(weights.keys(), (weight) => (Number.isNaN(weight) ? least : weight)),
    tagOf: Uint8Array.from(tagOf),
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
writeFileSync(WORDS_FILE, writeWordDictionary({ ...flatten(growTree(words), least), ...readUnknownWords() }));
