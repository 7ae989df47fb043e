/**
 * Which weights hold for a model? Those learnt for it, from `embeddings/calibration/`, one file a model, numbers only;
 * for a model that nothing was learnt for, careful ones. `npm run learn` writes the file.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CAREFUL_EVIDENCE_WEIGHTS, EVIDENCE_FEATURES, type EvidenceWeights } from '../answer/evidence-weights.js';
import { modelDataFile, readModelData } from '../embed/model-data.js';
import { CAREFUL_RANKING_WEIGHTS, RANKING_FEATURES, type RankingWeights } from '../retrieve/weights.js';

const CALIBRATION_FOLDER = new URL('../../embeddings/calibration/', import.meta.url);

export interface Calibration {
  readonly ranking: RankingWeights;
  readonly evidence: EvidenceWeights;
}

const share = z.number().min(0).max(1);
const decider = z.object({
  bias: z.number(),
  threshold: share,
  weights: z.record(z.enum(EVIDENCE_FEATURES), z.number()),
});
const refusals = z.array(z.object({ wrongly: share, rightly: share }));
const reached = z.object({ hitAt1: share, completeAt5: share });
const calibrationSchema = z.object({
  model: z.string(),
  /** How many questions of which folders. */
  learntOn: z.array(z.object({ folder: z.string(), answered: z.int(), unanswered: z.int() })),
  /** Each question judged by weights learnt without its province. */
  reaches: z.object({
    before: reached,
    after: reached,
    refused: refusals,
    /** Of questions about things that no report tells of. */
    refusedAsStrange: refusals,
  }),
  ranking: z.record(z.enum(RANKING_FEATURES), z.number()),
  evidence: decider.extend({
    strange: decider.nullable(),
    usual: z.object({ inChinese: z.number(), inEnglish: z.number() }).nullable(),
    elsewhere: z
      .object({
        matched: z.number(),
        similarity: z.number(),
        inEnglish: z.number(),
        withoutWord: z.object({ similarity: z.number(), lead: z.number() }),
      })
      .nullable(),
  }),
});
export type LearntCalibration = z.infer<typeof calibrationSchema>;

export const CAREFUL_CALIBRATION: Calibration = {
  ranking: CAREFUL_RANKING_WEIGHTS,
  evidence: CAREFUL_EVIDENCE_WEIGHTS,
};

/** Throws WenjuError MODEL_INVALID for a file that holds something else. */
export async function readCalibration(modelId: string): Promise<Calibration> {
  const learnt = await readModelData(CALIBRATION_FOLDER, modelId, {
    parse: (value) => calibrationSchema.parse(value),
    what: 'weights',
    advice: 'Restore it, or remove it and run: npm run learn -- FOLDER=INDEX',
  });
  return learnt ?? CAREFUL_CALIBRATION;
}

/** Returns the file's path. */
export async function writeCalibration(calibration: LearntCalibration): Promise<string> {
  const file = fileURLToPath(modelDataFile(CALIBRATION_FOLDER, calibration.model));
  await mkdir(CALIBRATION_FOLDER, { recursive: true });
  await writeFile(file, `${JSON.stringify(calibration, null, 1)}\n`);
  return file;
}
