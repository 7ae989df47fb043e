/**
 * Prints a conversation by itself, with numbered references. Takes its turns, lays them out below the page's body for
 * as long as the printer's window is open, and hides the rest of the page from the printer.
 */

import { html, nothing, render, type TemplateResult } from 'lit';
import type { Citation } from '../api/ask.js';
import type { ReferenceStyle } from '../api/check.js';
import type { Client } from './client.js';
import type { Turn } from './conversation.js';
import { fetchReference } from './references.js';
import { printStyles } from './styles/print.js';
import type { Texts } from './texts.js';

export interface Numbered {
  readonly citation: Citation;
  readonly reference: string;
}

/** The citations of all answers, numbered through in their order; the same quotation has one number. */
function numberCitations(turns: readonly Turn[]): Map<string, Citation> {
  const numbered = new Map<string, Citation>();
  for (const { citations } of turns) {
    for (const citation of citations) {
      const key = keyOf(citation);
      if (!numbered.has(key)) numbered.set(key, { ...citation, marker: numbered.size + 1 });
    }
  }
  return numbered;
}

function keyOf({ documentId, start, end }: Citation): string {
  return `${documentId} ${start} ${end}`;
}

/** Fetches the references, then prints. What cannot be fetched is named by its title. Throws the reason of an abort. */
export async function printConversation(
  turns: readonly Turn[],
  texts: Texts,
  client: Client,
  style: ReferenceStyle,
  signal: AbortSignal,
): Promise<void> {
  const numbered = numberCitations(turns);
  const references: Numbered[] = [];
  for (const citation of numbered.values()) {
    const reference = await fetchReference(client, citation, style, signal).catch(() => citation.title);
    signal.throwIfAborted();
    references.push({ citation, reference });
  }
  const host = document.createElement('div');
  host.className = 'wenju-print';
  const root = host.attachShadow({ mode: 'open' });
  const { inside, outside } = printStyles();
  root.adoptedStyleSheets = [inside];
  render(renderPaper(turns, texts, numbered, references), root);
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

function renderPaper(
  turns: readonly Turn[],
  texts: Texts,
  numbered: ReadonlyMap<string, Citation>,
  references: readonly Numbered[],
): TemplateResult {
  return html`<main lang=${texts.language}>
    <p class="facts">${texts.printed(new Date().toLocaleDateString(texts.language))}</p>
    ${turns.map(
      (turn) =>
        html`<h2>${turn.question}</h2>
          ${turn.reply?.notFound ? html`<p>${turn.reply.notFound.message}</p>` : nothing}
          ${[...(turn.reply?.answer?.lead ?? []), ...(turn.reply?.answer?.sentences ?? [])].map(
            (sentence) =>
              html`<p>
                ${sentence.text}${sentence.citations.map((marker) => {
                  const citation = turn.citations.find((each) => each.marker === marker);
                  const number = citation && numbered.get(keyOf(citation))?.marker;
                  return number === undefined ? nothing : html`<sup>[${number}]</sup>`;
                })}
              </p>`,
          )}`,
    )}
    ${
      references.length === 0
        ? nothing
        : html`<h2>${texts.references}</h2>
            ${references.map(
              ({ citation, reference }) =>
                html`<p class="reference">
                  [${citation.marker}] ${reference.replace(/^\[1\]\s*/, '')}
                  <span class="facts">${texts.paragraph(citation.paragraph, citation.page)}</span>
                </p>`,
            )}`
    }
  </main>`;
}
