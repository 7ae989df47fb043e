/** What is struck out does not stand: every format that knows it leaves it out and says so. */

import * as docx from 'docx';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../src/ingest/html/reader.js';
import { readMarkdown } from '../../src/ingest/markdown.js';
import { readDocx } from '../../src/ingest/word/docx.js';

const textOf = ({ lines }: { readonly lines: readonly { readonly text: string }[] }): string =>
  lines.map(({ text }) => text).join('\n');
const struckIn = ({ dropped }: { readonly dropped: readonly { readonly text: string; readonly reason: string }[] }) =>
  dropped.filter(({ reason }) => reason === 'struck-out text').map(({ text }) => text);

async function readRuns(...runs: docx.IRunOptions[]) {
  const paragraph = new docx.Paragraph({ children: runs.map((run) => new docx.TextRun(run)) });
  const document = new docx.Document({
    styles: { characterStyles: [{ id: 'Gone', name: 'Gone', run: { strike: true } }] },
    sections: [{ children: [paragraph] }],
  });
  return readDocx(await docx.Packer.toBuffer(document), 'a.docx');
}

describe('struck-out text of Word', () => {
  it('is left out and listed, struck once or twice', async () => {
    const read = await readRuns(
      { text: '绿化覆盖率' },
      { text: '38', strike: true },
      { text: '40', doubleStrike: true },
      { text: '41%。' },
    );
    expect(textOf(read)).toBe('绿化覆盖率41%。');
    expect(struckIn(read)).toEqual(['38\n40']);
  });

  it('may be struck by a style, which a run takes back', async () => {
    const read = await readRuns(
      { text: '新增车位' },
      { text: '900个', style: 'Gone' },
      { text: '1200个。', style: 'Gone', strike: false },
    );
    expect(textOf(read)).toBe('新增车位1200个。');
  });
});

describe('struck-out text of a page', () => {
  it.each([
    '<del>38</del>',
    '<s>38</s>',
    '<strike>38</strike>',
    '<span style="color:red;text-decoration: underline line-through">38</span>',
  ])('is left out and listed: %s', async (struck) => {
    const body = `<p>${'甲县改善人居环境。'.repeat(6)}</p><p>绿化覆盖率${struck}41%。</p>`;
    const read = await readHtml(Buffer.from(`<body><div id="zoom">${body}</div></body>`), 'a.html');
    expect(textOf(read)).toContain('绿化覆盖率41%。');
    expect(struckIn(read)).toEqual(['38']);
  });

  it('is not what is underlined or inserted', async () => {
    const body = '<p>绿化<u>覆盖率</u><ins>41%</ins>，<span style="text-decoration:underline">比上年高</span>。</p>';
    expect(textOf(await readHtml(Buffer.from(`<body>${body}</body>`), 'a.html'))).toBe('绿化覆盖率41%，比上年高。');
  });
});

describe('struck-out text of Markdown', () => {
  it.each(['~~38~~', '<del>38</del>', '<s>38</s>'])('is left out and listed: %s', (struck) => {
    const read = readMarkdown(`## 环境\n\n绿化覆盖率${struck}41%。\n`, 'a.md');
    expect(textOf(read)).toContain('绿化覆盖率41%。');
    expect(struckIn(read)).toEqual(['38']);
  });

  it('runs over lines of its paragraph and no further', () => {
    const read = readMarkdown('甲~~乙\n丙~~丁。\n\n戊~~己。\n\n庚~~辛。\n', 'a.md');
    expect(textOf(read)).toBe('甲丁。\n\n戊~~己。\n\n庚~~辛。\n');
  });

  it('is no range, no fence and no pair of lone tildes', () => {
    const text = '增长5~6%，其中7~8个县。\n\n~~~\n表\n~~~\n\n甲 ~~ 乙 ~~ 丙';
    expect(struckIn(readMarkdown(text, 'a.md'))).toEqual([]);
  });
});
