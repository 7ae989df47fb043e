/** What is told of an answer in a language model's words: whether it was used, why not, and what was removed from it. */

import { z } from 'zod';

/** Why the composed answer stands although a language model was asked. */
const GENERATION_FAILURES = [
  'away',
  'timeout',
  'refused',
  'overloaded',
  'failed',
  'malformed',
  'cut',
  'too_long',
  'empty',
  'tool_call',
  'found_nothing',
  'nothing_left',
  'incomplete',
] as const;
export type GenerationFailure = (typeof GENERATION_FAILURES)[number];

/** Why a sentence was removed. */
const REMOVAL_REASONS = [
  'no_citation',
  'invented_citation',
  'wrong_language',
  'figure',
  'quotation',
  'year',
  'place',
  'name',
  'sense',
  'unsupported',
] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** Fields of `GenerationReport` but the composed answer, whose schema is that of a reply. */
export const generationFields = {
  used: z.boolean().meta({ description: 'Whether the answer is in its words; false: it is composed of quotations.' }),
  model: z.string().meta({ description: 'The language model, as whoever runs it calls it.' }),
  reason: z
    .enum(GENERATION_FAILURES)
    .nullable()
    .meta({
      description:
        'Why it was not used. away: not reached; timeout: silent; refused: key, model or request refused; overloaded: ' +
        'too much was asked of it; failed: an error of its own; malformed, cut, too_long, empty, tool_call: no text ' +
        'that could be read; found_nothing: it says that the passages do not answer; nothing_left: no sentence of it ' +
        'could be verified; incomplete: what the composed answer says for certain was not among what could.',
    }),
  removed: z
    .array(
      z.object({
        text: z.string().meta({ description: 'What it wrote, without markers; not verified: never shown as fact.' }),
        reason: z.enum(REMOVAL_REASONS).meta({
          description:
            'no_citation, invented_citation: it cites nothing, or what it was not given; wrong_language; figure, year, ' +
            'place, name, sense: said otherwise in the passage; quotation: not its words; unsupported: not plainly said.',
        }),
      }),
    )
    .readonly()
    .meta({ description: 'Sentences that were removed, at most 50.' }),
};
