/** What the rest of wenju asks of an index in a cluster: candidates for a question, how scores lie over all, and documents. */

import type { ListedDocument } from '../../api/documents.js';
import type { Language } from '../../lexicon/language.js';
import type { QueryTerm } from '../contract.js';
import type { PackedDocument } from '../document.js';
import type { Makers } from '../manifest.js';
import type { DocumentWords } from '../words.js';

/** Which passages are meant; an empty list restricts nothing. */
export interface PassageScope {
  /** Regions of their documents, by name; null: whatever they are about. */
  readonly regions: readonly string[] | null;
  /** Years of their documents. */
  readonly years: readonly number[];
  readonly types: readonly string[];
  readonly documents: readonly string[];
  /** Whether titles and announcements are left out. */
  readonly telling: boolean;
  /** Of those outside the regions `inside` only what names a place with one of the codes; null: all. */
  readonly naming: { readonly inside: readonly string[]; readonly codes: readonly string[] } | null;
}

/** How the scores of one measure lie over all passages of a scope. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** What a question is held against passages by. */
export interface Measures {
  readonly query: readonly QueryTerm[];
  /** Of unit length. */
  readonly vector: Float32Array;
  /** Whether rows are centred: the question is in another language than the index. */
  readonly centred: boolean;
}

export interface Spreads {
  readonly words: Spread;
  readonly passages: Spread;
  readonly sentences: Spread;
}

/** What a passage may have besides its scores, and what that adds. */
export interface Trait {
  /** All of them: a field and the values of which it has one. */
  readonly holds: readonly { readonly field: TraitField; readonly values: readonly (string | number | boolean)[] }[];
  readonly worth: number;
}

export type TraitField =
  | 'region'
  | 'year'
  | 'placeYear'
  | 'isOpening'
  | 'isEntry'
  | 'role'
  | 'years'
  | 'plan'
  | 'terms'
  | 'hasYear';

/** How passages of a scope are ranked at the store: as they are ranked by us before their sentences are read. */
export interface StoreRanking extends Measures {
  readonly scope: PassageScope;
  /** What a point of each measure adds. */
  readonly worth: { readonly words: number; readonly passages: number; readonly sentences: number };
  readonly traits: readonly Trait[];
  readonly count: number;
}

/** A passage that was found, of which text of its document. */
export interface FoundPassage {
  readonly document: string;
  readonly ordinal: number;
  readonly revision: string;
}

/** The vectors of a passage and its sentences, in order. */
export interface PassageVectors {
  readonly passage: Float32Array;
  readonly sentences: readonly Float32Array[];
}

/** What is looked up of facts, terms and words: which documents have passages with one of them. */
export type LookUp =
  | { readonly by: 'terms' | 'places' | 'pairs' | 'cores'; readonly value: string }
  | { readonly by: 'numbers'; readonly value: string }
  /** Documents that a file became, as a whole or a row each, and those that it is a copy of. */
  | { readonly by: 'file'; readonly value: string }
  /** Documents of one sort, as the catalogue names it, or of all that have the first of what it names in common. */
  | { readonly by: 'sort'; readonly value: string }
  /** A few of each place that mention a word, as `nameMention` names it: never too many. */
  | { readonly by: 'mention'; readonly value: string }
  /** All of the regions. */
  | { readonly by: 'regions'; readonly value: '' };

/** Documents of one place, year and kind, of which the first stands for them. */
export interface CatalogueEntry {
  readonly listed: ListedDocument;
  readonly documents: number;
  /** What they have in common, as a look-up of them names it. */
  readonly sort: string;
}

export interface LoadedDocument {
  readonly revision: string;
  readonly packed: PackedDocument;
  readonly words: DocumentWords;
}

/** One generation in the cluster. */
export interface StoredGeneration {
  readonly name: string;
  readonly version: string;
  readonly makers: Makers;
  readonly documents: number;
  readonly passages: number;
  readonly meanLength: number;
  readonly language: Language;
  readonly means: { readonly passages: Float32Array; readonly sentences: Float32Array };
  /** Which places, years and kinds there are. */
  readCatalogue(): Promise<readonly CatalogueEntry[]>;
  /** All documents without their texts, in the order of their sources. */
  listDocuments(): Promise<readonly ListedDocument[]>;
  /** Those that are there. */
  loadDocuments(ids: readonly string[]): Promise<readonly LoadedDocument[]>;
  /** In how many passages each term stands. */
  countPassages(terms: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Ids of documents with passages that have it, at most `most`; null when there are more. */
  findDocuments(lookUp: LookUp, regions: readonly string[] | null, most: number): Promise<readonly string[] | null>;
  /** Ids of documents with a passage for each term, and for each year one that speaks of it, of one with and without a year. */
  findWitnesses(
    terms: readonly string[],
    years: readonly number[],
    regions: readonly string[] | null,
  ): Promise<readonly string[]>;
  measureSpreads(scope: PassageScope, measures: Measures): Promise<Spreads>;
  rank(ranking: StoreRanking): Promise<readonly FoundPassage[]>;
  /** In order; null for a passage that is gone. */
  readVectors(passages: readonly FoundPassage[]): Promise<readonly (PassageVectors | null)[]>;
}
