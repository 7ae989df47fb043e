/**
 * What clients of OpenAI's chat completions ask and are told. Fields that are not named here (temperature, tools, …)
 * are let through: clients send them unasked, and for quotations there is nothing to set. Replies have the types of
 * OpenAI's own package, which is needed to compile only; described of them is what is told apart and what is ours.
 */

import type { ChatCompletion, ChatCompletionMessage } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Model } from 'openai/resources/models';
import type { ErrorObject } from 'openai/resources/shared';
import { z } from 'zod';
import { type AskReply, Citation } from '../../api/ask.js';
import { EXAMPLES } from '../../api/examples.js';
import { MAX_QUESTION_LENGTH } from '../../api/request.js';

/** The one model there is: the service. */
export const MODEL = 'wenju';
/** Messages of a conversation: more than any is long; the last are read. */
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
      .meta({ description: 'Whose it is: user asks, assistant has answered; others are not read.' }),
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
      .meta({
        description:
          'The question is the last message of role user; what it lacks (place, time, subject) is taken from the turns ' +
          'before it, of which the last ten are read.',
      }),
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

/** OpenAI's message, and beside its annotations the citations of /v1/ask. */
export type ChatMessage = ChatCompletionMessage & { citations: AskReply['citations'] };
export type Annotation = ChatCompletionMessage.Annotation;

/** Tokens are counted by a model that is paid for them; what one of wenju’s own has used is not told. */
export const NO_USAGE: CompletionUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

const { answer, citations } = EXAMPLES.AskReply;
const [cited] = citations;
const EXAMPLE_MESSAGE: ChatMessage = {
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
};

const ReplyMessage = z.looseObject({
  content: z.string().meta({
    description: 'Sentences quoted from the documents, each with its marker [1]; what is not in them has no marker.',
  }),
  annotations: z.array(z.looseObject({})).meta({ description: 'A url_citation for each marker of content, in order.' }),
  citations: z.array(Citation).readonly().meta({ description: 'The same as /v1/ask has them; an added field.' }),
});

export const ChatReply = z
  .looseObject({
    object: z.literal('chat.completion').meta({ description: 'Always chat.completion.' }),
    choices: z
      .array(z.looseObject({ message: ReplyMessage.meta({ description: 'The answer.' }) }))
      .meta({ description: 'The one answer.' }),
  })
  .meta({
    id: 'ChatReply',
    description: "An answer: OpenAI's ChatCompletion, and in its message citations.",
    example: {
      id: 'chatcmpl-4b1f',
      created: 1_785_571_200,
      model: MODEL,
      object: 'chat.completion',
      choices: [{ index: 0, message: EXAMPLE_MESSAGE, logprobs: null, finish_reason: 'stop' }],
      usage: NO_USAGE,
    } satisfies ChatCompletion,
  });

/** What is described of a stream: an event of it, as OpenAPI 3.1 has no word for the whole. */
export const ChatEvent = z
  .object({
    data: z.string().meta({
      description:
        "OpenAI's ChatCompletionChunk as JSON: first the role, then content, then annotations and citations, then " +
        'stop, then usage if it was asked for; in the last event [DONE].',
    }),
  })
  .meta({
    id: 'ChatEvent',
    description: 'A server-sent event of an answer in chunks.',
    example: { data: '[DONE]' },
  });

export const ChatErrorReply = z
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
      } satisfies ErrorObject,
    },
  });

export const MODELS = {
  object: 'list' as const,
  data: [{ id: MODEL, object: 'model', created: 0, owned_by: MODEL } satisfies Model],
};

export const ModelList = z
  .object({
    object: z.literal('list').meta({ description: 'Always list.' }),
    data: z
      .array(z.looseObject({ id: z.string().meta({ description: 'Name of the model.' }) }))
      .meta({ description: "The one model: OpenAI's Model." }),
  })
  .meta({
    id: 'ModelList',
    description: 'The models of OpenAI’s clients: the service is one.',
    example: MODELS,
  });
