/** Run by `npm run learn -- FOLDER…` for another model or other documents: learns the weights of ranking and refusing. */

import { learnCalibration } from '../compose/learning.js';
import { WenjuError } from '../errors.js';
import { readConfig } from '../settings/config.js';
import { createProgressBar, print, reportError, runToEnd } from './output.js';

/** Parts a folder of questions from the index that it is asked of. */
const ASKED_OF = '=';

try {
  await runToEnd(async () => {
    const config = readConfig();
    const named = process.argv.slice(2);
    if (named.length === 0) {
      throw new WenjuError(
        'INPUT_INVALID',
        'expected folders of questions with known answers, each as FOLDER or FOLDER=INDEX, came none',
      );
    }
    const folders = named.map((argument) => {
      const [folder = '', index = config.index] = argument.split(ASKED_OF);
      return { folder, index };
    });
    const bar = createProgressBar('questions', false);
    const { file, learnt } = await learnCalibration(config, folders, (done, total) => bar.update(done, total)).finally(
      () => bar.stop(),
    );
    const { before, after, refused, refusedAsStrange } = learnt.reaches;
    print(
      `hit@1 ${before.hitAt1} before, ${after.hitAt1} after; complete@5 ${before.completeAt5}, ${after.completeAt5}`,
    );
    for (const { wrongly, rightly } of refused)
      print(`refused rightly ${rightly} where ${wrongly} are refused wrongly`);
    for (const { wrongly, rightly } of refusedAsStrange)
      print(`about what no report tells: refused rightly ${rightly} where ${wrongly} are refused wrongly`);
    print(file);
  });
} catch (error) {
  process.exitCode = reportError(error);
}
