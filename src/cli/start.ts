/** Run by `npm start` after the set-up: indexes what changed, then serves, all in one process that a signal reaches. */

import { readConfig } from '../settings/config.js';
import { index, printChanges } from './index.js';
import { reportError, runToEnd } from './output.js';
import { serve } from './serve.js';

try {
  const config = readConfig();
  await runToEnd(async () => {
    printChanges(await index(config, false), false);
    await serve(config, false);
  });
} catch (error) {
  process.exitCode = reportError(error);
}
