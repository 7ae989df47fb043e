/**
 * Answers in a language model's words, asked over HTTP of a service whose model is a script: whatever it says, nothing but
 * what the reports say is shown, and what is right is.
 */

import { afterAll, describe, expect, it } from 'vitest';
import type { AskReply } from '../../../src/api/ask.js';
import { createApp } from '../../../src/serve/app.js';
import { limitWork } from '../../../src/serve/work.js';
import { servePapers } from '../papers.js';
import { REPORTS } from './reports.js';
import { SCENES, type Scene } from './scenes.js';
import { type ScriptedModel, startScriptedModel } from './scripted-model.js';

const WITHIN_MS = 15_000;

let model: ScriptedModel;
const papers = servePapers(REPORTS, async () => {
  model = await startScriptedModel();
  return { llmBaseUrl: model.baseUrl, llmModel: 'scripted', llmApiKey: 'hush-hush', llmTimeout: 3 };
});
afterAll(() => model?.close());

const ask = async (body: object): Promise<Response> =>
  createApp(limitWork(papers.service)).request('/v1/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function perform({ question, plays }: Scene): Promise<AskReply> {
  model.play(plays);
  const response = await ask({ question, explain: true });
  expect(response.status).toBe(200);
  return (await response.json()) as AskReply;
}

/** All that is shown as an answer. */
function shownOf({ answer }: AskReply): string {
  return [answer?.text, answer?.note, ...(answer?.sentences ?? []).map(({ text }) => text)].join('\n');
}

describe('scenes', () => {
  it('are sixty at least, in both languages', () => {
    expect(SCENES.length).toBeGreaterThanOrEqual(60);
    expect(SCENES.filter(({ question }) => /^[A-Z]/.test(question)).length).toBeGreaterThanOrEqual(15);
  });

  it.each(SCENES.map((scene) => [scene.name, scene] as const))(
    '%s',
    async (_, scene) => {
      const reply = await perform(scene);
      const { shows = [], hides = [], fails } = scene;
      if (fails !== undefined) {
        expect(reply.generation).toMatchObject({ used: false, reason: fails, model: 'scripted', composed: null });
        expect(reply.mode).toBe('extractive');
        expect(reply.answer?.text).not.toBe('');
        return;
      }
      expect({ removed: reply.generation?.removed, reason: reply.generation?.reason }).toMatchObject({ reason: null });
      expect(reply.mode).toBe('generated');
      for (const sentence of shows) {
        expect(reply.answer?.sentences.map(({ text }) => text)).toContain(sentence);
      }
      for (const [words, ...reasons] of hides) {
        expect(shownOf(reply)).not.toContain(words);
        const removed = reply.generation?.removed.find(({ text }) => text.includes(words));
        if (reasons.length > 0) expect(reasons).toContain(removed?.reason);
      }
      // What is shown cites what stands in a document.
      for (const { citations } of reply.answer?.sentences ?? []) expect(citations.length).toBeGreaterThan(0);
      for (const sentence of reply.answer?.sentences ?? []) {
        for (const marker of sentence.citations) {
          expect(reply.citations.find((citation) => citation.marker === marker)?.quote).not.toBe('');
        }
      }
    },
    WITHIN_MS,
  );
});
