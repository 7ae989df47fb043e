/** What is kept of models is read for the model that it was made for, and nothing else passes for it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { readModelData } from '../../src/embed/model-data.js';

const schema = z.object({ model: z.string(), size: z.number() });
const expected = {
  parse: (value: unknown) => schema.parse(value),
  what: 'sizes',
  advice: 'Run: npm run sizes',
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-model-data-'));
});
afterAll(() => rm(folder, { recursive: true }));
const read = (model: string) => readModelData(pathToFileURL(`${folder}${path.sep}`), model, expected);

it('reads what is kept of a model, and has nothing of another', async () => {
  await writeFile(path.join(folder, 'some--model.json'), '{"model":"some/model","size":3}');
  expect(await read('some/model')).toEqual({ model: 'some/model', size: 3 });
  expect(await read('another/model')).toBeNull();
});

it.each([
  ['{"model":"another/model","size":3}', 'of another model'],
  ['{"model":"some/model"}', 'without what is expected'],
  ['{', 'that is no JSON'],
])('refuses %s, a file %s, and says what to do', async (content) => {
  await writeFile(path.join(folder, 'some--model.json'), content);
  await expect(read('some/model')).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringMatching(/some--model\.json does not hold the sizes of some\/model\. Run: npm run sizes$/),
  });
});
