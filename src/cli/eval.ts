/** `wenju eval`: asks the questions of a folder whose answers are known and prints how well they were answered. */

import path from 'node:path';
import type { Command } from 'commander';
import { openCollection } from '../compose/collection.js';
import { openService } from '../compose/service.js';
import type { Config } from '../config.js';
import type { BeirCollection } from '../evaluate/beir.js';
import { readEvaluationFolder } from '../evaluate/folder.js';
import type { QuestionSet } from '../evaluate/questions.js';
import { formatBeirReport, formatMisses, formatReport } from '../evaluate/report.js';
import { evaluate, evaluateBeir } from '../evaluate/run.js';
import { AskRequest } from '../request.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { createProgressBar, print, printJson } from './output.js';

interface EvalOptions extends CommonOptions {
  readonly misses?: boolean;
}

export function addEvalCommand(program: Command): void {
  addCommonOptions(program.command('eval'))
    .argument('<folder>', 'questions with known answers, or a BEIR collection')
    .option('--misses', 'list the questions that went wrong')
    .description('measure retrieval and refusal on questions with known answers')
    .action(async (folder: string, options: EvalOptions) => {
      const config = configFrom(options);
      const read = await readEvaluationFolder(folder);
      if (read.kind === 'beir') await evaluateCollection(path.basename(folder), read.collection, config, options);
      else await evaluateQuestions(read.questions, config, options);
    });
}

async function evaluateQuestions(questions: QuestionSet, config: Config, options: EvalOptions): Promise<void> {
  const service = await openService(config);
  const bar = createProgressBar('questions', options.quiet ?? false);
  try {
    const report = await evaluate(
      questions,
      async (question, topK) => {
        const reply = await service.ask(AskRequest.parse({ question, topK }));
        return {
          status: reply.status,
          tookMs: reply.tookMs,
          passages: reply.passages.map(({ document, text }) => ({ source: document.source, text })),
        };
      },
      { onProgress: (asked, total) => bar.update(asked, total) },
    );
    bar.stop();
    if (options.json) return printJson(report);
    print(formatReport(report));
    if (options.misses) print(formatMisses(report.misses));
  } finally {
    bar.stop();
    await service.close();
  }
}

async function evaluateCollection(
  name: string,
  collection: BeirCollection,
  config: Config,
  options: EvalOptions,
): Promise<void> {
  const bar = createProgressBar('characters', options.quiet ?? false);
  const ranker = await openCollection(config, collection.entries, ({ done, total }) => bar.update(done, total));
  bar.stop();
  const asked = createProgressBar('questions', options.quiet ?? false);
  try {
    const report = await evaluateBeir(collection.queries, collection.qrels, (question) => ranker.rank(question), {
      onProgress: (done, total) => asked.update(done, total),
    });
    asked.stop();
    if (options.json) printJson(report);
    else print(formatBeirReport(name, report));
  } finally {
    asked.stop();
    await ranker.close();
  }
}
