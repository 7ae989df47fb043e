/** Contracts of the lexicon: who knows the names of places, what cuts a text into terms, what finds words of the other language. */

/** A place of the administrative tree (GB/T 2260), the nation above it, or an area that has no code. */
export interface Region {
  /** Six digits of GB/T 2260; 000000 for the nation, and of an area its name. */
  readonly code: string;
  /** Full official name: 荆门市; of one that others have with the place it lies in: 武汉市青山区. */
  readonly name: string;
  /** An `area` is a new area or a development zone: 星湖新区. */
  readonly level: 'nation' | 'province' | 'city' | 'county' | 'area';
  /** Code of the place that an area was named with, where one was: 绵阳高新区. */
  readonly within?: string;
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
  /** What it is called in English: Jingmen, Inner Mongolia; its own name where none is known. */
  nameInEnglish(region: Region): string;
  /** The places around a place, the province first; none for the nation and what has no code. */
  parents(region: Region): readonly Region[];
  /** Every place named in `text` but the nation (nation.ts), longest names first found, left to right, none overlapping. Linear time. */
  find(text: string): readonly RegionMention[];
  /** True when `inner` is `outer` or lies in it. */
  contains(outer: Region, inner: Region): boolean;
}

/** Cuts a text into the terms that the lexical index compares. Index and question must use the same one. */
export interface Tokenizer {
  /** Name and version, recorded in the manifest. */
  readonly id: string;
  /** Terms in order, repeats kept, normalised (NFKC, lower case). */
  tokenize(text: string): readonly string[];
  /** Words that name things, on request places too, normalised, repeats kept; every word where the parts of speech are not known. */
  findNames(text: string, withPlaces?: boolean): string[];
  /** Every word in order, normalised; what kind it is of is told where the parts of speech are known. */
  cutWords(text: string): readonly CutWord[];
}

/** A word of a text. */
export interface CutWord {
  readonly word: string;
  /** A name, or a word that the dictionary does not know. */
  readonly isName: boolean;
  /** Of the dictionary's nouns, names among them. */
  readonly isNoun: boolean;
  /** A verb, or what stands beside one: how something came to be is said in many ways. */
  readonly isDoing: boolean;
}

/** Finds Chinese words for the English ones of a question. */
export type Translate = (
  question: string,
) => readonly { readonly english: string; readonly chinese: readonly string[] }[];
