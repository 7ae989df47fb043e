/** `npm run bench`: prints times. Apart from the tests, as a slow day is no failure. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/bench/**/*.bench.ts'],
    globalSetup: ['test/setup.ts'],
    reporters: ['verbose'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 1_800_000,
    disableConsoleIntercept: true,
  },
});
