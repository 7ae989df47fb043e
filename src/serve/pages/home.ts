/**
 * The home page: takes what is indexed and, for readers without the chat element, a question with its reply; gives the
 * chat, the answer, what is indexed and how to embed the chat.
 */

import { html } from 'hono/html';
import type { AnswerTable, AskReply } from '../../api/ask.js';
import type { DocumentsReply } from '../../api/documents.js';
import { renderCoverage } from './coverage.js';
import { addLanguage, type Html, linkToReader } from './layout.js';
import type { Words } from './words.js';

export const WIDGET_PATH = '/widget.js';

export interface HomeView {
  readonly documents: DocumentsReply['documents'];
  /** What was asked by the form, and the reply; null for a question that cannot be asked. */
  readonly asked: { readonly question: string; readonly reply: AskReply | null } | null;
  /** Origin the page is served from. */
  readonly origin: string;
  readonly words: Words;
}

/** The main part of the page. */
export function renderHome({ documents, asked, origin, words }: HomeView): Html {
  return html`<div class="home">
<h1 class="hidden">${words.siteName}</h1>
<wenju-chat mode="inline" lang="${words.language}" query="q">
<p class="tagline">${words.tagline}</p>
<form action="/" method="get" role="search">
<input type="hidden" name="lang" value="${words.language}">
<label for="q">${words.question}</label>
<input id="q" name="q" type="search" required maxlength="2000" placeholder="${words.questionExample}" value="${asked?.question ?? ''}">
<button>${words.ask}</button>
</form>
${asked === null ? null : renderReply(asked.reply, words)}
</wenju-chat>
<div class="more">
<section>
<h2>${words.indexed}</h2>
${renderCoverage(documents, words)}
</section>
<section>
<h2>${words.embed}</h2>
<p>${words.embedHow}</p>
<pre><code>${writeEmbedding(origin)}</code></pre>
<p><a href="${addLanguage('/docs', words)}">${words.forPrograms}</a></p>
</section>
</div>
</div>`;
}

function writeEmbedding(origin: string): string {
  return `<script type="module" src="${origin}${WIDGET_PATH}"></script>\n<wenju-chat endpoint="${origin}"></wenju-chat>`;
}

function renderReply(reply: AskReply | null, words: Words): Html {
  if (reply === null) return html`<section class="answer"><p>${words.badQuestion}</p></section>`;
  const { answer, citations, passages, nearest, notFound } = reply;
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">${answer === null ? words.notFound : words.answerTo}</h2>
${notFound === null ? null : html`<p>${notFound.message}</p>`}
${answer?.note ? html`<p>${answer.note}</p>` : null}
${answer?.lead.map(
  ({ text, citations: markers }) => html`<p class="lead">${text}${markers.map((marker) => ` [${marker}]`)}</p>
`,
)}
${answer?.table ? renderTable(answer.table) : null}
${
  answer === null
    ? null
    : html`<ol class="sentences" lang="zh-CN">
${answer.sentences.map(
  ({ text, citations: markers }) => html`<li><blockquote><p>${text}</p></blockquote>
${citations
  .filter(({ marker }) => markers.includes(marker))
  .map(
    (citation) =>
      html`<p class="source">[${citation.marker}] <a href="${linkToReader(citation.documentId, citation, words)}">${citation.title}</a>　${[...citation.headingPath, words.nameParagraph(citation.paragraph)].join(' › ')}</p>`,
  )}</li>
`,
)}</ol>`
}
${renderPassages(passages, words.morePassages, words)}
${renderPassages(nearest, words.nearest, words)}
</section>`;
}

function renderTable({ caption, columns, rows, notes }: AnswerTable): Html {
  return html`<table><caption>${caption}</caption>
<thead><tr><td></td>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({
      head,
      cells,
    }) => html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell?.text ?? '—'}</td>`)}</tr>
`,
  )}</tbody></table>
${notes.map((note) => html`<p>${note}</p>`)}`;
}

function renderPassages(passages: AskReply['passages'], title: string, words: Words): Html | null {
  if (passages.length === 0) return null;
  return html`<details><summary>${title}</summary>
${passages.map(
  ({
    document,
    text,
    start,
    end,
    headingPath,
  }) => html`<div class="passage" lang="zh-CN"><p class="source"><a href="${linkToReader(document.id, { start, end }, words)}">${document.title}</a>　${headingPath.join(' › ')}</p><p>${text}</p></div>
`,
)}</details>`;
}

/** The page's own address in the other language. */
export function findOtherHome(question: string | null, words: Words): string {
  return addLanguage(question === null ? '/' : `/?q=${encodeURIComponent(question)}`, words.otherLanguage);
}
