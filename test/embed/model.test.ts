/** Which model is used, and that a model that is not whole is refused by name. Small files stand for the weights. */

import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkModel, resolveModel } from '../../src/embed/model.js';

const FILES = {
  'onnx/model_quantized.onnx': 'weights',
  'tokenizer.json': '{}',
  'tokenizer_config.json': '{"model_max_length":128}',
  'config.json': '{"hidden_size":16}',
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'wenju-model-'));
  folder = path.join(parent, 'small-model');
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(path.join(folder, name), content);
  writeSums(Object.keys(FILES));
});
afterEach(() => rmSync(parent, { recursive: true }));

function writeSums(names: readonly string[]): void {
  const contents = new Map(Object.entries(FILES));
  const lines = names.map((name) => `${sha256(contents.get(name) ?? '')}  ${name}\n`);
  writeFileSync(path.join(folder, 'SHA256SUMS'), lines.join(''));
}

/** As whoever loads it does. */
async function check(...asked: Parameters<typeof resolveModel>): Promise<void> {
  await checkModel(await resolveModel(...asked));
}

describe('resolveModel', () => {
  it('describes a whole folder: id with the hash of the weights, dimensions, window', async () => {
    expect(await resolveModel(folder, false)).toEqual({
      id: `small-model@${sha256('weights').slice(0, 12)}`,
      parentFolder: parent,
      name: 'small-model',
      dimensions: 16,
      maxInputTokens: 128,
      download: false,
      isBundled: false,
      sums: {
        files: Object.fromEntries(Object.entries(FILES).map(([name, content]) => [name, sha256(content)])),
        origin: 'SHA256SUMS',
      },
    });
  });

  it('never downloads for a folder, even where downloads are allowed', async () => {
    expect((await resolveModel(folder, true)).download).toBe(false);
  });

  it('gives the same id with and without SHA256SUMS, and another for other weights', async () => {
    const { id } = await resolveModel(folder, false);
    rmSync(path.join(folder, 'SHA256SUMS'));
    expect((await resolveModel(folder, false)).id).toBe(id);
    appendFileSync(path.join(folder, 'onnx/model_quantized.onnx'), '!');
    expect((await resolveModel(folder, false)).id).not.toBe(id);
  });

  it('takes a relative path and one that ends in a slash', async () => {
    const { id } = await resolveModel(folder, false);
    expect((await resolveModel(`${path.relative('.', folder)}/`, false)).id).toBe(id);
  });

  it.each(Object.keys(FILES))('names %s when it is missing', async (name) => {
    rmSync(path.join(folder, name));
    await expect(resolveModel(folder, false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining(name),
    });
  });

  it.each(Object.keys(FILES))('names %s when it was altered', async (name) => {
    await expect(check(folder, false)).resolves.toBeUndefined();
    appendFileSync(path.join(folder, name), ' ');
    await expect(check(folder, false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining(`${path.join(folder, name)} was altered`),
    });
  });

  it.each(['tokenizer_config.json', 'config.json'])('reads nothing of a %s that was altered', async (name) => {
    appendFileSync(path.join(folder, name), ' ');
    await expect(resolveModel(folder, false)).rejects.toThrow(`${name} was altered`);
  });

  it('checks what SHA256SUMS lists also when it does not list the weights', async () => {
    writeSums(['tokenizer.json']);
    await expect(resolveModel(folder, false)).resolves.toMatchObject({ id: expect.stringContaining('small-model@') });
    appendFileSync(path.join(folder, 'tokenizer.json'), ' ');
    await expect(check(folder, false)).rejects.toThrow('tokenizer.json was altered');
  });

  it('names a file that SHA256SUMS lists and that is gone', async () => {
    writeSums([...Object.keys(FILES), 'vocabulary.txt']);
    await expect(check(folder, false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('vocabulary.txt'),
    });
  });

  describe('of the bundled folder', () => {
    const sums = {
      'onnx/model_quantized.onnx': sha256(FILES['onnx/model_quantized.onnx']),
      'tokenizer.json': sha256(FILES['tokenizer.json']),
      'tokenizer_config.json': sha256(FILES['tokenizer_config.json']),
      'config.json': sha256(FILES['config.json']),
    };

    it('gives the model when every file is as the code knows it', async () => {
      await expect(resolveModel(folder, false, { folder, sums })).resolves.toMatchObject({ dimensions: 16 });
      await expect(check(folder, false, { folder, sums })).resolves.toBeUndefined();
    });

    it.each(Object.keys(FILES))(
      'refuses an altered %s, whatever SHA256SUMS says and however it is called',
      async (name) => {
        appendFileSync(path.join(folder, name), ' ');
        rmSync(path.join(folder, 'SHA256SUMS'));
        const link = path.join(parent, 'link');
        symlinkSync(folder, link);
        for (const called of [folder, `${folder}/`, link]) {
          await expect(check(called, false, { folder, sums })).rejects.toMatchObject({
            code: 'MODEL_INVALID',
            message: expect.stringContaining(`${name} was altered: wenju expects`),
          });
        }
      },
    );
  });

  it.each([
    ['config.json', '{}'],
    ['config.json', '{"hidden_size":0}'],
    ['config.json', 'not JSON'],
    ['tokenizer_config.json', '{"model_max_length":"512"}'],
  ])('names a %s that holds %s', async (name, content) => {
    rmSync(path.join(folder, 'SHA256SUMS'));
    writeFileSync(path.join(folder, name), content);
    await expect(resolveModel(folder, false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining(path.join(folder, name)),
    });
  });

  it('refuses a hub id while downloads are off, and says how to allow them', async () => {
    await expect(resolveModel('Xenova/multilingual-e5-small', false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('WENJU_MODEL_DOWNLOAD=true'),
    });
  });

  it('takes a hub id for itself when downloads are allowed', async () => {
    const model = await resolveModel('Xenova/multilingual-e5-small', true);
    expect(model).toMatchObject({ id: 'Xenova/multilingual-e5-small', dimensions: 384, download: true });
  });

  it.each(['', 'missing', './missing/model', 'a/b/c', '../x', 'a/..'])(
    'refuses %j, neither a folder nor a hub id, even where downloads are allowed',
    async (model) => {
      await expect(resolveModel(model, true)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    },
  );

  it('refuses a file', async () => {
    await expect(resolveModel(path.join(folder, 'config.json'), false)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
  });
});
