/** `wenju serve`: answers over HTTP until it is told to stop. */

import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { CheckRequest } from '../api/check.js';
import { SearchRequest } from '../api/request.js';
import { openConfiguredService } from '../compose/open-service.js';
import { createApp } from '../serve/app.js';
import { createLog } from '../serve/log.js';
import { startServer } from '../serve/server.js';
import { limitWork } from '../serve/work.js';
import type { Config } from '../settings/config.js';
import { addCommonOptions, type CommonOptions, configFrom, parseWholeNumber } from './options.js';
import { print } from './output.js';

interface ServeOptions extends CommonOptions {
  readonly host?: string;
  readonly port?: number;
}

/** A question that the project's own corpus answers. */
const QUESTION_TO_TRY = '2024年荆门GDP增长目标是多少？';

/** Asked before anyone else asks: it loads the model, and a dictionary as it is English, which takes seconds. */
const ENGLISH_QUESTION = 'What is the target?';
/** Checked before anyone else's: what is prepared at its first use takes a hundred times as long as checking. */
const CLAIM = '2024年湖北省地区生产总值增长5.8%。';

/**
 * How much garbage may lie beside what is in use before it is collected, in percent of that. Unless told, V8 goes by the
 * memory of the machine, of which a service is not the only user: it keeps several times as much.
 */
const GARBAGE_PERCENT = 30;

/** Milliseconds that what is being answered has to end by itself when the service is stopped. */
const GRACE_MS = 3_000;
/** Milliseconds after which it ends whatever is under way: an index that is being written loses nothing by that. */
const STOPPED_WITHIN_MS = 4_900;

export function addServeCommand(program: Command): void {
  addCommonOptions(program.command('serve'))
    .option('--host <address>', 'address to listen on')
    .option('--port <number>', 'port to listen on, 0 for any', parseWholeNumber)
    .description('answer over HTTP')
    .action((options: ServeOptions) => serve(configFrom(options), options.quiet ?? false));
}

/** Serves until SIGINT or SIGTERM; what is being answered then is answered, or told after three seconds that it ends. */
export async function serve(config: Config, quiet: boolean): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`);
  const service = limitWork(await openConfiguredService(config, { startsModel: true }));
  await service.search(SearchRequest.parse({ question: ENGLISH_QUESTION }));
  await service.check(CheckRequest.parse({ text: CLAIM }));
  const log = {
    log: createLog(quiet && config.logLevel !== 'silent' ? 'error' : config.logLevel),
    logQuestions: config.logQuestions,
  };
  const app = createApp(service, { ...config, log, readLoad: service.load });
  const server = await startServer(app, { host: config.host, port: config.port }).catch(async (error) => {
    await service.close();
    throw error;
  });
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(), STOPPED_WITHIN_MS).unref();
    const grace = setTimeout(service.stop, GRACE_MS);
    await server.close();
    clearTimeout(grace);
    await service.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Whoever reads this line may stop the service at once.
  print(`wenju answers at ${server.url}`);
  if (!quiet) {
    print(`try: curl '${server.url}/v1/ask?q=${encodeURIComponent(QUESTION_TO_TRY)}'   # ${QUESTION_TO_TRY}`);
  }
}
