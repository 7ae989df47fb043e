/** How a text is put to the model: the templates of `prompts/`, read and checked once at start-up. */

import { readFileSync } from 'node:fs';
import { WenjuError } from '../errors.js';
import type { EmbeddingKind } from './contract.js';

const PLACEHOLDER = '{text}';

/** A function that puts a text into the template of its kind. */
export type ApplyPrefix = (text: string, kind: EmbeddingKind) => string;

/** @throws WenjuError INPUT_INVALID when a template is missing or has not exactly one `{text}`. */
export function readPrefixes(): ApplyPrefix {
  const templates = { query: readTemplate('embed-query.txt'), passage: readTemplate('embed-passage.txt') };
  return (text, kind) => templates[kind].before + text + templates[kind].after;
}

function readTemplate(name: string): { before: string; after: string } {
  const file = new URL(`../../prompts/${name}`, import.meta.url);
  let template: string;
  try {
    template = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new WenjuError('INPUT_INVALID', `Expected the template prompts/${name}, which cannot be read.`, { cause });
  }
  const [before, after, ...more] = template.split(PLACEHOLDER);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new WenjuError('INPUT_INVALID', `prompts/${name} should hold ${PLACEHOLDER} exactly once, got: ${template}`);
  }
  return { before, after };
}
