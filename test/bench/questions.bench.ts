/**
 * How long does indexing take, what does a question cost beside the bare embedding of it, and how long does a reader wait
 * for the first answer on a page that was never opened before?
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { resolveModel } from '../../src/embed/model.js';
import { readPrefixes } from '../../src/embed/prefix.js';
import { createTransformersEmbedder } from '../../src/embed/transformers.js';
import { quantile } from '../../src/evaluate/metrics.js';
import { limitWork } from '../../src/serve/work.js';
import { readConfig } from '../../src/settings/config.js';
import { hubei, isMissing } from '../needs.js';
import { openTestService, root, testConfig } from '../service.js';
import { openBrowser, openPage, startSite } from '../widget/browser.js';

const QUESTIONS = [
  '2024年荆门GDP增长目标是多少？',
  '仙桃2020年城镇新增了多少就业？',
  '咸宁哪个县拿到了国家级生态文明建设示范县？',
  '汉川打算怎样降低企业的水电气成本？',
  '“百日双扫”是什么意思？',
  'How many old neighbourhoods did Xiantao renovate in 2020?',
  "What is Hanchuan's GDP target for 2025?",
  '荆门2023年的粮食总产量是多少？',
];
/** Each question is asked this often; the first round is told apart, as caches are cold then. */
const ROUNDS = 10;

async function time(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

it('indexes five documents and answers questions', async () => {
  const corpus = isMissing('shared') ? path.join(root, 'corpus') : hubei;
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-bench-'));
  const config = testConfig(corpus, path.join(folder, 'index'));
  try {
    const first = await time(() => buildIndex(config));
    const again = await time(() => buildIndex(config));
    console.log(`\nindex the five documents of ${path.basename(corpus)}   ${seconds(first)}`);
    console.log(
      `index them again, unchanged          ${seconds(again)}   ${((100 * again) / first).toFixed(1)} % of that`,
    );

    let service = await openService(config);
    await service.close();
    const open = await time(async () => {
      service = await openService(config);
    });
    const memoryBefore = process.memoryUsage().rss;
    const firstRound: number[] = [];
    const laterRounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const question of QUESTIONS) {
        const took = await time(() => service.ask(AskRequest.parse({ question })));
        (round === 0 ? firstRound : laterRounds).push(took);
      }
    }
    const memoryGrowth = process.memoryUsage().rss - memoryBefore;
    const { indexVersion } = service.readiness();
    await service.close();

    const { model, modelDownload } = readConfig({}, {}, root);
    const embedder = createTransformersEmbedder(await resolveModel(model, modelDownload), readPrefixes());
    await embedder.embed([''], 'query');
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const question of QUESTIONS) bare.push(await time(() => embedder.embed([question], 'query')));
    }
    await embedder.close();

    const asked = quantile(laterRounds, 0.5);
    const embedded = quantile(bare, 0.5);
    console.log(`open the index and load the model    ${seconds(open)}   once, before the first question`);
    console.log(`a question, first time               ${milliseconds(quantile(firstRound, 0.5))} median`);
    console.log(
      `the same questions again             ${milliseconds(asked)} median, ${milliseconds(quantile(laterRounds, 0.95))} p95: ` +
        `nothing is loaded again, memory ${(memoryGrowth / 1e6).toFixed(0)} MB more`,
    );
    console.log(`bare embedding of a question         ${milliseconds(embedded)} median`);
    console.log(`ratio of the two                     ${(asked / embedded).toFixed(2)}   (index ${indexVersion})\n`);
    expect(laterRounds).toHaveLength(QUESTIONS.length * (ROUNDS - 1));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.skipIf(isMissing('chromium'))('shows a first answer on a cold page', async () => {
  const service = await openTestService();
  const browser = await openBrowser();
  await service.ask(AskRequest.parse({ question: QUESTIONS[0] ?? '' }));
  // Each knows no reply of the other.
  const [asked, opened] = [await startSite(limitWork(service)), await startSite(limitWork(service))];
  try {
    const visit = async (address: string, awaited: string): Promise<number> => {
      const { page } = await openPage(browser);
      const took = await time(async () => {
        await page.goto(address);
        await page.locator(awaited).first().waitFor();
      });
      await page.context().close();
      return took;
    };
    await visit(opened.address, '.suggestion');
    const [bare, replies, cold]: [number[], number[], number[]] = [[], [], []];
    for (const question of QUESTIONS) {
      const query = `q=${encodeURIComponent(question)}`;
      bare.push(await visit(opened.address, '.suggestion'));
      replies.push(await time(async () => (await fetch(`${asked.address}/v1/ask?${query}`)).text()));
      cold.push(await visit(`${opened.address}/?${query}`, '.turn[aria-busy="false"]'));
    }
    const [loads, answers, first] = [bare, replies, cold].map((times) => quantile(times, 0.5)) as [
      number,
      number,
      number,
    ];
    console.log(`the page with the chat, never loaded before   ${milliseconds(loads)} median`);
    console.log(`a question over HTTP, never asked before      ${milliseconds(answers)} median`);
    console.log(`the page with a question, until it is answered ${milliseconds(first)} median`);
    console.log(`ratio to the two                               ${(first / (loads + answers)).toFixed(2)}\n`);
    expect(cold).toHaveLength(QUESTIONS.length);
  } finally {
    await browser.close();
    await asked.close();
    await opened.close();
    await service.close();
  }
});
