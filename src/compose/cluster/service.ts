/**
 * The service over an index in an OpenSearch cluster: each question is answered from its own workset by the stages that
 * answer over an index in memory. Several of these processes stand side by side, as nothing of a question stays in one.
 */

import { readPrompts } from '../../answer/generated/prompt.js';
import type { Library } from '../../answer/library.js';
import type { Abortable, Checker } from '../../api/check.js';
import type { Asking, FoundPassages, Service, Shelves } from '../../api/service.js';
import type { Embedder } from '../../embed/contract.js';
import { readLanguageMeans } from '../../embed/means.js';
import { WenjuError } from '../../errors.js';
import { connectStore, type StoreConnection } from '../../index/opensearch/connection.js';
import type { StoredGeneration } from '../../index/opensearch/contract.js';
import { readServedName } from '../../index/opensearch/names.js';
import { translate } from '../../lexicon/dictionary.js';
import { findFamiliarPlaces } from '../../lexicon/familiar-places.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import { rememberFound } from '../../lexicon/remember.js';
import type { Config } from '../../settings/config.js';
import { createNameMender } from '../../understand/mend-names.js';
import { understandQuestion } from '../../understand/understand.js';
import { readCalibration } from '../calibration.js';
import { createService, type OpenGeneration } from '../generation-service.js';
import { openEmbedder } from '../indexing.js';
import { workOver } from '../over-snapshot.js';
import { openLanguageModel, type WritingModel } from '../writers.js';
import { connectionOf } from './connection.js';
import { createGatherer } from './gather.js';
import { createKeeper } from './keeper.js';
import { createWorksetRetriever } from './retriever.js';
import { openServed } from './served.js';
import { createShelf } from './shelf.js';
import { type Answering, answerFromWorkset, type Workset, type WorksetSource } from './workset.js';
import { createClusterWriters } from './writing.js';

export interface ClusterServiceOptions {
  /** Loads the model beside the index, for who is about to ask. */
  readonly startsModel?: boolean;
  readonly today?: () => Date;
}

/** A service over the configured cluster. @throws WenjuError INDEX_MISSING, INDEX_STALE, STORE_UNREACHABLE, STORE_REFUSED */
export async function openClusterService(config: Config, options: ClusterServiceOptions = {}): Promise<Service> {
  const languageModel = await openLanguageModel(config);
  const writing = languageModel && { model: languageModel, prompts: readPrompts() };
  const connection = connectStore(connectionOf(config));
  const embedder = await openEmbedder(config);
  if (options.startsModel) void embedder.embed([''], 'query').catch(() => undefined);
  let problem: string | null = null;
  const keeper = createKeeper({ config, connection, embedder });
  try {
    const service = await createService<Shelves>({
      open: () => openGeneration(config, connection, embedder, writing, options),
      async readCurrentName() {
        try {
          const name = await readServedName(connection, config.opensearchIndex);
          problem = name === null ? 'The cluster has no index of wenju any more.' : null;
          return name;
        } catch (error) {
          problem = describeProblem(error, connection.urls);
          throw error;
        }
      },
      add: keeper.add,
      remove: keeper.remove,
      isModelAnswering: () => embedder.isAnswering() && problem === null,
      languageModel,
      async close() {
        await Promise.all([embedder.close(), connection.close()]);
      },
    });
    return { ...service, readiness: () => ({ ...service.readiness(), ...(problem === null ? {} : { problem }) }) };
  } catch (error) {
    await Promise.all([embedder.close(), connection.close()]);
    throw error;
  }
}

/** For whoever may look at `/readyz`: what is wrong, and not where the cluster is. */
function describeProblem(error: unknown, urls: readonly string[]): string {
  const told = error instanceof WenjuError ? error.message : 'The cluster answers as none that is known.';
  return told.replaceAll(` (${urls.join(', ')})`, '').replaceAll(urls.join(', '), 'its address');
}

