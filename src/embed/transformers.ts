/**
 * The Embedder that runs a local model with @xenova/transformers in processes of its own. Questions and passages have
 * one each, started when first needed: a question never waits behind indexing, and the event loop behind neither. One
 * a lane, because ONNX Runtime already uses every core for one text. Processes and not threads: ending a thread that
 * has loaded onnxruntime-node 1.14 corrupts the memory of the whole process ("free(): invalid next size").
 */

import { fileURLToPath } from 'node:url';
import Tinypool from 'tinypool';
import { WenjuError } from '../errors.js';
import type { Embedder, Embedding, EmbeddingKind } from './contract.js';
import type { Model } from './model.js';
import type { ApplyPrefix } from './prefix.js';
import type { EmbeddedText } from './worker.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/`, as processes have no loader. */
const WORKER_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embed/worker.js' : './worker.js', import.meta.url),
);

/** Passages are embedded now and then: after this long without any their process gives back its 400 MB. */
const PASSAGES_IDLE_MS = 60_000;

/** Starts no worker before the first text. */
export function createTransformersEmbedder(model: Model, applyPrefix: ApplyPrefix): Embedder {
  const lanes = new Map<EmbeddingKind, Tinypool>();
  let passagesUnderWay = 0;
  let release: NodeJS.Timeout | undefined;

  function laneFor(kind: EmbeddingKind): Tinypool {
    const existing = lanes.get(kind);
    if (existing) return existing;
    const lane = new Tinypool({
      runtime: 'child_process',
      filename: WORKER_FILE,
      argv: [JSON.stringify(model)],
      execArgv: [],
      // Float32Array survives the way only in the structured clone format.
      serialization: 'advanced',
      minThreads: 1,
      maxThreads: 1,
    });
    // A process that ends unasked while it has nothing to do (out of memory, killed) must not take the service with
    // it: the next text starts another.
    lane.on('error', () => {
      if (lanes.get(kind) === lane) lanes.delete(kind);
      void lane.destroy();
    });
    lanes.set(kind, lane);
    return lane;
  }

  function releasePassages(): void {
    const lane = lanes.get('passage');
    if (passagesUnderWay > 0 || !lane) return;
    lanes.delete('passage');
    void lane.destroy();
  }

  async function embed(texts: readonly string[], kind: EmbeddingKind): Promise<Embedding[]> {
    if (kind === 'query') return embedIn(kind, texts);
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

  async function embedIn(kind: EmbeddingKind, texts: readonly string[]): Promise<Embedding[]> {
    const lane = laneFor(kind);
    try {
      return await Promise.all(texts.map(async (text): Promise<EmbeddedText> => lane.run(applyPrefix(text, kind))));
    } catch (cause) {
      throw new WenjuError('MODEL_INVALID', `The model ${model.id} could not embed a text: ${describeCause(cause)}`, {
        cause,
      });
    }
  }

  return {
    modelId: model.id,
    dimensions: model.dimensions,
    maxInputTokens: model.maxInputTokens,
    embed,
    async warmUp() {
      await embed([''], 'query');
    },
    async close() {
      clearTimeout(release);
      await Promise.all([...lanes.values()].map((lane) => lane.destroy()));
      lanes.clear();
    },
  };
}

/** Errors of another process arrive as plain objects. */
function describeCause(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
}
