/** `wenju inspect`: what was read of one file, what was dropped and why, its outline and its passages. */

import path from 'node:path';
import type { Command } from 'commander';
import { prepareFile } from '../compose/corpus.js';
import { createSituate } from '../compose/situation.js';
import type { Document } from '../types.js';
import { addCommonOptions, type CommonOptions } from './options.js';
import { print, printJson, remark } from './output.js';

/** Characters shown of each dropped text. */
const MAX_DROPPED_SHOWN = 100;

export function addInspectCommand(program: Command): void {
  addCommonOptions(program.command('inspect'))
    .argument('<file>', 'a document')
    .description('show what is read of a file, what is dropped, its outline and its passages')
    .action(async (file: string, options: CommonOptions) => {
      const source = path.basename(file);
      const { documents, remarks } = await prepareFile({ source, path: path.resolve(file) });
      if (options.json) {
        for (const { source: name, remark: what } of remarks) remark(`${name}: ${what}`);
        return printJson(documents.length === 1 ? documents[0] : documents);
      }
      for (const document of documents) {
        if (documents.length > 1) print(`\n## ${document.source}`);
        printMetadata(document);
        printOutline(document);
        printPassages(document);
        printDropped(document);
      }
      if (remarks.length > 0) print('\n# Remarks');
      for (const { remark: what } of remarks) print(what);
    });
}

function printMetadata({ metadata, origins }: Document): void {
  print('# Metadata');
  const entries: [string, string][] = Object.entries(metadata).map(([field, value]) => [
    field,
    value === null ? '-' : typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const origin: Record<string, string | undefined> = origins;
  for (const [field, value] of entries)
    print(`${field.padEnd(10)} ${value}${origin[field] ? `   (${origin[field]})` : ''}`);
  const { place, level, kind, time } = createSituate()(metadata);
  for (const [field, value] of Object.entries({ place, level, kind, period: time }))
    print(`${field.padEnd(10)} ${value ?? '-'}`);
}

function printOutline({ sections }: Document): void {
  print('\n# Outline');
  for (const { level, heading, runIn } of sections) print(`${'  '.repeat(level - 1)}${heading}${runIn ? ' …' : ''}`);
}

function printPassages({ passages, text }: Document): void {
  print('\n# Passages');
  for (const { id, start, end, paragraph, headingPath, cut } of passages) {
    print(`\n${id} [${start}, ${end}) paragraph ${paragraph}${cut ? ' (cut)' : ''} · ${headingPath.join(' › ')}`);
    print(text.slice(start, end));
  }
}

function printDropped({ dropped }: Document): void {
  print('\n# Dropped');
  for (const { text, reason } of dropped) {
    print(
      `${reason}: ${text.length > MAX_DROPPED_SHOWN ? `${text.slice(0, MAX_DROPPED_SHOWN)}… (${text.length})` : text}`,
    );
  }
}
