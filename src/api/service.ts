/** What answers: the one interface that HTTP, the command line and evaluation ask through, and whether it is ready. */

import { z } from 'zod';
import type { AskReply, SearchReply } from './ask.js';
import type { Abortable, Checker } from './check.js';
import type { DocumentReply, DocumentsReply, ListedDocument, PassageContextReply, RemovedReply } from './documents.js';
import { EXAMPLES } from './examples.js';
import type { AskRequest, SearchRequest } from './request.js';

export const Readiness = z
  .object({
    ready: z.boolean().meta({ description: 'Whether questions are answered.' }),
    indexVersion: z.string().nullable().meta({ description: 'The index that answers; null while none is open.' }),
    documents: z.int().min(0).meta({ description: 'How many documents it holds.' }),
    passages: z.int().min(0).meta({ description: 'How many passages it holds.' }),
    model: z.string().meta({ description: 'The embedding model.' }),
  })
  .meta({
    id: 'Readiness',
    description: 'Whether the index is open and the model loaded.',
    example: EXAMPLES.Readiness,
  });
export type Readiness = z.output<typeof Readiness>;

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
  addDocument(upload: DocumentUpload, onProgress?: (progress: UploadProgress) => void): Promise<ListedDocument>;
  /** Deletes the document's files and takes it out of the index. Throws WenjuError NOT_FOUND or INDEX_LOCKED. */
  removeDocument(id: string): Promise<RemovedReply>;
  /** Waits for what is being answered, then lets go of model and index. */
  close(): Promise<void>;
}
