/** Run by `npm run means` after the model or the questions of `embeddings/means/` changed: computes the means anew. */

import { computeLanguageMeans } from '../compose/indexing.js';
import { readConfig } from '../settings/config.js';
import { print, reportError, runToEnd } from './output.js';

try {
  await runToEnd(async () => print(await computeLanguageMeans(readConfig())));
} catch (error) {
  process.exitCode = reportError(error);
}
