/**
 * Prints a paper by itself: lays it out below the page's body for as long as the printer's window is open, and hides the
 * rest of the page from the printer. Saves one as a file, or lays it on the clipboard as text and as markup.
 */

import { html, nothing, render, type TemplateResult } from 'lit';
import { type Paper, type PaperLine, writePaperInMarkdown, writePlain } from './paper.js';
import type { PaperFormat } from './paper-format.js';
import { printStyles } from './styles/print.js';
import { writeWord } from './word.js';

export function printPaper(paper: Paper): void {
  const host = document.createElement('div');
  host.className = 'wenju-print';
  const root = host.attachShadow({ mode: 'open' });
  const { inside, outside } = printStyles();
  root.adoptedStyleSheets = [inside];
  render(renderPaper(paper), root);
  document.body.append(host);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, outside];
  try {
    // Returns when the printer's window is closed, and at once on phones, which print from a picture of the page.
    window.print();
  } finally {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== outside);
  }
}

/** Milliseconds after which a browser has taken what a link to be saved leads to. */
const TAKEN_AFTER_MS = 10_000;

export function savePaper(paper: Paper, name: string, format: PaperFormat): void {
  const content =
    format === 'md'
      ? new Blob([writePaperInMarkdown(paper)], { type: 'text/markdown;charset=utf-8' })
      : writeWord(paper);
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), TAKEN_AFTER_MS);
}

/** Whether it is now on the clipboard. */
export async function copyPaper(paper: Paper): Promise<boolean> {
  const holder = document.createElement('div');
  render(renderPaper(paper, false), holder);
  // The library's marks of its own places are no part of it.
  for (const comment of listComments(holder)) comment.remove();
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/plain': new Blob([writePlain(paper)], { type: 'text/plain' }),
        'text/html': new Blob([holder.innerHTML], { type: 'text/html' }),
      }),
    ]);
    return true;
  } catch {
    // Not a secure page, or not allowed.
    return false;
  }
}

function listComments(root: Node): Comment[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Comment[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Comment) comments.push(walker.currentNode);
  return comments;
}

function renderPaper({ title, language, blocks, references, referencesTitle }: Paper, isWhole = true): TemplateResult {
  return html`<main lang=${language}>
    ${isWhole ? html`<p class="facts">${title}</p>` : nothing}
    ${blocks.map(
      ({ heading, lead, lines, table }) =>
        html`${heading !== null && isWhole ? html`<h2>${heading}</h2>` : nothing}${lead.map(renderLine)}${
          table
            ? html`<table>
                <caption>${table.caption}</caption>
                ${table.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
              </table>`
            : nothing
        }${lines.map(renderLine)}`,
    )}
    ${
      references.length === 0
        ? nothing
        : html`<h2>${referencesTitle}</h2>
            ${references.map(({ number, text, url }) => html`<p class="reference">[${number}] ${text}${!isWhole && url ? html` <a href=${url}>${url}</a>` : nothing}</p>`)}`
    }
  </main>`;
}

function renderLine({ text, numbers }: PaperLine): TemplateResult {
  return html`<p>${text}${numbers.map((each) => html`<sup>[${each}]</sup>`)}</p>`;
}
