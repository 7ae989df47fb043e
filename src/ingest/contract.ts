/**
 * What ingest hands on: the decoded text of a file with what the file says of itself, and the contract of the
 * gazetteer that knows the names of places. Other stages import these types only.
 */

import type { DocumentMetadata } from '../types.js';

/** Formats that have a reader, one file each. */
export type FileFormat = 'text' | 'markdown';

/** Metadata a file or its sidecar states; a field that is not stated is absent. */
export type DeclaredMetadata = { readonly [Field in keyof DocumentMetadata]?: DocumentMetadata[Field] };

/** A file found below a corpus folder, not yet read. */
export interface SourceFile {
  /** Path below the corpus folder, with `/`, NFC. */
  readonly source: string;
  /** Where it lies. */
  readonly path: string;
  /** First 16 hex digits of the SHA-256 of `source`: replacing the file keeps it, renaming makes another. */
  readonly documentId: string;
}

/** A file's text as it stands: decoded, line breaks `\n`, front matter taken off, nothing cleaned. */
export interface RawDocument {
  readonly documentId: string;
  readonly source: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly contentHash: string;
  readonly format: FileFormat;
  readonly text: string;
  readonly declared: DeclaredMetadata;
}

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
  /** Every place named in `text`, longest names first found, left to right, none overlapping. Linear time. */
  find(text: string): readonly RegionMention[];
  /** True when `inner` is `outer` or lies in it. */
  contains(outer: Region, inner: Region): boolean;
}
