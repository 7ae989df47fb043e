/**
 * The service that everything asks through: answers from one generation of the index and moves on to the next as soon
 * as there is one, whoever wrote it. A question that is being answered keeps the generation it began with.
 */

import type { Answerer } from '../answer/answerer.js';
import type { MeteredModel } from '../answer/generated/metered-model.js';
import { type GiveOpinions, listOpenSentences } from '../answer/generated/opinion.js';
import type { RewriteQuestion } from '../answer/generated/rewrite.js';
import type { Writer } from '../answer/generated/write.js';
import type { Library } from '../answer/library.js';
import type { AskReply } from '../api/ask.js';
import { askInSteps } from '../api/ask-steps.js';
import type { Abortable, Checker, CheckReply, CheckRequest } from '../api/check.js';
import type { ListedDocument, RemovedReply } from '../api/documents.js';
import { type AskRequest, NO_LANGUAGE_MODEL } from '../api/request.js';
import type {
  Asking,
  DocumentUpload,
  Readiness,
  Service,
  ServiceOver,
  Shelves,
  UploadProgress,
} from '../api/service.js';
import { WenjuError } from '../errors.js';

/** How often the index is looked at for a generation that another process wrote. */
const LOOK_EVERY_MS = 1_000;

/** One generation, opened. */
export interface OpenGeneration<Held extends Shelves = Library> {
  readonly name: string;
  readonly answerer: Answerer;
  /** Null without a language model. */
  readonly writers: Writers | null;
  readonly library: Held;
  readonly checker: Checker;
  readonly readiness: Readiness;
}

/** What a language model does over one generation. */
export interface Writers {
  readonly write: Writer['write'];
  readonly rewrite: RewriteQuestion;
  readonly giveOpinions: GiveOpinions;
}

/** What the service stands on; `compose/` provides it. */
export interface ServiceParts<Held extends Shelves = Library> {
  /** Opens the generation that serves now. */
  open(): Promise<OpenGeneration<Held>>;
  /** Name of the generation that serves now, read from disk; null when there is none. */
  readCurrentName(): Promise<string | null>;
  /** Stores and indexes a file; returns the source of its (first) document. Nothing is left of one that fails. */
  add(upload: DocumentUpload, onProgress?: (progress: UploadProgress) => void): Promise<string>;
  /** Takes a document out of the index and deletes its own file; those of copies merged into it stay. */
  remove(document: ListedDocument): Promise<void>;
  /** Whether the model still answers; the index alone answers no question. */
  isModelAnswering(): boolean;
  /** Writes answers; null where none is configured. */
  readonly languageModel: MeteredModel | null;
  close(): Promise<void>;
}

