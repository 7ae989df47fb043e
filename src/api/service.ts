/** What answers: the one interface that HTTP, the command line and evaluation ask through, and whether it is ready. */

import { z } from 'zod';
import type { AskReply, Citation, SearchReply } from './ask.js';
import type { Abortable, Checker, CheckReply, CheckRequest } from './check.js';
import {
  type DocumentReply,
  type DocumentsReply,
  type ListedDocument,
  orNull,
  type PassageContextReply,
  type RemovedReply,
} from './documents.js';
import { EXAMPLES } from './examples.js';
import type { AskRequest, SearchRequest } from './request.js';

export const LanguageModelState = z
  .object({
    model: z.string().meta({ description: 'As its endpoint calls it.' }),
    answers: z.boolean().meta({ description: 'Whether it can be reached; without it answers are composed.' }),
  })
  .meta({
    id: 'LanguageModelState',
    description: 'The language model that writes answers.',
    example: EXAMPLES.LanguageModelState,
  });
export type LanguageModelState = z.output<typeof LanguageModelState>;

export const Readiness = z
  .object({
    ready: z.boolean().meta({ description: 'Whether questions are answered.' }),
    indexVersion: z.string().nullable().meta({ description: 'The index that answers; null while none is open.' }),
    documents: z.int().min(0).meta({ description: 'How many documents it holds.' }),
    passages: z.int().min(0).meta({ description: 'How many passages it holds.' }),
    model: z.string().meta({ description: 'The embedding model.' }),
    problem: z
      .string()
      .optional()
      .meta({ description: 'Why it is not ready, where a cluster holds the index; left out when nothing is wrong.' }),
    languageModel: orNull(LanguageModelState)
      .optional()
      .meta({ description: 'The language model; null where none is configured. Of /readyz only.' }),
  })
  .meta({
    id: 'Readiness',
    description: 'Whether the index is open and the model loaded.',
    example: EXAMPLES.Readiness,
  });
export type Readiness = z.output<typeof Readiness>;

/** Since the start; what is counted by its name holds only names that occurred. */
export interface ModelUse {
  /** Times it was asked, and seconds from the asking to its last word, those of waiting for its turn among them. */
  readonly calls: number;
  readonly seconds: number;
  /** Calls that gave no whole text, by why. */
  readonly failures: Readonly<Record<string, number>>;
  /** Answers that it was to write: `written`, or why the composed one stands. */
  readonly answers: Readonly<Record<string, number>>;
  /** Sentences that were removed from them, by why. */
  readonly removed: Readonly<Record<string, number>>;
}

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
export interface Asking extends Writing {
  /** Hears of the passages, at most once, before the answer is composed of them. */
  readonly onPassages?: (found: FoundPassages) => void;
  /** Hears of the composed answer, at most once, and only where a language model is to write in its place. */
  readonly onComposed?: (composed: AskReply) => void;
}

/** What a sentence that was let through adds to a written answer. */
export interface WrittenDelta {
  /** With its markers, and what stands between it and the sentence in front. */
  readonly delta: string;
  /** Those that no sentence in front of it has. */
  readonly citations: readonly Citation[];
}

/** How an answer is followed while a language model writes it. */
export interface Writing extends Abortable {
  /** Hears of each sentence as soon as it was checked. */
  readonly onSentence?: (sentence: WrittenDelta) => void;
}

/** What is known of a reply as soon as its passages are. */
export type FoundPassages = Pick<AskReply, 'passages' | 'nearest' | 'understood'>;

/** What is there at once of an index in memory, and has to be waited for of one in a cluster. */
export type Awaitable<Value> = Value | Promise<Value>;

/** What is indexed. */
export interface Shelves {
  documents(): Awaitable<DocumentsReply>;
  /** Throws WenjuError NOT_FOUND when no document has this id. */
  document(id: string): Awaitable<DocumentReply>;
  /** Throws WenjuError NOT_FOUND when no passage has this id. */
  passage(id: string): Awaitable<PassageContextReply>;
}

/** A service whose documents are looked up as `Held` says. */
export type ServiceOver<Held extends Shelves> = Omit<Service, keyof Shelves> & Held;

/** What answers: an open index, a model and the stages over them. Every transport asks through it. */
export interface Service extends Checker, Shelves {
  /**
   * `compose`, and then `write` where the request wants it. A refusal is a reply (`status: 'not_found'`), not an error.
   * Throws WenjuError INPUT_INVALID when a language model is asked for and none is configured.
   */
  ask(request: AskRequest, asking?: Asking): Promise<AskReply>;
  /** The answer made of quotations, whatever the mode. Throws what `ask` throws. */
  compose(request: AskRequest, asking?: Asking): Promise<AskReply>;
  /**
   * The request with its question put in full by a language model, where it leans on the turns before in a way that no rule
   * knows, so that nothing was found; null otherwise.
   */
  rewrite(request: AskRequest, composed: AskReply, asking?: Asking): Promise<AskRequest | null>;
  /** Whether a language model is to write in its place. */
  isToBeWritten(request: AskRequest, composed: AskReply): boolean;
  /** The same with a written answer in its place, where there is a language model, and all of it could be checked. */
  write(request: AskRequest, composed: AskReply, asking?: Asking): Promise<AskReply>;
  /** The reply to a text with what a language model holds of what stays open, where that was asked for and there is one. */
  addOpinions(request: CheckRequest, checked: CheckReply, abortable?: Abortable): Promise<CheckReply>;
  /** Whether a language model is configured. */
  readonly writes: boolean;
  /** The language model, and whether it can be reached now; null where none is configured. */
  languageModel(): Promise<LanguageModelState | null>;
  /** What the language model was used for; null where none is configured. */
  modelUse(): ModelUse | null;
  search(request: SearchRequest, abortable?: Abortable): Promise<SearchReply>;
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
