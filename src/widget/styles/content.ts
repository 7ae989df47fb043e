/** What stands in the panel: turns, chips, the card, passages, notices, results. */

import { css } from 'lit';

export const content = css`
  .start { padding: 8px 0; }
  .start h2 { font-size: 1.35em; font-weight: 700; margin-bottom: 4px; }
  .start .facts { margin-top: 8px; }
  .start h3 { margin: 20px 0 8px; font-weight: 600; }
  .suggestions { display: grid; gap: 8px; }
  .suggestion { width: 100%; padding: 10px 14px; border: 1px solid var(--own-line); border-radius: 10px; background: var(--own-surface); text-align: start; cursor: pointer; }
  .suggestion:hover { border-color: var(--own-accent); }
  .turn { padding-bottom: 24px; }
  .turn + .turn:last-of-type { min-height: 100%; }
  .turn + .turn { padding-top: 8px; }
  .question { width: fit-content; max-width: 92%; margin-inline-start: auto; padding: 8px 14px; border-radius: 14px 14px 4px; background: var(--own-accent); color: var(--own-on-accent); white-space: pre-wrap; overflow-wrap: anywhere; }
  .understood { margin-top: 6px; text-align: end; }
  .progress { margin-top: 12px; }
  .answer { margin-top: 14px; font-size: 1.0667em; line-height: 1.75; }
  .answer > .facts { margin-bottom: 6px; }
  .lead { font-weight: 600; overflow-wrap: anywhere; }
  .lead ~ .sentence, .table ~ .sentence { margin-top: 8px; }
  .table { margin: 10px 0; overflow-x: auto; }
  .table table { border-collapse: collapse; font-size: 0.9333em; }
  .table caption { padding-bottom: 4px; color: var(--own-muted); text-align: start; }
  .table th, .table td { padding: 4px 10px; border-block-end: 1px solid var(--own-line); text-align: start; white-space: nowrap; }
  .table th { font-weight: 600; }
  .sentence + .sentence { margin-top: 8px; }
  .block { position: relative; }
  .sentence, .match blockquote, .passage blockquote, .context { overflow-wrap: anywhere; }
  .chip { min-width: 26px; min-height: 26px; margin-inline-start: 4px; padding: 0 6px; border: 1px solid var(--own-accent); border-radius: 13px; background: var(--own-background); color: var(--own-accent); font-size: 0.8em; line-height: 1.2; font-weight: 600; cursor: pointer; vertical-align: 2px; }
  .chip:hover, .chip[aria-expanded='true'] { background: var(--own-accent); color: var(--own-on-accent); }
  .card { scroll-margin: 10px; position: absolute; z-index: 2; inset-inline: 0; padding: 12px 14px 14px; border: 1px solid var(--own-border); border-radius: var(--own-radius); background: var(--own-background); font-size: 15px; line-height: 1.6; box-shadow: 0 8px 32px rgb(0 0 0 / 28%); }
  .card header { display: flex; align-items: center; justify-content: space-between; }
  .card h3 { font-weight: 600; color: var(--own-muted); font-size: 0.875em; }
  .card .icon { margin: -6px -8px -6px 0; }
  .card .place { margin-top: 2px; }
  .title { display: block; font-style: normal; font-weight: 600; overflow-wrap: anywhere; }
  .place .facts, .passage .facts { display: block; overflow-wrap: anywhere; }
  .context { position: relative; max-height: calc(9.6em + 8px); overflow-y: auto; margin: 10px 0; padding: 8px 12px; border-inline-start: 3px solid var(--own-accent); background: var(--own-surface); }
  mark { background: var(--own-mark); color: inherit; border-radius: 2px; }
  .reference { display: grid; gap: 8px; justify-items: start; margin: 10px 0; }
  .card .reference { margin-bottom: 0; }
  .reference-text { display: block; width: 100%; min-height: 6.2em; max-height: 8em; overflow-y: auto; padding: 8px 12px; border: 1px dashed var(--own-line); border-radius: 8px; font-size: 0.875em; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
  .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
  .notice { margin-top: 14px; padding: 10px 14px; border: 1px solid var(--own-line); border-inline-start: 4px solid var(--own-border); border-radius: 8px; background: var(--own-surface); }
  .notice.warn { border-inline-start-color: var(--own-warn); }
  .notice.bad { border-inline-start-color: var(--own-bad); }
  .notice > .button, .notice .actions { margin-top: 8px; }
  .notice b { font-weight: 600; }
  .notice details { margin-top: 6px; }
  .missing li { color: var(--own-warn); font-weight: 600; overflow-wrap: anywhere; }
  summary { cursor: pointer; }
  .passages { margin-top: 18px; }
  .passages h4 { font-size: 0.9333em; font-weight: 600; color: var(--own-muted); }
  .passage { margin-top: 6px; border: 1px solid var(--own-line); border-radius: 10px; font-size: 0.9333em; }
  .passage summary { position: relative; padding: 8px 36px 8px 12px; border-radius: 10px; list-style: none; }
  .passage summary::after { content: '▾'; position: absolute; inset-block-start: 8px; inset-inline-end: 14px; color: var(--own-muted); }
  .passage[open] summary::after { content: '▴'; }
  .snippet { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
  .passage[open] .snippet { display: none; }
  .passage summary::-webkit-details-marker { display: none; }
  .passage summary:hover { background: var(--own-surface); }
  .passage .title { font-weight: 500; }
  .passage blockquote, .passage > .facts { padding: 4px 12px 8px; }
  .passage .actions { padding: 0 12px 12px; }
  .not-evidence .passage { border-style: dashed; }
  .not-evidence mark { background: none; }
  .sheet { display: grid; gap: 8px; justify-items: start; }
  .sheet label { font-weight: 600; }
  .result { margin-top: 20px; }
  .result h3 { font-weight: 600; }
  .items li { margin-top: 10px; padding: 10px 12px; border: 1px solid var(--own-line); border-radius: 10px; }
  .items .facts { display: block; }
  .verdict { display: inline-block; margin-inline-end: 6px; padding: 0 8px; border: 1px solid; border-radius: 6px; font-size: 0.875em; font-weight: 600; }
  .good { color: var(--own-good); }
  .unsure { color: var(--own-warn); }
  .verdict.bad { color: var(--own-bad); }
  .match { margin-top: 12px; padding: 12px; border: 1px solid var(--own-line); border-radius: 10px; }
  .match blockquote { margin: 8px 0; padding: 8px 12px; border-inline-start: 3px solid var(--own-accent); background: var(--own-surface); }
  blockquote p { white-space: pre-wrap; }
  .diff { overflow-wrap: anywhere; white-space: pre-wrap; }
  ins { color: var(--own-good); text-decoration-thickness: 2px; }
  del { color: var(--own-bad); }
`;
