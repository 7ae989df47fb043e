/**
 * Cosines of a question with every passage and sentence. Within one language the plain cosine; across languages both
 * sides are centred first: the language's mean question vector is taken off the question, the mean passage vector
 * off the passages, so that what is left is the subject and not the language.
 */

import type { LanguageMeans } from '../embed/contract.js';
import type { Snapshot } from '../index/contract.js';
import { detectLanguage, type Language } from '../lexicon/language.js';
import type { Span } from '../types.js';
import type { QuantisedQuery } from '../vector-kernel.js';
import {
  meanOfQuantised,
  multiplyQuantisedInto,
  multiplyRows,
  normalise,
  quantiseInto,
  quantiseQuery,
} from '../vectors.js';
import type { Similarities } from './contract.js';

/** Compares a question's vector with the documents that are wanted; all others get 0. */
export type Compare = (
  question: Float32Array,
  language: Language,
  isWanted: (document: number) => boolean,
) => Similarities;

/** Rows of one kind: those of each document, and where they begin among all. */
interface Rows {
  readonly parts: readonly Int16Array[];
  readonly starts: readonly number[];
  readonly count: number;
}

/** What centring takes off rows, and what it divides by. */
interface Centring {
  readonly mean: Float32Array;
  /** 1 / |row - mean| for each row. */
  readonly scale: Float32Array;
}

/** Passages looked at to tell the language of an index: enough for a majority. */
export const LANGUAGE_SAMPLE = 200;

/** Prepares the comparison of a snapshot; without means for the model questions are never centred. */
export function createComparison(snapshot: Snapshot, means: LanguageMeans | null): Compare {
  const indexLanguage = majorityLanguage(snapshot);
  const passages = gatherRows(
    snapshot.vectors.map((rows) => rows.passages),
    snapshot.dimensions,
  );
  const sentences = gatherRows(
    snapshot.vectors.map((rows) => rows.sentences),
    snapshot.dimensions,
  );
  const prepare = (rows: Rows): Centring => {
    const mean = meanOfQuantised(vectorsOf(rows, snapshot.dimensions), snapshot.dimensions);
    return { mean, scale: centredScale(multiplyParts(rows, mean, [...rows.parts.keys()]), mean) };
  };
  let centrings: { readonly passages: Centring; readonly sentences: Centring } | null = null;

  return (question, language, isWanted) => {
    const wanted = [...snapshot.documents.keys()].filter(isWanted);
    const spansOf = ({ starts, count }: Rows): Span[] =>
      wanted.map((number) => ({ start: starts[number] ?? 0, end: starts[number + 1] ?? count }));
    const sentenceRows = spansOf(sentences);
    if (means === null || language === indexLanguage) {
      return {
        passages: multiplyParts(passages, question, wanted),
        sentences: multiplyParts(sentences, question, wanted),
        sentenceRows,
      };
    }
    const centred = centreQuestion(question, means, language);
    // With the first question in the other language: most collections are asked in their own.
    centrings ??= { passages: prepare(passages), sentences: prepare(sentences) };
    return {
      passages: centreProducts(
        multiplyParts(passages, centred, wanted),
        centred,
        centrings.passages,
        spansOf(passages),
      ),
      sentences: centreProducts(multiplyParts(sentences, centred, wanted), centred, centrings.sentences, sentenceRows),
      sentenceRows,
    };
  };
}

function gatherRows(parts: readonly Int16Array[], dimensions: number): Rows {
  let count = 0;
  const starts = parts.map(({ length }) => {
    const start = count;
    count += dimensions === 0 ? 0 : length / dimensions;
    return start;
  });
  return { parts, starts, count };
}

/** Products with the rows of the documents that are wanted; 0 for all others. */
function multiplyParts({ parts, starts, count }: Rows, query: Float32Array, wanted: readonly number[]): Float32Array {
  const products = new Float32Array(count);
  const quantised = quantiseQuery(query);
  for (const number of wanted) {
    const part = parts[number];
    if (part) multiplyQuantisedInto(part, quantised, products, starts[number] ?? 0);
  }
  return products;
}

/** A question less what all of its language have in common. */
export function centreQuestion(question: Float32Array, means: LanguageMeans, language: Language): Float32Array {
  return normalise(question.map((value, index) => value - (means[language][index] ?? 0)));
}

/**
 * The cosine of a question with one row after the other, as finely as with those of an index in memory; `mean` of all rows
 * there are, null for the plain cosine.
 */
export function createRowComparison(question: Float32Array, mean: Float32Array | null): (row: Float32Array) => number {
  const query = quantiseQuery(question);
  const centre = mean === null ? null : { query: quantiseQuery(mean), square: squareOf(mean) };
  const offset = mean === null ? 0 : (multiplyRows(mean, question)[0] ?? 0);
  const quantised = new Int16Array(question.length);
  const product = new Float32Array(1);
  const multiply = (by: QuantisedQuery): number => {
    multiplyQuantisedInto(quantised, by, product, 0);
    return product[0] ?? 0;
  };
  return (row) => {
    quantiseInto(row, quantised);
    if (centre === null) return multiply(query);
    const scale = Math.fround(scaleOf(multiply(centre.query), centre.square));
    return Math.fround((multiply(query) - offset) * scale);
  };
}

/** What the products of rows less `mean` would be, without a copy of the rows: (row - mean)·query / |row - mean|. */
function centreProducts(
  products: Float32Array,
  query: Float32Array,
  { mean, scale }: Centring,
  spans: readonly Span[],
): Float32Array {
  const offset = multiplyRows(mean, query)[0] ?? 0;
  for (const { start, end } of spans) {
    for (let row = start; row < end; row += 1) products[row] = ((products[row] ?? 0) - offset) * (scale[row] ?? 0);
  }
  return products;
}

/** 1 / |row - mean| for each row, by its product with the mean. */
function centredScale(products: Float32Array, mean: Float32Array): Float32Array {
  const square = squareOf(mean);
  return products.map((product) => scaleOf(product, square));
}

function squareOf(mean: Float32Array): number {
  return mean.reduce((sum, value) => sum + value * value, 0);
}

/** Rows have unit length: |row - mean|² = 1 - 2 row·mean + |mean|². */
function scaleOf(product: number, meanSquare: number): number {
  return 1 / Math.sqrt(Math.max(1 - 2 * product + meanSquare, Number.EPSILON));
}

function* vectorsOf({ parts }: Rows, dimensions: number): Generator<Int16Array> {
  for (const part of parts) {
    for (let start = 0; start < part.length; start += dimensions) yield part.subarray(start, start + dimensions);
  }
}

function majorityLanguage(snapshot: Snapshot): Language {
  const count = Math.min(snapshot.passageDocument.length, LANGUAGE_SAMPLE);
  let chinese = 0;
  for (let sample = 0; sample < count; sample += 1) {
    const passage = Math.floor((sample * snapshot.passageDocument.length) / count);
    if (detectLanguage(snapshot.passageText(passage)) === 'zh') chinese += 1;
  }
  return chinese * 2 >= count ? 'zh' : 'en';
}
