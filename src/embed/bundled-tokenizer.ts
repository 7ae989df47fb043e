/** The tokenizer of the bundled model: @xenova/transformers's own, but for where its pieces are looked up. */

import { XLMRobertaTokenizer } from '@xenova/transformers';
import { createPieceCutter, readPieces } from './pieces.js';

/** Throws WenjuError MODEL_INVALID when its pieces cannot be read. */
export function makeTokenizer(): XLMRobertaTokenizer {
  const table = readPieces();
  const { cut, numberOf } = createPieceCutter(table);
  const tokenizer = new XLMRobertaTokenizer(table.tokenizer, table.config);
  Object.assign(tokenizer.model, {
    encode: (parts: readonly string[]) => parts.flatMap(cut),
    tokens_to_ids: { get: numberOf },
    unk_token_id: table.unknown.piece,
  });
  return tokenizer;
}
