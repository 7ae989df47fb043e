/** Every case of the field as its `case.json` has it, in an empty folder; where something else comes, it is printed. */

import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../cli/command.js';
import { isMissing, shared } from '../needs.js';
import { EXPECTED, type Expected } from './expected.js';

const FIELD = path.join(shared, 'field');
const caseSchema = z.object({
  command: z.union([z.string().transform((lines) => lines.split('\n')), z.array(z.string())]),
  expected: z.string(),
});
/** A word of a command, in quotation marks or without. */
const WORD = /'([^']*)'|"([^"]*)"|(\S+)/g;

const isThere = !isMissing('shared');
const names = isThere
  ? (await readdir(FIELD, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  : [];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-field-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!isThere)('the field', () => {
  it.each(names)('%s', async (name) => {
    const place = path.join(folder, name);
    await cp(path.join(FIELD, name), place, { recursive: true });
    const { command, expected } = caseSchema.parse(JSON.parse(await readFile(path.join(place, 'case.json'), 'utf8')));
    const rules = EXPECTED[name];
    expect(rules, `expected.ts says what is right for ${name}`).toBeDefined();
    const wrong: string[] = [];
    for (const [index, line] of command.entries()) {
      const [, ...args] = readWords(line).map((word) => (word === 'INDEX' ? path.join(place, 'INDEX') : word));
      const { code, stdout, stderr } = await runCommand(args, { folder: place });
      const came = `${stdout}\n${stderr}`;
      const problems = (rules ?? []).filter(({ of }) => of === index).flatMap((rule) => judge(rule, came, code));
      if (problems.length > 0) wrong.push([`$ ${line}`, came.trim(), `(exit code ${code})`, ...problems].join('\n'));
    }
    if (wrong.length > 0) console.log([`\n${name}`, ...wrong, `Expected: ${expected}`].join('\n\n'));
    expect(wrong.length, 'commands with another outcome').toBe(0);
  });
});

function readWords(line: string): string[] {
  return Array.from(line.matchAll(WORD), ([, single, double, bare]) => single ?? double ?? bare ?? '');
}

function judge({ code, shows = [], never = [] }: Expected, came: string, exit: number | null): string[] {
  return [
    ...(code === undefined || code === exit ? [] : [`✗ exit code ${exit}, not ${code}`]),
    ...shows.filter((pattern) => !pattern.test(came)).map((pattern) => `✗ lacks ${pattern}`),
    ...never.filter((pattern) => pattern.test(came)).map((pattern) => `✗ has ${pattern}`),
  ];
}
