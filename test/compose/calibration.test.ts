/** Which weights hold for a model. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAREFUL_CALIBRATION, readCalibration } from '../../src/compose/calibration.js';
import { root } from '../service.js';

const folder = path.join(root, 'embeddings', 'calibration');
const [file = ''] = readdirSync(folder);
const model = file.replace(/\.json$/, '').replaceAll('--', '/');

describe('readCalibration', () => {
  it('gives the bundled model what was learnt for it', async () => {
    const { ranking, evidence } = await readCalibration(model);
    expect(ranking).not.toEqual(CAREFUL_CALIBRATION.ranking);
    expect(evidence.threshold).toBeGreaterThan(0);
    expect(evidence.threshold).toBeLessThan(1);
    expect(evidence.elsewhere).not.toBeNull();
  });

  it('gives another model careful weights', async () => {
    expect(await readCalibration('somebody/another-model')).toBe(CAREFUL_CALIBRATION);
  });
});

describe('the file of the bundled model', () => {
  it('holds numbers, and no words but the names of the model and of folders', () => {
    const strings: string[] = [];
    JSON.parse(readFileSync(path.join(folder, file), 'utf8'), (key, value: unknown) => {
      if (typeof value === 'string') strings.push(`${key} ${value}`);
      return value;
    });
    for (const found of strings) expect(found).toMatch(/^(?:model|folder) [\w@/.-]+$/);
  });
});

describe('careful weights', () => {
  it('do not go by cosines, which lie elsewhere for each model', () => {
    const { weights } = CAREFUL_CALIBRATION.evidence;
    const { similarity, similarityInEnglish, passageSimilarity, passageSimilarityInEnglish, lead, leadInEnglish } =
      weights;
    expect([
      similarity,
      similarityInEnglish,
      passageSimilarity,
      passageSimilarityInEnglish,
      lead,
      leadInEnglish,
    ]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(CAREFUL_CALIBRATION.evidence.elsewhere).toBeNull();
  });
});
