/** Faults at calls of an upload and of a removal: every third, as each trial reads the corpus twice. */

import { expect, it } from 'vitest';
import { temporaryFolder } from '../index/documents.js';
import { injectUploadFaults } from './uploads.js';

const EVERY = 3;

it.each(['EIO', 'dead'] as const)(
  '%s at a call of an upload or a removal: the old or the new, in folder and index',
  async (fault) => {
    const { tried, examples, ...bad } = await injectUploadFaults(temporaryFolder(), [fault], EVERY);
    const words = Object.entries({ tried, ...bad }).map(([name, value]) => `${value} ${name}`);
    console.log(`\n${`upload and removal, ${fault} at every third call`.padEnd(44)} ${words.join(', ')}\n`);
    expect({ ...bad, examples }).toEqual({ torn: 0, lost: 0, unmended: 0, examples: [] });
    expect(tried).toBeGreaterThan(50);
  },
);
