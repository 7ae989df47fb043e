/**
 * The Embedder that runs a local model with @xenova/transformers in processes of its own. Questions and passages have
 * one each, started when first needed: a question never waits behind indexing, and the event loop behind neither. One
 * a lane, because ONNX Runtime already uses every core for one text. Processes and not threads: ending a thread that
 * has loaded onnxruntime-node 1.14 corrupts the memory of the whole process ("free(): invalid next size").
 */

import { WenjuError } from '../errors.js';
import type { Embedder, Embedding, EmbeddingKind } from './contract.js';
import { type Lane, startLane } from './lane.js';
import type { Model } from './model.js';
import type { ApplyPrefix } from './prefix.js';

/** Passages are embedded now and then: after this long without any their process gives back its 400 MB. */
const PASSAGES_IDLE_MS = 60_000;

/** Milliseconds, all far from what a busy machine takes: a text of a question takes a hundredth of a second. */
interface EmbedderLimits extends Readonly<Record<EmbeddingKind, number>> {
  /** For loading the model, besides the first text. */
  readonly loading: number;
  /** After which a question that nothing has come for makes the service say that it is not ready. */
  readonly silence: number;
  /** After which a success is too old to speak for the process. */
  readonly success: number;
}

const LIMITS: EmbedderLimits = { loading: 120_000, query: 30_000, passage: 120_000, silence: 10_000, success: 10_000 };
/** Milliseconds for loading a model that comes from the hub first. */
const DOWNLOAD_MS = 1_800_000;

/** Starts no process before the first text. The limits are the tests' to choose. */
export function createTransformersEmbedder(model: Model, applyPrefix: ApplyPrefix, limits = LIMITS): Embedder {
  const lanes = new Map<EmbeddingKind, Lane>();
  let passagesUnderWay = 0;
  let release: NodeJS.Timeout | undefined;
  /** When a question was embedded last; null while none was asked. */
  let succeededAt: number | null = null;
  let hasFailed = false;
  let isLookedAt = false;
  let isClosed = false;

  function laneFor(kind: EmbeddingKind): Lane {
    const existing = lanes.get(kind);
    if (existing) return existing;
    const loading = model.download ? DOWNLOAD_MS : limits.loading;
    // The next text starts another.
    const lane = startLane(model, { loading, text: limits[kind] }, () => {
      if (lanes.get(kind) === lane) lanes.delete(kind);
    });
    lanes.set(kind, lane);
    return lane;
  }

  function releasePassages(): void {
    const lane = lanes.get('passage');
    if (passagesUnderWay > 0 || !lane) return;
    lanes.delete('passage');
    void lane.end();
  }

  async function embed(texts: readonly string[], kind: EmbeddingKind): Promise<Embedding[]> {
    if (kind === 'query') return embedQuestions(texts);
    clearTimeout(release);
    passagesUnderWay += 1;
    try {
      return await embedIn(kind, texts);
    } finally {
      passagesUnderWay -= 1;
      clearTimeout(release);
      release = setTimeout(releasePassages, PASSAGES_IDLE_MS).unref();
    }
  }

  async function embedQuestions(texts: readonly string[]): Promise<Embedding[]> {
    try {
      const embeddings = await embedIn('query', texts);
      succeededAt = performance.now();
      hasFailed = false;
      return embeddings;
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  }

  async function embedIn(kind: EmbeddingKind, texts: readonly string[]): Promise<Embedding[]> {
    const lane = laneFor(kind);
    try {
      return await Promise.all(texts.map((text) => lane.embed(applyPrefix(text, kind))));
    } catch (cause) {
      if (cause instanceof WenjuError) throw cause;
      throw new WenjuError('MODEL_INVALID', `The model ${model.id} could not embed a text: ${describeCause(cause)}`, {
        cause,
      });
    }
  }

  /** Nobody sends questions to a service that is not ready: it has to find out by itself that it is again. */
  function lookAgain(): void {
    const isOld = succeededAt !== null && performance.now() - succeededAt > limits.success;
    if (isLookedAt || isClosed || !(isOld || hasFailed)) return;
    isLookedAt = true;
    const look = embedQuestions(['']).catch(() => undefined); // what failed is told by the next look
    void look.then(() => {
      isLookedAt = false;
    });
  }

  return {
    modelId: model.id,
    dimensions: model.dimensions,
    maxInputTokens: model.maxInputTokens,
    embed,
    isAnswering() {
      lookAgain();
      return !hasFailed && (lanes.get('query')?.waitedFor() ?? 0) < limits.silence;
    },
    async close() {
      isClosed = true;
      clearTimeout(release);
      const ending = [...lanes.values()].map((lane) => lane.end());
      lanes.clear();
      await Promise.all(ending);
    },
  };
}

/** Errors of another process arrive as plain objects. */
function describeCause(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
}
