/** `npm run test:crash`: the promises of the index, tested for minutes; prints a line of figures for each. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/crash/**/*.crash.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/seed.ts'],
    reporters: ['default'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 1_200_000,
    disableConsoleIntercept: true,
  },
});
