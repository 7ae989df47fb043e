/**
 * Mean question vectors by language, from `embeddings/means/`: what a question's vector has only because of its
 * language. Subtracting them lets questions of one language meet passages of the other (centring; docs in
 * ARCHITECTURE.md). Taken from parallel questions of many subjects, so that the means differ by language alone.
 */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import type { Language } from '../lexicon/language.js';
import { meanVector } from '../vectors.js';
import type { Embedder, LanguageMeans } from './contract.js';

const MEANS_FOLDER = new URL('../../embeddings/means/', import.meta.url);
const QUESTIONS_FILE = new URL('questions.jsonl', MEANS_FOLDER);
/** Digits kept of each component: 0.0001 is a thousandth of a component's spread. */
const DIGITS = 6;

const vectorSchema = z.array(z.number()).transform((numbers) => Float32Array.from(numbers));
const meansSchema = z.object({ model: z.string(), zh: vectorSchema, en: vectorSchema });
const questionPair = z.object({ zh: z.string().min(1), en: z.string().min(1) });

function meansFile(modelId: string): URL {
  return new URL(`${modelId.replaceAll('/', '--')}.json`, MEANS_FOLDER);
}

/** The shipped means of a model; null when none were made for it, and centring is then left out. */
export async function readLanguageMeans(modelId: string): Promise<LanguageMeans | null> {
  const file = meansFile(modelId);
  if (!existsSync(file)) return null;
  try {
    const { model, zh, en } = meansSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    if (model !== modelId) throw new Error(`it holds the means of ${model}`);
    return { zh, en };
  } catch (cause) {
    throw new WenjuError(
      'MODEL_INVALID',
      `${fileURLToPath(file)} does not hold mean vectors. Restore it or run: npm run means`,
      { cause },
    );
  }
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
  const file = fileURLToPath(meansFile(embedder.modelId));
  await writeFile(file, `${JSON.stringify(means)}\n`);
  return file;
}
