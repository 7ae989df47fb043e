/** Lays a paper out for the printer. Saves one as a file, or lays it on the clipboard as text and as markup. */

import { html, nothing, render, type TemplateResult } from 'lit';
import { type Paper, type PaperLine, writePaperInMarkdown, writePlain } from './paper.js';
import type { PaperFormat } from './paper-format.js';
import { printStyles } from './styles/print.js';
import { writeWord } from './word.js';

/**
 * Within the element, whose panel it stands for on paper; `root` null: below the page's body, the rest of which is hidden
 * from the printer. Gives what takes the paper away again.
 */
export function layOut(paper: Paper, root: ShadowRoot | null): () => void {
  const host = document.createElement('div');
  host.className = 'wenju-print';
  const sheet = host.attachShadow({ mode: 'open' });
  const { inside, outside } = printStyles();
  sheet.adoptedStyleSheets = [inside];
  render(renderPaper(paper), sheet);
  (root ?? document.body).append(host);
  if (root === null) document.adoptedStyleSheets = [...document.adoptedStyleSheets, outside];
  return () => {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== outside);
  };
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
