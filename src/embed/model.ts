/**
 * Which model is used, and is it what it should be? Takes the configured model (a folder or a hub id), and says what a
 * worker needs to load it: what its files have to be, too, by `SHA256SUMS`, those of the bundled one by the sums below. What is
 * read here is looked at here; a hundred megabytes are by the worker, beside all else that a start needs.
 */

import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
  /** True for the model that comes with the code, whose pieces were made into flat arrays when wenju was built. */
  readonly isBundled: boolean;
  /** What its files have to be, which the process that loads them looks at; null where nobody says. */
  readonly sums: ModelSums | null;
}

export interface ModelSums {
  /** SHA-256 in hex, by the file's name below the model's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Who says so. */
  readonly origin: string;
}

/** Length and input limit of the E5 small family, taken for hub models until their own files are at hand. */
const HUB_DIMENSIONS = 384;
const HUB_MAX_INPUT_TOKENS = 512;
/** Digits of the weights' hash in the model's id: enough to tell conversions apart. */
const HASH_DIGITS = 12;
export const WEIGHTS = 'onnx/model_quantized.onnx';
const SUMS_FILE = 'SHA256SUMS';
const CONFIG = 'config.json';
const TOKENIZER_CONFIG = 'tokenizer_config.json';
const REQUIRED_FILES = [WEIGHTS, 'tokenizer.json', TOKENIZER_CONFIG, CONFIG] as const;

/** A model that comes with the code: every file that is loaded, with its SHA-256. */
interface BundledModel {
  readonly folder: string;
  readonly sums: Readonly<Record<(typeof REQUIRED_FILES)[number], string>>;
}

export const BUNDLED_MODEL_FOLDER = fileURLToPath(
  new URL('../../embeddings/models/multilingual-e5-small', import.meta.url),
);

/** Here and not beside the files, where whoever alters a file alters its sum as well. */
const BUNDLED: BundledModel = {
  folder: BUNDLED_MODEL_FOLDER,
  sums: {
    [WEIGHTS]: '7fdaee30aaf0e6778d2e4dda3d2a04c9cdf069fefb7e66e8dafccaa0bf8f892c',
    'tokenizer.json': '9aee4365143520c0279c299c2d71b211fbdc354be96cd5053afb057888393363',
    'tokenizer_config.json': '5579289bf44598444f7ca77bb85049739f28354431a95e04d7856b31e68c885d',
    'config.json': '814ba9edd072637a78b186904791ff0f5787bd1b12ab941a4eacffc82a5ca16a',
  },
};

const modelConfig = z.object({ hidden_size: z.number().int().positive() });
const tokenizerConfig = z.object({ model_max_length: z.number().int().positive() });

/**
 * Resolves the configured model. A folder must be complete and match its sums: the bundled one those of the code (the
 * tests choose others), another its `SHA256SUMS` where it has one. Anything else is taken for a hub id, which needs
 * `download`.
 * @throws WenjuError MODEL_INVALID naming a missing file, an altered one of those that are read here, or a hub id while
 * downloads are off
 */
export async function resolveModel(model: string, download: boolean, bundled = BUNDLED): Promise<Model> {
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
  const isBundled = (await realpath(folder)) === (await realpath(bundled.folder).catch(() => null));
  const files: Readonly<Record<string, string>> = isBundled ? bundled.sums : await readSums(folder);
  const sums = { files, origin: isBundled ? 'wenju' : SUMS_FILE };
  const readHere = Object.entries(files).filter(([file]) => file === CONFIG || file === TOKENIZER_CONFIG);
  await checkFiles(folder, { ...sums, files: Object.fromEntries(readHere) });
  const weightsHash = files[WEIGHTS] ?? (await hashModelFile(path.join(folder, WEIGHTS)));
  const config = await readJson(path.join(folder, CONFIG), modelConfig);
  const tokenizer = await readJson(path.join(folder, TOKENIZER_CONFIG), tokenizerConfig);
  return {
    id: `${path.basename(folder)}@${weightsHash.slice(0, HASH_DIGITS)}`,
    parentFolder: path.dirname(folder),
    name: path.basename(folder),
    dimensions: config.hidden_size,
    maxInputTokens: tokenizer.model_max_length,
    download: false,
    isBundled,
    sums,
  };
}

/** Before it is loaded. @throws WenjuError MODEL_INVALID naming a file that is not what it has to be */
export async function checkModel({ parentFolder, name, sums }: Pick<Model, 'parentFolder' | 'name' | 'sums'>) {
  if (sums !== null) await checkFiles(path.join(parentFolder, name), sums);
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
    isBundled: false,
    sums: null,
  };
}

/** The sums of `SHA256SUMS` (the format of sha256sum) by file; none where there is no such file. */
async function readSums(folder: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  const sumsFile = path.join(folder, SUMS_FILE);
  if (!existsSync(sumsFile)) return sums;
  for (const line of (await readFile(sumsFile, 'utf8')).split('\n')) {
    const [hash, file] = line.trim().split(/ +\*?/);
    if (hash && file) sums[file] = hash;
  }
  return sums;
}

async function checkFiles(folder: string, { files, origin }: ModelSums): Promise<void> {
  for (const [file, hash] of Object.entries(files)) {
    const actual = await hashModelFile(path.join(folder, file));
    if (actual !== hash) {
      throw new WenjuError(
        'MODEL_INVALID',
        `${path.join(folder, file)} was altered: ${origin} expects ${hash}, the file has ${actual}. Restore it from the repository.`,
      );
    }
  }
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
