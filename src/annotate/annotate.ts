/** The way into annotate: a document goes in; what its parts, sentences and figures say comes out, to be stored with it. */

import type { Glossary } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import type { Document } from '../types.js';
import type { AnnotatedDocument } from './contract.js';
import { findFacts } from './facts.js';
import { annotatePassages } from './passages.js';
import { classifySentences } from './sentence-kinds.js';
import { speakTables } from './table-figures.js';

/** Raised when a document would be annotated otherwise than before, or a place is known by another name. */
const ANNOTATOR_VERSION = '28';

/** Figures are about terms of the glossary: another one makes other annotations. */
export function annotatorId({ version }: Glossary): string {
  return `${ANNOTATOR_VERSION} with glossary ${version}`;
}

/**
 * Linear in the document's length; what it says is not changed.
 * @throws WenjuError FILE_UNREADABLE naming the file when it holds more figures than are read
 */
export function annotateDocument<Kind extends Document>(document: Kind, tools: Knowledge): Kind & AnnotatedDocument {
  const sentences = classifySentences(document);
  const passages = annotatePassages(document, sentences);
  const tables = speakTables(document, tools);
  const facts = tables.restore(findFacts(tables.document, passages, tools));
  return { ...document, annotations: { passages, sentences, facts } };
}