/** Throws what opening the first generation throws. */
export async function createService<Held extends Shelves>(parts: ServiceParts<Held>): Promise<ServiceOver<Held>> {
  let current = await parts.open();
  let refusedName: string | null = null;
  let opening: { readonly name: string | null; readonly done: Promise<void> } | null = null;
  let begun = 0;
  let served = 0;
  let isClosed = false;
  let timer = scheduleLook();
  let lastUpdate: Promise<unknown> = Promise.resolve();

  function scheduleLook(): NodeJS.Timeout {
    // A process that has nothing else to do may end.
    return setTimeout(look, LOOK_EVERY_MS).unref();
  }

  async function look(): Promise<void> {
    const name = await parts.readCurrentName().catch(() => null);
    if (name !== null && name !== current.name && name !== refusedName) {
      try {
        await moveOn(name);
      } catch (error) {
        // The old generation goes on serving; the new one is tried again only when it changes.
        refusedName = name;
        console.error(`The new index ${name} is not served: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (!isClosed) timer = scheduleLook();
  }

  /** To the generation of a name that was read. What is written here is seen lying there, too, and opened once. */
  function moveOn(name: string | null): Promise<void> {
    if (name !== null && name === current.name) return Promise.resolve();
    if (name !== null && name === opening?.name) return opening.done;
    const own = { name, done: openNext() };
    opening = own;
    const forget = (): void => {
      if (opening === own) opening = null;
    };
    own.done.then(forget, forget);
    return own.done;
  }

  /** Of two that open at once the one that began later has read the newer name. */
  async function openNext(): Promise<void> {
    begun += 1;
    const turn = begun;
    const next = await parts.open();
    if (turn < served) return;
    served = turn;
    current = next;
  }

  /** Updates one after the other: each mirrors the corpus folders, and the index has one writer. */
  function inTurn<Result>(update: () => Promise<Result>): Promise<Result> {
    const turn = lastUpdate.then(update, update);
    lastUpdate = turn.catch(() => undefined);
    return turn;
  }

  const writes = parts.languageModel !== null;

  async function compose(request: AskRequest, asking?: Asking): Promise<AskReply> {
    if (request.mode === 'generated' && !writes) {
      throw new WenjuError('INPUT_INVALID', NO_LANGUAGE_MODEL);
    }
    return current.answerer.ask(request, asking);
  }

  async function rewrite(request: AskRequest, composed: AskReply, asking?: Asking): Promise<AskRequest | null> {
    const { writers } = current;
    // A place or a year that is not there is missing however it is asked.
    const isLost = composed.status === 'not_found' && composed.notFound?.missing.every(({ kind }) => kind === 'topic');
    if (writers === null || isLost !== true || request.history.length === 0) return null;
    const question = await writers.rewrite(request, asking?.signal);
    return question === null ? null : { ...request, question, history: [] };
  }

  async function addOpinions(
    request: CheckRequest,
    checked: CheckReply,
    { signal }: Abortable = {},
  ): Promise<CheckReply> {
    const { writers } = current;
    if (writers === null) return checked;
    const reply = { ...checked, openSentences: listOpenSentences(request.text, checked.items).length };
    if (request.opinions !== true) return reply;
    return { ...reply, opinions: await writers.giveOpinions(request.text, checked.items, signal) };
  }

  function isToBeWritten({ mode }: AskRequest, { answer }: AskReply): boolean {
    return mode !== 'extractive' && answer !== null && answer.kind !== 'help' && current.writers !== null;
  }

  async function write(request: AskRequest, composed: AskReply, asking?: Asking): Promise<AskReply> {
    // A generation without writers may have come since it was asked whether it has.
    const reply = (await current.writers?.write(request, composed, asking)) ?? composed;
    parts.languageModel?.countWritten(reply);
    return reply;
  }

  const service: Service = {
    ask: (request, asking) => askInSteps({ writes, compose, rewrite, isToBeWritten, write }, request, asking),
    compose,
    rewrite,
    isToBeWritten,
    write,
    writes,
    async languageModel() {
      const { languageModel } = parts;
      return languageModel === null ? null : { model: languageModel.name, answers: await languageModel.isReady() };
    },
    modelUse: () => parts.languageModel?.use() ?? null,
    search: (request, awaited) => current.answerer.search(request, awaited),
    cite: (request, awaited) => current.checker.cite(request, awaited),
    check: async (request, awaited) => addOpinions(request, await current.checker.check(request, awaited), awaited),
    addOpinions,
    compare: (request) => current.checker.compare(request),
    writeComparison: (request) => current.checker.writeComparison(request),
    documents: () => current.library.documents(),
    document: (id) => current.library.document(id),
    passage: (id) => current.library.passage(id),
    readiness: () => ({ ...current.readiness, ready: current.readiness.ready && parts.isModelAnswering() }),
    addDocument: (upload, onProgress) =>
      inTurn(async () => {
        const source = await parts.add(upload, onProgress);
        await moveOn(await parts.readCurrentName());
        return await findBySource(current.library, source);
      }),
    removeDocument: (id) =>
      inTurn(async (): Promise<RemovedReply> => {
        const { document } = await current.library.document(id);
        await parts.remove(document);
        await moveOn(await parts.readCurrentName());
        const { indexVersion } = await current.library.documents();
        return { id, sources: [document.source], indexVersion };
      }),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await lastUpdate;
      await parts.close();
    },
  };
  // Its documents are those of the library, as soon as that has them.
  return service as unknown as ServiceOver<Held>;
}

/** The document a file became, or was merged into as a near-duplicate. */
async function findBySource(library: Shelves, source: string): Promise<ListedDocument> {
  const { documents } = await library.documents();
  const found = documents.find((document) => document.sources.some((listed) => listed.source === source));
  if (!found) throw new WenjuError('INDEX_DAMAGED', `${source} was indexed and is not in the index. Run: wenju index`);
  return found;
}
