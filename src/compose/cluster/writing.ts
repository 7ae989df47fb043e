/**
 * What a language model writes over worksets: where a check lacks something it begins again with that at hand, and the model
 * is not asked again. What it said until then is heard over, and it goes on.
 */

import type { LanguageModel, ModelRequest } from '../../answer/generated/contract.js';
import type { FilledPrompt, PromptPassage, Prompts } from '../../answer/generated/prompt.js';
import { createRewriter } from '../../answer/generated/rewrite.js';
import type { AskReply } from '../../api/ask.js';
import type { CheckCited } from '../../check/contract.js';
import type { Gazetteer } from '../../lexicon/contract.js';
import type { Writers } from '../generation-service.js';
import { createWriters, type WritersOver, type WritingModel } from '../writers.js';
import { type Answering, NotAtHand, type Workset } from './workset.js';

export interface ClusterWriting extends WritingModel {
  readonly gazetteer: Gazetteer;
  readonly today: () => Date;
  /** Does something over a workset, and again where that lacked something. */
  readonly over: <Answer>(
    work: (tools: WritersOver, workset: Workset) => Promise<Answer>,
    answering: Answering,
  ) => Promise<Answer>;
}

export function createClusterWriters({ model, prompts, gazetteer, today, over }: ClusterWriting): Writers {
  /** @param use is called as often as it begins again */
  async function withWriters<Answer>(
    signal: AbortSignal | undefined,
    use: (writers: Writers, workset: Workset) => Promise<Answer>,
  ): Promise<Answer> {
    const heard = rememberWords(model);
    const put = rememberPrompts(prompts);
    try {
      return await over(
        (tools, workset) => {
          const guard =
            (check: CheckCited): CheckCited =>
            async (...cited) => {
              const verdict = await check(...cited);
              if (!workset.isComplete) throw new NotAtHand();
              return verdict;
            };
          return use(createWriters({ ...tools, guard }, { model: heard.model, prompts: put }, today), workset);
        },
        { beyond: 'left out', signal },
      );
    } finally {
      heard.end();
    }
  }

  return {
    rewrite: createRewriter({ model, prompts, gazetteer }),
    async write(request, composed, { signal, onSentence } = {}) {
      let told = 0;
      return withWriters(signal, async (writers, workset) => {
        await workset.once('written of', async () => workset.need(listCited(composed)));
        if (!workset.isComplete) throw new NotAtHand();
        let said = 0;
        return writers.write(request, composed, {
          ...(signal ? { signal } : {}),
          onSentence(sentence) {
            said += 1;
            if (said <= told) return;
            told = said;
            onSentence?.(sentence);
          },
        });
      });
    },
    giveOpinions: (text, items, signal) => withWriters(signal, (writers) => writers.giveOpinions(text, items, signal)),
  };
}

/** Ids of the documents that an answer is written of. */
function listCited({ citations, passages }: AskReply): string[] {
  const ofPassages = passages.map(({ id }) => id.slice(0, id.lastIndexOf('-')));
  return [...citations.map(({ documentId }) => documentId), ...ofPassages];
}

/** A passage has the same name each time, though its number in a snapshot changes; names are drawn by lot. */
function rememberPrompts(prompts: Prompts): Prompts {
  const known = new Map<
    string,
    { readonly messages: FilledPrompt['messages']; readonly ordinals: Map<string, number> }
  >();
  const again =
    <Input extends { readonly passages: readonly PromptPassage[] }>(fill: (input: Input) => FilledPrompt) =>
    (input: Input): FilledPrompt => {
      const key = JSON.stringify({ ...input, passages: input.passages.map(({ place, text }) => [place, text]) });
      let own = known.get(key);
      if (own === undefined) {
        const { messages, passages } = fill(input);
        const numbers = input.passages.map(({ passage }) => passage);
        own = {
          messages,
          ordinals: new Map(Array.from(passages, ([name, number]) => [name, numbers.indexOf(number)])),
        };
        known.set(key, own);
      }
      const passages = Array.from(own.ordinals, ([name, ordinal]): [string, number] => [
        name,
        input.passages[ordinal]?.passage ?? -1,
      ]);
      return { messages: own.messages, passages: new Map(passages) };
    };
  return { ...prompts, fill: again(prompts.fill), fillOpinion: again(prompts.fillOpinion) };
}

interface Told {
  readonly pieces: string[];
  readonly more: AsyncIterator<string>;
}

/** Each request is asked once: whoever asks it again hears what was said, and then what comes. */
function rememberWords(model: LanguageModel): { readonly model: LanguageModel; end(): void } {
  const told = new Map<string, Told>();

  async function* hear(request: ModelRequest, signal: AbortSignal): AsyncGenerator<string> {
    const key = JSON.stringify(request);
    const own: Told = told.get(key) ?? { pieces: [], more: model.stream(request, signal)[Symbol.asyncIterator]() };
    told.set(key, own);
    for (let at = 0; ; at += 1) {
      if (at === own.pieces.length) {
        const next = await own.more.next();
        if (next.done) return;
        own.pieces.push(next.value);
      }
      yield own.pieces[at] ?? '';
    }
  }

  return {
    model: { name: model.name, stream: hear, isReady: () => model.isReady() },
    end() {
      // Whoever left it in the middle needs no more of it.
      for (const { more } of told.values()) more.return?.().catch(() => undefined);
    },
  };
}
