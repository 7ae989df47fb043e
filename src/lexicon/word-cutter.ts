/**
 * Lexicon, words: cuts a text into words exactly as nodejieba does (cppjieba's MixSegment), over our own form of its
 * dictionary: the likeliest words of the dictionary, then characters left alone are put together by a hidden Markov
 * model. A text goes in; its parts come out, or its words with their parts of speech.
 */

import { createSteps } from '../character-tree.js';
import { IMPOSSIBLE, readWordDictionary, STATES, type WordDictionary } from './word-dictionary.js';

export interface WordCutter {
  /** Everything of the text, in order; half a character comes out as U+FFFD. */
  cut(text: string): string[];
  tag(text: string): { readonly word: string; readonly tag: string }[];
}

/** A word never runs across these, and each stands alone. */
const SEPARATORS = new Set([' ', '\t', '\n', '，', '。'].map((character) => character.charCodeAt(0)));
const HALF_CHARACTERS = /\p{Surrogate}/gu;
const REPLACEMENT = '\ufffd';
const ASCII_END = 0x80;
const FIRST_PLANE = 0x10000;
/** States with odd numbers end a word. */
const [ENDS, ALONE] = [1, 3];

export function createWordCutter(dictionary: WordDictionary = readWordDictionary()): WordCutter {
  const { weightOf, weights, tagOf, tags } = dictionary;
  const { known, emissions, starts, transitions } = dictionary;
  const leastWeight = weights[0] ?? 0;
  const step = createSteps(dictionary);
  /** Row of `emissions` of a code point, counted from 1. */
  const rowOf = new Uint16Array(FIRST_PLANE);
  for (const [row, point] of known.entries()) rowOf[point] = row + 1;

  /** Lengths of the likeliest words from each place on, back to front: what follows a place is known by then. */
  function measureWords(points: Uint32Array, start: number, end: number): Int32Array {
    const lengths = new Int32Array(end - start);
    const best = new Float64Array(end - start + 1);
    for (let at = end - 1; at >= start; at -= 1) {
      let node = step(0, points[at] ?? 0);
      const own = weightOf[node] ?? 0;
      let likeliest = (best[at + 1 - start] ?? 0) + (own === 0 ? leastWeight : (weights[own] ?? 0));
      let length = 1;
      for (let next = at + 1; node !== 0 && next < end; next += 1) {
        node = step(node, points[next] ?? 0);
        const weight = weightOf[node] ?? 0;
        if (node === 0 || weight === 0) continue;
        const likelihood = (best[next + 1 - start] ?? 0) + (weights[weight] ?? 0);
        if (likelihood <= likeliest) continue;
        likeliest = likelihood;
        length = next + 1 - at;
      }
      best[at - start] = likeliest;
      lengths[at - start] = length;
    }
    return lengths;
  }

  /** Viterbi: ends of the words that characters without a word of the dictionary most likely make. */
  function endUnknown(points: Uint32Array, start: number, end: number, ends: number[]): void {
    const size = end - start;
    const likelihoods = new Float64Array(size * STATES);
    const origins = new Uint8Array(size * STATES);
    for (let at = 0; at < size; at += 1) {
      const point = points[start + at] ?? 0;
      const row = point < FIRST_PLANE ? (rowOf[point] ?? 0) : 0;
      for (let state = 0; state < STATES; state += 1) {
        const emission = row === 0 ? IMPOSSIBLE : (emissions[(row - 1) * STATES + state] ?? IMPOSSIBLE);
        const cell = at * STATES + state;
        if (at === 0) {
          likelihoods[cell] = (starts[state] ?? 0) + emission;
          continue;
        }
        likelihoods[cell] = IMPOSSIBLE;
        origins[cell] = ENDS;
        for (let before = 0; before < STATES; before += 1) {
          const likelihood =
            (likelihoods[cell - state - STATES + before] ?? 0) + (transitions[before * STATES + state] ?? 0) + emission;
          if (likelihood <= (likelihoods[cell] ?? 0)) continue;
          likelihoods[cell] = likelihood;
          origins[cell] = before;
        }
      }
    }
    const last = (size - 1) * STATES;
    let state = (likelihoods[last + ENDS] ?? 0) >= (likelihoods[last + ALONE] ?? 0) ? ENDS : ALONE;
    const states = new Uint8Array(size);
    for (let at = size - 1; at >= 0; at -= 1) {
      states[at] = state;
      state = origins[at * STATES + state] ?? 0;
    }
    for (const [at, each] of states.entries()) if (each % 2 === 1) ends.push(start + at + 1);
  }

  /** Characters that are no word of the dictionary: Latin words and numbers whole, the rest as it is likeliest. */
  function endLeftAlone(points: Uint32Array, start: number, end: number, ends: number[]): void {
    let left = start;
    let right = start;
    while (right < end) {
      if ((points[right] ?? 0) >= ASCII_END) {
        right += 1;
        continue;
      }
      if (left < right) endUnknown(points, left, right, ends);
      right = endOfAscii(points, right, end);
      ends.push(right);
      left = right;
    }
    if (left < right) endUnknown(points, left, right, ends);
  }

  /** Ends of all words between two separators. */
  function endWords(points: Uint32Array, start: number, end: number, ends: number[]): void {
    const lengths = measureWords(points, start, end);
    let alone = start;
    let at = start;
    for (; at < end; ) {
      const length = lengths[at - start] ?? 1;
      if (length > 1) {
        if (alone < at) endLeftAlone(points, alone, at, ends);
        ends.push(at + length);
        alone = at + length;
      }
      at += length;
    }
    if (alone < end) endLeftAlone(points, alone, end, ends);
  }

  function cut(written: string): string[] {
    const text = written.replace(HALF_CHARACTERS, REPLACEMENT);
    const { points, offsets } = decode(text);
    const ends: number[] = [];
    let start = 0;
    for (let at = 0; at <= points.length; at += 1) {
      const isEnd = at === points.length;
      if (!isEnd && !SEPARATORS.has(points[at] ?? 0)) continue;
      if (start < at) endWords(points, start, at, ends);
      if (!isEnd) ends.push(at + 1);
      start = at + 1;
    }
    let from = 0;
    return ends.map((end) => {
      const word = text.slice(offsets[from] ?? 0, offsets[end] ?? 0);
      from = end;
      return word;
    });
  }

  function findTag(word: string): string {
    const { points } = decode(word);
    let node = 0;
    for (const point of points) {
      node = step(node, point);
      if (node === 0) break;
    }
    return tags[tagOf[node] ?? 0] || guessTag(points);
  }

  return { cut, tag: (text) => cut(text).map((word) => ({ word, tag: findTag(word) })) };
}

