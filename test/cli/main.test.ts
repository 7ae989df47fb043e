/**
 * The command line as a user meets it: the built command in a process of its own, its exit code and its two streams.
 * One small corpus is indexed first, and what only asks shares it.
 */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskReply, SearchReply } from '../../src/api/ask.js';
import { DocumentsReply } from '../../src/api/documents.js';
import { commitGeneration, readCurrentGeneration } from '../../src/index/generations.js';
import { lockForWriting } from '../../src/index/lock.js';
import { type Ended, runCommand, startCommand } from './command.js';

const JINGMEN = `---
title: 荆门市2024年政府工作报告
region: 荆门市
year: 2024
type: report
---

# 荆门市2024年政府工作报告

## 一、2024年主要目标

地区生产总值增速7%，粮食总产不低于58亿斤。

## 二、民生

全年新建学校12所，改造老旧小区245个。
`;
const XIANTAO = `---
title: 仙桃市2021年政府工作报告
region: 仙桃市
year: 2021
type: report
---

# 仙桃市2021年政府工作报告

## 一、2020年回顾

全市地区生产总值为827.9亿元，城市空气质量优良率为86.5%。
`;
const QUESTION = '2024年荆门GDP增长目标是多少？';

let folder: string;
/** Indexed once; only read. */
let corpus: string;
let index: string;

const start = (args: readonly string[]) => startCommand(args, { folder });
const run = (...args: readonly string[]): Promise<Ended> => runCommand(args, { folder });

