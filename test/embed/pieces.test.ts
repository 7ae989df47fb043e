/** Pieces of the bundled model: a text is made of those that its own tokenizer finds. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTokenizer } from '../../src/embed/bundled-tokenizer.js';
import { BUNDLED_MODEL_FOLDER } from '../../src/embed/model.js';
import { root } from '../service.js';

type Tokenizer = ReturnType<typeof makeTokenizer>;

const ours = makeTokenizer();
let own: Tokenizer;
beforeAll(async () => {
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(BUNDLED_MODEL_FOLDER);
  own = await AutoTokenizer.from_pretrained(path.basename(BUNDLED_MODEL_FOLDER));
});

function numbersOf(tokenizer: Tokenizer, text: string): string[] {
  const { input_ids: whole } = tokenizer(text, { truncation: false });
  const { input_ids: cut } = tokenizer(text, { truncation: true, max_length: 20 });
  return [String(whole.data), String(whole.dims), String(cut.data)];
}

describe('makeTokenizer', () => {
  it('finds the same pieces in paragraphs of our reports', () => {
    const folder = path.join(root, 'corpus');
    const paragraphs = readdirSync(folder).flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8').split('\n').slice(0, 30),
    );
    for (const paragraph of paragraphs) expect(numbersOf(ours, paragraph)).toEqual(numbersOf(own, paragraph));
  });

  it('finds the same pieces in any text', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom(
        '<s>',
        '</s>',
        '<unk>',
        ' <mask> ',
        '😀',
        '𠮷',
        '▁',
        '  ',
        'query: ',
        'growth',
        '增长',
        '６．７％',
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
        const text = units.join('');
        expect(numbersOf(ours, text)).toEqual(numbersOf(own, text));
      }),
    );
  });
});
