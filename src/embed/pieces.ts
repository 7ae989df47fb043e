/**
 * The pieces that the bundled model reads texts in, 250,000 of them, as flat arrays: @xenova/transformers makes 170 MB
 * of objects out of its tokenizer.json, for as long as it takes to load all the rest. The file is made when wenju is
 * built (make-pieces.ts); which pieces a text is made of comes out as it does there (SentencePiece's unigram model).
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { packArrays, unpackArrays } from '../packed-arrays.js';
import { type CharacterTree, createSteps } from './character-tree.js';

/** Built by `npm run build`; sources run under a TypeScript loader find it in `dist/` too. */
export const PIECES_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/embed/pieces.bin' : './pieces.bin', import.meta.url),
);

export interface PieceTable extends CharacterTree {
  /** Number of the piece that ends at each node; -1 where none does. */
  readonly pieceOf: Int32Array;
  /** How likely each piece is. */
  readonly scores: Float64Array;
  /** Number and likelihood of what is no piece. */
  readonly unknown: { readonly piece: number; readonly score: number };
  /** The rest of tokenizer.json, how texts are evened out and what is put around them, and tokenizer_config.json. */
  readonly tokenizer: unknown;
  readonly config: unknown;
}

const settingsSchema = z.object({
  unknown: z.object({ piece: z.int(), score: z.number() }),
  tokenizer: z.unknown(),
  config: z.unknown(),
});

export function writePieces({ unknown, tokenizer, config, ...arrays }: PieceTable): Uint8Array {
  return packArrays({ ...arrays }, { unknown, tokenizer, config });
}

/** Throws WenjuError MODEL_INVALID when the file is not there or something else. */
export function readPieces(): PieceTable {
  try {
    const { take, value } = unpackArrays(readFileSync(PIECES_FILE));
    const { unknown, tokenizer, config } = settingsSchema.parse(value);
    return {
      firstChild: take('firstChild', 'Int32Array'),
      characters: take('characters', 'Uint32Array'),
      pieceOf: take('pieceOf', 'Int32Array'),
      scores: take('scores', 'Float64Array'),
      unknown,
      tokenizer,
      config,
    };
  } catch (cause) {
    throw new WenjuError('MODEL_INVALID', `Expected the pieces in ${PIECES_FILE}. Run: npm run build`, { cause });
  }
}

export interface PieceCutter {
  /** The likeliest pieces of a text that is evened out. */
  cut(text: string): string[];
  /** Number of a piece; undefined for what is none. */
  numberOf(piece: string): number | undefined;
}

/** A piece that the text may be made of, with the likeliest way up to its end. */
interface Candidate {
  readonly start: number;
  readonly likelihood: number;
  readonly before: Candidate | null;
}

export function createPieceCutter(table: PieceTable): PieceCutter {
  const { pieceOf, scores, unknown } = table;
  const step = createSteps(table);

  function cut(text: string): string[] {
    /** Candidates that end at each place, the longest first. */
    const endingAt: Candidate[][] = Array.from({ length: text.length + 1 }, () => []);
    endingAt[0]?.push({ start: 0, likelihood: 0, before: null });
    for (let start = 0; start < text.length; start += 1) {
      const ending = endingAt[start] ?? [];
      const add = (end: number, score: number): void => {
        const before = findLikeliest(ending, score);
        if (before) endingAt[end]?.push({ start, likelihood: before.likelihood + score, before });
      };
      let hasOwn = false;
      let node = 0;
      for (let at = start; at < text.length; at += 1) {
        // By code units, as it is done there: a piece beyond the first plane is never found.
        node = step(node, text.charCodeAt(at));
        if (node === 0) break;
        const piece = pieceOf[node] ?? -1;
        if (piece < 0) continue;
        add(at + 1, scores[piece] ?? 0);
        hasOwn ||= at === start;
      }
      if (!hasOwn) add(start + 1, unknown.score);
    }
    const pieces: string[] = [];
    let end = text.length;
    for (let last = findLikeliest(endingAt[end] ?? [], 0); last?.before; last = last.before) {
      pieces.push(text.slice(last.start, end));
      end = last.start;
    }
    return pieces.reverse();
  }

  function numberOf(piece: string): number | undefined {
    let node = 0;
    for (const character of piece) {
      node = step(node, character.codePointAt(0) ?? 0);
      if (node === 0) return undefined;
    }
    const number = pieceOf[node] ?? -1;
    return number < 0 ? undefined : number;
  }

  return { cut, numberOf };
}

/** The first of the likeliest with a piece behind it: sums, as adding may make two alike. */
function findLikeliest(candidates: readonly Candidate[], score: number): Candidate | null {
  let [best, most] = [candidates[0] ?? null, (candidates[0]?.likelihood ?? 0) + score];
  for (const candidate of candidates) {
    const likelihood = candidate.likelihood + score;
    if (likelihood > most) [best, most] = [candidate, likelihood];
  }
  return best;
}
