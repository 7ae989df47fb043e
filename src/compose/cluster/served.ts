/** Opens what serves in a cluster, for who asks it and for who writes into it: by the same makers as this process, or not at all. */

import type { Embedder } from '../../embed/contract.js';
import { WenjuError } from '../../errors.js';
import { compareMakers } from '../../index/manifest.js';
import type { StoreConnection } from '../../index/opensearch/connection.js';
import type { StoredGeneration } from '../../index/opensearch/contract.js';
import { openStoredGeneration } from '../../index/opensearch/read.js';
import type { Tokenizer } from '../../lexicon/contract.js';
import { addGlossaryTerms } from '../../lexicon/glossary-terms.js';
import { readKnowledge } from '../../lexicon/knowledge.js';
import { createTokenizer } from '../../lexicon/tokenizer.js';
import { currentMakers } from '../indexing.js';

export interface Served {
  readonly generation: StoredGeneration;
  /** Cuts words as those that are there were cut. */
  readonly tokenizer: Tokenizer;
}

/** @throws WenjuError INDEX_STALE when another version of wenju made it; INDEX_MISSING, STORE_UNREACHABLE, STORE_REFUSED */
export async function openServed(connection: StoreConnection, prefix: string, embedder: Embedder): Promise<Served> {
  const generation = await openStoredGeneration(connection, prefix);
  const tokenizer = addGlossaryTerms(await createTokenizer(), readKnowledge().glossary);
  const differences = compareMakers(generation.makers, currentMakers(embedder, tokenizer));
  if (differences.length > 0) {
    throw new WenjuError(
      'INDEX_STALE',
      `The index "${prefix}" in the cluster was made by others (${differences.join('; ')}). Run: wenju index --store opensearch`,
    );
  }
  return { generation, tokenizer };
}
