/** What answers: the one interface that HTTP, the command line and evaluation ask through. */

import type { Abortable, Checker } from './check.js';
import type {
  AskReply,
  DocumentReply,
  DocumentsReply,
  IndexedDocument,
  PassageContextReply,
  Readiness,
  RemovedReply,
  SearchReply,
} from './contract.js';
import type { AskRequest, SearchRequest } from './request.js';

/** How far the indexing of an upload is, in characters of text. */
export interface UploadProgress {
  readonly done: number;
  readonly total: number;
}

/** A file to add, or to put in the place of the one of the same name. */
export interface DocumentUpload {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Metadata its sender states, not yet checked; null for none. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** How a question is followed while it is being answered. */
export interface Asking extends Abortable {
  /** Hears of the passages, at most once, before the answer is written from them. */
  readonly onPassages?: (found: FoundPassages) => void;
}

/** What is known of a reply as soon as its passages are. */
export type FoundPassages = Pick<AskReply, 'passages' | 'nearest' | 'understood'>;

/** What answers: an open index, a model and the stages over them. Every transport asks through it. */
export interface Service extends Checker {
  /** A refusal is a reply (`status: 'not_found'`), not an error. */
  ask(request: AskRequest, asking?: Asking): Promise<AskReply>;
  search(request: SearchRequest, abortable?: Abortable): Promise<SearchReply>;
  documents(): DocumentsReply;
  /** Throws WenjuError NOT_FOUND when no document has this id. */
  document(id: string): DocumentReply;
  /** Throws WenjuError NOT_FOUND when no passage has this id. */
  passage(id: string): PassageContextReply;
  readiness(): Readiness;
  /**
   * Stores the file in the first corpus folder, indexes it and serves it. Resolves when the index is durable. Throws
   * WenjuError INPUT_INVALID (name, metadata), FILE_UNREADABLE or INDEX_LOCKED, and then nothing has changed.
   */
  addDocument(upload: DocumentUpload, onProgress?: (progress: UploadProgress) => void): Promise<IndexedDocument>;
  /** Deletes the document's files and takes it out of the index. Throws WenjuError NOT_FOUND or INDEX_LOCKED. */
  removeDocument(id: string): Promise<RemovedReply>;
  /** Waits for what is being answered, then lets go of model and index. */
  close(): Promise<void>;
}
