#!/usr/bin/env node
/** The command line: one file a command. Wrong usage and wrong input end with 2, failures with 1. */

import { readFileSync } from 'node:fs';
import * as node from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { allowClosedOutput, EXIT, reportError, runToEnd } from './output.js';

/** In the order of --help. Loaded when named: one needs a fraction of what all need together. */
const COMMANDS: ReadonlyMap<string, () => Promise<(program: Command) => void>> = new Map([
  ['index', async () => (await import('./index.js')).addIndexCommand],
  ['remove', async () => (await import('./index.js')).addRemoveCommand],
  ['serve', async () => (await import('./serve.js')).addServeCommand],
  ['ask', async () => (await import('./ask.js')).addAskCommand],
  ['search', async () => (await import('./ask.js')).addSearchCommand],
  ['cite', async () => (await import('./check.js')).addCiteCommand],
  ['check', async () => (await import('./check.js')).addCheckCommand],
  ['compare', async () => (await import('./check.js')).addCompareCommand],
  ['inspect', async () => (await import('./inspect.js')).addInspectCommand],
  ['documents', async () => (await import('./documents.js')).addDocumentsCommand],
  ['doctor', async () => (await import('./doctor.js')).addDoctorCommand],
  ['config', async () => (await import('./config.js')).addConfigCommand],
  ['eval', async () => (await import('./eval.js')).addEvalCommand],
  ['mcp', async () => (await import('./mcp.js')).addMcpCommand],
]);

// Node 22 and newer keep what they compiled, beside what else is derived: a third of the time that loading takes.
if ('enableCompileCache' in node && typeof node.enableCompileCache === 'function') {
  node.enableCompileCache(fileURLToPath(new URL('../../embeddings/cache/compiled', import.meta.url)));
}

const packageFile = new URL('../../package.json', import.meta.url);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));

const program = new Command('wenju')
  .description('文据: ask government reports; get the passages, and the words to cite.')
  .version(version)
  .exitOverride();
const named = COMMANDS.get(process.argv[2] ?? '');
for (const load of named ? [named] : COMMANDS.values()) (await load())(program);

allowClosedOutput();
try {
  await runToEnd(() => program.parseAsync());
} catch (error) {
  // Commander has printed its message already; 0 stands for --help and --version.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongInput;
  else process.exitCode = reportError(error);
}
