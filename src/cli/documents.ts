/** `wenju documents`: a table of what is indexed. */

import type { Command } from 'commander';
import type { Service } from '../api/service.js';
import { openService } from '../compose/service.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { printJson, printTable } from './output.js';

const HEADS = ['id', 'region', 'year', 'type', 'delivered', 'headings', 'passages', 'title', 'source'];

export function addDocumentsCommand(program: Command): void {
  addCommonOptions(program.command('documents'))
    .description('list what is indexed')
    .action(async (options: CommonOptions) => {
      const service = await openService(configFrom(options));
      try {
        if (options.json) printJson(service.documents());
        else printTable([HEADS, ...tabulate(service)]);
      } finally {
        await service.close();
      }
    });
}

function tabulate(service: Service): string[][] {
  return service
    .documents()
    .documents.map(({ id, region, year, type, delivered, passages, title, source, sources }) => {
      const { outline } = service.document(id);
      // Main headings, and all of them.
      const headings = `${outline.filter(({ level }) => level === 1).length} of ${outline.length}`;
      const files = sources.length === 1 ? source : `${source} (and ${sources.length - 1} more)`;
      return [id, region ?? '-', String(year ?? '-'), type, delivered ?? '-', headings, String(passages), title, files];
    });
}
