/** From an index to a service: retrieve and answer put together. A configuration goes in; a service that answers comes out. */

import path from 'node:path';
import { readPrompts } from '../answer/generated/prompt.js';
import type { Library } from '../answer/library.js';
import type { DocumentUpload, ServiceOver } from '../api/service.js';
import type { Embedder } from '../embed/contract.js';
import { readLanguageMeans } from '../embed/means.js';
import { WenjuError } from '../errors.js';
import { openChecked } from '../index/checked-files.js';
import type { Snapshot } from '../index/contract.js';
import { type Generation, openCurrentGeneration, readCurrentName, verifyGeneration } from '../index/generations.js';
import { compareMakers } from '../index/manifest.js';
import { loadSnapshot } from '../index/snapshot.js';
import type { Progress } from '../index/update.js';
import { createWholeFiles, type WholeFiles } from '../index/whole-files.js';
import { checkDeclared } from '../ingest/declared.js';
import { checkUploadName } from '../ingest/keep.js';
import type { Gazetteer, Region, Tokenizer } from '../lexicon/contract.js';
import { translate } from '../lexicon/dictionary.js';
import { findFamiliarPlaces } from '../lexicon/familiar-places.js';
import type { Glossary } from '../lexicon/glossary.js';
import { addGlossaryTerms } from '../lexicon/glossary-terms.js';
import { readKnowledge } from '../lexicon/knowledge.js';
import { rememberFound } from '../lexicon/remember.js';
import { createTokenizer } from '../lexicon/tokenizer.js';
import type { RankingPart, Retriever } from '../retrieve/contract.js';
import { createRetriever } from '../retrieve/retriever.js';
import type { Config } from '../settings/config.js';
import { createNameMender } from '../understand/mend-names.js';
import { understandQuestion } from '../understand/understand.js';
import { type Calibration, readCalibration } from './calibration.js';
import { prepareFile } from './corpus.js';
import { createService, type OpenGeneration } from './generation-service.js';
import {
  type AtHand,
  addSource,
  currentMakers,
  holdIndex,
  openEmbedder,
  openVectorStore,
  removeSource,
} from './indexing.js';
import { workOver } from './over-snapshot.js';
import { createWriters, openLanguageModel, type WritingModel } from './writers.js';

/** A generation in memory, ready for questions. */
export interface OpenIndex {
  readonly generation: Generation;
  readonly snapshot: Snapshot;
  readonly retriever: Retriever;
  readonly tokenizer: Tokenizer;
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
  readonly calibration: Calibration;
}

export interface OpenOptions {
  /** A part of retrieval that is left out, to see what it is worth. */
  readonly without?: RankingPart;
  /** Weights to go by; those of the model unless something else is said. */
  readonly calibration?: Calibration;
  /** What was opened before, whose documents are not read again as far as they did not change. */
  readonly before?: Snapshot | null;
  /** Files that were found whole before, and are not looked at again. */
  readonly whole?: WholeFiles;
  /** The day that this year counts from and references are made on; the computer's unless something else is said. */
  readonly today?: () => Date;
}

const readClock = (): Date => new Date();

/**
 * Opens the generation that serves; when writers remove it meanwhile, the one that serves by then.
 * @throws WenjuError INDEX_MISSING, INDEX_STALE (made by another model or version) or INDEX_DAMAGED.
 */
export async function openIndex(
  indexFolder: string,
  embedder: Embedder,
  options: OpenOptions = {},
): Promise<OpenIndex> {
  const opened = await openCurrentGeneration(indexFolder, (generation) =>
    openGeneration(indexFolder, generation, embedder, options),
  );
  if (opened) return opened;
  throw new WenjuError('INDEX_MISSING', `There is no index at ${path.resolve(indexFolder)}. Run: wenju index`);
}

async function openGeneration(
  indexFolder: string,
  generation: Generation,
  embedder: Embedder,
  options: OpenOptions,
): Promise<OpenIndex> {
  const { without, today = readClock } = options;
  const knowledge = readKnowledge();
  const cuts =
    without === 'glossary' ? await createTokenizer() : addGlossaryTerms(await createTokenizer(), knowledge.glossary);
  const differences = compareMakers(generation.manifest.makers, currentMakers(embedder, cuts));
  if (differences.length > 0) {
    throw new WenjuError(
      'INDEX_STALE',
      `The index at ${path.resolve(indexFolder)} was made by others (${differences.join('; ')}). Run: wenju index`,
    );
  }
  const snapshot = await loadChecked(generation, embedder, options, without === 'glossary' ? cuts : null);
  const { tokenizer, glossary, gazetteer } = rememberFound({
    ...knowledge,
    tokenizer: cuts,
    gazetteer: findFamiliarPlaces(knowledge.gazetteer, listRegions(snapshot, knowledge.gazetteer)),
  });
  const means = await readLanguageMeans(embedder.modelId);
  const calibration = options.calibration ?? (await readCalibration(embedder.modelId));
  const retriever = createRetriever({
    snapshot,
    embedder,
    tokenizer,
    glossary,
    gazetteer,
    means,
    weights: calibration.ranking,
    translate,
    understand: (question) => understandQuestion(question, { gazetteer, glossary, today: today() }),
    without: without ?? null,
  });
  return { generation, snapshot, retriever, tokenizer, glossary, gazetteer, calibration };
}

