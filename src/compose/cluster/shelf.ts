/** Documents and vectors of one generation that were read lately: the same places are asked about again and again. */

import type { HeldDocument } from '../../index/held-documents.js';
import type { FoundPassage, PassageVectors, StoredGeneration } from '../../index/opensearch/contract.js';
import { passageKey } from '../../index/opensearch/layout.js';

/** A document, and which text of it. */
export interface Shelved {
  readonly held: HeldDocument;
  readonly revision: string;
}

export interface Held {
  /** Those that are there, from the shelf or the cluster. */
  take(ids: readonly string[]): Promise<ReadonlyMap<string, Shelved>>;
  /** It is read again when it is asked for. */
  forget(id: string): void;
  /** In order; null for a passage that is gone. */
  readVectors(passages: readonly FoundPassage[]): Promise<readonly (PassageVectors | null)[]>;
}

/** UTF-16 code units of documents that are kept: beside each lie its figures and words, some ten times as much. */
const MOST_CHARACTERS = 3_000_000;
/** Passages whose vectors are kept: 10 kB each. */
const MOST_PASSAGES = 1_500;

export function createShelf(generation: StoredGeneration): Held {
  const documents = new Map<string, Shelved>();
  const vectors = new Map<string, PassageVectors>();
  let characters = 0;

  /** The one that was asked for longest ago goes first. */
  function keep(id: string, shelved: Shelved): void {
    forget(id);
    documents.set(id, shelved);
    characters += shelved.held.packed.document.text.length;
    for (const oldest of documents.keys()) {
      if (characters <= MOST_CHARACTERS) return;
      forget(oldest);
    }
  }

  function forget(id: string): void {
    characters -= documents.get(id)?.held.packed.document.text.length ?? 0;
    documents.delete(id);
  }

  return {
    forget,
    async take(ids) {
      const taken = new Map<string, Shelved>();
      for (const id of ids) {
        const held = documents.get(id);
        if (held === undefined) continue;
        documents.delete(id);
        documents.set(id, held);
        taken.set(id, held);
      }
      const missing = ids.filter((id) => !taken.has(id));
      for (const { packed, words, revision } of await generation.loadDocuments(missing)) {
        const none = new Int16Array(0);
        const shelved = { held: { packed, words, vectors: { passages: none, sentences: none } }, revision };
        taken.set(packed.document.id, shelved);
        keep(packed.document.id, shelved);
      }
      return taken;
    },
    async readVectors(passages) {
      const found = passages.map((passage) => vectors.get(passageKey(passage)) ?? null);
      const missing = passages.filter((_, at) => found[at] === null);
      const read = await generation.readVectors(missing);
      const own = new Map(missing.map((passage, at) => [passageKey(passage), read[at] ?? null]));
      if (vectors.size + own.size > MOST_PASSAGES) vectors.clear();
      for (const [key, each] of own) if (each) vectors.set(key, each);
      return passages.map((passage, at) => found[at] ?? own.get(passageKey(passage)) ?? null);
    },
  };
}
