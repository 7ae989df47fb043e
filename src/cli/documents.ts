/** `wenju documents`: a table of what is indexed. */

import type { Command } from 'commander';
import type { Service } from '../api/service.js';
import { openConfiguredService } from '../compose/open-service.js';
import { createSituate } from '../compose/situation.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { printJson, printTable } from './output.js';

const HEADS = [
  'id',
  'region',
  'level',
  'year',
  'period',
  'type',
  'kind',
  'delivered',
  'headings',
  'passages',
  'title',
  'source',
];

export function addDocumentsCommand(program: Command): void {
  addCommonOptions(program.command('documents'))
    .description('list what is indexed')
    .action(async (options: CommonOptions) => {
      const service = await openConfiguredService(configFrom(options));
      try {
        if (options.json) printJson(await service.documents());
        else printTable([HEADS, ...(await tabulate(service))]);
      } finally {
        await service.close();
      }
    });
}

async function tabulate(service: Service): Promise<string[][]> {
  const situate = createSituate();
  const rows: string[][] = [];
  for (const document of (await service.documents()).documents) {
    const { id, year, type, delivered, passages, title, source, sources } = document;
    const { place, level, kind, time } = situate(document);
    const { outline } = await service.document(id);
    // Main headings, and all of them.
    const headings = `${outline.filter(({ level }) => level === 1).length} of ${outline.length}`;
    const files = sources.length === 1 ? source : `${source} (and ${sources.length - 1} more)`;
    const when = [String(year ?? '-'), time ?? '-'];
    rows.push([
      id,
      place ?? '-',
      level ?? '-',
      ...when,
      type,
      kind,
      delivered ?? '-',
      headings,
      String(passages),
      title,
      files,
    ]);
  }
  return rows;
}
