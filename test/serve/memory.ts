/** A service that knows one document and answers every question with the same reply, and keeps what it was asked. */

import type { AskRequest, SearchRequest, Service } from '../../src/contract.js';
import { WenjuError } from '../../src/errors.js';
import { EXAMPLES } from '../../src/examples.js';

export interface MemoryService extends Service {
  /** Every request that reached the service, in order. */
  readonly asked: (AskRequest | SearchRequest)[];
}

/** `changes` replaces what a test needs otherwise. */
export function createMemoryService(changes: Partial<Service> = {}): MemoryService {
  const asked: (AskRequest | SearchRequest)[] = [];
  const known = <Reply>(id: string, knownId: string, reply: Reply): Reply => {
    if (id === knownId) return reply;
    throw new WenjuError('NOT_FOUND', `Expected the id of something indexed, came ${id}. See /v1/documents.`);
  };
  return {
    asked,
    async ask(request) {
      asked.push(request);
      return EXAMPLES.AskReply;
    },
    async search(request) {
      asked.push(request);
      return EXAMPLES.SearchReply;
    },
    documents: () => EXAMPLES.DocumentsReply,
    document: (id) => known(id, EXAMPLES.DocumentSummary.id, EXAMPLES.DocumentReply),
    passage: (id) => known(id, EXAMPLES.ContextPassage.id, EXAMPLES.PassageContextReply),
    readiness: () => EXAMPLES.Readiness,
    addDocument: async () => EXAMPLES.IndexedDocument,
    removeDocument: async (id) => known(id, EXAMPLES.DocumentSummary.id, EXAMPLES.RemovedReply),
    close: async () => {},
    ...changes,
  };
}
