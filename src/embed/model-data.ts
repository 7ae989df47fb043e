/** Data that is kept of models, one JSON file a model, each with the model's id in it: where a file is, and how it is read. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { WenjuError } from '../errors.js';

/** The file of a folder that holds a model's data. */
export function modelDataFile(folder: URL, modelId: string): URL {
  return new URL(`${modelId.replaceAll('/', '--')}.json`, folder);
}

/**
 * Null when the folder has nothing of the model. `parse` throws for what it cannot be; `what` and `advice`, for people:
 * what the file holds, and what to do when it does not.
 * @throws WenjuError MODEL_INVALID for a file that holds something else, or the data of another model.
 */
export async function readModelData<Data extends { readonly model: string }>(
  folder: URL,
  modelId: string,
  { parse, what, advice }: { readonly parse: (value: unknown) => Data; readonly what: string; readonly advice: string },
): Promise<Data | null> {
  const file = modelDataFile(folder, modelId);
  if (!existsSync(file)) return null;
  try {
    const data = parse(JSON.parse(await readFile(file, 'utf8')));
    if (data.model !== modelId) throw new Error(`it holds the ${what} of ${data.model}`);
    return data;
  } catch (cause) {
    const message = `${fileURLToPath(file)} does not hold the ${what} of ${modelId}. ${advice}`;
    throw new WenjuError('MODEL_INVALID', message, { cause });
  }
}
