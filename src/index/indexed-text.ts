/**
 * What of a passage is indexed: its words, and in front of them what it is about. Paragraphs of reports hardly name
 * their own place or year, so title, region, year and headings are embedded and tokenised with them, not shown.
 */

import { createHash } from 'node:crypto';
import type { Tokenizer } from '../lexicon/contract.js';
import { normaliseForTerms } from '../lexicon/tokenizer.js';
import type { LetOthers } from '../turns.js';
import type { Document, Passage } from '../types.js';
import { createWordCounter } from './word-counter.js';
import type { DocumentWords } from './words.js';

/** Characters of a heading that are indexed with each passage; a journalist's question may be longer. */
const MAX_HEADING_CHARACTERS = 60;
/** Characters of a title that are indexed with each passage. */
const MAX_TITLE_CHARACTERS = 60;

/** The texts that are embedded for a document, in the order of its passages and sentences. */
export interface EmbeddedTexts {
  readonly passages: readonly string[];
  readonly sentences: readonly string[];
}

/** Title, with region and year where it does not name them. */
export function describeSource(document: Document): string {
  const { title, region, year } = document.metadata;
  const missing = [
    region !== null && !title.includes(region.slice(0, 2)) ? region : '',
    year !== null && !title.includes(String(year)) ? `${year}年` : '',
  ].join('');
  return `${missing}${title}`.slice(0, MAX_TITLE_CHARACTERS);
}

/** All headings above a passage, for its words. Whoever changes it raises TOKENIZER_VERSION: stored words are kept until then. */
export function lexicalText(document: Document, passage: Passage): string {
  const text = document.text.slice(passage.start, passage.end);
  return [describeSource(document), ...passage.headingPath.filter((heading) => !text.startsWith(heading)), text].join(
    '\n',
  );
}

/** The words that a document's passages are found by, and those of its sentences. */
export async function cutWords(document: Document, tokenizer: Tokenizer, letOthers: LetOthers): Promise<DocumentWords> {
  const counter = createWordCounter();
  for (const passage of document.passages) {
    counter.add(tokenizer.tokenize(lexicalText(document, passage)));
    await letOthers();
  }
  for (const { start, end } of document.sentences) {
    const text = document.text.slice(start, end);
    counter.addSentence(normaliseForTerms(text), tokenizer.tokenize(text));
    await letOthers();
  }
  return counter.finish();
}

/** Title and innermost heading in front of each passage, title in front of each sentence. */
export function embeddedTexts(document: Document): EmbeddedTexts {
  const source = describeSource(document);
  const passages = document.passages.map((passage) => {
    const text = document.text.slice(passage.start, passage.end);
    const heading = passage.headingPath.at(-1)?.slice(0, MAX_HEADING_CHARACTERS) ?? '';
    return [source, text.startsWith(heading) ? '' : heading, text].filter((part) => part !== '').join(' ');
  });
  const sentences = document.sentences.map(
    (sentence) => `${source} ${document.text.slice(sentence.start, sentence.end)}`,
  );
  return { passages, sentences };
}

/** SHA-256 over everything embedded for a document, hex. */
export function hashEmbeddedTexts(texts: EmbeddedTexts): string {
  return createHash('sha256')
    .update(JSON.stringify([texts.passages, texts.sentences]))
    .digest('hex');
}
