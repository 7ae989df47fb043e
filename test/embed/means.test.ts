/** The shipped mean question vectors fit the shipped model. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLanguageMeans } from '../../src/embed/means.js';
import { resolveModel } from '../../src/embed/model.js';
import { detectLanguage } from '../../src/lexicon/language.js';

const FOLDER = path.resolve('embeddings/means');
const model = await resolveModel(path.resolve('embeddings/models/multilingual-e5-small'), false);

describe('readLanguageMeans', () => {
  it('has means of both languages for the shipped model, as long as its vectors', async () => {
    const means = await readLanguageMeans(model.id);
    expect(means?.zh).toHaveLength(model.dimensions);
    expect(means?.en).toHaveLength(model.dimensions);
  });

  it('has means that are no unit vectors and differ by language', async () => {
    const means = await readLanguageMeans(model.id);
    const length = (vector: Float32Array = new Float32Array()) => Math.hypot(...vector);
    for (const vector of [means?.zh, means?.en]) {
      expect(length(vector)).toBeGreaterThan(0.5);
      expect(length(vector)).toBeLessThan(1);
    }
    expect(length(means?.zh.map((value, index) => value - (means.en[index] ?? 0)))).toBeGreaterThan(0.05);
  });

  it('has none for a model that none were made for', async () => {
    expect(await readLanguageMeans('Xenova/another-model')).toBeNull();
    expect(await readLanguageMeans('../models/multilingual-e5-small/config')).toBeNull();
  });

  it('finds them by the id of the model', () => {
    expect(readdirSync(FOLDER)).toContain(`${model.id}.json`);
  });
});

describe('questions.jsonl', () => {
  const pairs: { zh: string; en: string }[] = readFileSync(path.join(FOLDER, 'questions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  it('holds at least a hundred pairs, each question once', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(100);
    for (const language of ['zh', 'en'] as const) {
      expect(new Set(pairs.map((pair) => pair[language])).size).toBe(pairs.length);
    }
  });

  it('holds every question in the language it says', () => {
    for (const { zh, en } of pairs) {
      expect(detectLanguage(zh), zh).toBe('zh');
      expect(detectLanguage(en), en).toBe('en');
    }
  });
});
