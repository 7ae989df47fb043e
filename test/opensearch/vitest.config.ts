import { defineConfig } from 'vitest/config';

/** Tests that start servers of their own, one file after the other. */
export default defineConfig({
  test: {
    include: ['test/opensearch/**/*.cluster.ts', 'test/opensearch/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/seed.ts'],
    reporters: ['default', './test/reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 1_200_000,
  },
});
