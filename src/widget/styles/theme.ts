/** Colours, light and dark, and what a page may set of them. Text has a contrast of 4.5 or more, borders of 3. */

import { css } from 'lit';

const dark = css`
  color-scheme: dark;
  --background: var(--wenju-background, #16181c);
  --surface: var(--wenju-surface, #20242a);
  --text: var(--wenju-text, #e8eaed);
  --muted: var(--wenju-muted, #adb5c0);
  --line: var(--wenju-line, #3a404a);
  --border: var(--wenju-border, #808a97);
  --accent: var(--wenju-accent, #8ab8ff);
  --on-accent: var(--wenju-on-accent, #0b1b33);
  --mark: var(--wenju-mark, #5c4a00);
  --good: #86dba2;
  --warn: #ffd38a;
  --bad: #ffaba4;
`;

export const theme = css`
  :host {
    color-scheme: light;
    --background: var(--wenju-background, #fff);
    --surface: var(--wenju-surface, #f4f6f8);
    --text: var(--wenju-text, #1b1f24);
    --muted: var(--wenju-muted, #56606c);
    --line: var(--wenju-line, #d8dde4);
    --border: var(--wenju-border, #7a8592);
    --accent: var(--wenju-accent, #0b5cad);
    --on-accent: var(--wenju-on-accent, #fff);
    --mark: var(--wenju-mark, #ffeeb0);
    --good: #1a6b3a;
    --warn: #7d4b00;
    --bad: #b3261e;
    --radius: var(--wenju-radius, 12px);
  }
  :host([theme='dark']) {
    ${dark}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
`;
