/**
 * What a draft or a comparison is held against, fetched before it is read: documents of the places that it names where they
 * are few, and for each of its sentences those whose words are most like it.
 */

import type { CompareRequest } from '../../api/check.js';
import type { QueryTerm } from '../../index/contract.js';
import type { CatalogueEntry, StoredGeneration } from '../../index/opensearch/contract.js';
import type { Gazetteer, Region, Tokenizer } from '../../lexicon/contract.js';
import { coversRegion } from '../../retrieve/filters.js';
import { MOST_DOCUMENTS } from './needs.js';
import { NotAtHand, type Workset } from './workset.js';

export interface Gatherer {
  forDraft(text: string, workset: Workset): Promise<void>;
  forComparison(request: CompareRequest, workset: Workset): Promise<void>;
}

export interface GatherOptions {
  readonly generation: StoredGeneration;
  readonly catalogue: readonly CatalogueEntry[];
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'tokenize'>;
}

/** Sentences of a draft for which documents are sought one by one, and passages for each. */
const MOST_SENTENCES = 60;
const ALIKE = 20;
/** Terms of a sentence that are sought: the longest say most. */
const MOST_TERMS = 40;
const SENTENCE = /[^。！？!?\n]+/g;

export function createGatherer({ generation, catalogue, gazetteer, tokenizer }: GatherOptions): Gatherer {
  const places = new Map<string, Region>();
  for (const { listed } of catalogue) {
    const region = listed.region === null ? null : gazetteer.resolve(listed.region);
    if (listed.region !== null && region !== null) places.set(listed.region, region);
  }

  function namesNear(named: readonly Region[]): string[] {
    return [...places]
      .filter(([, own]) => named.some((each) => coversRegion(own, each, gazetteer)))
      .map(([name]) => name);
  }

  return {
    async forDraft(text, workset) {
      await workset.once('draft', async () => {
        const named = gazetteer.find(text).map(({ region }) => region);
        workset.regions = named.length === 0 ? null : namesNear(named);
        const near =
          workset.regions === null
            ? null
            : await generation.findDocuments({ by: 'regions', value: '' }, workset.regions, MOST_DOCUMENTS);
        workset.need(near ?? []);
        const sentences = [...new Set(text.match(SENTENCE) ?? [])].slice(0, MOST_SENTENCES);
        const found = await Promise.all(sentences.map((sentence) => findAlike(sentence)));
        workset.need(found.flat());
      });
      if (!workset.isComplete) throw new NotAtHand();
    },
    async forComparison({ indicator, regions }, workset) {
      await workset.once('comparison', async () => {
        const named = regions.flatMap((name) => gazetteer.resolve(name.trim()) ?? []);
        workset.regions = named.length === 0 ? null : namesNear(named);
        const ids = await generation.findDocuments(
          { by: 'cores', value: indicator.trim() },
          workset.regions,
          MOST_DOCUMENTS,
        );
        workset.need(ids ?? []);
      });
      if (!workset.isComplete) throw new NotAtHand();
    },
  };

  async function findAlike(sentence: string): Promise<string[]> {
    const terms = [...new Set(tokenizer.tokenize(sentence))].sort((a, b) => b.length - a.length).slice(0, MOST_TERMS);
    const query: QueryTerm[] = terms.map((term) => ({ variants: [term], weight: 1 }));
    const found = await generation.rank({
      query,
      vector: new Float32Array(0),
      centred: false,
      scope: { regions: null, years: [], types: [], documents: [], naming: null, telling: false },
      worth: { words: 1, passages: 0, sentences: 0 },
      traits: [],
      count: ALIKE,
    });
    return found.map(({ document }) => document);
  }
}