/** Code points of a text, and where each begins, with the end of the text. */
function decode(text: string): { points: Uint32Array; offsets: Int32Array } {
  const points = new Uint32Array(text.length);
  const offsets = new Int32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    points[count] = point;
    offsets[count] = at;
    count += 1;
    at += point < FIRST_PLANE ? 1 : 2;
  }
  offsets[count] = text.length;
  return { points: points.subarray(0, count), offsets: offsets.subarray(0, count + 1) };
}

const isDigit = (point: number): boolean => point >= 0x30 && point <= 0x39;
const isLetter = (point: number): boolean => (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
const POINT = 0x2e;

/** A letter and what letters and digits follow, a digit and what digits and points follow, or a character alone. */
function endOfAscii(points: Uint32Array, start: number, end: number): number {
  const first = points[start] ?? 0;
  const goesOn = isLetter(first)
    ? (point: number) => isLetter(point) || isDigit(point)
    : (point: number) => isDigit(first) && (isDigit(point) || point === POINT);
  let at = start + 1;
  while (at < end && goesOn(points[at] ?? 0)) at += 1;
  return at;
}

/** Part of speech of what the dictionary does not have: of its first half, as jieba looks no further. */
function guessTag(points: Uint32Array): string {
  let [ascii, digits] = [0, 0];
  for (const point of points) {
    if (ascii >= Math.floor(points.length / 2)) break;
    if (point >= ASCII_END) continue;
    ascii += 1;
    if (isDigit(point)) digits += 1;
  }
  if (ascii === 0) return 'x';
  return digits === ascii ? 'm' : 'eng';
}
