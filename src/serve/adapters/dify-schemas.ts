/**
 * What Dify asks an external knowledge and is told, as its External Knowledge API has it. Fields that are not named
 * here are let through: Dify adds to its requests from one version to the next, and a client cannot leave them out.
 */

import { z } from 'zod';
import { EXAMPLES } from '../../api/examples.js';
import { DEFAULT_TOP_K, MAX_TOP_K, Question } from '../../api/request.js';
import { MetadataCondition } from './dify-condition.js';
import { DifyMetadata, describePassageForDify } from './dify-metadata.js';

/** The one knowledge there is: everything that is indexed. */
export const KNOWLEDGE_ID = 'wenju';
const TOP_K = 'a whole number of at least 1';
const THRESHOLD = 'a number from 0 to 1';

export const DifyRequest = z
  .looseObject({
    knowledge_id: z
      .string('the id of a knowledge')
      .meta({ description: `External knowledge id: ${KNOWLEDGE_ID}, everything that is indexed.` }),
    query: Question,
    retrieval_setting: z
      .looseObject(
        {
          top_k: z
            .int(TOP_K)
            .min(1, TOP_K)
            .nullish()
            .meta({ description: `Records at most; ${DEFAULT_TOP_K} when not given, never more than ${MAX_TOP_K}.` }),
          score_threshold: z
            .number(THRESHOLD)
            .min(0, THRESHOLD)
            .max(1, THRESHOLD)
            .nullish()
            .meta({ description: 'Score a record must reach; 0 when not given.' }),
        },
        'an object with top_k and score_threshold',
      )
      .meta({ description: 'How much is wanted.' }),
    metadata_condition: MetadataCondition.nullish().meta({ description: 'What the metadata of a record must be.' }),
  })
  .meta({
    id: 'DifyRequest',
    description: 'A question of Dify. Fields not named here are ignored.',
    example: {
      knowledge_id: KNOWLEDGE_ID,
      query: EXAMPLES.AskRequest.question,
      retrieval_setting: { top_k: 5, score_threshold: 0.1 },
      metadata_condition: {
        logical_operator: 'and',
        conditions: [{ name: 'region', comparison_operator: 'is', value: '荆门市' }],
      },
    },
  });
export type DifyRequest = z.output<typeof DifyRequest>;

export const DifyReply = z
  .object({
    records: z
      .array(
        z.object({
          content: z.string().meta({ description: 'The passage: words of the document, not of this service.' }),
          score: z
            .number()
            .min(0)
            .max(1)
            .meta({
              description:
                'Never rising from one record to the next. From 0.7: highly relevant; from 0.4: fairly; from 0.1: ' +
                'hardly; below 0.1: the nearest to a question that the documents do not answer.',
            }),
          title: z.string().meta({ description: 'Title of the document.' }),
          metadata: DifyMetadata.meta({ description: 'What is known of document and passage; null: not known.' }),
        }),
      )
      .meta({ description: 'Passages, best first.' }),
  })
  .meta({
    id: 'DifyReply',
    description: 'What was found for Dify.',
    example: {
      records: [
        {
          content: EXAMPLES.ReplyPassage.text,
          score: 1,
          title: EXAMPLES.ReplyPassage.document.title,
          metadata: describePassageForDify(EXAMPLES.ReplyPassage, 'http://127.0.0.1:8787'),
        },
      ],
    },
  });
export type DifyReply = z.output<typeof DifyReply>;

export const DifyError = z
  .object({
    error_code: z.int().meta({
      description:
        '1001: the Authorization header is not "Bearer" and a key; 1002: the key is refused; 2001: there is no such ' +
        'knowledge; otherwise the HTTP status.',
    }),
    error_msg: z.string().meta({ description: 'What was expected, what came, what to do.' }),
  })
  .meta({
    id: 'DifyError',
    description: 'Why a request of Dify was refused.',
    example: { error_code: 2001, error_msg: 'Expected the knowledge id wenju, came "other".' },
  });
export type DifyError = z.output<typeof DifyError>;
