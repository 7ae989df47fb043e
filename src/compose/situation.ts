/**
 * Where and of when a document is, in words, for whoever keeps the corpus: its metadata goes in; its place with those
 * around it, their level, its kind and its time come out, as the command line shows them.
 */

import { kindOf } from '../document-kinds.js';
import type { Gazetteer } from '../lexicon/contract.js';
import { nameDocumentTime } from '../lexicon/document-years.js';
import { readKnowledge } from '../lexicon/knowledge.js';
import type { DocumentMetadata } from '../metadata.js';

export interface Situation {
  /** 湖北省 › 武汉市 › 武汉市青山区; null when it is about no place. */
  readonly place: string | null;
  readonly level: string | null;
  readonly kind: string;
  /** 2024, 2021-2025, 2025 1-6月; null when nothing says. */
  readonly time: string | null;
}

export type Situate = (metadata: Pick<DocumentMetadata, 'region' | 'type' | 'title' | 'year'>) => Situation;

export function createSituate(gazetteer: Gazetteer = readKnowledge().gazetteer): Situate {
  return (metadata) => {
    const region = metadata.region === null ? null : gazetteer.resolve(metadata.region);
    const around = region === null ? [] : gazetteer.parents(region).map(({ name }) => name);
    const place = metadata.region === null ? null : [...around, region?.name ?? metadata.region].join(' › ');
    return { place, level: region?.level ?? null, kind: kindOf(metadata).label, time: nameDocumentTime(metadata) };
  };
}
