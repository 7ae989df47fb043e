/** The ratios of a run as bars: a panel a measure, a bar a system. SVG by hand, as it is rectangles and words. */

import { BARE, type Measured, type Run, WENJU } from './contract.js';

interface Panel {
  readonly title: string;
  readonly read: (system: Measured, bare: Measured) => number | null;
}

const PANELS: readonly Panel[] = [
  { title: 'hit@1 (more is better)', read: ({ inProcess }) => inProcess?.hit1 ?? null },
  { title: 'hit@5 (more is better)', read: ({ inProcess }) => inProcess?.hit5 ?? null },
  {
    title: 'new question ÷ bare embedding',
    read: ({ inProcess }) => (inProcess ? inProcess.newQuestion / inProcess.bare : null),
  },
  { title: 'cold ask ÷ model alone', read: ({ cold }, bare) => cold.seconds / bare.cold.seconds },
  {
    title: 'questions a second, 16 clients ÷ model alone (more is better)',
    read: ({ overHttp }, bare) => overHttp.sixteenClients / bare.overHttp.sixteenClients,
  },
  { title: 'memory ÷ model alone', read: ({ overHttp }, bare) => overHttp.memory / bare.overHttp.memory },
  { title: 'index ÷ model alone', read: ({ indexing }, bare) => indexing.seconds / bare.indexing.seconds },
];

const BAR = 18;
const NAMES = 120;
const LONGEST = 360;
const WIDTH = NAMES + LONGEST + 80;

export function drawPlot({ systems }: Run): string {
  const bare = systems.find(({ name }) => name === BARE);
  const shown = systems.filter(({ name }) => name !== BARE);
  const parts: string[] = [];
  let top = 24;
  for (const { title, read } of bare ? PANELS : []) {
    const values = shown.map((system) => (bare ? read(system, bare) : null));
    const most = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE);
    parts.push(`<text x="8" y="${top}" font-weight="bold">${title}</text>`);
    for (const [row, { name }] of shown.entries()) {
      const value = values[row] ?? null;
      const y = top + 8 + row * BAR;
      const length = ((value ?? 0) / most) * LONGEST;
      parts.push(
        `<text x="${NAMES - 6}" y="${y + 12}" text-anchor="end">${name}</text>`,
        `<rect x="${NAMES}" y="${y}" width="${length.toFixed(1)}" height="${BAR - 4}" fill="${name === WENJU ? '#b3261e' : '#8a9ba8'}"/>`,
        `<text x="${(NAMES + length + 6).toFixed(1)}" y="${y + 12}">${value?.toFixed(2) ?? '–'}</text>`,
      );
    }
    top += shown.length * BAR + 40;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" font-family="sans-serif" font-size="12">\n${parts.join('\n')}\n</svg>\n`;
}
