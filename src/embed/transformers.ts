/**
 * The Embedder that runs a local model with @xenova/transformers in processes of its own, started when first needed, so
 * that the event loop never waits for it. One for questions and what is uploaded meanwhile, as a second takes 400 MB more;
 * questions go first. Two to index with. Processes and not threads: ending a thread that has loaded onnxruntime-node 1.14
 * corrupts the memory of the whole process ("free(): invalid next size").
 */

import { WenjuError } from '../errors.js';
import type { Embedder, Embedding, EmbeddingKind } from './contract.js';
import { dealTexts } from './deal.js';
import { type Lane, startLane } from './lane.js';
import type { Model } from './model.js';
import type { ApplyPrefix } from './prefix.js';

/** Milliseconds, all far from what a busy machine takes: a text of a question takes a hundredth of a second. */
interface EmbedderLimits {
  /** For loading the model, besides the first text. */
  readonly loading: number;
  readonly text: number;
  /** After which a question that nothing has come for makes the service say that it is not ready. */
  readonly silence: number;
  /** After which a success is too old to speak for the process. */
  readonly success: number;
}

const LIMITS: EmbedderLimits = { loading: 120_000, text: 30_000, silence: 10_000, success: 10_000 };
/** Milliseconds for loading a model that comes from the hub first. */
const DOWNLOAD_MS = 1_800_000;

/** Processes that index: more than one is worth its memory where nothing else is to be done. */
export const TO_INDEX = 2;
/** Texts that are worth starting a process for, which takes two seconds. */
const WORTH_A_PROCESS = 8;

/** Starts no process before the first text. The limits are the tests' to choose. */
export function createTransformersEmbedder(
  model: Model,
  applyPrefix: ApplyPrefix,
  limits = LIMITS,
  processes = 1,
): Embedder {
  const lanes = new Map<number, Lane>();
  /** When a question was embedded last; null while none was asked. */
  let succeededAt: number | null = null;
  let hasFailed = false;
  let isLookedAt = false;
  let isClosed = false;

  function openLane(number: number): Lane {
    const open = lanes.get(number);
    if (open) return open;
    const loading = model.download ? DOWNLOAD_MS : limits.loading;
    // The next text starts another.
    const started = startLane(model, { loading, text: limits.text }, () => {
      if (lanes.get(number) === started) lanes.delete(number);
    });
    lanes.set(number, started);
    return started;
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
    const hands = dealTexts(texts, Math.min(processes, Math.ceil(texts.length / WORTH_A_PROCESS)));
    const embeddings: Embedding[] = [];
    const embedHand = (positions: readonly number[], number: number): Promise<void>[] => {
      const lane = openLane(number);
      return positions.map(async (position) => {
        embeddings[position] = await lane.embed(applyPrefix(texts[position] ?? '', kind), kind);
      });
    };
    try {
      await Promise.all(hands.flatMap(embedHand));
      return embeddings;
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
    embed: (texts, kind) => (kind === 'query' ? embedQuestions(texts) : embedIn(kind, texts)),
    isAnswering() {
      lookAgain();
      return !hasFailed && (lanes.get(0)?.waitedFor() ?? 0) < limits.silence;
    },
    async close() {
      isClosed = true;
      const ending = Array.from(lanes.values(), (lane) => lane.end());
      lanes.clear();
      await Promise.all(ending);
    },
  };
}

/** Errors of another process arrive as plain objects. */
function describeCause(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
}
