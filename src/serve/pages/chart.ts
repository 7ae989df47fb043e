/** A dot plot of figures by place and year: takes the numbers, gives an SVG. The table beside it says the same in words. */

import { html } from 'hono/html';
import type { Html } from './layout.js';

export interface ChartView {
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** One a value of each row. */
  readonly years: readonly number[];
  readonly unit: string;
  readonly label: string;
  /** Of the box that it can be scrolled in. */
  readonly regionLabel: string;
  readonly language: string;
}

const ROW = 22;
const TOP = 44;
/** Per cent of the width: where names end, and where the lowest and the highest figure stand; pixels of text stay what they are. */
const NAME = 35;
const LOWEST = 39;
const HIGHEST = 96;
/** Pixels from one year of the legend to the next. */
const LEGEND = 70;
/** Years that are told apart by shape and colour. */
const MAX_YEARS = 4;
/** Lines of the scale, at most. */
const MAX_TICKS = 5;

/** Nothing for fewer than two figures. The highest of the last year comes first. */
export function renderChart({ rows, years, unit, label, regionLabel, language }: ChartView): Html | null {
  const from = Math.max(0, years.length - MAX_YEARS);
  const shownYears = years.slice(from);
  const shown = rows
    .map(({ name, values }) => ({ name, values: values.slice(from) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .sort((a, b) => lastOf(b.values) - lastOf(a.values));
  const all = shown.flatMap(({ values }) => values.filter((value) => value !== null));
  if (all.length < 2) return null;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const share = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  const at = (value: number) => `${(LOWEST + share(value) * (HIGHEST - LOWEST)).toFixed(2)}%`;
  const write = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
  const ticks = listTicks(low, high);
  const height = TOP + shown.length * ROW + 8;
  return html`<div class="scroll chart" role="region" aria-label="${regionLabel}" tabindex="0">
<svg width="100%" height="${height}" role="img" aria-label="${label}" lang="${language}">
${shownYears.map((year, index) => html`<g class="year-${index}">${drawPoint(8 + index * LEGEND, 12, index)}<text x="${18 + index * LEGEND}" y="16">${year}</text></g>`)}
${ticks.map((value) => html`<line class="tick" x1="${at(value)}" x2="${at(value)}" y1="${TOP - 6}" y2="${height - 6}"></line><text class="scale" text-anchor="middle" x="${at(value)}" y="${TOP - 10}">${write.format(value)}${unit === '%' ? unit : ''}</text>`)}
${shown.map(({ name, values }, row) => {
  const y = TOP + row * ROW + ROW / 2;
  const known = values.filter((value) => value !== null);
  return html`<g><text x="${NAME}%" y="${y + 4}" text-anchor="end">${name}</text>
<line class="span" x1="${at(Math.min(...known))}" x2="${at(Math.max(...known))}" y1="${y}" y2="${y}"></line>
${values.map((value, index) => (value === null ? null : html`<g class="year-${index}">${drawPoint(at(value), y, index)}</g>`))}</g>
`;
})}
</svg>
</div>`;
}

/** Round numbers from one end to the other: steps of 1, 2 or 5 times a power of ten. */
function listTicks(low: number, high: number): number[] {
  if (high === low) return [low];
  const power = 10 ** Math.floor(Math.log10(high - low));
  const steps = [0.1, 0.2, 0.5, 1, 2].map((each) => each * power);
  const step = steps.find((each) => (high - low) / each < MAX_TICKS) ?? power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

function lastOf(values: readonly (number | null)[]): number {
  return values.findLast((value) => value !== null) ?? Number.NEGATIVE_INFINITY;
}

/** Years differ in shape too: colours alone do not tell them apart to everyone. */
function drawPoint(x: number | string, y: number, index: number): Html {
  const shapes = [
    html`<circle r="5"></circle>`,
    html`<rect x="-5" y="-5" width="10" height="10"></rect>`,
    html`<path d="M0 -5 L5 5 L-5 5 Z"></path>`,
  ];
  // A place in per cent of the width has no other way into a path.
  return html`<svg x="${x}" y="${y}" overflow="visible">${shapes[index] ?? html`<path d="M0 -5 L5 0 L0 5 L-5 0 Z"></path>`}</svg>`;
}
