import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/seed.ts'],
    reporters: ['default', './test/reporter.ts'],
    // Two cores and a model of 600 MB a process: files run one after the other, each in a process of its own.
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
