/**
 * What clients of OpenAI's chat completions ask and are told. Fields that are not named here (temperature, tools, …)
 * are let through: clients send them unasked, and for quotations there is nothing to set.
 */

import { z } from 'zod';
import { Citation } from '../../api/contract.js';
import { EXAMPLES } from '../../api/examples.js';
import { MAX_QUESTION_LENGTH } from '../../api/request.js';

/** The one model there is: the service. */
export const MODEL = 'wenju';
/** Messages of a conversation: more than any is long; only one of them is read. */
const MAX_MESSAGES = 1_000;

const MODEL_NAME = 'the name of a model';
const MESSAGES = `a list of 1 to ${MAX_MESSAGES} messages`;
const CONTENT = 'a text, or a list of parts';
const ONE = '1, as there is one answer';
const BOOLEAN = 'true or false';

const Part = z.looseObject({
  type: z.string().meta({ description: 'text, with the words in text; others are refused.' }),
});

const Message = z.looseObject(
  {
    role: z
      .string('a role: user, assistant, system, …')
      .meta({ description: 'Whose it is. Only the last message of role user is read.' }),
    content: z
      .union([z.string(), z.array(Part), z.null()], CONTENT)
      .optional()
      .meta({
        description: `Of the last user message the question, at most ${MAX_QUESTION_LENGTH} UTF-16 code units: a text, or parts of type text.`,
      }),
  },
  'an object with role and content',
);

export const ChatRequest = z
  .looseObject({
    model: z.string(MODEL_NAME).meta({ description: `${MODEL}; others are refused.` }),
    messages: z
      .array(Message, MESSAGES)
      .min(1, MESSAGES)
      .max(MAX_MESSAGES, MESSAGES)
      .meta({ description: 'The question is the last message of role user; nothing is taken from the others.' }),
    stream: z.boolean(BOOLEAN).nullish().meta({ description: 'Whether the answer comes in chunks.' }),
    stream_options: z
      .looseObject({
        include_usage: z
          .boolean(BOOLEAN)
          .nullish()
          .meta({ description: 'Whether a last chunk, without choices, has usage.' }),
      })
      .nullish()
      .meta({ description: 'What a stream holds.' }),
    n: z.literal(1, ONE).nullish().meta({ description: 'How many answers: 1.' }),
  })
  .meta({
    id: 'ChatRequest',
    description: 'A conversation whose last question is answered. Fields not named here are ignored.',
    example: { model: MODEL, messages: [{ role: 'user', content: EXAMPLES.AskRequest.question }] },
  });
export type ChatRequest = z.output<typeof ChatRequest>;

const annotation = z.object({
  type: z.literal('url_citation').meta({ description: 'Always url_citation.' }),
  url_citation: z
    .object({
      url: z.string().meta({ description: 'Absolute address that opens at the quotation.' }),
      title: z.string().meta({ description: 'Title of the document.' }),
      start_index: z.int().min(0).meta({ description: 'Where the marker begins in content, in UTF-16 code units.' }),
      end_index: z.int().min(0).meta({ description: 'Where the marker ends, exclusive.' }),
    })
    .meta({ description: 'A marker of the answer and what it stands for.' }),
});
export type Annotation = z.output<typeof annotation>;

const tokens = z.int().min(0).meta({ description: 'Tokens of a language model: none is asked, so none are used.' });
const Usage = z
  .object({ prompt_tokens: tokens, completion_tokens: tokens, total_tokens: tokens })
  .meta({ description: 'Tokens used, always 0: answers are quotations, and no language model is asked.' });
export const NO_USAGE: z.output<typeof Usage> = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

const completionFields = {
  id: z.string().meta({ description: 'Of this answer.' }),
  created: z.int().meta({ description: 'When it was made, in seconds since 1970.' }),
  model: z.string().meta({ description: `Always ${MODEL}.` }),
};
const extraFields = {
  annotations: z.array(annotation).meta({ description: 'A citation for each marker of content, in their order.' }),
  citations: z.array(Citation).readonly().meta({ description: 'The same as /v1/ask has them; an added field.' }),
};

const { answer, citations } = EXAMPLES.AskReply;
const [cited] = citations;
const EXAMPLE = { id: 'chatcmpl-4b1f', created: 1_785_571_200, model: MODEL };

