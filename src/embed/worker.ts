/**
 * Runs in a process of its own: loads the model once, then embeds the texts of a call one by one. With its tokenizer the only place that
 * touches @xenova/transformers, so that neither its memory nor its pauses nor a crash of its native part reach the service.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers';
import { z } from 'zod';
import { makeTokenizer } from './bundled-tokenizer.js';
import { checkModel, WEIGHTS } from './model.js';
import { poolTokens } from './pooling.js';

/** What the worker is started with: the part of `Model` that loading needs. */
const workerOptions = z.object({
  parentFolder: z.string(),
  name: z.string(),
  maxInputTokens: z.number(),
  download: z.boolean(),
  isBundled: z.boolean(),
  sums: z.object({ files: z.record(z.string(), z.string()), origin: z.string() }).nullable(),
});

/** What comes back for a text. */
export interface EmbeddedText {
  readonly vector: Float32Array;
  readonly truncated: boolean;
}

/** What comes back for a message: a vector for each of its texts, or why there is none. */
export type WorkerReply = { readonly embedded: readonly EmbeddedText[] } | { readonly failure: string };

/**
 * Characters kept for each token of the window before tokenising. The tokenizer takes quadratic time on one very
 * long line; no language of the model's vocabulary averages more than 8 characters a token.
 */
const CHARACTERS_A_TOKEN = 8;
/** Milliseconds from loading until what it needed is waste. */
const WASTE_AFTER_MS = 1_000;

// The last argument, as JSON: processes share no memory.
const options = workerOptions.parse(JSON.parse(process.argv.at(-1) ?? 'null'));
// Ctrl-C reaches the whole group; the service ends this process when its last question is answered.
process.on('SIGINT', () => {});
// What answers goes first where both want a core.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
env.allowRemoteModels = options.download;
env.localModelPath = options.parentFolder;

process.on('message', (message) => void answer(message));
process.on('disconnect', () => process.exit());

/** What is needed of the library below @xenova/transformers. */
interface OnnxRuntime {
  readonly InferenceSession: {
    create(file: string, options: { readonly intraOpNumThreads: number }): Promise<unknown>;
  };
}

interface ModelOutput {
  readonly last_hidden_state: { readonly data: Float32Array; readonly dims: readonly number[] };
}

/** Once, with the first text: a failure is then the answer to that text, and not the end of the process. */
let loaded: ReturnType<typeof loadModel> | undefined;

async function loadModel() {
  await checkModel(options);
  const tokenizer = options.isBundled ? makeTokenizer() : await AutoTokenizer.from_pretrained(options.name);
  useOneThread();
  const model = await AutoModel.from_pretrained(options.name, { quantized: true });
  // The file that the model came from, 118 MB, would lie here until much more has been allocated; a while later nothing
  // holds it any more.
  setTimeout(() => globalThis.gc?.(), WASTE_AFTER_MS).unref();
  return { tokenizer, model };
}

/**
 * Of several threads most wait for each other, at work, as one text at a time is too little for them: a question takes as
 * long with one, and half of the processor's work. @xenova/transformers has no setting for it, and its version of ONNX
 * Runtime hears of one only where it reads the file itself, as it can where the model lies on this disk.
 */
function useOneThread(): void {
  const file = path.join(options.parentFolder, options.name, WEIGHTS);
  if (!existsSync(file)) return;
  const { resolve } = createRequire(import.meta.url);
  const { InferenceSession }: OnnxRuntime = createRequire(resolve('@xenova/transformers'))('onnxruntime-node');
  const create = InferenceSession.create.bind(InferenceSession);
  Object.assign(InferenceSession, { create: () => create(file, { intraOpNumThreads: 1 }) });
}

async function answer(message: unknown): Promise<void> {
  process.send?.(
    await embedTexts(message).then(
      (embedded): WorkerReply => ({ embedded }),
      (error: unknown): WorkerReply => ({ failure: error instanceof Error ? error.message : String(error) }),
    ),
  );
}

/** Each text already carries its prefix. Padded and embedded together one would change what comes out of another. */
async function embedTexts(message: unknown): Promise<EmbeddedText[]> {
  const embedded: EmbeddedText[] = [];
  for (const text of z.array(z.string()).parse(message)) embedded.push(await embedText(text));
  return embedded;
}

async function embedText(text: string): Promise<EmbeddedText> {
  loaded ??= loadModel();
  const { tokenizer, model } = await loaded;
  const limit = options.maxInputTokens * CHARACTERS_A_TOKEN;
  const kept = text.slice(0, limit);
  const full = tokenizer(kept, { truncation: false });
  const truncated = kept.length < text.length || full.input_ids.dims[1] > options.maxInputTokens;
  const inputs = truncated ? tokenizer(kept, { truncation: true, max_length: options.maxInputTokens }) : full;
  const { last_hidden_state: states }: ModelOutput = await model(inputs);
  return { vector: poolTokens(states.data, states.dims.at(-1) ?? 0), truncated };
}
