/** Stands in for the clean stage: lines become paragraphs as they are, Markdown marks and all other cleaning left out. */

import { type ChunkedText, chunkText } from '../../src/chunk/document.js';
import type { Paragraph } from '../../src/types.js';

/** What the format of a file says of single lines, by line index. */
export interface LineMarks {
  readonly tables?: Readonly<Record<number, 'caption' | 'row'>>;
  readonly pages?: Readonly<Record<number, number>>;
}

/** The paragraphs of a text whose lines are joined by single line breaks; `levels` marks headings by line index. */
export function paragraphsOf(
  text: string,
  levels: Readonly<Record<number, number>> = {},
  { tables = {}, pages = {} }: LineMarks = {},
): Paragraph[] {
  let start = 0;
  return text.split('\n').map((line, index) => {
    const end = start + line.length;
    const paragraph = {
      start,
      end,
      number: index + 1,
      markedLevel: levels[index] ?? null,
      page: pages[index] ?? null,
      table: tables[index] ?? null,
    };
    start = end + 1;
    return paragraph;
  });
}

/** Chunks lines. */
export function chunkLines(
  lines: readonly string[],
  levels?: Readonly<Record<number, number>>,
  marks?: LineMarks,
): ChunkedText & { readonly text: string } {
  const text = lines.join('\n');
  return { text, ...chunkText('d', text, paragraphsOf(text, levels, marks)) };
}

/** The outline as a reader would note it: level, `~` for run-in, heading. */
export function outlineOf({ sections }: ChunkedText): string[] {
  return sections.map(({ level, runIn, heading }) => `${level}${runIn ? '~' : ' '}${heading}`);
}

/** A sentence of about `length` characters without a figure or a comma. */
export function body(length = 40): string {
  return `${'全市上下团结一心推动各项工作取得新的成效'.repeat(Math.ceil(length / 20)).slice(0, length - 1)}。`;
}
