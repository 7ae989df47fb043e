/** What a language model does over a snapshot, put together in one way: of an index in files, and of a part of one in a cluster. */

import type { LanguageModel } from '../answer/generated/contract.js';
import { limitModel } from '../answer/generated/limit-model.js';
import { type MeteredModel, meterModel } from '../answer/generated/metered-model.js';
import { createOpinionGiver } from '../answer/generated/opinion.js';
import type { Prompts } from '../answer/generated/prompt.js';
import { createRewriter } from '../answer/generated/rewrite.js';
import { createWriter } from '../answer/generated/write.js';
import { createCitedChecker } from '../check/cited-claims.js';
import type { CheckCited } from '../check/contract.js';
import { createTranslatedFinder } from '../check/translated-evidence.js';
import type { Snapshot } from '../index/contract.js';
import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import { translate } from '../lexicon/dictionary.js';
import type { Glossary } from '../lexicon/glossary.js';
import { createTextFolder } from '../quote/quotation-text.js';
import type { Retriever } from '../retrieve/contract.js';
import { NO_FILTERS } from '../retrieve/filters.js';
import type { Config } from '../settings/config.js';
import type { Writers } from './generation-service.js';

/** Null where none is configured; its client, a quarter of all that is loaded, is then left where it is. */
export async function openLanguageModel({
  llmBaseUrl,
  llmModel,
  llmApiKey,
  llmTimeout,
}: Config): Promise<MeteredModel | null> {
  if (llmBaseUrl === null || llmModel === null) return null;
  const { createOpenAiModel } = await import('../answer/generated/openai-model.js');
  const silentMs = llmTimeout * MS_PER_SECOND;
  const model = createOpenAiModel({ baseUrl: llmBaseUrl, model: llmModel, apiKey: llmApiKey, silentMs });
  return meterModel(limitModel(model), () => performance.now());
}

const MS_PER_SECOND = 1_000;

/** A language model and what it is asked with. */
export interface WritingModel {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
}

/** What its sentences are held against. */
export interface WritersOver {
  readonly snapshot: Snapshot;
  readonly retriever: Retriever;
  readonly tokenizer: Tokenizer;
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
  /** Stands around the checker that lets sentences through. */
  readonly guard?: (check: CheckCited) => CheckCited;
}

/** Holds a written sentence against the passages that it cites. */
export function createCheckCited(
  { snapshot, retriever, tokenizer, glossary, gazetteer }: WritersOver,
  evenQuotation: (text: string) => string,
  today: () => Date,
): CheckCited {
  const tools = { snapshot, tokenizer, glossary, gazetteer, translate };
  return createCitedChecker({
    ...tools,
    findTranslated: createTranslatedFinder({ ...tools, compareSentences: retriever.compareSentences }),
    evenQuotation,
    today,
  });
}

/** What a language model does, each with the checker that lets its sentences through. */
export function createWriters(
  { snapshot, retriever, tokenizer, glossary, gazetteer, guard = (check) => check }: WritersOver,
  { model, prompts }: WritingModel,
  today: () => Date,
): Writers {
  const fold = createTextFolder();
  const evenQuotation = (text: string): string => fold(text).characters;
  const over = { snapshot, retriever, tokenizer, glossary, gazetteer };
  const checkCited = guard(createCheckCited(over, evenQuotation, today));
  return {
    write: createWriter({ snapshot, model, prompts, checkCited, clock: () => performance.now() }).write,
    rewrite: createRewriter({ model, prompts, gazetteer }),
    giveOpinions: createOpinionGiver({
      snapshot,
      model,
      prompts,
      checkCited,
      evenQuotation,
      async findPassages(sentence, signal) {
        const { passages } = await retriever.retrieve(sentence, NO_FILTERS, signal);
        return passages.map(({ passage }) => passage);
      },
    }),
  };
}
