/** The bundled model as its library documents it, in the process that asks: what wenju and every peer are measured by. */

import path from 'node:path';
import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import type { Embed } from './contract.js';
import { modelFolder } from './paths.js';

/** Loads with the first text; prefixes are E5's (arXiv 2402.05672), the same for all. */
export function openModel(): Embed {
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(modelFolder);
  let loaded: Promise<FeatureExtractionPipeline> | undefined;
  return async (text, kind) => {
    loaded ??= pipeline('feature-extraction', path.basename(modelFolder), { quantized: true });
    const extract = await loaded;
    const { data } = await extract(`${kind}: ${text}`, { pooling: 'mean', normalize: true });
    return Array.from(data, Number);
  };
}
