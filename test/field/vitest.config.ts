/** `npm run test:field`: inputs from outside that once failed, through the built command. Apart from the tests: minutes. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/field/**/*.field.ts'],
    globalSetup: ['test/setup.ts'],
    reporters: ['verbose', './test/reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