/** One line, ended: what an error is to be. */
function expectOneLine(text: string, pattern: RegExp): void {
  expect(text).toMatch(/^[^\n]+\n$/);
  expect(text).toMatch(pattern);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-cli-'));
  corpus = path.join(folder, 'corpus');
  index = path.join(folder, 'index');
  await mkdir(corpus);
  await writeFile(path.join(corpus, 'jingmen.md'), JINGMEN);
  await writeFile(path.join(corpus, 'xiantao.md'), XIANTAO);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('wenju index', () => {
  it('adds two new documents, and prints no progress where no one watches', async () => {
    const { code, stdout, stderr } = await run('index', corpus, '--index', index);
    expect(stdout).toMatch(/^2 added, 0 replaced, 0 removed, 0 unchanged, 0 skipped · g000001\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('changes nothing the second time', async () => {
    const { code, stdout } = await run('index', corpus, '--index', index, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      generation: 'g000001',
      merged: [],
      added: [],
      replaced: [],
      removed: [],
      unchanged: ['jingmen.md', 'xiantao.md'],
      skipped: [],
      remarks: [],
      truncated: 0,
    });
  });

  describe('on a copy of its own', () => {
    let ownCorpus: string;
    let ownIndex: string;
    beforeAll(async () => {
      ownCorpus = path.join(folder, 'own-corpus');
      ownIndex = path.join(folder, 'own-index');
      await cp(corpus, ownCorpus, { recursive: true });
      await cp(index, ownIndex, { recursive: true });
    });

    it('replaces a document whose file changed, and keeps the other', async () => {
      await writeFile(path.join(ownCorpus, 'xiantao.md'), XIANTAO.replace('86.5%', '87.5%'));
      const { code, stdout } = await run('index', '--corpus', ownCorpus, '--index', ownIndex);
      expect(stdout).toMatch(
        /^0 added, 1 replaced, 0 removed, 1 unchanged, 0 skipped · g000002\nreplaced xiantao\.md\n$/,
      );
      expect(code).toBe(0);
    });

    it('removes a document whose file is gone, and lists it', async () => {
      await rm(path.join(ownCorpus, 'xiantao.md'));
      const { code, stdout } = await run('index', ownCorpus, '--index', ownIndex);
      expect(stdout).toMatch(
        /^0 added, 0 replaced, 1 removed, 1 unchanged, 0 skipped · g000003\nremoved xiantao\.md\n$/,
      );
      expect(code).toBe(0);
    });

    it('takes what it can read in part, and says what it did not read', async () => {
      const file = path.join(ownCorpus, 'notes.md');
      await writeFile(file, JINGMEN.replace('type: report', 'type: report\nlayout: post').replaceAll('245', '246'));
      const { code, stdout, stderr } = await run('index', ownCorpus, '--index', ownIndex, '--dry-run');
      await rm(file);
      expect(stdout).toMatch(/^1 added, .* 0 skipped/);
      expect(stderr).toMatch(/^notes\.md: Front matter has fields that were passed over: layout\. /m);
      expect(code).toBe(0);
    });

    it('skips what it cannot read with the reason, takes the rest, and ends with 1', async () => {
      await writeFile(path.join(ownCorpus, 'broken.md'), Buffer.from([0xe4, 0xbb, 0xff, 0x41]));
      await writeFile(path.join(ownCorpus, 'empty.md'), '');
      const { code, stdout, stderr } = await run('index', ownCorpus, '--index', ownIndex);
      expect(stdout).toMatch(/^0 added, 0 replaced, 0 removed, 1 unchanged, 2 skipped · g000003\n$/);
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(/^skipped broken\.md: expected UTF-8, found byte .* at offset/),
        expect.stringMatching(/^skipped empty\.md: expected text, found none/),
        '',
      ]);
      expect(code).toBe(1);
    });

    it('refuses a folder that does not exist and leaves the index as it is', async () => {
      const { code, stdout, stderr } = await run('index', path.join(folder, 'nowhere'), '--index', ownIndex);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expectOneLine(stderr, /^wenju: .*nowhere/);
      expect((await run('ask', QUESTION, '--index', ownIndex)).stdout).toContain('增速7%');
    });

    it('refuses a file where a folder belongs', async () => {
      const { code, stderr } = await run('index', path.join(ownCorpus, 'jingmen.md'), '--index', ownIndex);
      expect(code).toBe(2);
      expectOneLine(stderr, /^wenju: Expected a folder, got the file .*jingmen\.md/);
    });

    it('says in one line what the system refuses', async () => {
      const { code, stdout, stderr } = await run('index', corpus, '--index', path.join(ownCorpus, 'jingmen.md'));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expectOneLine(stderr, /^wenju: E[A-Z]+: .*jingmen\.md/);
    });

    it('refuses to write while another process writes, and names it', async () => {
      const unlock = await lockForWriting(ownIndex);
      const { code, stdout, stderr } = await run('index', corpus, '--index', ownIndex);
      await unlock();
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expectOneLine(stderr, new RegExp(`^wenju: .* process ${process.pid} `));
    });
  });
});

describe('wenju ask', () => {
  it('answers with the sentence, its marker and its place', async () => {
    const { code, stdout, stderr } = await run('ask', QUESTION, '--index', index);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^荆门市2024年地区生产总值目标：增长7% \[1\]\n\n地区生产总值增速7%，粮食总产不低于58亿斤。 \[1\]\n/,
    );
    expect(stdout).toMatch(/^\[1\] 荆门市2024年政府工作报告 › .*2024年主要目标 › 第\d+段$/m);
  });

  it('prints the reply of the contract with --json', async () => {
    const { code, stdout } = await run('ask', QUESTION, '--index', index, '--json', '--top-k', '1');
    expect(code).toBe(0);
    const reply = AskReply.parse(JSON.parse(stdout));
    expect(reply.status).toBe('answered');
    expect(reply.passages).toHaveLength(1);
  });

  it('ends with 3 when the documents do not answer, and says what is missing', async () => {
    const { code, stdout, stderr } = await run('ask', '深圳2024年的GDP目标是多少？', '--index', index);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toMatch(/^所收录的文件中没有关于“深圳市”的。现收录的文件涉及仙桃市、荆门市；年份：2021、2024。\n/);
    expect(stdout).toContain('nearest passages, not evidence');
  });

  it('tells a reader of English what the Chinese sentence is', async () => {
    const { stdout } = await run('ask', 'What is the GDP growth target of Jingmen for 2024?', '--index', index);
    expect(stdout).toContain('The sentence is quoted in Chinese from the original document');
  });

  it.each([
    ['a blank question', ['   '], /question: expected .*not blank.*, came " {3}"/],
    ['--top-k 0', [QUESTION, '--top-k', '0'], /topK: expected a whole number from 1 to 50, came 0/],
    ['--top-k 51', [QUESTION, '--top-k', '51'], /topK: expected a whole number from 1 to 50, came 51/],
    ['--top-k many', [QUESTION, '--top-k', 'many'], /--top-k.*'many'.*whole number/],
    ['a year of two digits', [QUESTION, '--year', '24'], /years.*expected a year of four digits, came 24/],
    ['a region without a name', [QUESTION, '--region', ''], /regions.*expected a name .*, came ""/],
    ['an unknown type', [QUESTION, '--type', 'novel'], /--type.*'novel'.*Expected one of report/],
    ['an unknown option', [QUESTION, '--zzz'], /unknown option '--zzz'/],
    ['no question', [], /missing required argument 'question'/],
  ])('refuses %s with one line and 2', async (_, args, message) => {
    const { code, stdout, stderr } = await run('ask', ...args, '--index', index);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectOneLine(stderr, message);
  });

  it('refuses an index made by another model and says what to run', async () => {
    const stale = path.join(folder, 'stale-index');
    await cp(index, stale, { recursive: true });
    const generation = await readCurrentGeneration(stale);
    if (!generation) throw new Error('expected an index');
    const { makers, createdAt, documents } = generation.manifest;
    await rm(path.join(generation.folder, 'manifest.json'));
    await commitGeneration(stale, generation, { makers: { ...makers, model: 'another-model' }, createdAt, documents });
    const { code, stdout, stderr } = await run('ask', QUESTION, '--index', stale);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expectOneLine(stderr, /^wenju: .*model: another-model instead of .*Run: wenju index$/m);
  });

  it('says what to run when there is no index', async () => {
    const { code, stdout, stderr } = await run('ask', QUESTION, '--index', path.join(folder, 'no-index'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expectOneLine(stderr, /^wenju: There is no index at .*no-index\. Run: wenju index$/m);
  });
});

describe('wenju search', () => {
  it('prints passages only', async () => {
    const { code, stdout } = await run('search', QUESTION, '--index', index, '--region', '仙桃', '--json');
    expect(code).toBe(0);
    const { passages } = SearchReply.parse(JSON.parse(stdout));
    expect(new Set(passages.map(({ document }) => document.source))).toEqual(new Set(['xiantao.md']));
  });
});

describe('wenju inspect', () => {
  it('prints metadata, outline, passages and what was dropped, and nothing else', async () => {
    const { code, stdout, stderr } = await run('inspect', path.join(corpus, 'jingmen.md'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^# .*$/gm)).toEqual(['# Metadata', '# Outline', '# Passages', '# Dropped']);
    expect(stdout).toMatch(/^region {5}荆门市 {3}\(front matter\)$/m);
    expect(stdout).toContain('全年新建学校12所，改造老旧小区245个。');
  });

  it('ends well when its reader has seen enough', async () => {
    const file = path.join(folder, 'long.md');
    // More than a pipe holds.
    await writeFile(file, JINGMEN + '全年新建学校12所，改造老旧小区245个。\n\n'.repeat(5000));
    const child = start(['inspect', file, '--json']);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('refuses a file that is not there, and one it cannot read', async () => {
    const missing = await run('inspect', path.join(folder, 'nothing.md'));
    expect(missing.code).toBe(2);
    expectOneLine(missing.stderr, /^wenju: .*nothing\.md/);
    const file = path.join(folder, 'broken.txt');
    await writeFile(file, Buffer.from([0xff, 0xfe, 0x00]));
    const broken = await run('inspect', file);
    expect(broken.code).toBe(2);
    expectOneLine(broken.stderr, /^wenju: broken\.txt: expected UTF-16LE, as its byte order mark says/);
  });
});

describe('wenju documents', () => {
  it('lists one document a line, below the heads of the columns', async () => {
    const { code, stdout } = await run('documents', '--index', index);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^id +region +level +year +period +type +kind +delivered +headings +passages +title +source$/,
      ),
      expect.stringMatching(
        /^[0-9a-f]{16} +湖北省 › 荆门市 +city +2024 +2024 +report +work report +- +2 of 2 +\d+ +荆门市2024年政府工作报告 +jingmen\.md$/,
      ),
      expect.stringMatching(
        /^[0-9a-f]{16} +湖北省 › 仙桃市 +city +2021 +2021 +report +work report +- +1 of 1 +\d+ +仙桃市2021年政府工作报告 +xiantao\.md$/,
      ),
    ]);
  });

  it('prints the reply of the contract with --json', async () => {
    const { stdout } = await run('documents', '--index', index, '--json');
    expect(DocumentsReply.parse(JSON.parse(stdout)).documents).toHaveLength(2);
  });
});

describe('wenju eval', () => {
  it('measures the questions of a folder', async () => {
    const questions = path.join(folder, 'questions');
    await mkdir(questions);
    const line = { id: '1', lang: 'zh', question: QUESTION, relevant: [{ doc: 'jingmen.md', span: '增速7%' }] };
    await writeFile(path.join(questions, 'answerable.jsonl'), `${JSON.stringify(line)}\n`);
    const { code, stdout, stderr } = await run('eval', questions, '--index', index);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^all +1 +1\.000 +1\.000 +1\.000/m);
  });

  it('measures several folders one by one and together', async () => {
    const [first, second] = [path.join(folder, 'first'), path.join(folder, 'second')];
    const line = { id: '1', lang: 'zh', question: QUESTION, relevant: [{ doc: 'jingmen.md', span: '增速7%' }] };
    for (const name of [first, second]) {
      await mkdir(name);
      await writeFile(path.join(name, 'answerable.jsonl'), `${JSON.stringify(line)}\n`);
    }
    const { code, stdout } = await run('eval', first, second, '--index', index, '--json');
    expect(code).toBe(0);
    const { folders, together } = JSON.parse(stdout);
    expect(
      folders.map((each: { folder: string; report: { all: { count: number } } }) => [
        each.folder,
        each.report.all.count,
      ]),
    ).toEqual([
      [first, 1],
      [second, 1],
    ]);
    expect(together.all).toMatchObject({ count: 2, hitAt1: 1 });
  });

  it('takes folders before --misses and does not list misses of an ablation', async () => {
    const swallowed = await run('eval', '--misses', corpus);
    expect(swallowed.code).toBe(2);
    expect(swallowed.stderr).toContain('write folders before --misses');
    expect((await run('eval', corpus, '--ablate', '--misses')).code).toBe(2);
  });

  it('refuses a folder that holds no questions', async () => {
    const { code, stderr } = await run('eval', corpus, '--index', index);
    expect(code).toBe(2);
    expectOneLine(stderr, /^wenju: .*expected answerable\*\.jsonl/);
  });
});

describe('wenju serve', () => {
  /** The address a starting server prints. */
  async function readAddress(child: ReturnType<typeof start>): Promise<string> {
    let printed = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      printed += String(chunk);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (address !== undefined) return address;
    }
    throw new Error(`the server printed no address: ${printed}`);
  }

  it('answers on a free port and ends when it is told to', async () => {
    const child = start(['serve', '--index', index, '--port', '0', '--quiet']);
    const ended = new Promise<[number | null, string | null]>((resolve) => {
      child.once('exit', (code, signal) => resolve([code, signal]));
    });
    try {
      const address = await readAddress(child);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      const taken = await run('serve', '--index', index, '--port', new URL(address).port);
      expect(taken.code).toBe(2);
      expectOneLine(taken.stderr, /^wenju: Expected a free port/);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
  });

  it('does not start without an index', async () => {
    const { code, stderr } = await run('serve', '--index', path.join(folder, 'no-index'), '--port', '0');
    expect(code).toBe(1);
    expectOneLine(stderr, /Run: wenju index$/m);
  });
});

describe('wenju config', () => {
  it('prints every setting, its value and where it is from, and no secret', async () => {
    const environment = { WENJU_ADMIN_KEY: 'a secret', WENJU_PORT: '1234' };
    const { code, stdout } = await runCommand(['config', '--index', index], { folder, environment });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^port +1234 +\(WENJU_PORT\)$/m);
    expect(stdout).toMatch(/^adminKey +set, not shown +\(WENJU_ADMIN_KEY\)$/m);
    expect(stdout).toContain(`${index}   (option --index)`);
    expect(stdout).toMatch(/^apiKeys +none +\(default\)$/m);
    expect(stdout).not.toContain('secret');
    const wrong = await runCommand(['config'], { folder, environment: { WENJU_RATE_LIMIT: 'often' } });
    expect(wrong.code).toBe(2);
    expectOneLine(wrong.stderr, /^wenju: WENJU_RATE_LIMIT should be a whole number .*, got "often"\.$/m);
  });
});

describe('wenju', () => {
  it('lists its commands with --help and ends with 0', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const command of [
      'index',
      'serve',
      'ask',
      'search',
      'inspect',
      'documents',
      'eval',
      'config',
      'mcp',
      'doctor',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
    }
  });

  it('ends with 2 for an unknown command, and for none', async () => {
    expect(await run('dance')).toMatchObject({ code: 2, stdout: '' });
    expect(await run()).toMatchObject({ code: 2, stdout: '' });
  });
});
