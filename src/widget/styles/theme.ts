/**
 * Colours, light and dark, and what a page may set of them. Text has a contrast of 4.5 or more, borders of 3. Our own
 * names begin with `--own-`: a page that sets `--wenju-line: var(--line)` means its own line, on the same element.
 */

import { css } from 'lit';

const dark = css`
  color-scheme: dark;
  --own-background: var(--wenju-background, #16181c);
  --own-surface: var(--wenju-surface, #20242a);
  --own-text: var(--wenju-text, #e8eaed);
  --own-muted: var(--wenju-muted, #adb5c0);
  --own-line: var(--wenju-line, #3a404a);
  --own-border: var(--wenju-border, #808a97);
  --own-accent: var(--wenju-accent, #8ab8ff);
  --own-on-accent: var(--wenju-on-accent, #0b1b33);
  --own-mark: var(--wenju-mark, #5c4a00);
  --own-good: #86dba2;
  --own-warn: #ffd38a;
  --own-bad: #ffaba4;
`;

export const theme = css`
  :host {
    color-scheme: light;
    --own-background: var(--wenju-background, #fff);
    --own-surface: var(--wenju-surface, #f4f6f8);
    --own-text: var(--wenju-text, #1b1f24);
    --own-muted: var(--wenju-muted, #56606c);
    --own-line: var(--wenju-line, #d8dde4);
    --own-border: var(--wenju-border, #7a8592);
    --own-accent: var(--wenju-accent, #0b5cad);
    --own-on-accent: var(--wenju-on-accent, #fff);
    --own-mark: var(--wenju-mark, #ffeeb0);
    --own-good: #1a6b3a;
    --own-warn: #7d4b00;
    --own-bad: #b3261e;
    --own-radius: var(--wenju-radius, 12px);
  }
  @media screen {
    :host([theme='dark']) {
      ${dark}
    }
  }
  @media screen and (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
`;
