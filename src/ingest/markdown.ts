/** Ingest, Markdown: the file's characters go in; the metadata of its front matter and the lines below it come out. */

import { parseDocument } from 'yaml';
import { unreadable } from '../errors.js';
import type { DeclaredMetadata, ReadResult } from './contract.js';
import { checkDeclared } from './declared.js';
import { readMarkdownLines } from './markdown-lines.js';

/** UTF-16 code units of front matter; ten stated fields need a few hundred. */
const MAX_FRONT_MATTER = 16_384;

const OPENING = '---\n';
const CLOSING = /\n(?:---|\.\.\.)[ \t]*(?=\n|$)/g;

/** @throws WenjuError FILE_UNREADABLE naming the file and what in its front matter cannot be meant. */
export function readMarkdown(content: string, source: string): ReadResult {
  const { text, declared } = takeFrontMatter(content, source);
  return { ...readMarkdownLines(text), declared };
}

function takeFrontMatter(content: string, source: string): { text: string; declared: DeclaredMetadata } {
  if (!content.startsWith(OPENING)) return { text: content, declared: {} };
  CLOSING.lastIndex = OPENING.length - 1;
  const closing = CLOSING.exec(content);
  // A file may begin with a rule (---) and have no front matter at all.
  if (closing === null) return { text: content, declared: {} };
  const block = content.slice(OPENING.length, Math.max(OPENING.length, closing.index + 1));
  if (block.length > MAX_FRONT_MATTER) {
    throw unreadable(
      source,
      `expected front matter of at most ${MAX_FRONT_MATTER} characters, got ${block.length}. Move the text below it.`,
    );
  }
  return {
    text: content.slice(closing.index + closing[0].length).replace(/^\n/, ''),
    declared: checkDeclared(parseFrontMatter(block, source), `${source} (front matter)`),
  };
}

function parseFrontMatter(block: string, source: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    const document = parseDocument(block, { schema: 'core', uniqueKeys: true });
    const [problem] = document.errors;
    if (problem !== undefined) throw problem;
    // Aliases have no use in ten plain fields and can be made to multiply.
    value = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw unreadable(`${source} (front matter)`, `expected YAML, ${reason}`, cause);
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw unreadable(`${source} (front matter)`, 'expected lines like "title: …".');
  return { ...value };
}
