/**
 * Documents of which a question needs no more than their metadata: they say which places, years and kinds there are. Who
 * reads one whole all the same (an outline, a list of places that mention a word) is noted, so that it can be fetched.
 */

import { z } from 'zod';
import { metadataFields } from '../../api/metadata.js';
import type { IndexedDocument } from '../../index/contract.js';
import type { CatalogueEntry } from '../../index/opensearch/contract.js';

/** What was read of documents that are not there: where it is looked for what one has, or all that there are are counted. */
export type WholeRead = 'looked at' | 'counted';

/** A document without its text, which stands for all of its sort that are not at hand. */
export interface Stub {
  readonly document: IndexedDocument;
  /** From now on whoever reads more than its metadata is noted. */
  watch(note: (sort: string, read: WholeRead) => void): void;
}

const metadataSchema = z.object(metadataFields);
/** No id of a document has it. */
const OTHERS = '+';

/** @param isTaken whether the document that it is named after is at hand itself */
export function createStub({ listed, sort }: CatalogueEntry, isTaken: boolean): Stub {
  const { id, source, sources, indexedAt } = listed;
  let note: ((sort: string, read: WholeRead) => void) | null = null;
  return {
    document: {
      id: isTaken ? `${id}${OTHERS}` : id,
      source,
      sources,
      indexedAt,
      contentHash: '',
      metadata: metadataSchema.parse(listed),
      origins: {},
      get text() {
        note?.(sort, 'looked at');
        return '';
      },
      get sections() {
        note?.(sort, 'looked at');
        return [];
      },
      get passages() {
        note?.(sort, 'counted');
        return [];
      },
      sentences: [],
      pageStarts: [],
      tableRows: [],
      dropped: [],
    },
    watch(hear) {
      note = hear;
    },
  };
}
