/** `wenju index` and `wenju remove`: make the index mirror the corpus folders and say what was done. */

import type { Command } from 'commander';
import { buildIndex, compareIndex, type IndexReport, removeDocument } from '../compose/indexing.js';
import type { Config } from '../settings/config.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { createProgressBar, EXIT, print, printJson, remark } from './output.js';

interface IndexOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** What is told of an update, done or only planned. */
type Told = Pick<IndexReport, 'added' | 'replaced' | 'removed' | 'unchanged' | 'merged' | 'skipped' | 'remarks'> & {
  /** Null when nothing was written. */
  readonly generation: string | null;
  readonly truncated: number;
};

export function addIndexCommand(program: Command): void {
  addCommonOptions(program.command('index'))
    .argument('[folders...]', 'corpus folders; the same as --corpus')
    .option('--dry-run', 'say what would be done and write nothing')
    .description('make the index mirror the corpus folders')
    .action(async (folders: string[], options: IndexOptions) => {
      const corpus = [...folders, ...(options.corpus ?? [])];
      const config = configFrom({ ...options, ...(corpus.length > 0 ? { corpus } : {}) });
      const told = options.dryRun ? await compare(config) : await index(config, options.quiet ?? false);
      if (options.json) printJson(told);
      else printChanges(told, options.quiet ?? false);
      if (told.skipped.length > 0) process.exitCode = EXIT.failed;
    });
}

export function addRemoveCommand(program: Command): void {
  addCommonOptions(program.command('remove'))
    .argument('<id>', 'id of a document, as wenju documents lists it')
    .description('take a document out of the index and delete its file; copies of it stay')
    .action(async (id: string, options: CommonOptions) => {
      const removed = await remove(configFrom(options), id);
      if (options.json) printJson({ id, removed: [removed] });
      else print(`removed ${removed}`);
    });
}

/** Indexes with a progress bar; where a cluster answers, what was indexed is written there. */
export async function index(config: Config, quiet: boolean): Promise<Told> {
  const report = config.store === 'opensearch' ? await indexIntoCluster(config, quiet) : await buildHere(config, quiet);
  return { ...report, generation: report.generation.name };
}

async function buildHere(config: Config, quiet: boolean): Promise<IndexReport> {
  const bar = createProgressBar('characters', quiet);
  try {
    return await buildIndex(config, ({ done, total, source }) => bar.update(done, total, source));
  } finally {
    bar.stop();
  }
}

async function indexIntoCluster(config: Config, quiet: boolean): Promise<IndexReport> {
  const { mirrorIntoCluster } = await import('../compose/cluster/mirror.js');
  let bar: ReturnType<typeof createProgressBar> | null = null;
  try {
    const { built, uploaded } = await mirrorIntoCluster(config, () => buildHere(config, quiet), {
      onDocument(done, total) {
        bar ??= createProgressBar('documents', quiet);
        bar.update(done, total, '');
      },
      onChange(source, became) {
        if (!quiet) remark(`${source} was ${became} over HTTP, and is now here, too`);
      },
    });
    stopBar(bar);
    const { names, written, removed, kept } = uploaded;
    if (!quiet) {
      remark(
        `${written} documents written into the cluster, ${removed} removed, ${kept} were there · ${names.documents} serves`,
      );
    }
    return built;
  } finally {
    stopBar(bar);
  }
}

/** A variable that only a callback sets is taken for what it began as, where it is not handed over. */
function stopBar(bar: ReturnType<typeof createProgressBar> | null): void {
  bar?.stop();
}

/** Out of the index here, and where a cluster answers out of the one there. */
async function remove(config: Config, id: string): Promise<string> {
  if (config.store !== 'opensearch') return removeDocument(config, id);
  const { mirrorIntoCluster } = await import('../compose/cluster/mirror.js');
  return (await mirrorIntoCluster(config, () => removeDocument(config, id))).built;
}

async function compare(config: Config): Promise<Told> {
  return { ...(await compareIndex(config)), generation: null, truncated: 0 };
}

/** A line of counts, then the changes one by one; an index that was built anew lists no additions. */
export function printChanges(told: Told, quiet: boolean): void {
  const { added, replaced, removed, unchanged, merged, skipped, remarks, truncated, generation } = told;
  print(
    `${added.length} added, ${replaced.length} replaced, ${removed.length} removed, ${unchanged.length} unchanged, ` +
      `${skipped.length} skipped · ${generation ?? 'nothing was written'}`,
  );
  const isAnUpdate = generation === null || replaced.length + removed.length + unchanged.length > 0;
  if (isAnUpdate) for (const source of added) print(`added ${source}`);
  for (const source of replaced) print(`replaced ${source}`);
  for (const source of removed) print(`removed ${source}`);
  for (const { kept, dropped } of merged) print(`merged ${dropped} into ${kept}`);
  const answering = new Set([...unchanged, ...replaced]);
  for (const { source, reason } of skipped) {
    // Reasons that come from reading the file name it already.
    const told = reason.startsWith(source) ? reason : `${source}: ${reason}`;
    remark(`skipped ${told}${answering.has(source) ? ' Until then the index keeps what it had of it.' : ''}`);
  }
  for (const { source, remark: what } of remarks) remark(`${source}: ${what}`);
  if (truncated > 0 && !quiet) {
    remark(`${truncated} texts are longer than the model's window and were embedded by their beginning.`);
  }
}
