/**
 * Run when wenju is built: makes the file of pieces. tokenizer.json of the bundled model goes in; its pieces as flat
 * arrays, and the rest of it, come out.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { growTree } from './character-tree.js';
import { BUNDLED_MODEL_FOLDER } from './model.js';
import { PIECES_FILE, writePieces } from './pieces.js';

/** What @xenova/transformers takes off the least likely piece for what is none. */
const UNKNOWN_BELOW_LEAST = 10;

const tokenizerSchema = z.looseObject({
  model: z.looseObject({
    type: z.literal('Unigram'),
    unk_id: z.int(),
    vocab: z.array(z.tuple([z.string(), z.number()])),
  }),
});

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(BUNDLED_MODEL_FOLDER, file), 'utf8'));

const tokenizer = tokenizerSchema.parse(read('tokenizer.json'));
const { vocab, unk_id: piece, ...model } = tokenizer.model;
const written = vocab.map(([each]) => each);
const scores = Float64Array.from(vocab, ([, score]) => score);
const score = scores.reduce((least, each) => Math.min(least, each)) - UNKNOWN_BELOW_LEAST;
scores[piece] = score;
const { tree, ends } = growTree(written);
const pieceOf = new Int32Array(tree.characters.length).fill(-1);
for (const [number, node] of ends.entries()) pieceOf[node] = number;
/** As many as its class needs to be made; those it is to be made with besides are in `added_tokens`. */
const few = [[written[piece], score]];
const rest = { ...tokenizer, model: { ...model, unk_id: 0, vocab: few } };
const config = read('tokenizer_config.json');
writeFileSync(
  PIECES_FILE,
  writePieces({ ...tree, pieceOf, scores, unknown: { piece, score }, tokenizer: rest, config }),
);
