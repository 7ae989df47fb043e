/**
 * The Embedder that runs a local model with @xenova/transformers in worker threads. Questions and passages have a
 * worker each, started when first needed: a question never waits behind indexing, and the event loop behind neither.
 * One worker a lane, because ONNX Runtime already uses every core for one text.
 */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { WenjuError } from '../errors.js';
import type { Embedder, Embedding, EmbeddingKind } from './contract.js';
import type { Model } from './model.js';
import type { ApplyPrefix } from './prefix.js';
import type { EmbeddedText } from './worker.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/`, as threads have no loader. */
const WORKER_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embed/worker.js' : './worker.js', import.meta.url),
);

/** Starts no worker before the first text. */
export function createTransformersEmbedder(model: Model, applyPrefix: ApplyPrefix): Embedder {
  const lanes = new Map<EmbeddingKind, Piscina<string, EmbeddedText>>();

  function laneFor(kind: EmbeddingKind): Piscina<string, EmbeddedText> {
    const existing = lanes.get(kind);
    if (existing) return existing;
    keepRuntimeLoaded();
    const lane = new Piscina<string, EmbeddedText>({
      filename: WORKER_FILE,
      workerData: model,
      minThreads: 1,
      maxThreads: 1,
    });
    lanes.set(kind, lane);
    return lane;
  }

  async function embed(texts: readonly string[], kind: EmbeddingKind): Promise<Embedding[]> {
    const lane = laneFor(kind);
    try {
      return await Promise.all(texts.map((text) => lane.run(applyPrefix(text, kind))));
    } catch (cause) {
      throw new WenjuError(
        'MODEL_INVALID',
        `The model ${model.id} could not embed a text: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
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
      await Promise.all([...lanes.values()].map((lane) => lane.destroy()));
      lanes.clear();
    },
  };
}

/**
 * The native part of ONNX Runtime registers itself once a process: a second worker that loads it after the first one
 * ended fails ("Module did not self-register"). Held by the main thread it stays loaded.
 */
function keepRuntimeLoaded(): void {
  const require = createRequire(import.meta.url);
  createRequire(require.resolve('@xenova/transformers'))('onnxruntime-node');
}
