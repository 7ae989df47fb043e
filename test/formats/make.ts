/**
 * Makes files of one report in every format that is read, with the tools others make them with: blocks go in, the bytes
 * of a file come out.
 */

import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import iconv from 'iconv-lite';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../needs.js';
import type { Block } from './report.js';

type TableBlock = Extract<Block, { kind: 'table' }>;
type TextBlock = Exclude<Block, TableBlock>;

const lineOf = (block: TextBlock): string => ('number' in block ? block.number + block.text : block.text);

// Text

/** A table in a text is what a copy from a page leaves of it: a line a row, a tab between cells. */
export function makeText(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'table'
        ? [block.caption, `单位：${block.unit}`, ...block.rows.map((row) => row.join('\t'))].join('\n')
        : lineOf(block),
    )
    .join('\n')
    .concat('\n');
}

export function encodeText(text: string, encoding: 'utf8' | 'gbk' | 'utf16le' | 'utf16be'): Buffer {
  return iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf16') });
}

export function makeMarkdown(blocks: readonly Block[]): string {
  const marks = { title: '# ', heading: '## ', subheading: '### ', preamble: '', paragraph: '' };
  return blocks
    .map((block) => {
      if (block.kind !== 'table') return marks[block.kind] + lineOf(block);
      const [head = [], ...rows] = block.rows.map((row) => `| ${row.join(' | ')} |`);
      const rule = `|${' --- |'.repeat(block.rows[0]?.length ?? 0)}`;
      return `${block.caption}（单位：${block.unit}）\n\n${[head, rule, ...rows].join('\n')}`;
    })
    .join('\n\n')
    .concat('\n');
}

// HTML

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What an office's editor makes of a report: headings are bold paragraphs, indents are blanks. */
function makeBody(blocks: readonly Block[]): string {
  return blocks
    .filter(({ kind }) => kind !== 'title')
    .map((block) => {
      if (block.kind !== 'table') {
        const text = escapeHtml(lineOf(block));
        if (block.kind === 'preamble') return `<p style="text-align:center">${text}</p>`;
        return `<p>　　${'number' in block ? `<strong>${text}</strong>` : text}</p>`;
      }
      const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`);
      return `<p style="text-align:center">${block.caption}</p><p style="text-align:right">单位：${block.unit}</p>
<table border="1"><tbody>${rows.join('\n')}</tbody></table>`;
    })
    .join('\n');
}

/** A page of a government's site. `container` opens the element the article is in. */
export function makePage(blocks: readonly Block[], container = '<div class="TRS_Editor">'): string {
  const title = escapeHtml(blocks.flatMap((block) => (block.kind === 'title' ? [block.text] : [])).join(''));
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}_政府工作报告_市人民政府门户网站</title>
<style>body { font-size: 16px } .nav li { float: left }</style>
<script>var site = { name: '市人民政府', visits: 10238 }; document.title += '';</script></head>
<body>
<div class="top"><a href="/">网站首页</a> <a href="/en">English</a> <a href="/old">长者模式</a> <a href="/wza">无障碍</a></div>
<ul class="nav"><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li><li><a href="/c">互动交流</a></li><li><a href="/d">走进钟祥</a></li></ul>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a> &gt; <a href="/a/1">政府工作报告</a></div>
<div class="main">
<h1>${title}</h1>
<div class="info"><span>发布时间：2024-01-15 09:30</span> <span>来源：市政府办公室</span> <span>字号：<a>大</a> <a>中</a> <a>小</a></span> <span><a href="javascript:print()">打印</a></span></div>
${container}
${makeBody(blocks)}
</div>
<p class="editor">责任编辑：李某</p>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="related"><h3>相关报道</h3><ul><li><a href="/r/1">市七届人大三次会议闭幕</a></li><li><a href="/r/2">一图读懂政府工作报告</a></li></ul></div>
<div class="tools"><a href="javascript:print()">【打印本页】</a> <a href="javascript:close()">【关闭窗口】</a></div>
</div>
<div class="footer"><p>主办：市人民政府办公室　承办：市大数据中心</p><p>鄂ICP备12345678号-1 <a href="/map">网站地图</a></p><p>扫一扫在手机打开当前页</p></div>
</body></html>
`;
}

// Word

type Headings = 'plain' | 'styled';

/** `plain`: every heading is a paragraph like others. `styled`: heading styles, whose numbers Word writes itself. */
export function makeWord(blocks: readonly Block[], headings: Headings): Promise<Buffer> {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'headings',
          levels: [
            { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、', alignment: AlignmentType.START },
            { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）', alignment: AlignmentType.START },
          ],
        },
      ],
    },
    sections: [{ children: blocks.flatMap((block) => makeWordBlock(block, headings)) }],
  });
  return Packer.toBuffer(document);
}

function makeWordBlock(block: Block, headings: Headings): (Paragraph | Table)[] {
  if (block.kind === 'table') return makeWordTable(block);
  if (headings === 'styled' && block.kind === 'title') {
    return [new Paragraph({ text: block.text, heading: HeadingLevel.TITLE })];
  }
  if (headings === 'styled' && 'number' in block) {
    const level = block.kind === 'heading' ? 0 : 1;
    return [
      new Paragraph({
        text: block.text,
        heading: level === 0 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
        numbering: { reference: 'headings', level },
      }),
    ];
  }
  const bold = 'number' in block || block.kind === 'title';
  const children = [new TextRun({ text: lineOf(block), bold })];
  return [
    block.kind === 'title' || block.kind === 'preamble'
      ? new Paragraph({ children, alignment: AlignmentType.CENTER })
      : new Paragraph({ children, indent: { firstLine: 640 } }),
  ];
}

function makeWordTable({ caption, unit, rows }: TableBlock): (Paragraph | Table)[] {
  return [
    new Paragraph({ text: caption, alignment: AlignmentType.CENTER }),
    new Paragraph({ text: `单位：${unit}`, alignment: AlignmentType.END }),
    new Table({
      rows: rows.map(
        (row) => new TableRow({ children: row.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) }),
      ),
    }),
  ];
}

// PDF

const PRINT_STYLE = `h1, .preamble { text-align: center } h1 { font-size: 22px } body { font-size: 16px; line-height: 1.75 }
p { text-indent: 2em; text-align: justify; margin: 0 } table { border-collapse: collapse; width: 100% }
td { border: 1px solid; padding: 2px 8px } .preamble, .caption { text-indent: 0 }`;

/** Prints the report to A4 with a running head and page numbers. */
export async function makePdf(blocks: readonly Block[]): Promise<Buffer> {
  const title = blocks.flatMap((block) => (block.kind === 'title' ? [block.text] : [])).join('');
  const body = `<h1>${escapeHtml(title)}</h1>${makeBody(blocks)}`.replaceAll('<p>　　', '<p>');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${PRINT_STYLE}</style>${body}`);
    return await page.pdf({
      format: 'A4',
      margin: { top: '2.5cm', bottom: '2.5cm', left: '2.5cm', right: '2.5cm' },
      displayHeaderFooter: true,
      headerTemplate: '<div style="font-size:9px;width:100%;text-align:center">人民政府公报 2024年第1期</div>',
      footerTemplate:
        '<div style="font-size:9px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>',
    });
  } finally {
    await browser.close();
  }
}
