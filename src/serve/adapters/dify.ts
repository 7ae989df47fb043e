/**
 * `POST /retrieval`: Dify's External Knowledge API. Takes a question with conditions on metadata, gives passages with
 * scores; errors have Dify's shape and codes.
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AskReply, ReplyPassage } from '../../api/ask.js';
import { DEFAULT_TOP_K, MAX_TOP_K } from '../../api/request.js';
import type { Service } from '../../api/service.js';
import { WenjuError } from '../../errors.js';
import { limitBody, requireJson } from '../encoding.js';
import { describeValue } from '../problem.js';
import { type ReadAddress, readOrigin } from '../public-url.js';
import { NoQuery } from '../query.js';
import { listFields, type MetadataCondition, readCondition, type Satisfies } from './dify-condition.js';
import { describeDocumentForDify, describePassageForDify, PASSAGE_FIELDS } from './dify-metadata.js';
import { DifyError, DifyReply, DifyRequest, KNOWLEDGE_ID } from './dify-schemas.js';
import { translateProblems } from './translate.js';

/**
 * Scores by how a passage is judged: where its band begins and how wide it is. Bands do not touch, so that a threshold
 * of 0.7, 0.4 or 0.1 divides them. Within its band a passage stands by what it is worth beside the best one.
 */
const BANDS = {
  high: { floor: 0.7, width: 0.3 },
  medium: { floor: 0.4, width: 0.29 },
  low: { floor: 0.1, width: 0.29 },
  /** Shown with a refusal: not evidence. */
  refused: { floor: 0, width: 0.09 },
};
/** Scores are told to four places: Dify shows two. */
const SCORE_STEPS = 10_000;

/** Codes of Dify's document; of any other refusal the code is the HTTP status. */
const CODE = { headerMalformed: 1001, keyRefused: 1002, knowledgeUnknown: 2001 };
/** What Dify expects of a request that brings no key or a wrong one, where HTTP has 401. */
const FORBIDDEN = 403;

const error = (description: string) => ({ description, content: { 'application/json': { schema: DifyError } } });

const postRetrieval = createRoute({
  method: 'post',
  path: '/retrieval',
  summary: "Find passages for Dify (Dify's External Knowledge API)",
  description:
    'Enter the address of this service as endpoint and `wenju` as external knowledge id. A question that the ' +
    'documents do not answer gets the nearest passages with scores below 0.1: a threshold of 0.1 keeps them out.',
  middleware: [limitBody, requireJson] as const,
  request: { query: NoQuery, body: { required: true, content: { 'application/json': { schema: DifyRequest } } } },
  responses: {
    200: { description: 'Passages, best first.', content: { 'application/json': { schema: DifyReply } } },
    400: error('The body is not UTF-8 JSON, or a field is not as described.'),
    403: error('1001: the Authorization header is malformed; 1002: the key is refused.'),
    404: error('2001: there is no such knowledge.'),
    413: error('The body is too large.'),
    415: error('The body is not application/json.'),
    503: error('No index is ready to answer from.'),
  },
});

/** An error as Dify reads it, its code by the status and, for a key that is missing or refused, by what came. */
export function writeDifyError(context: Context, status: ContentfulStatusCode, detail: string): Response {
  const isAboutKey = status === 401 || status === FORBIDDEN;
  const hasKey = /^bearer +\S/i.test(context.req.header('Authorization') ?? '');
  const code = isAboutKey
    ? hasKey
      ? CODE.keyRefused
      : CODE.headerMalformed
    : status === 404
      ? CODE.knowledgeUnknown
      : status;
  const body: DifyError = { error_code: code, error_msg: detail };
  return context.json(body, isAboutKey ? FORBIDDEN : status);
}

/** For whatever may refuse before the route does: its problems become Dify's errors. */
export const speakDify = translateProblems(writeDifyError);

/** `readAddress`: where this service's pages are. */
export function addDifyRoutes(app: OpenAPIHono, service: Service, readAddress: ReadAddress = readOrigin): void {
  app.openapi(postRetrieval, async (context) => {
    const address = readAddress(context);
    return context.json(await retrieve(service, context.req.valid('json'), address, context.req.raw.signal), 200);
  });
}

/** Throws WenjuError NOT_FOUND for a knowledge other than ours. */
async function retrieve(
  service: Service,
  { knowledge_id, query, retrieval_setting, metadata_condition }: DifyRequest,
  origin: string,
  signal: AbortSignal,
): Promise<DifyReply> {
  if (knowledge_id !== KNOWLEDGE_ID) {
    const came = describeValue(knowledge_id);
    throw new WenjuError('NOT_FOUND', `Expected the knowledge id ${KNOWLEDGE_ID}, came ${came}. There is no other.`);
  }
  const condition = metadata_condition ?? {};
  const satisfies = readCondition(condition);
  const documentIds = await chooseDocuments(service, condition, satisfies);
  if (documentIds?.length === 0) return { records: [] };
  const wanted = Math.min(retrieval_setting.top_k ?? DEFAULT_TOP_K, MAX_TOP_K);
  // Passages are chosen by what they are only after they have been found.
  const isOfPassages = listFields(condition).some((field) => PASSAGE_FIELDS.includes(field));
  const reply = await service.ask(
    {
      question: query,
      topK: isOfPassages ? MAX_TOP_K : wanted,
      filters: { regions: [], years: [], types: [], documentIds: documentIds ?? [] },
      mode: 'extractive',
      language: 'auto',
      history: [],
      stream: false,
      explain: true,
    },
    { signal },
  );
  const threshold = retrieval_setting.score_threshold ?? 0;
  const records = scorePassages(reply)
    .map(({ passage, score }) => ({
      content: passage.text,
      score,
      title: passage.document.title,
      metadata: describePassageForDify(passage, origin),
    }))
    .filter(({ score, metadata }) => score >= threshold && satisfies(metadata));
  return { records: records.slice(0, wanted) };
}

/** The documents that may satisfy `condition`; null when all may, and nothing is to be filtered. */
async function chooseDocuments(
  service: Service,
  condition: MetadataCondition,
  satisfies: Satisfies,
): Promise<string[] | null> {
  if (listFields(condition).length === 0) return null;
  const { documents } = await service.documents();
  const chosen = documents.filter((document) => satisfies(describeDocumentForDify(document), PASSAGE_FIELDS));
  return chosen.length === documents.length ? null : chosen.map(({ id }) => id);
}

/**
 * Scores from 0 to 1, never rising. The numbers of a ranking compare passages of one reply only; how well a passage
 * speaks to the question at all, its relevance says. So relevance gives the band, and the gap between its `fused` and
 * that of the best passage its place there: all of the band's width without a gap, half of it with a gap of one
 * standard deviation, a third with two.
 */
function scorePassages({ status, passages, nearest }: AskReply): { passage: ReplyPassage; score: number }[] {
  const isRefused = status === 'not_found';
  const shown = isRefused ? nearest : passages;
  const best = shown[0]?.explain?.fused ?? 0;
  let above = 1;
  return shown.map((passage) => {
    const { floor, width } = BANDS[isRefused ? 'refused' : passage.relevance];
    const gap = Math.max(0, best - (passage.explain?.fused ?? best));
    above = Math.min(above, Math.round((floor + width / (1 + gap)) * SCORE_STEPS) / SCORE_STEPS);
    return { passage, score: above };
  });
}
