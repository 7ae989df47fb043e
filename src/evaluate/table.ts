/** How figures are set out on a terminal: rows of cells go in, aligned plain text without control characters comes out. */

/** The first column is words and stands to the left, the others are figures and stand to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(stripControls));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return clean.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** A share or mean, 0 to 1. */
export function formatShare(share: number): string {
  return share.toFixed(3);
}

/** The share of those refused; a dash when there is nothing to share. */
export function formatRefused({ count, refused }: { readonly count: number; readonly refused: number }): string {
  return count === 0 ? '-' : formatShare(refused / count);
}

/** Questions and passages are other people's text: no escape sequence of theirs reaches the terminal. */
export function stripControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
