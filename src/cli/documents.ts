/** `wenju documents`: a table of what is indexed. */

import type { Command } from 'commander';
import stringWidth from 'string-width';
import { openService } from '../compose/service.js';
import type { Service } from '../contract.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { print, printJson } from './output.js';

const HEADS = ['id', 'region', 'year', 'type', 'delivered', 'headings', 'passages', 'title', 'source'];
/** Space between two columns. */
const GAP = '  ';

export function addDocumentsCommand(program: Command): void {
  addCommonOptions(program.command('documents'))
    .description('list what is indexed')
    .action(async (options: CommonOptions) => {
      const service = await openService(configFrom(options));
      try {
        if (options.json) printJson(service.documents());
        else printTable(tabulate(service));
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

/** Aligned on a terminal, where a Chinese character takes two columns. */
function printTable(rows: readonly (readonly string[])[]): void {
  const table = [HEADS, ...rows].map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')));
  const widths = HEADS.map((_, column) => Math.max(...table.map((row) => stringWidth(row[column] ?? ''))));
  for (const row of table) {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)));
    print(cells.join(GAP).trimEnd());
  }
}
