/** How a conversation looks on paper, and what hides the page around it from the printer. */

const INSIDE = `
  main { font: 11pt/1.7 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #000; }
  h2 { font-size: 13pt; margin: 1.5em 0 0.5em; break-after: avoid; }
  p { margin: 0.4em 0; }
  table { border-collapse: collapse; margin: 0.6em 0; }
  caption { text-align: start; }
  td { padding: 2pt 6pt; border: 0.5pt solid #999; }
  .facts { font-size: 9pt; color: #444; }
  .reference { padding-inline-start: 2em; text-indent: -2em; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const OUTSIDE = `
  @media screen { .wenju-print { display: none; } }
  @media print { body > :not(.wenju-print) { display: none !important; } }
`;

/** Constructed where they are used, as a style sheet belongs to one document. */
export function printStyles(): { readonly inside: CSSStyleSheet; readonly outside: CSSStyleSheet } {
  const inside = new CSSStyleSheet();
  inside.replaceSync(INSIDE);
  const outside = new CSSStyleSheet();
  outside.replaceSync(OUTSIDE);
  return { inside, outside };
}
