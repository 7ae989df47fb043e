/** What setup.mjs asks of npm, in a folder of its own; a program that notes how it is called stands for npm. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const NPM = `
require('node:fs').appendFileSync('calls', JSON.stringify([
  ...process.argv.slice(2, 4),
  process.env.npm_config_build_from_source ?? null,
]) + '\\n');
`;

const JIEBA = 'node_modules/nodejieba/lib/nodejieba.cpp';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wenju-setup-'));
  for (const part of ['node_modules/typescript/bin', path.dirname(JIEBA)])
    mkdirSync(path.join(folder, part), { recursive: true });
  copyFileSync(JIEBA, path.join(folder, JIEBA));
  for (const file of ['setup.mjs', 'package-lock.json']) copyFileSync(file, path.join(folder, file));
  for (const file of ['data.mjs', 'widget.mjs', 'node_modules/typescript/bin/tsc'])
    writeFileSync(path.join(folder, file), '');
  writeFileSync(path.join(folder, 'npm.cjs'), NPM);
});
afterEach(() => rmSync(folder, { recursive: true }));

function setUp(): unknown[] {
  const env = { ...process.env, npm_execpath: path.join(folder, 'npm.cjs') };
  execFileSync(process.execPath, ['setup.mjs'], { cwd: folder, env });
  const calls = readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
  return calls.map((call): unknown => JSON.parse(call));
}

describe('setup.mjs', () => {
  it('has the native part compiled from its hashed sources, and never fetched', () => {
    expect(setUp()).toContainEqual(['rebuild', 'nodejieba', 'nodejieba']);
  });

  it('has it compiled without what makes a second dictionary of its words', () => {
    setUp();
    const source = readFileSync(path.join(folder, JIEBA), 'utf8');
    expect(source).toContain('_text_rank_extractor_handle = nullptr;');
    expect(source).toContain('_jieba_handle = new cppjieba::Jieba(');
  });

  it('installs once for a lockfile', () => {
    expect(setUp()).toHaveLength(2);
    expect(setUp()).toHaveLength(2);
  });
});
