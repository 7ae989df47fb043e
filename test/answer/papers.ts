/** For tests of answers: a service over documents that are written for them, built before the tests of a file. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Service } from '../../src/api/service.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { type PartialConfig, readConfig } from '../../src/settings/config.js';
import { root, TODAY } from '../service.js';

const BUILT_WITHIN_MS = 120_000;

/**
 * `papers`: texts by the names of their files; `prepare`: what has to be there before, and the settings that follow from it.
 * The service is there once the tests run.
 */
export function servePapers(
  papers: Readonly<Record<string, string>>,
  prepare: () => Promise<PartialConfig> = async () => ({}),
): { readonly service: Service } {
  let folder: string;
  let service: Service;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wenju-papers-'));
    for (const [name, text] of Object.entries(papers)) await writeFile(path.join(folder, name), text);
    const config = readConfig({ corpus: [folder], index: `${folder}-index`, port: 0, ...(await prepare()) }, {}, root);
    await buildIndex(config);
    service = await openService(config, { today: () => TODAY });
  }, BUILT_WITHIN_MS);
  afterAll(async () => {
    await service?.close();
    for (const place of [folder, `${folder}-index`]) await rm(place, { recursive: true, force: true });
  });
  return {
    get service() {
      return service;
    },
  };
}
