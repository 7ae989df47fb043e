/** A service that knows one document and answers every question with the same reply, and keeps what it was asked. */

import type { CheckRequest, CiteRequest, CompareRequest } from '../../src/api/check.js';
import { EXAMPLES } from '../../src/api/examples.js';
import type { AskRequest, SearchRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { WenjuError } from '../../src/errors.js';

type Request = AskRequest | SearchRequest | CiteRequest | CheckRequest | CompareRequest;

export interface MemoryService extends Service {
  /** Every request that reached the service, in order. */
  readonly asked: Request[];
}

/** `changes` replaces what a test needs otherwise. */
export function createMemoryService(changes: Partial<Service> = {}): MemoryService {
  const asked: Request[] = [];
  const known = <Reply>(id: string, knownId: string, reply: Reply): Reply => {
    if (id === knownId) return reply;
    throw new WenjuError('NOT_FOUND', `Expected the id of something indexed, came ${id}. See /v1/documents.`);
  };
  const service: MemoryService = {
    asked,
    async ask(request) {
      asked.push(request);
      return EXAMPLES.AskReply;
    },
    compose: (request, asking) => service.ask(request, asking),
    addOpinions: async (_request, checked) => checked,
    rewrite: async () => null,
    isToBeWritten: () => false,
    write: async (_request, composed) => composed,
    writes: false,
    languageModel: async () => null,
    modelUse: () => null,
    async search(request) {
      asked.push(request);
      return EXAMPLES.SearchReply;
    },
    async cite(request) {
      asked.push(request);
      return EXAMPLES.CiteReply;
    },
    async check(request) {
      asked.push(request);
      return EXAMPLES.CheckReply;
    },
    async compare(request) {
      asked.push(request);
      return EXAMPLES.CompareReply;
    },
    async writeComparison(request) {
      asked.push(request);
      return { csv: 'region,value\r\n', md: '| region |\n' };
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
  return service;
}
