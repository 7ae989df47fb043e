/**
 * What writers ask on the command line: the built command in a process of its own, over a small corpus, its exit code
 * and its two streams.
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Document, Packer, Paragraph, TextRun } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckReply, CiteReply, CompareReply, MAX_CHECKED_LENGTH } from '../../src/api/check.js';
import { type Ended, runCommand } from './command.js';

const JINGMEN = `---
title: 荆门市2024年政府工作报告
region: 荆门市
year: 2024
type: report
url: https://example.org/jingmen.html
---

# 荆门市2024年政府工作报告

## 一、2023年工作回顾

2023年地区生产总值增长6.7%，固定资产投资增长6.8%，没有发生规模性返贫。

## 二、2024年主要目标

地区生产总值增速7%，城镇新增就业不少于5.5万人，粮食总产不低于58亿斤。
`;
const XIANTAO = `---
title: 仙桃市2021年政府工作报告
region: 仙桃市
year: 2021
type: report
---

# 仙桃市2021年政府工作报告

## 一、2020年工作回顾

全市地区生产总值达到827.9亿元，社会消费品零售总额下降12.5%。
`;
const QUOTE = '城镇新增就业不少于5.5万人，粮食总产不低于58亿斤';
const RIGHT = '2023年荆门GDP增长6.7%。';
const WRONG = '2023年荆门GDP增长6.9%。';
const UNKNOWN = '2023年深圳GDP增长6%。';

let folder: string;
let index: string;

const run = (args: readonly string[], input?: string): Promise<Ended> =>
  runCommand(args, { folder, environment: { WENJU_INDEX: index } }, input);

async function checkDraft(name: string, draft: string | Uint8Array, ...options: string[]): Promise<Ended> {
  const file = path.join(folder, name);
  await writeFile(file, draft);
  return run(['check', file, ...options]);
}

function expectRefusal({ code, stdout, stderr }: Ended, message: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toMatch(message);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-cli-check-'));
  index = path.join(folder, 'index');
  const corpus = path.join(folder, 'corpus');
  await mkdir(corpus);
  await writeFile(path.join(corpus, 'jingmen.md'), JINGMEN);
  await writeFile(path.join(corpus, 'xiantao.md'), XIANTAO);
  expect(await run(['index', corpus, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('wenju cite', () => {
  it('prints the verdict, the place, the sentence and the reference', async () => {
    const { code, stdout, stderr } = await run(['cite', QUOTE]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('exact');
    expect(stdout).toMatch(/荆门市2024年政府工作报告 › .*二、2024年主要目标 › 第\d+段/);
    expect(stdout).toContain('https://example.org/jingmen.html');
    expect(stdout).toContain('  地区生产总值增速7%，城镇新增就业不少于5.5万人，粮食总产不低于58亿斤。');
    expect(lines.at(-1)).toMatch(/^ {2}.*荆门市2024年政府工作报告\[R.*\].*2024/);
  });

  it('prints what differs, and a cut that turns the sense', async () => {
    const changed = await run(['cite', QUOTE.replace('5.5', '5.6'), '--kind', 'quote']);
    expect(changed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^words_differ\n/) });
    expect(changed.stdout).toMatch(/^ {2}\+5\.5 -5\.6$/m);
    const cut = await run(['cite', '发生规模性返贫', '--kind', 'quote']);
    expect(cut.stdout).toContain('「没有」');
  });

  it('writes a reference in each style asked for', async () => {
    const { code, stdout } = await run(['cite', QUOTE, '--style', 'apa', '--style', 'bibtex', '--json']);
    expect(code).toBe(0);
    const { matches } = CiteReply.parse(JSON.parse(stdout));
    expect(Object.keys(matches[0]?.references ?? {})).toEqual(['apa', 'bibtex']);
  });

  it('says whether a claim is right', async () => {
    expect((await run(['cite', '荆门2023年GDP增长6.7%'])).stdout).toMatch(/^supported\n/);
    expect((await run(['cite', '荆门2023年GDP增长6.9%'])).stdout).toMatch(/^contradicted\n/);
  });

  it('ends with 3 when it stands nowhere', async () => {
    expect(await run(['cite', '让每一位市民都能免费乘坐火星轨道电梯'])).toEqual({
      code: 3,
      stdout: 'not_found\n',
      stderr: '',
    });
    expect(await run(['cite', QUOTE, '--region', '仙桃', '--kind', 'quote'])).toMatchObject({ code: 3 });
    expect(await run(['cite', QUOTE, '--year', '1999', '--kind', 'quote'])).toMatchObject({ code: 3 });
  });

  it('refuses what it does not know', async () => {
    expectRefusal(
      await run(['cite', QUOTE, '--style', 'harvard']),
      /styles\.0: expected one of gb7714.*came "harvard"/,
    );
    expectRefusal(await run(['cite', QUOTE, '--kind', 'poem']), /--kind.*auto, quote, claim/);
    expectRefusal(await run(['cite', ' ']), /text: expected .*not blank/);
    expectRefusal(await run(['cite', QUOTE, '--top-k', '21']), /topK: expected a whole number from 1 to 20, came 21/);
    expectRefusal(await run(['cite']), /missing required argument 'text'/);
  });
});

describe('wenju check', () => {
  it('prints a table and ends with 0 when all is right', async () => {
    const { code, stdout, stderr } = await checkDraft('right.md', `# 荆门\n\n${RIGHT}\n\n“${QUOTE}”`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^verdict +text +understood as +found +place$/);
    expect(lines[1]).toMatch(/^match +6\.7% +荆门市 2023 地区生产总值 +6\.7% +荆门市2024年政府工作报告 ¶\d+$/);
    expect(lines[2]).toMatch(
      /^exact +城镇新增就业不少于5\.5万人，粮食总产不低于58亿斤 +荆门市2024年政府工作报告 ¶\d+$/,
    );
    expect(lines.at(-1)).toBe('supported');
  });

  it('ends with 4 when something differs, whatever else is not found', async () => {
    const { code, stdout } = await checkDraft('wrong.txt', `${RIGHT}\n${WRONG}\n${UNKNOWN}\n`);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^value_differs +6\.9% +荆门市 2023 地区生产总值 +6\.7% /m);
    expect(stdout).toMatch(/\ncontradicted\n$/);
  });

  it('ends with 4 when the words of a quotation differ', async () => {
    const { code, stdout } = await checkDraft('misquoted.md', `报告说：“${QUOTE.replace('58', '68')}”。`);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^words_differ /m);
  });

  it('ends with 3 when nothing differs but something was not found', async () => {
    const { code, stdout } = await checkDraft('unknown.txt', `${RIGHT}\n${UNKNOWN}\n`);
    expect(code).toBe(3);
    expect(stdout).toMatch(/\npartial\n$/);
  });

  it('ends with 0 when there is nothing to check', async () => {
    const { code, stdout } = await checkDraft('empty.txt', '这里没有可以核对的东西。\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nnot_found\n$/);
  });

  it('reads a Word document', async () => {
    const bold = new TextRun({ text: '6.9%', bold: true });
    const children = [
      new Paragraph('荆门经济'),
      new Paragraph({ children: [new TextRun('2023年荆门GDP增长'), bold, new TextRun('。')] }),
    ];
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children }] }));
    const { code, stdout } = await checkDraft('draft.docx', bytes);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^value_differs +6\.9% /m);
  });

  it('reads standard input', async () => {
    expect(await run(['check', '-'], RIGHT)).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['check', '-'], WRONG)).toMatchObject({ code: 4, stderr: '' });
  });

  it('prints the reply of the contract with --json, its offsets into the text', async () => {
    const { code, stdout } = await run(['check', '-', '--json'], `标题\r\n\r\n${WRONG}`);
    expect(code).toBe(4);
    const { items } = CheckReply.parse(JSON.parse(stdout));
    expect(items.map(({ start, end }) => `标题\r\n\r\n${WRONG}`.slice(start, end))).toEqual(['6.9%']);
  });

  it('prints no control characters of a draft', async () => {
    const { stdout } = await run(['check', '-'], `“\u001b[31m${QUOTE}\u0007”`);
    expect(stdout).not.toMatch(/[^\P{Cc}\n\t]/u);
  });

  it('refuses a file that is not there, one it cannot read, a blank one and one that is too long', async () => {
    expectRefusal(await run(['check', path.join(folder, 'nothing.md')]), /nothing\.md/);
    expectRefusal(await checkDraft('broken.docx', Buffer.from('PK\x03\x04 and nothing else')), /broken\.docx/);
    expectRefusal(await run(['check', '-'], ' \n'), /text: expected .*not blank/);
    const long = '草'.repeat(MAX_CHECKED_LENGTH + 1);
    expectRefusal(await run(['check', '-'], long), /text: expected a text of 1 to 200000 characters/);
    expectRefusal(await run(['check']), /missing required argument 'file'/);
  });
});

describe('wenju compare', () => {
  it('prints Markdown', async () => {
    const { code, stdout, stderr } = await run(['compare', 'GDP', '--region', '荆门', '--year', '2023']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '| 地区生产总值 | 2023 |',
      '| --- | --- |',
      '| 荆门市 | 6.7% [1] |',
    ]);
    expect(stdout).toContain('[1] 荆门市2024年政府工作报告: 2023年地区生产总值增长6.7%');
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it('prints what else there is where neither measure nor kind was chosen', async () => {
    const { stdout } = await run(['compare', 'GDP', '--region', '荆门', '--year', '2024']);
    expect(stdout).toMatch(/^growth, target:$/m);
    expect(stdout).toMatch(/^\| 荆门市 \| 7% \[1\] \|$/m);
    const { stdout: chosen } = await run(['compare', 'GDP', '--kind', 'actual', '--measure', 'growth']);
    expect(chosen).not.toMatch(/target|level/);
  });

  it('prints comma-separated rows with --format csv', async () => {
    const { stdout } = await run(['compare', 'GDP', '--kind', 'target', '--format', 'csv']);
    expect(stdout).toMatch(/^indicator,measure,kind,region,year,/);
    expect(stdout).toMatch(/^地区生产总值,growth,target,荆门市,2024,7,%,/m);
  });

  it('prints the reply of the contract with --json', async () => {
    const { stdout } = await run(['compare', 'GDP', '--measure', 'level', '--json']);
    const { cells } = CompareReply.parse(JSON.parse(stdout));
    expect(cells).toMatchObject([{ region: '仙桃市', year: 2020, value: 827.9e8, text: '827.9亿元' }]);
  });

  it('refuses an unknown place and wrong usage', async () => {
    expectRefusal(await run(['compare', 'GDP', '--region', '火星']), /names of places in China, got "火星"/);
    expectRefusal(await run(['compare', ' ']), /Expected an indicator/);
    expectRefusal(await run(['compare', 'GDP', '--year', '24']), /years\.0: expected a year of four digits, came 24/);
    expectRefusal(await run(['compare', 'GDP', '--format', 'xml']), /--format.*json, csv, md/);
  });
});
