/** The frame: the bubble, the panel, its head and tabs, the composer, and the controls they share. */

import { css } from 'lit';

export const frame = css`
  :host {
    display: block; inline-size: 100%; min-inline-size: 0; text-align: start;
    font: 15px/1.6 var(--wenju-font, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    color: var(--own-text);
  }
  :host([hidden]) { display: none; }
  :host([mode='bubble']) { display: contents; }
  /* What a page gives to its text, and texts of many pages are indented, spaced or not to be selected, ends here. */
  :is(.panel, .bubble) {
    text-align: start; text-indent: 0; text-transform: none; text-shadow: none; letter-spacing: normal; word-spacing: normal;
    white-space: normal; word-break: normal; line-break: auto; hyphens: manual; writing-mode: horizontal-tb;
    font: 15px/1.6 var(--wenju-font, system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif);
    color: var(--own-text); user-select: text; -webkit-user-select: text; cursor: auto;
  }
  * { box-sizing: border-box; }
  h2, h3, h4, p, ul, ol, blockquote { margin: 0; padding: 0; font: inherit; }
  ul, ol { list-style: none; }
  button, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  a { color: var(--own-accent); }
  :focus-visible { outline: 2px solid var(--own-accent); outline-offset: 2px; }
  .aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .facts { font-size: 0.875em; color: var(--own-muted); }
  .panel {
    --own-padding: 16px; container: wenju / inline-size; display: flex; flex-direction: column; position: relative; overflow: hidden;
    height: var(--wenju-height, min(760px, 90vh)); min-height: 320px;
    background: var(--own-background); border: 1px solid var(--own-line); border-radius: var(--own-radius);
  }
  /* In the top layer, where no ancestor that is moved, cut or hidden behind others has a say. */
  .layer { position: fixed; inset: 0; z-index: 2147483000; width: auto; height: auto; margin: 0; padding: 0; border: 0; overflow: visible; background: none; pointer-events: none; }
  .layer > * { pointer-events: auto; }
  .bubble {
    position: fixed; z-index: 2147483000; inset-block-end: 20px; inset-inline-end: 20px; min-height: 52px;
    padding: 0 20px; border: 0; border-radius: 26px; background: var(--own-accent); color: var(--own-on-accent);
    font-weight: 600; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  }
  .panel.floating {
    position: fixed; z-index: 2147483001; inset-block-end: 20px; inset-inline-end: 20px;
    width: min(var(--wenju-width, 440px), calc(100vw - 40px));
    height: min(var(--wenju-height, 720px), calc(100vh - 40px)); height: min(var(--wenju-height, 720px), calc(100dvh - 40px));
    box-shadow: 0 8px 40px rgb(0 0 0 / 30%);
  }
  :host([side='start']) :is(.bubble, .panel.floating) { inset-inline: 20px auto; }
  .panel.floating.reading { width: min(var(--wenju-reading-width, 980px), calc(100vw - 40px)); }
  .head { display: flex; align-items: center; gap: 4px; padding: 8px 8px 0 16px; }
  .head h2 { flex: 1; overflow: hidden; font-weight: 700; white-space: nowrap; text-overflow: ellipsis; }
  .icon { min-width: 36px; min-height: 36px; padding: 4px 8px; border: 0; border-radius: 8px; background: none; color: var(--own-muted); white-space: nowrap; cursor: pointer; }
  .icon:hover:enabled { background: var(--own-surface); color: var(--own-text); }
  .icon:disabled { opacity: 0.4; cursor: default; }
  .tabs, .tabs > div { display: flex; flex: none; gap: 4px; }
  .tabs { position: relative; padding: 0 12px; border-bottom: 1px solid var(--own-line); overflow-x: auto; }
  .tab { flex: none; padding: 8px; text-decoration: none; border: 0; border-bottom: 3px solid transparent; background: none; color: var(--own-muted); cursor: pointer; outline-offset: -3px; }
  .tab[aria-selected='true'] { border-color: var(--own-accent); color: var(--own-text); font-weight: 600; }
  .main { flex: 1; display: flex; flex-direction: column; min-height: 0; }
  .body { flex: 1; min-width: 0; min-height: 0; display: flex; flex-direction: column; }
  .body[hidden] { display: none; }
  .scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: var(--own-padding); outline-offset: -2px; position: relative; }
  .scroll[tabindex='-1'] { outline: none; }
  .scroll > * { max-width: 700px; margin-inline: auto; }
  .button { display: inline-flex; align-items: center; justify-content: center; min-height: 36px; padding: 4px 12px; border: 1px solid var(--own-border); border-radius: 8px; background: var(--own-background); color: var(--own-text); font-size: 0.9333em; text-decoration: none; cursor: pointer; }
  .button:hover:enabled, a.button:hover { background: var(--own-surface); }
  .button.strong { border-color: var(--own-accent); background: var(--own-accent); color: var(--own-on-accent); }
  .button.strong:hover:enabled { background: var(--own-accent); filter: brightness(1.1); }
  .button:disabled { opacity: 0.55; cursor: default; }
  select { min-height: 36px; max-width: 100%; padding: 4px 8px; border: 1px solid var(--own-border); border-radius: 8px; background: var(--own-background); font-size: 0.875em; }
  select.icon { field-sizing: content; max-width: 6.2em; border: 0; background: none; font-size: 1em; }
  textarea { width: 100%; padding: 8px 12px; border: 1px solid var(--own-border); border-radius: 10px; background: var(--own-background); resize: vertical; }
  textarea::placeholder { color: var(--own-muted); opacity: 1; }
  .composer { padding: 8px 16px 10px; border-top: 1px solid var(--own-line); }
  .composer > * { max-width: 700px; margin-inline: auto; }
  .field { display: flex; align-items: flex-end; gap: 8px; }
  .field textarea { flex: 1; min-width: 0; min-height: 42px; max-height: 30vh; resize: none; field-sizing: content; }
  .field .button { min-height: 42px; flex: none; }
  .count:not(:empty) { margin-top: 4px; font-size: 0.8em; color: var(--own-warn); }
  .composer .keys { margin-top: 4px; font-size: 0.8em; }
  .limits { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 8px; }
  .limit { min-height: 36px; padding: 4px 12px; border: 1px solid var(--own-accent); border-radius: 18px; background: var(--own-background); color: var(--own-accent); font-size: 0.875em; cursor: pointer; }
  .limits select { max-width: 9.5em; border-color: var(--own-border); border-radius: 18px; color: var(--own-muted); }
  @media (max-width: 520px) {
    :is(:host, :host([side='start'])) .panel.floating { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
    .composer .keys { display: none; }
    .limits { flex-wrap: nowrap; overflow-x: auto; padding: 2px; margin: -2px -2px 6px; }
    .limits > * { flex: none; }
    .panel { --own-padding: 12px; }
    .head { gap: 0; padding-inline: 12px 4px; }
    .composer { padding: 8px 12px calc(10px + env(safe-area-inset-bottom)); }
  }
  /* A page that is nothing but the chat has its name and the ways to others above it: the head takes no line of its own. */
  :host([query]) a.tab { display: none; }
  @media (min-width: 900px) {
    :host([query]) .panel { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) auto; }
    :host([query]) .tabs { grid-area: 1 / 1 / 2 / 3; }
    :host([query]) .head { grid-area: 1 / 2; z-index: 1; padding: 0 8px; }
    :host([query]) .head h2 { position: absolute; clip-path: inset(50%); }
    :host([query]) .main { grid-area: 2 / 1 / 3 / 3; contain: inline-size; }
  }
  /* A window that is low, or whose page is shown at twice its size: what is not the answer stands in one line each. */
  @media (max-height: 480px) and (min-width: 560px) {
    .panel:has(> .tabs) { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) auto; }
    .tabs { grid-area: 1 / 1; border: 0; }
    .head { grid-area: 1 / 2; justify-content: flex-end; padding: 0 4px; }
    .head h2 { position: absolute; clip-path: inset(50%); }
    .main { grid-area: 2 / 1 / 3 / 3; contain: inline-size; border-top: 1px solid var(--own-line); }
    .composer { display: flex; gap: 8px; padding-block: 6px; }
    .composer > * { margin: 0; max-width: none; }
    .composer .field { flex: 1; }
    .composer .limits { flex: none; flex-wrap: nowrap; align-items: center; max-width: 50%; overflow-x: auto; }
    .composer .keys { display: none; }
  }
  @container wenju (min-width: 800px) {
    .main { flex-direction: row; }
    .card { flex: 0 0 44%; border-inline-start: 1px solid var(--own-line); }
  }
  @container wenju (max-width: 799.9px) {
    .reading :is(.head, .tabs, .composer) { display: none; }
    .card { flex: 0 0 54%; border-top: 2px solid var(--own-accent); }
  }
  @media (prefers-reduced-motion: no-preference) {
    .progress { animation: breathe 1.6s ease-in-out infinite alternate; }
    .card { animation: appear 0.12s ease-out; }
  }
  @keyframes breathe { to { opacity: 0.65; } }
  @keyframes appear { from { opacity: 0; transform: translateY(-4px); } }
  @media (forced-colors: active) {
    mark, .question { outline: 1px solid; }
    .tab { border-color: Canvas; }
    .tab[aria-selected='true'] { border-color: Highlight; }
  }
  @media screen { .wenju-print { display: none; } }
  @media print {
    .panel { height: auto; border: 0; }
    .scroll { overflow: visible; }
    .composer, .head, .tabs, .layer, .card, .panel:has(~ .wenju-print) { display: none; }
  }
`;
