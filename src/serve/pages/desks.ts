/**
 * The pages for writers: `/check`, where a draft is checked in place, and `/compare`, which sets figures side by side.
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { type CompareReply, CompareRequest } from '../../api/check.js';
import type { Service } from '../../api/service.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import { describeError } from '../problem.js';
import { listOthers, renderCompare, writeCompareAddress } from './compare.js';
import { WIDGET_PATH } from './home.js';
import { chooseWords } from './language.js';
import { addLanguage, CHECK_PATH, COMPARE_PATH, respondWithPage } from './layout.js';
import { lang, PAGE, respondWithFailure } from './routes.js';
import type { Words } from './words.js';

const responses = { 200: { description: 'A page.', content: PAGE } };
const repeated = z.array(z.string()).optional();

const check = createRoute({
  method: 'get',
  path: CHECK_PATH,
  summary: 'Check a draft on a page',
  request: { query: z.object({ lang }) },
  responses,
});

const compare = createRoute({
  method: 'get',
  path: COMPARE_PATH,
  summary: 'Compare figures on a page',
  request: {
    query: z.object({
      indicator: z.string().optional().meta({ description: 'Any name of an indicator.' }),
      region: repeated.meta({ description: 'Places; none: all that have a figure.' }),
      year: repeated.meta({ description: 'Years of the figures; none: all that have one.' }),
      measure: z.string().optional().meta({ description: 'growth or level.' }),
      kind: z.string().optional().meta({ description: 'actual or target.' }),
      lang,
    }),
  },
  responses,
});

export function addDeskRoutes(app: OpenAPIHono, service: Service): void {
  for (const route of [check, compare]) app.openAPIRegistry.registerPath(route);
  app.get(check.path, (context) => {
    const words = chooseWords(context);
    const body = html`<h1 class="hidden">${words.checkDraft}</h1>
<wenju-chat mode="check" lang="${words.language}"><p>${words.needsScript}</p></wenju-chat>`;
    return respondWithPage(context, words, {
      title: `${words.checkDraft} · ${words.siteName}`,
      body,
      otherLanguageUrl: addLanguage(CHECK_PATH, words.otherLanguage),
      script: WIDGET_PATH,
    });
  });
  app.get(compare.path, (context) => respondWithComparison(context, service));
}

async function respondWithComparison(context: Context, service: Service): Promise<Response> {
  const words = chooseWords(context);
  try {
    const { documents } = await service.documents();
    const { asked, reply, refusal } = await compareAsAsked(context, service, words);
    const others = reply === null || hasFigures(reply) ? [] : await findOthers(asked, service);
    const body = renderCompare({ documents, asked, reply, others, refusal, knowledge: readKnowledge(), words });
    const title = `${words.compare} · ${words.siteName}`;
    const otherLanguageUrl = addLanguage(writeCompareAddress(COMPARE_PATH, asked), words.otherLanguage);
    return await respondWithPage(context, words, { title, body, otherLanguageUrl, script: null });
  } catch (error) {
    return respondWithFailure(context, words, error);
  }
}

function hasFigures({ cells }: CompareReply): boolean {
  return cells.some(({ value }) => value !== null);
}

/** Nobody is sent from one empty table to the next. */
async function findOthers(asked: CompareRequest, service: Service): Promise<CompareRequest[]> {
  const found: CompareRequest[] = [];
  for (const other of listOthers(asked)) if (hasFigures(await service.compare(other))) found.push(other);
  return found;
}

const BLANK: CompareRequest = { indicator: '', regions: [], years: [], measure: 'growth', kind: 'actual' };

/** What cannot be compared is refused on the page, above which the form still holds what was asked. */
async function compareAsAsked(context: Context, service: Service, words: Words) {
  const { req } = context;
  const indicator = req.query('indicator')?.trim() ?? '';
  if (indicator === '') return { asked: BLANK, reply: null, refusal: null };
  const request = CompareRequest.safeParse({
    indicator,
    regions: req.queries('region') ?? [],
    years: (req.queries('year') ?? []).map(Number),
    measure: req.query('measure') ?? BLANK.measure,
    kind: req.query('kind') ?? BLANK.kind,
  });
  if (!request.success) return { asked: { ...BLANK, indicator }, reply: null, refusal: words.badComparison };
  try {
    return { asked: request.data, reply: await service.compare(request.data), refusal: null };
  } catch (error) {
    const problem = describeError(context, error);
    if (problem.status !== 400) throw error;
    return { asked: request.data, reply: null, refusal: problem.detail };
  }
}
