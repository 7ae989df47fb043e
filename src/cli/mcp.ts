/**
 * `wenju mcp`: the tools of the Model Context Protocol over standard input and output, for a program on this machine
 * that lets a model use them. Serves until its input ends; nothing but the protocol is printed.
 */

import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Command } from 'commander';
import type { Service } from '../api/service.js';
import { WenjuError } from '../errors.js';
import { createTools } from '../serve/adapters/tools.js';
import { withService } from './ask.js';
import { addCommonOptions, type CommonOptions } from './options.js';
import { remark, reportError } from './output.js';

export function addMcpCommand(program: Command): void {
  addCommonOptions(program.command('mcp'))
    .description('offer the tools of the Model Context Protocol over standard input and output')
    .action((options: CommonOptions) => withService(options, answerUntilInputEnds));
}

async function answerUntilInputEnds(service: Service): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
    // Who asked has gone; its input may stay open.
    for (const event of ['close', 'error']) process.stdout.once(event, () => resolve());
  });
  const handle = serveStdio(() => createTools(service, { origin: null, explain: explainError }), {
    onerror: (error) => remark(`wenju: ${error.message}`),
  });
  await ended;
  await handle.close();
}

/** Who asks is the operator, and is told what the service says of its files. */
function explainError(error: unknown): string {
  if (error instanceof WenjuError) return error.message;
  reportError(error);
  return 'Something went wrong in the service, not in the request. Its log says where.';
}
