/** A command that waits for something that keeps no process alive ends when it is done, not in the middle of it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from './command.js';

/** What names the generation is read a moment later, and nothing keeps the process alive meanwhile. */
const SLOW_DISK = `
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const { readFile } = promises;
promises.readFile = async (file, ...options) => {
  if (String(file).endsWith('CURRENT')) await new Promise((resolve) => setTimeout(resolve, 100).unref());
  return readFile(file, ...options);
};
syncBuiltinESMExports();
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-alive-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a command waits for what keeps no process alive', async () => {
  const disk = path.join(folder, 'disk.mjs');
  await writeFile(disk, SLOW_DISK);
  await writeFile(path.join(folder, 'CURRENT'), 'nothing');
  const environment = { NODE_OPTIONS: `--import ${pathToFileURL(disk).href}` };
  const { code, stderr } = await runCommand(['documents', '--index', folder], { folder, environment });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/CURRENT should name a generation/) });
});
