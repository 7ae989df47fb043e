/**
 * What those who send files are told of them: a message that was written for whoever sits at the machine goes in, one
 * without the machine's folders comes out. Whoever has the admin key keeps the documents and need not run the machine.
 */

import path from 'node:path';
import type { Service } from '../api/service.js';
import { WenjuError } from '../errors.js';
import { showsOwnMessage } from './problem.js';

/** In quotation marks, as the system's own errors have it, a path may hold anything. */
const QUOTED = /'\/(?:[^'\n]*\/)?([^'\n/]*)'/g;
/** Neither the rest of a relative path or of an address on the web, nor a route. */
const ABSOLUTE = /(?:file:\/\/|(?<![\p{L}\p{N}_:/.-]))\/(?!v1\/)(?:[^\s'"`,;:()]*\/)?([^\s'"`,;:()/]*)/gu;

/** Adds and removes as `service` does; of paths in what it throws is told what lies below a corpus folder, or the last part. */
export function hideFolders(
  service: Service,
  corpus: readonly string[],
): Pick<Service, 'addDocument' | 'removeDocument'> {
  const beginnings = corpus.map((folder) => path.resolve(folder) + path.sep);
  const rethrow = (error: unknown): never => {
    if (!(error instanceof WenjuError && showsOwnMessage(error))) throw error;
    let message = error.message;
    for (const beginning of beginnings) message = message.replaceAll(beginning, '');
    message = message.replaceAll(QUOTED, "'$1'").replaceAll(ABSOLUTE, '$1');
    throw new WenjuError(error.code, message, { cause: error });
  };
  return {
    addDocument: (...added) => service.addDocument(...added).catch(rethrow),
    removeDocument: (id) => service.removeDocument(id).catch(rethrow),
  };
}
