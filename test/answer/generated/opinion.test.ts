/** A second opinion on sentences that checking leaves open, of a scripted model: what of it is believed. */

import { afterAll, describe, expect, it } from 'vitest';
import { CheckReply, CheckRequest, type Opinion } from '../../../src/api/check.js';
import { limitWork } from '../../../src/serve/work.js';
import { servePapers } from '../papers.js';
import { REPORTS } from './reports.js';
import { type ScriptedModel, type SeenRequest, say, startScriptedModel } from './scripted-model.js';

/** True, in words that no report has. */
const OPEN = '孝感市给上了年纪的人办起了两百多个吃饭的地方。';
const SAID = '开办老年人助餐点214个';
const WHOLE = '我们坚持把惠民生放在首位，实施“暖心食堂”行动，开办老年人助餐点214个。';
const LIBRARY = '孝感市新的图书馆已经向市民敞开大门。';
const OPENED = '市图书馆新馆建成开放，全年接待读者92万人次。';

let model: ScriptedModel;
const papers = servePapers(REPORTS, async () => {
  model = await startScriptedModel();
  return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmTimeout: 3 };
});
afterAll(() => model?.close());

async function check(text: string, judge: (request: SeenRequest) => string): Promise<CheckReply> {
  model.play((request) => say(judge(request)));
  const reply = await limitWork(papers.service).check(CheckRequest.parse({ text, opinions: true }));
  return CheckReply.parse(reply);
}

const judged =
  (verdict: string, quote: string, words = quote) =>
  (request: SeenRequest): string =>
    `${verdict} [${request.idOf(words)}] “${quote}”`;

const verdictsOf = ({ opinions = [] }: CheckReply): Opinion['verdict'][] => opinions.map(({ verdict }) => verdict);

describe('a second opinion', () => {
  it('is told with the sentence that it goes by, as the model’s own, and changes no verdict', async () => {
    const reply = await check(LIBRARY, judged('supported', OPENED));
    expect(reply.verdict).toBe('not_found');
    expect(reply.openSentences).toBe(1);
    expect(reply.opinions).toMatchObject([
      {
        text: LIBRARY,
        start: 0,
        end: LIBRARY.length,
        verdict: 'supported',
        model: 'scripted',
        citation: { quote: OPENED },
      },
    ]);
  });

  it('is read behind what the model thinks', async () => {
    const reply = await check(
      LIBRARY,
      (request) =>
        `<think>contradicted [${request.idOf(OPENED)}] “${OPENED}”?</think>${judged('supported', OPENED)(request)}`,
    );
    expect(verdictsOf(reply)).toEqual(['supported']);
  });

  it.each([
    ['a quotation that stands nowhere', judged('supported', '市图书馆新馆建成开放，全年接待读者93万人次', OPENED)],
    ['an id that it was not given', () => `supported [z9z9] “${OPENED}”`],
    ['no quotation', (request: SeenRequest) => `supported [${request.idOf(OPENED)}]`],
    ['words alone', () => '这句话是对的。'],
    ['open', () => 'open'],
    ['a difference that nobody can name', judged('contradicted', OPENED)],
  ])('is not believed with %s', async (_, judge) => {
    expect(verdictsOf(await check(LIBRARY, judge))).toEqual([]);
  });

  it('is not believed where a figure is none of the passage', async () => {
    expect(verdictsOf(await check('孝感市的新图书馆一年接待读者130万人次。', judged('supported', OPENED)))).toEqual([]);
  });

  it('is not asked for what checking knows, nor unless it is asked for', async () => {
    const before = model.seen.length;
    await check('孝感市2024年新建充电桩1260个。', judged('supported', SAID, WHOLE));
    expect(model.seen.length).toBe(before);
    const reply = await limitWork(papers.service).check(CheckRequest.parse({ text: OPEN }));
    expect(reply.opinions).toBeUndefined();
    expect(model.seen.length).toBe(before);
  });

  it('is asked about ten sentences at most, and ends where the model fails', async () => {
    const before = model.seen.length;
    await check(Array.from({ length: 30 }, (_, at) => `这是没有人知道的第${at}件小事情。`).join('\n'), () => 'open');
    expect(model.seen.length - before).toBeLessThanOrEqual(10);
    model.play(() => [{ status: 400 }]);
    const reply = await limitWork(papers.service).check(CheckRequest.parse({ text: LIBRARY, opinions: true }));
    expect(reply.opinions).toEqual([]);
  });
});
