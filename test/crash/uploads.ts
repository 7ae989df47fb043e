/** A fault at every call of an upload and of a removal, in the corpus folder and in the index: one of two states in both. */

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addSource, holdIndex, mirrorCorpus, removeSource } from '../../src/compose/indexing.js';
import { readConfig } from '../../src/settings/config.js';
import { createHashEmbedder } from '../index/made.js';
import { root } from '../service.js';
import { type Fault, watchDisk } from './disk.js';
import { readState } from './states.js';

const OLD = '全年新建公路三百公里，惠及沿线村民。';
const NEW = '全年新建公路四百公里，惠及沿线村民，再建桥梁两座。';

export interface UploadFigures {
  tried: number;
  /** A file or the index is neither as before nor as after. */
  torn: number;
  /** It was said to be done and is not. */
  lost: number;
  /** The next `wenju index` fails, or the index does not say what the folder says. */
  unmended: number;
  readonly examples: string[];
}

const configOf = (folder: string) =>
  readConfig({ corpus: [path.join(folder, 'corpus')], index: path.join(folder, 'index') }, {}, root);

/** What `POST /v1/documents` and `DELETE /v1/documents/{id}` do, with an embedder that has no model. */
const CHANGES: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  upload: (folder) =>
    holdIndex(configOf(folder).index, () =>
      addSource(configOf(folder), createHashEmbedder(), {
        name: 'b.txt',
        bytes: Buffer.from(NEW),
        declared: { year: 2024 },
      }),
    ),
  remove: (folder) =>
    holdIndex(configOf(folder).index, () => removeSource(configOf(folder), createHashEmbedder(), 'b.txt')),
};

/** @param every every how many calls one fails */
export async function injectUploadFaults(
  folder: string,
  faults: readonly Fault[],
  every: number,
): Promise<UploadFigures> {
  const figures: UploadFigures = { tried: 0, torn: 0, lost: 0, unmended: 0, examples: [] };
  const template = path.join(folder, 'template');
  mkdirSync(path.join(template, 'corpus'), { recursive: true });
  writeFileSync(path.join(template, 'corpus', 'a.txt'), '全年新建学校十二所，改造老旧小区四十个。');
  writeFileSync(path.join(template, 'corpus', 'b.txt'), OLD);
  const mirror = (place: string) =>
    holdIndex(configOf(place).index, () => mirrorCorpus(configOf(place), createHashEmbedder()));
  await mirror(template);
  const before = await readState(path.join(template, 'index'));
  const copy = path.join(folder, 'copy');
  const reset = (): void => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(template, copy, { recursive: true });
  };
  const readFile = (): string | null => {
    const file = path.join(copy, 'corpus', 'b.txt');
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  for (const [name, change] of Object.entries(CHANGES)) {
    reset();
    await change(copy);
    const [after, fileAfter] = [await readState(path.join(copy, 'index')), readFile()];
    for (const fault of faults) {
      for (let failAt = 1; ; failAt += every) {
        reset();
        const { error, count } = await watchDisk({ folder: copy, failAt, fault }, () => change(copy));
        if (count < failAt) break;
        figures.tried += 1;
        const note = (kind: 'torn' | 'lost' | 'unmended', told: unknown): void => {
          figures[kind] += 1;
          if (figures.examples.length < 5) figures.examples.push(`${name}, ${fault} at ${failAt}: ${kind}, ${told}`);
        };
        const [state, file] = [await readState(path.join(copy, 'index')).catch(String), readFile()];
        if ((state !== before && state !== after) || (file !== OLD && file !== fileAfter))
          note('torn', `${state}, ${file}`);
        else if (error === null && (state !== after || file !== fileAfter)) note('lost', `${state}, ${file}`);
        try {
          await mirror(copy);
          const mended = await readState(path.join(copy, 'index'));
          // A row of sources.csv may be there before its file: that is a third state, and one that the folder says.
          const isKnown = mended === before || mended === after || existsSync(path.join(copy, 'corpus', 'sources.csv'));
          if (!isKnown || (await readState(path.join(copy, 'index'))) !== mended) note('unmended', mended);
        } catch (problem) {
          note('unmended', problem);
        }
      }
    }
  }
  return figures;
}
