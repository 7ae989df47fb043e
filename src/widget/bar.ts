/** Draws figures of one unit as bars on one scale. Takes the numbers, gives a bar for each; the number stands beside it. */

import { html, svg } from 'lit';
import type { ViewPart } from './view.js';

const WIDTH = 96;
const HEIGHT = 8;

/** Null where bars would say nothing: fewer than two numbers, or all the same. */
export function scaleBars(values: readonly number[]): ((value: number) => ViewPart) | null {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (new Set(values).size < 2 || high === low) return null;
  const at = (value: number) => ((value - low) / (high - low)) * WIDTH;
  return (value) => {
    const [start, end] = [at(0), at(value)].sort((a, b) => a - b);
    const [x, width] = [start ?? 0, Math.max(1, (end ?? 0) - (start ?? 0))];
    return html`<svg class="bar ${value < 0 ? 'fall' : ''}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" width=${WIDTH} height=${HEIGHT} aria-hidden="true">${svg`<rect x=${x} width=${width} height=${HEIGHT} rx="2"></rect>`}</svg>`;
  };
}
