/** Documents of which a question needs no more than their metadata: they say which places, years and kinds there are. */

import { z } from 'zod';
import { metadataFields } from '../../api/metadata.js';
import type { IndexedDocument } from '../../index/contract.js';
import type { CatalogueEntry } from '../../index/opensearch/contract.js';

/** A document without its text. */
export type Stub = IndexedDocument;

const metadataSchema = z.object(metadataFields);

export function stubOf({ listed }: CatalogueEntry): Stub {
  const { id, source, sources, indexedAt } = listed;
  return {
    id,
    source,
    sources,
    indexedAt,
    contentHash: '',
    metadata: metadataSchema.parse(listed),
    origins: {},
    text: '',
    sections: [],
    passages: [],
    sentences: [],
    pageStarts: [],
    tableRows: [],
    dropped: [],
  };
}
