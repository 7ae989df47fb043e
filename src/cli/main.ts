#!/usr/bin/env node
/** The command line: one file a command. Wrong usage and wrong input end with 2, failures with 1. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { addAskCommand, addSearchCommand } from './ask.js';
import { addCheckCommand, addCiteCommand, addCompareCommand } from './check.js';
import { addConfigCommand } from './config.js';
import { addDoctorCommand } from './doctor.js';
import { addDocumentsCommand } from './documents.js';
import { addEvalCommand } from './eval.js';
import { addIndexCommand, addRemoveCommand } from './index.js';
import { addInspectCommand } from './inspect.js';
import { addMcpCommand } from './mcp.js';
import { allowClosedOutput, EXIT, reportError } from './output.js';
import { addServeCommand } from './serve.js';

const packageFile = new URL('../../package.json', import.meta.url);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));

const program = new Command('wenju')
  .description('文据: ask government reports; get the passages, and the words to cite.')
  .version(version)
  .exitOverride();
addIndexCommand(program);
addRemoveCommand(program);
addServeCommand(program);
addAskCommand(program);
addSearchCommand(program);
addCiteCommand(program);
addCheckCommand(program);
addCompareCommand(program);
addInspectCommand(program);
addDocumentsCommand(program);
addDoctorCommand(program);
addEvalCommand(program);
addConfigCommand(program);
addMcpCommand(program);

allowClosedOutput();
try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its message already; 0 stands for --help and --version.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongInput;
  else process.exitCode = reportError(error);
}
