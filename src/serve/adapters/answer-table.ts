/** An answer's table as Markdown, for chats and for models: its cells are words of documents and are made plain text. */

import type { AnswerTable } from '../../api/ask.js';

export function writeMarkdownTable({ caption, columns, rows, notes }: AnswerTable): string {
  const lines = [
    [caption, ...columns],
    ...rows.map(({ head, cells }) => [head, ...cells.map((cell) => cell?.text ?? '')]),
  ].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`);
  lines.splice(1, 0, `|${' --- |'.repeat(columns.length + 1)}`);
  return [...lines, ...notes.flatMap((note) => ['', escapeCell(note)])].join('\n');
}

/** Signs that Markdown or HTML would read as more than text. */
function escapeCell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<>*_`[\]]/g, (sign) => `\\${sign}`);
}
