/** What the annotations of a stored document look like; annotate's contract says what they mean. */

import { z } from 'zod';
import type { StoredFact } from '../annotate/contract.js';

const offset = z.number().int().nonnegative();
const years = z.array(z.number().int());
const nullableString = z.string().nullable();
const measure = z.enum(['level', 'growth', 'share', 'rank', 'change']);
const kind = z.enum(['actual', 'target', 'estimate', 'plan', 'cumulative']).nullable();
const bound = z.enum(['exact', 'about', 'atLeast', 'atMost', 'over', 'under', 'nearly']);

const figureSchema = z.object({
  start: offset,
  end: offset,
  text: z.string(),
  quantity: z.object({ value: z.number(), to: z.number().nullable(), unit: z.string(), bound, step: z.number() }),
  measure,
  direction: z.enum(['up', 'down']).nullable(),
  term: nullableString,
  subject: z.string(),
  qualifier: z.string(),
  years,
  kind,
  isComparison: z.boolean(),
  isFormer: z.boolean(),
});

const factSchema = z.object({
  sentence: offset,
  figure: figureSchema,
  term: nullableString,
  scope: z.string(),
  core: z.string(),
  period: z.string(),
  isAverage: z.boolean(),
  rankedIn: z.string(),
  isRankOfGrowth: z.boolean(),
  isSum: z.boolean(),
  region: nullableString,
  years,
  wholePlan: z.boolean(),
  kind,
});

const passageSchema = z.object({
  role: z.enum(['review', 'target', 'task', 'other']),
  years,
  plan: z.boolean(),
  isTelling: z.boolean(),
  isOpening: z.boolean(),
  isEntry: z.boolean(),
});

/** Facts lie in a file of their own; those of an older layout beside the others. */
export const annotationsSchema = z.object({
  passages: z.array(passageSchema),
  sentences: z.array(z.enum(['statement', 'lead', 'label'])),
  facts: z.array(factSchema).optional(),
});

export const factsSchema: z.ZodType<StoredFact[]> = z.array(factSchema);

/** Of a document that was stored before documents were annotated; its index is brought in line before it is asked. */
export const NO_ANNOTATIONS = { passages: [], sentences: [], facts: [] };
