/** Run before every test file: generated cases are the same in every run; `WENJU_TEST_SEED=…` takes others. */

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.WENJU_TEST_SEED ?? 1) });
