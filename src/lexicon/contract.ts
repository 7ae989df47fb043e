/** Contracts of the lexicon: who knows the names of places, what cuts a text into terms, what finds words of the other language. */

/** A place of the administrative tree (GB/T 2260). */
export interface Region {
  /** Six digits of GB/T 2260. */
  readonly code: string;
  /** Full official name: 荆门市. */
  readonly name: string;
  readonly level: 'province' | 'city' | 'county';
}

/** A place named in a text. */
export interface RegionMention {
  readonly region: Region;
  readonly start: number;
  readonly end: number;
}

/** Knows the names of places and what lies in what. */
export interface Gazetteer {
  /** The region of a full, short or English name (荆门市, 荆门, 鄂, Jingmen, Hubei); null when unknown. */
  resolve(name: string): Region | null;
  /** Null for a code that no place has. */
  withCode(code: string): Region | null;
  /** Every place named in `text`, longest names first found, left to right, none overlapping. Linear time. */
  find(text: string): readonly RegionMention[];
  /** True when `inner` is `outer` or lies in it. */
  contains(outer: Region, inner: Region): boolean;
}

/** Cuts a text into the terms that the lexical index compares. Index and question must use the same one. */
export interface Tokenizer {
  /** Name and version, recorded in the manifest. */
  readonly id: string;
  /** Terms in order, repeats kept, normalised (NFKC, lower case). */
  tokenize(text: string): string[];
  /** Words that name things, normalised, repeats kept; every word where the parts of speech are not known. */
  findNames(text: string): string[];
}

/** Finds Chinese words for the English ones of a question. */
export type Translate = (
  question: string,
) => readonly { readonly english: string; readonly chinese: readonly string[] }[];
