/** `wenju index`: makes the index mirror the corpus folders and says what it did. */

import type { Command } from 'commander';
import { buildIndex, type IndexReport } from '../compose.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { createProgressBar, EXIT, print, printJson, remark } from './output.js';

export function addIndexCommand(program: Command): void {
  addCommonOptions(program.command('index'))
    .argument('[folders...]', 'corpus folders; the same as --corpus')
    .description('make the index mirror the corpus folders')
    .action(async (folders: string[], options: CommonOptions) => {
      const corpus = [...folders, ...(options.corpus ?? [])];
      const config = configFrom({ ...options, ...(corpus.length > 0 ? { corpus } : {}) });
      const bar = createProgressBar('characters', options.quiet ?? false);
      let report: IndexReport;
      try {
        report = await buildIndex(config, ({ done, total, source }) => bar.update(done, total, source));
      } finally {
        bar.stop();
      }
      if (options.json) printJson(toJson(report));
      else printReport(report, options.quiet ?? false);
      if (report.skipped.length > 0) process.exitCode = EXIT.failed;
    });
}

function toJson({ generation, added, replaced, removed, unchanged, skipped, truncated }: IndexReport) {
  return { generation: generation.name, added, replaced, removed, unchanged, skipped, truncated };
}

function printReport(report: IndexReport, quiet: boolean): void {
  const { added, replaced, removed, unchanged, skipped } = report;
  print(
    `${added.length} added, ${replaced.length} replaced, ${removed.length} removed, ${unchanged.length} unchanged, ` +
      `${skipped.length} skipped · ${report.generation.name}`,
  );
  for (const source of removed) print(`removed ${source}`);
  // Reasons that come from reading the file name it already.
  for (const { source, reason } of skipped)
    remark(`skipped ${reason.startsWith(`${source}: `) ? reason : `${source}: ${reason}`}`);
  if (report.truncated > 0 && !quiet) {
    remark(`${report.truncated} texts are longer than the model's window and were embedded by their beginning.`);
  }
}