async function openGeneration(
  config: Config,
  connection: StoreConnection,
  embedder: Embedder,
  writing: WritingModel | null,
  { today = () => new Date() }: ClusterServiceOptions,
): Promise<OpenGeneration<Shelves>> {
  const served = await openServed(connection, config.opensearchIndex, embedder);
  const { generation } = served;
  const base = readKnowledge();
  const catalogue = await generation.readCatalogue();
  const regions = catalogue.flatMap(({ listed }) => base.gazetteer.resolve(listed.region ?? '') ?? []);
  const { tokenizer, glossary, gazetteer } = rememberFound({
    ...base,
    tokenizer: served.tokenizer,
    gazetteer: findFamiliarPlaces(base.gazetteer, regions),
  });
  const knowledge = { glossary, gazetteer };
  const means = await readLanguageMeans(embedder.modelId);
  const calibration = await readCalibration(embedder.modelId);
  const mend = createNameMender(regions, knowledge);
  const source: WorksetSource = { generation, catalogue, knowledge: base, shelf: createShelf(generation) };

  const openTools = (workset: Workset) => {
    const { snapshot } = workset;
    const retriever = createWorksetRetriever({
      generation,
      workset,
      embedder,
      tokenizer,
      glossary,
      gazetteer,
      means,
      weights: calibration.ranking,
      translate,
      understand: (question) => understandQuestion(question, { gazetteer, glossary, today: today() }),
    });
    const tools = { snapshot, retriever, tokenizer, glossary, gazetteer };
    return { ...tools, ...workOver({ ...tools, calibration, mend, today, refuses: true }) };
  };
  const gather = createGatherer({ generation, catalogue, gazetteer, tokenizer });
  type Tools = ReturnType<typeof openTools>;
  const answer = <Answer>(
    work: (tools: Tools, workset: Workset) => Promise<Answer>,
    answering: Answering = { beyond: 'left out' },
  ): Promise<Answer> => answerFromWorkset(source, openTools, work, answering);

  const checker: Checker = {
    cite: (request, abortable = {}) =>
      answer(
        async (tools, workset) => {
          await gather.forDraft(request.text, workset);
          return tools.checker.cite(request, abortable);
        },
        { beyond: 'refused', ...abortable },
      ),
    check: (request, abortable = {}) =>
      answer(
        async (tools, workset) => {
          await gather.forDraft(request.text, workset);
          return tools.checker.check(request, abortable);
        },
        { beyond: 'refused', ...abortable },
      ),
    compare: (request) =>
      answer(
        async (tools, workset) => {
          await gather.forComparison(request, workset);
          return tools.checker.compare(request);
        },
        { beyond: 'refused' },
      ),
    writeComparison: (request) =>
      answer(
        async (tools, workset) => {
          await gather.forComparison(request, workset);
          return tools.checker.writeComparison(request);
        },
        { beyond: 'refused' },
      ),
  };
  return {
    name: generation.name,
    answerer: {
      search: (request, abortable = {}) =>
        timed(() => answer((tools) => tools.answerer.search(request, abortable), { beyond: 'left out', ...abortable })),
      ask: (request, asking) => timed(() => askWhole(request, asking)),
    },
    writers: writing && createClusterWriters({ ...writing, gazetteer, today, over: answer }),
    library: createShelves(generation, answer),
    checker,
    readiness: {
      ready: true,
      indexVersion: generation.version,
      documents: generation.documents,
      passages: generation.passages,
      model: generation.makers.model,
    },
  };

  /** Whoever listens hears of the passages when they are the last word. */
  async function askWhole(
    request: Parameters<OpenGeneration['answerer']['ask']>[0],
    { signal, onPassages }: Asking & Abortable = {},
  ) {
    let found: FoundPassages | null = null;
    const hear = (passages: FoundPassages): void => {
      found = passages;
    };
    const reply = await answer(
      (tools) => tools.answerer.ask(request, { ...(signal ? { signal } : {}), onPassages: hear }),
      { beyond: 'left out', readsWhole: true, signal },
    );
    if (found !== null) onPassages?.(found);
    return reply;
  }
}

/** From the question to the answer, however often it began again. */
async function timed<Reply extends { readonly tookMs: number }>(ask: () => Promise<Reply>): Promise<Reply> {
  const startedAt = performance.now();
  const reply = await ask();
  return { ...reply, tookMs: Math.round((performance.now() - startedAt) * 10) / 10 };
}

function createShelves(
  generation: StoredGeneration,
  answer: <Answer>(
    work: (tools: { readonly library: Library }, workset: Workset) => Promise<Answer>,
  ) => Promise<Answer>,
): Shelves {
  const withDocument = <Reply>(id: string, take: (library: Library) => Reply): Promise<Reply> =>
    answer(async ({ library }, workset) => {
      await workset.once(`document ${id}`, async () => workset.need([id]));
      return take(library);
    });
  return {
    async documents() {
      const documents = await generation.listDocuments();
      // Names of places are those of all documents, which the stubs have.
      const { english } = await answer(async ({ library }) => library.documents());
      return { documents, ...(english ? { english } : {}), indexVersion: generation.version };
    },
    document: (id) => withDocument(id, (library) => library.document(id)),
    passage: (id) => withDocument(id.slice(0, Math.max(0, id.lastIndexOf('-'))), (library) => library.passage(id)),
  };
}
