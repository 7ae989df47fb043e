/** Ingest, Markdown: the file's characters go in; the metadata of its front matter and the lines below it come out. */

import { parseDocument } from 'yaml';
import { unreadable } from '../errors.js';
import { METADATA_FIELDS } from '../metadata.js';
import type { DeclaredMetadata, ReadResult } from './contract.js';
import { checkDeclared } from './declared.js';
import { readMarkdownLines } from './markdown-lines.js';

/** UTF-16 code units of front matter; ten stated fields need a few hundred. */
const MAX_FRONT_MATTER = 16_384;

const KNOWN: ReadonlySet<string> = new Set(METADATA_FIELDS.map(({ name }) => name));
/** Of what stands in the file, in a message. */
const MAX_KEYS_TOLD = 20;
const MAX_TOLD = 200;

const OPENING = '---\n';
const CLOSING = /\n(?:---|\.\.\.)[ \t]*(?=\n|$)/g;

/** @throws WenjuError FILE_UNREADABLE naming the file and what in its front matter cannot be meant. */
export function readMarkdown(content: string, source: string): ReadResult {
  const { text, declared, unknown } = takeFrontMatter(content, source);
  const remarks = unknown.length === 0 ? [] : [tellUnknown(unknown)];
  return { ...readMarkdownLines(text), declared, remarks };
}

interface FrontMatter {
  /** What stands below it. */
  readonly text: string;
  readonly declared: DeclaredMetadata;
  /** Keys that other programs read. */
  readonly unknown: readonly string[];
}

function takeFrontMatter(content: string, source: string): FrontMatter {
  const none = { text: content, declared: {}, unknown: [] };
  if (!content.startsWith(OPENING)) return none;
  CLOSING.lastIndex = OPENING.length - 1;
  const closing = CLOSING.exec(content);
  // A file may begin with a rule (---) and have no front matter at all.
  if (closing === null) return none;
  const block = content.slice(OPENING.length, Math.max(OPENING.length, closing.index + 1));
  if (block.length > MAX_FRONT_MATTER) {
    throw unreadable(
      source,
      `expected front matter of at most ${MAX_FRONT_MATTER} characters, got ${block.length}. Move the text below it.`,
    );
  }
  const entries = Object.entries(parseFrontMatter(block, source));
  const known = entries.filter(([key]) => KNOWN.has(key));
  return {
    text: content.slice(closing.index + closing[0].length).replace(/^\n/, ''),
    declared: checkDeclared(Object.fromEntries(known), `${source} (front matter)`),
    unknown: entries.flatMap(([key]) => (KNOWN.has(key) ? [] : [key])),
  };
}

/** Note programs and site generators keep things of their own there (`tags`, `layout`); a field misspelt looks the same. */
function tellUnknown(keys: readonly string[]): string {
  const told = keys.slice(0, MAX_KEYS_TOLD).join(', ').slice(0, MAX_TOLD);
  return `Front matter has fields that were passed over: ${told}. Known are ${[...KNOWN].join(', ')}.`;
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
