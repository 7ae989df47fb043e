/**
 * Cosines of a question with every passage and sentence. Within one language the plain cosine; across languages both
 * sides are centred first: the language's mean question vector is taken off the question, the mean passage vector
 * off the passages, so that what is left is the subject and not the language.
 */

import type { LanguageMeans } from '../embed/contract.js';
import type { Snapshot } from '../index/contract.js';
import { detectLanguage, type Language } from '../lexicon/language.js';
import type { Span } from '../types.js';
import { meanVector, multiplyRows, normalise } from '../vectors.js';
import type { Similarities } from './contract.js';

/** Compares a question's vector with the documents that are wanted; all others get 0. */
export type Compare = (
  question: Float32Array,
  language: Language,
  isWanted: (document: number) => boolean,
) => Similarities;

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
  const prepare = (rows: Float32Array): Centring => {
    const mean = meanVector(rowsOf(rows, snapshot.dimensions), snapshot.dimensions);
    return { mean, scale: centredScale(rows, mean) };
  };
  let centrings: { readonly passages: Centring; readonly sentences: Centring } | null = null;

  return (question, language, isWanted) => {
    const rows = findRows(snapshot, isWanted);
    if (means === null || language === indexLanguage) {
      return {
        passages: multiplyRows(snapshot.passageVectors, question, rows.passages),
        sentences: multiplyRows(snapshot.sentenceVectors, question, rows.sentences),
        sentenceRows: rows.sentences,
      };
    }
    const centred = centreQuestion(question, means, language);
    // With the first question in the other language: most collections are asked in their own.
    centrings ??= { passages: prepare(snapshot.passageVectors), sentences: prepare(snapshot.sentenceVectors) };
    return {
      passages: multiplyCentred(snapshot.passageVectors, centred, centrings.passages, rows.passages),
      sentences: multiplyCentred(snapshot.sentenceVectors, centred, centrings.sentences, rows.sentences),
      sentenceRows: rows.sentences,
    };
  };
}

/** A question less what all of its language have in common. */
export function centreQuestion(question: Float32Array, means: LanguageMeans, language: Language): Float32Array {
  return normalise(question.map((value, index) => value - (means[language][index] ?? 0)));
}

/** Cosines of a question with rows of which only these are at hand; `mean` of all there are, null for the plain cosine. */
export function compareRows(rows: Float32Array, question: Float32Array, mean: Float32Array | null): Float32Array {
  if (mean === null) return multiplyRows(rows, question);
  const all = [{ start: 0, end: rows.length / question.length }];
  return multiplyCentred(rows, question, { mean, scale: centredScale(rows, mean) }, all);
}

/** Cosine of `query` with each row less `mean`, without a copy of the rows: (row - mean)·query / |row - mean|. */
function multiplyCentred(rows: Float32Array, query: Float32Array, { mean, scale }: Centring, ranges: readonly Span[]) {
  const offset = multiplyRows(mean, query)[0] ?? 0;
  const products = multiplyRows(rows, query, ranges);
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row += 1) products[row] = ((products[row] ?? 0) - offset) * (scale[row] ?? 0);
  }
  return products;
}

/** Rows of the passages and sentences of the documents that are wanted: those of a document lie one behind the other. */
function findRows({ documents }: Snapshot, isWanted: (document: number) => boolean) {
  const [passages, sentences]: [Span[], Span[]] = [[], []];
  let [passage, sentence] = [0, 0];
  for (const [number, document] of documents.entries()) {
    const [start, first] = [passage, sentence];
    passage += document.passages.length;
    sentence += document.sentences.length;
    if (!isWanted(number)) continue;
    passages.push({ start, end: passage });
    sentences.push({ start: first, end: sentence });
  }
  return { passages, sentences };
}

/** 1 / |row - mean| for each row. */
function centredScale(rows: Float32Array, mean: Float32Array): Float32Array {
  const dots = multiplyRows(rows, mean);
  const meanSquare = mean.reduce((sum, value) => sum + value * value, 0);
  // Rows have unit length: |row - mean|² = 1 - 2 row·mean + |mean|².
  return dots.map((dot) => 1 / Math.sqrt(Math.max(1 - 2 * dot + meanSquare, Number.EPSILON)));
}

function* rowsOf(rows: Float32Array, dimensions: number): Generator<Float32Array> {
  for (let start = 0; start < rows.length; start += dimensions) yield rows.subarray(start, start + dimensions);
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
