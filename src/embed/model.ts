/**
 * Which model is used, and is it what it should be? Takes the configured model (a folder or a hub id), checks its
 * files against `SHA256SUMS`, and says what a worker needs to load it.
 */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { hashFile } from '../files.js';

/** A model that can be loaded. */
export interface Model {
  /** What the index records: `multilingual-e5-small@7fdaee30aaf0` for local weights, the hub id otherwise. */
  readonly id: string;
  /** Folder that holds the model's folder; what the loader calls the local model path. */
  readonly parentFolder: string;
  /** The model's folder below `parentFolder`, or its id on the hub. */
  readonly name: string;
  readonly dimensions: number;
  readonly maxInputTokens: number;
  /** True when files may be fetched from the hub. */
  readonly download: boolean;
}

/** Length and input limit of the E5 small family, taken for hub models until their own files are at hand. */
const HUB_DIMENSIONS = 384;
const HUB_MAX_INPUT_TOKENS = 512;
/** Digits of the weights' hash in the model's id: enough to tell conversions apart. */
const HASH_DIGITS = 12;
const WEIGHTS = 'onnx/model_quantized.onnx';
const REQUIRED_FILES = [WEIGHTS, 'tokenizer.json', 'tokenizer_config.json', 'config.json'];

const modelConfig = z.object({ hidden_size: z.number().int().positive() });
const tokenizerConfig = z.object({ model_max_length: z.number().int().positive() });

/**
 * Resolves the configured model. A folder must be complete and match its `SHA256SUMS`; anything else is taken for a
 * hub id, which needs `download`.
 * @throws WenjuError MODEL_INVALID naming the missing or altered file, or a hub id while downloads are off.
 */
export async function resolveModel(model: string, download: boolean): Promise<Model> {
  if (!existsSync(model)) return resolveHubModel(model, download);
  const folder = path.resolve(model);
  for (const file of REQUIRED_FILES) {
    if (!existsSync(path.join(folder, file))) {
      throw new WenjuError(
        'MODEL_INVALID',
        `The model folder ${folder} should hold ${file}, which is missing. Restore it from the repository or set another model.`,
      );
    }
  }
  const weightsHash = await checkSums(folder);
  const config = await readJson(path.join(folder, 'config.json'), modelConfig);
  const tokenizer = await readJson(path.join(folder, 'tokenizer_config.json'), tokenizerConfig);
  return {
    id: `${path.basename(folder)}@${weightsHash.slice(0, HASH_DIGITS)}`,
    parentFolder: path.dirname(folder),
    name: path.basename(folder),
    dimensions: config.hidden_size,
    maxInputTokens: tokenizer.model_max_length,
    download: false,
  };
}

function resolveHubModel(model: string, download: boolean): Model {
  if (!/^\w[\w.-]*\/\w[\w.-]*$/.test(model) || !download) {
    throw new WenjuError(
      'MODEL_INVALID',
      `Expected the model to be a folder, got "${model}", which is not there. ` +
        'For a model of the hub give its id (owner/name) and set modelDownload (WENJU_MODEL_DOWNLOAD=true).',
    );
  }
  return {
    id: model,
    parentFolder: path.resolve('embeddings/models'),
    name: model,
    dimensions: HUB_DIMENSIONS,
    maxInputTokens: HUB_MAX_INPUT_TOKENS,
    download: true,
  };
}

/** Checks every file that `SHA256SUMS` (the format of sha256sum) lists; returns the hash of the weights. */
async function checkSums(folder: string): Promise<string> {
  const sumsFile = path.join(folder, 'SHA256SUMS');
  const expected = new Map<string, string>();
  if (existsSync(sumsFile)) {
    for (const line of (await readFile(sumsFile, 'utf8')).split('\n')) {
      const [hash, file] = line.trim().split(/ +\*?/);
      if (hash && file) expected.set(file, hash);
    }
  }
  for (const [file, hash] of expected) {
    const actual = await hashModelFile(path.join(folder, file));
    if (actual !== hash) {
      throw new WenjuError(
        'MODEL_INVALID',
        `${path.join(folder, file)} was altered: SHA256SUMS says ${hash}, the file has ${actual}. Restore it from the repository.`,
      );
    }
  }
  return expected.get(WEIGHTS) ?? hashModelFile(path.join(folder, WEIGHTS));
}

async function hashModelFile(file: string): Promise<string> {
  try {
    return await hashFile(file);
  } catch (cause) {
    throw new WenjuError('MODEL_INVALID', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new WenjuError('MODEL_INVALID', `${file} is not the configuration of a model that wenju can load.`, {
      cause,
    });
  }
}
