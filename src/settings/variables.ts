/**
 * Which variables of the environment are wenju's: takes the names that are set and those that are known, refuses any
 * other that begins as ours do. A misspelt name would else be passed over, and a service that was meant to ask for keys
 * be open to all.
 */

import { WenjuError } from '../errors.js';

const PREFIX = 'WENJU_';

/** Read by the project's own tests, which a service may be started from. */
const OF_TESTS: ReadonlySet<string> = new Set([
  'WENJU_AGREEMENT_EVERY',
  'WENJU_FUZZ_REQUESTS',
  'WENJU_LOAD_INDEX',
  'WENJU_SCALE_COPIES',
  'WENJU_SCALE_MINUTES',
  'WENJU_SCREENSHOTS',
  'WENJU_SOAK_MINUTES',
  'WENJU_STOP_ROUNDS',
  'WENJU_TEST_SEED',
]);

/** UTF-16 code units of a name that are shown; ours are shorter. */
const NAME_LENGTH = 60;

/**
 * @param names of all variables that are set, whoever they are for
 * @param known ours
 * @throws WenjuError INPUT_INVALID naming the variable and the known ones; values are shown to nobody
 */
export function refuseUnknownVariables(names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    if (!name.startsWith(PREFIX) || known.includes(name) || OF_TESTS.has(name)) continue;
    const shown = name.slice(0, NAME_LENGTH);
    throw new WenjuError(
      'INPUT_INVALID',
      `Expected the name of a setting, got ${shown}. Remove or correct it. Known are ${known.join(', ')}.`,
    );
  }
}
