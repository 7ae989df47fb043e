/**
 * Mean question vectors by language, from `embeddings/means/`: what a question's vector has only because of its
 * language. Subtracting them lets questions of one language meet passages of the other (centring; docs in
 * ARCHITECTURE.md). Taken from parallel questions of many subjects, so that the means differ by language alone.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Language } from '../lexicon/language.js';
import { meanVector } from '../vectors.js';
import type { Embedder, LanguageMeans } from './contract.js';
import { modelDataFile, readModelData } from './model-data.js';

const MEANS_FOLDER = new URL('../../embeddings/means/', import.meta.url);
const QUESTIONS_FILE = new URL('questions.jsonl', MEANS_FOLDER);
/** Digits kept of each component: 0.0001 is a thousandth of a component's spread. */
const DIGITS = 6;

const vectorSchema = z.array(z.number()).transform((numbers) => Float32Array.from(numbers));
const meansSchema = z.object({ model: z.string(), zh: vectorSchema, en: vectorSchema });
const questionPair = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** The shipped means of a model; null when none were made for it, and centring is then left out. */
export async function readLanguageMeans(modelId: string): Promise<LanguageMeans | null> {
  return readModelData(MEANS_FOLDER, modelId, {
    parse: (value) => meansSchema.parse(value),
    what: 'mean vectors',
    advice: 'Restore it or run: npm run means',
  });
}

/** Computes the means of the parallel questions and writes them beside those; returns the file's path. */
export async function writeLanguageMeans(embedder: Embedder): Promise<string> {
  const lines = (await readFile(QUESTIONS_FILE, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => questionPair.parse(JSON.parse(line)));
  const mean = async (language: Language): Promise<number[]> => {
    const embeddings = await embedder.embed(
      pairs.map((pair) => pair[language]),
      'query',
    );
    const vector = meanVector(
      embeddings.map((embedding) => embedding.vector),
      embedder.dimensions,
    );
    return Array.from(vector, (value) => Number(value.toFixed(DIGITS)));
  };
  const means = { model: embedder.modelId, zh: await mean('zh'), en: await mean('en') };
  const file = fileURLToPath(modelDataFile(MEANS_FOLDER, embedder.modelId));
  await writeFile(file, `${JSON.stringify(means)}\n`);
  return file;
}