/** @throws WenjuError INDEX_DAMAGED naming a file that is not as the manifest says, whatever it made fail. */
async function loadChecked(
  generation: Generation,
  embedder: Embedder,
  { before = null, whole }: OpenOptions,
  tokenizer: Tokenizer | null,
): Promise<Snapshot> {
  const { checkRest, ...written } = openChecked(generation, whole);
  // Vectors are copied into the snapshot's before the next are read.
  const vectorStore = openVectorStore(generation.folder, embedder.dimensions, written.readBriefly);
  try {
    const snapshot = await loadSnapshot(generation, vectorStore, readKnowledge(), {
      written,
      tokenizer,
      before,
    });
    await checkRest();
    return snapshot;
  } catch (error) {
    await verifyGeneration(generation);
    throw error;
  }
}

/** The service over an index in files here. */
export type LocalService = ServiceOver<Library>;

export interface ServiceOptions extends OpenOptions {
  /** Loads model and words beside the index, for who is about to ask; else the first question does. Checking needs no model. */
  readonly startsModel?: boolean;
}

/** A service over the configured index. Throws what opening the index throws. */
export async function openService(config: Config, options: ServiceOptions = {}): Promise<LocalService> {
  const languageModel = await openLanguageModel(config);
  const writing = languageModel && { model: languageModel, prompts: readPrompts() };
  const embedder = await openEmbedder(config);
  // Whoever asks is told when it cannot be loaded.
  if (options.startsModel) void embedder.embed([''], 'query').catch(() => undefined);
  try {
    let opened: Snapshot | null = null;
    const whole = createWholeFiles();
    const service = await createService({
      async open() {
        const index = await openIndex(config.index, embedder, { ...options, before: opened, whole });
        opened = index.snapshot;
        return toGeneration(index, options, writing);
      },
      readCurrentName: () => readCurrentName(config.index),
      add: (upload, onProgress) => addDocument(config, embedder, upload, onProgress, { opened, whole }),
      remove: ({ source }) => holdIndex(config.index, () => removeSource(config, embedder, source, { opened, whole })),
      isModelAnswering: () => embedder.isAnswering(),
      languageModel,
      close: () => embedder.close(),
    });
    // Its dictionary, while the model loads in its process: else it would be read when that is done.
    if (options.startsModel) (await createTokenizer()).tokenize('湖北');
    return service;
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** What the documents are about. */
function listRegions({ documents }: Snapshot, gazetteer: Gazetteer): Region[] {
  return documents.flatMap(({ metadata: { region } }) => gazetteer.resolve(region ?? '') ?? []);
}

function toGeneration(
  index: OpenIndex,
  { without, today = readClock }: OpenOptions,
  writing: WritingModel | null,
): OpenGeneration {
  const { generation, snapshot, retriever, tokenizer, glossary, gazetteer, calibration } = index;
  const mend = createNameMender(listRegions(snapshot, gazetteer), { gazetteer, glossary });
  return {
    name: generation.name,
    ...workOver({
      snapshot,
      retriever,
      tokenizer,
      glossary,
      gazetteer,
      calibration,
      mend,
      today,
      refuses: without !== 'refusing',
    }),
    writers: writing && createWriters(index, writing, today),
    readiness: {
      ready: true,
      indexVersion: snapshot.version,
      documents: snapshot.documents.length,
      passages: snapshot.passageDocument.length,
      model: snapshot.modelId,
    },
  };
}

/** The file is read before it is stored, so that one that cannot be read changes nothing. Returns a document's source. */
async function addDocument(
  config: Config,
  embedder: Embedder,
  upload: DocumentUpload,
  onProgress: ((progress: Progress) => void) | undefined,
  atHand: AtHand,
): Promise<string> {
  const [folder = ''] = config.corpus;
  const source = checkUploadName(upload.name);
  const declared = upload.metadata === null ? null : checkDeclared(upload.metadata, 'metadata', 'INPUT_INVALID');
  const file = { source, path: path.join(folder, source) };
  const { documents, justRead } = await prepareFile(file, { bytes: upload.bytes, declared });
  // A CSV file has a document a row; the first stands for them.
  const [first] = documents;
  await holdIndex(config.index, () =>
    addSource(config, embedder, { name: source, bytes: upload.bytes, declared }, onProgress, { ...atHand, justRead }),
  );
  return first?.source ?? source;
}
