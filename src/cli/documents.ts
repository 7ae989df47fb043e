/** `wenju documents`: a table of what is indexed. */

import type { Command } from 'commander';
import { openService } from '../compose/service.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { print, printJson } from './output.js';

export function addDocumentsCommand(program: Command): void {
  addCommonOptions(program.command('documents'))
    .description('list what is indexed')
    .action(async (options: CommonOptions) => {
      const service = await openService(configFrom(options));
      try {
        const reply = service.documents();
        if (options.json) return printJson(reply);
        for (const { id, region, year, type, passages, title, source } of reply.documents) {
          print([id, region ?? '-', year ?? '-', type, `${passages} passages`, title, source].join('\t'));
        }
      } finally {
        await service.close();
      }
    });
}
