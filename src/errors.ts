/**
 * Used by every stage: the one error class for what a user or operator can mend. Its message says what was
 * expected, what came and what to do; whoever stands at the edge (HTTP, command line) turns it into a status or an
 * exit code. Anything else that is thrown is a bug.
 */

/** What went wrong, in one word; `serve/` maps each to an HTTP status, `cli/` to an exit code. */
export type ErrorCode =
  | 'INPUT_INVALID' // a request, option or setting that cannot be meant
  | 'NOT_FOUND' // a document, passage, file or folder that is not there
  | 'FILE_UNREADABLE' // a file that is there and cannot be read as what it claims to be
  | 'MODEL_INVALID' // the embedding model is missing, altered or of another shape
  | 'MODEL_SILENT' // the process of the embedding model did not answer in time and was ended
  | 'INDEX_MISSING' // no index where one was expected
  | 'INDEX_STALE' // an index made by another model, tokenizer or chunker
  | 'INDEX_DAMAGED' // a file of the index is torn, flipped or gone
  | 'INDEX_LOCKED' // another process is writing the index
  | 'STORE_UNREACHABLE' // no node of the cluster that holds the index answered in time
  | 'STORE_REFUSED' // that cluster refuses us, writing, or is none
  | 'OVERLOADED' // more questions wait than may
  | 'STOPPING' // the service is being stopped
  | 'ABANDONED'; // whoever asked has left

/** An error that says what was expected, what came and what to do. `cause` keeps the error underneath. */
export class WenjuError extends Error {
  override readonly name = 'WenjuError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Of a file: `place` names it, and where in it; the message says what was expected, what came and what to do. */
export function unreadable(place: string, message: string, cause?: unknown): WenjuError {
  return new WenjuError('FILE_UNREADABLE', `${place}: ${message}`, cause === undefined ? {} : { cause });
}