export const ChatReply = z
  .object({
    ...completionFields,
    object: z.literal('chat.completion').meta({ description: 'Always chat.completion.' }),
    choices: z
      .array(
        z.object({
          index: z.int().meta({ description: 'Always 0.' }),
          message: z
            .object({
              role: z.literal('assistant').meta({ description: 'Always assistant.' }),
              content: z.string().meta({
                description:
                  'Sentences quoted from the documents, each with its marker [1]; what is not in the documents is ' +
                  'said in words and has no marker.',
              }),
              refusal: z.null().meta({ description: 'Always null: what is not found is said in content.' }),
              ...extraFields,
            })
            .meta({ description: 'The answer.' }),
          logprobs: z.null().meta({ description: 'Always null.' }),
          finish_reason: z.literal('stop').meta({ description: 'Always stop.' }),
        }),
      )
      .meta({ description: 'The one answer.' }),
    usage: Usage,
  })
  .meta({
    id: 'ChatReply',
    description: 'An answer in the shape of OpenAI.',
    example: {
      ...EXAMPLE,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: answer.text,
            refusal: null,
            annotations: [
              {
                type: 'url_citation',
                url_citation: {
                  url: `http://127.0.0.1:8787${cited.readerUrl}`,
                  title: cited.title,
                  start_index: cited.quote.length,
                  end_index: answer.text.length,
                },
              },
            ],
            citations,
          },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: NO_USAGE,
    },
  });
export type ChatReply = z.output<typeof ChatReply>;

export const ChatChunk = z
  .object({
    ...completionFields,
    object: z.literal('chat.completion.chunk').meta({ description: 'Always chat.completion.chunk.' }),
    choices: z
      .array(
        z.object({
          index: z.int().meta({ description: 'Always 0.' }),
          delta: z
            .object({
              role: z.literal('assistant').optional().meta({ description: 'In the first chunk.' }),
              content: z.string().optional().meta({ description: 'The next piece of the answer.' }),
              annotations: extraFields.annotations.optional(),
              citations: extraFields.citations.optional(),
            })
            .meta({ description: 'What is new: role; then content…; then annotations and citations; then nothing.' }),
          logprobs: z.null().meta({ description: 'Always null.' }),
          finish_reason: z.literal('stop').nullable().meta({ description: 'stop in the last chunk with a choice.' }),
        }),
      )
      .meta({ description: 'The one answer; empty in the chunk with usage.' }),
    usage: z.union([Usage, z.null()]).optional().meta({ description: 'Only with stream_options.include_usage.' }),
  })
  .meta({
    id: 'ChatChunk',
    description: 'A piece of an answer in the shape of OpenAI.',
    example: {
      ...EXAMPLE,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { content: answer.text }, logprobs: null, finish_reason: null }],
    },
  });
export type ChatChunk = z.output<typeof ChatChunk>;

/** What is described of a stream: an event of it, as OpenAPI 3.1 has no word for the whole. */
export const ChatEvent = z
  .object({ data: z.string().meta({ description: 'A ChatChunk as JSON; in the last event [DONE].' }) })
  .meta({
    id: 'ChatEvent',
    description: 'A server-sent event of an answer in chunks.',
    example: { data: '[DONE]' },
  });
export type ChatDelta = ChatChunk['choices'][number]['delta'];

export const ChatError = z
  .object({
    error: z
      .object({
        message: z.string().meta({ description: 'What was expected, what came, what to do.' }),
        type: z.string().meta({ description: 'invalid_request_error, rate_limit_error or server_error.' }),
        param: z.string().nullable().meta({ description: 'The field to blame; null when none is.' }),
        code: z.string().nullable().meta({ description: 'invalid_api_key, model_not_found, …; null for others.' }),
      })
      .meta({ description: 'What went wrong.' }),
  })
  .meta({
    id: 'ChatError',
    description: 'Why a request was refused, in the shape of OpenAI.',
    example: {
      error: {
        message: 'Expected the model wenju, came "gpt-5".',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    },
  });
export type ChatError = z.output<typeof ChatError>;

export const ModelList = z
  .object({
    object: z.literal('list').meta({ description: 'Always list.' }),
    data: z
      .array(
        z.object({
          id: z.string().meta({ description: 'Name of the model.' }),
          object: z.literal('model').meta({ description: 'Always model.' }),
          created: z.int().meta({ description: 'Seconds since 1970; 0, as it was never made.' }),
          owned_by: z.string().meta({ description: 'Whose it is.' }),
        }),
      )
      .meta({ description: 'The one model.' }),
  })
  .meta({
    id: 'ModelList',
    description: 'The models of OpenAI’s clients: the service is one.',
    example: { object: 'list', data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'wenju' }] },
  });
export type ModelList = z.output<typeof ModelList>;
