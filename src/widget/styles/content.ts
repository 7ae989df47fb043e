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
  .reading .question { position: sticky; z-index: 1; inset-block-start: calc(-1 * var(--own-padding)); width: auto; max-width: none; max-height: 4.6em; overflow-y: auto; border-radius: 10px; }
  .understood { margin-top: 6px; text-align: end; }
  .progress { margin-top: 12px; }
  .answer { margin-top: 14px; font-size: 1.0667em; line-height: 1.75; }
  .answer > .facts { margin-bottom: 6px; }
  .lead { overflow-wrap: anywhere; }
  .lead .value { font-size: 1.125em; font-weight: 700; color: var(--own-accent); }
  .lead ~ .sentence, .table ~ .sentence, .quoted { margin-top: 8px; }
  .answer > .sentence, .quoted .sentence { padding-inline-start: 12px; border-inline-start: 3px solid var(--own-line); font-size: 0.9375em; }
  .table { margin: 10px 0; overflow-x: auto; }
  .table table { border-collapse: collapse; font-size: 0.9333em; }
  .table caption { padding-bottom: 4px; color: var(--own-muted); text-align: start; }
  .table th, .table td { padding: 4px 10px; border-block-end: 1px solid var(--own-line); text-align: start; white-space: nowrap; }
  .table th { font-weight: 600; }
  .table tr:has(td:nth-of-type(2)) td > span { display: inline-block; max-width: 11em; white-space: normal; vertical-align: middle; }
  .table tr:has(td:nth-of-type(2)) .bar { width: 40px; }
  .table .button { margin-top: 8px; }
  .table:not(.whole) .rest, .table.whole .button { display: none; }
  .bar { width: clamp(40px, 14cqi, 96px); margin-inline-end: 8px; vertical-align: middle; fill: var(--own-accent); forced-color-adjust: none; }
  .bar.fall { fill: var(--own-bad); }
  @container wenju (max-width: 480px) {
    .table th, .table td { padding: 4px 4px 4px 0; }
    .table .chip { padding: 1px 5px; margin-inline-start: 2px; }
    .table td > span { white-space: normal; }
    .bar { width: 30px; margin-inline-end: 4px; }
  }
  .answer > .written { padding-inline-start: 0; border-inline-start: 0; font-size: 1em; }
  .so-far { margin-top: 6px; padding-inline-start: 12px; border-inline-start: 3px dotted var(--own-line); }
  .removed { margin-top: 8px; }
  .removed s { overflow-wrap: anywhere; }
  .answer > .sentence + .facts { margin-top: 8px; }
  .sentence + .sentence { margin-top: 8px; }
  .sentence, .match blockquote, .passage blockquote, .context { overflow-wrap: anywhere; }
  .chip { min-width: 26px; min-height: 26px; margin-inline-start: 6px; padding: 1px 8px; border: 1px solid var(--own-line); border-radius: 13px; background: var(--own-surface); color: var(--own-accent); font-size: 13px; line-height: 1.3; text-align: start; cursor: pointer; vertical-align: 1px; user-select: none; }
  .chip:hover, .chip[aria-expanded='true'] { border-color: var(--own-accent); background: var(--own-accent); color: var(--own-on-accent); }
  .link { min-height: 24px; padding: 2px 4px; border: 0; background: none; color: var(--own-accent); text-decoration: underline; cursor: pointer; }
  .suggestions, .turn > .actions { margin-top: 14px; }
  .turn .suggestions { display: flex; flex-wrap: wrap; }
  .turn .suggestion { width: auto; padding: 6px 14px; border-radius: 18px; font-size: 0.9333em; }
  .card { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--own-background); outline-offset: -2px; }
  .card header { display: flex; align-items: center; padding: 4px 8px 4px 16px; border-bottom: 1px solid var(--own-line); }
  .card h3 { flex: 1; min-width: 0; overflow: hidden; font-weight: 600; white-space: nowrap; text-overflow: ellipsis; }
  .source { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 8px 16px 16px; outline-offset: -2px; }
  .title { display: block; font-style: normal; font-weight: 600; overflow-wrap: anywhere; }
  .place .facts, .passage .facts { display: block; overflow-wrap: anywhere; }
  .context { margin: 10px 0; padding: 8px 12px; border-inline-start: 3px solid var(--own-accent); background: var(--own-surface); line-height: 1.7; }
  .neighbour { margin: 8px 0; color: var(--own-muted); font-size: 0.9333em; }
  mark { background: var(--own-mark); color: inherit; border-radius: 2px; }
  .reference { display: grid; gap: 8px; justify-items: start; margin: 10px 0; }
  .reference-text { display: block; width: 100%; min-height: 6.2em; max-height: 8em; overflow-y: auto; padding: 8px 12px; border: 1px dashed var(--own-line); border-radius: 8px; font-size: 0.875em; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
  .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
  .notice { margin-top: 14px; padding: 10px 14px; border: 1px solid var(--own-line); border-inline-start: 4px solid var(--own-border); border-radius: 8px; background: var(--own-surface); }
  .notice.warn { border-inline-start-color: var(--own-warn); }
  .notice.bad { border-inline-start-color: var(--own-bad); }
  .notice > .button, .notice .actions { margin-top: 8px; }
  .notice b { font-weight: 600; }
  .notice details { margin-top: 6px; }
  .missing { color: var(--own-warn); font-weight: 600; overflow-wrap: anywhere; }
  summary { min-height: 24px; cursor: pointer; }
  .passages { margin-top: 18px; }
  .passages h4 { font-size: 0.9333em; font-weight: 600; color: var(--own-muted); }
  .passage { margin-top: 6px; border: 1px solid var(--own-line); border-radius: 10px; font-size: 0.9333em; }
  .passage summary { display: flex; gap: 8px; align-items: baseline; padding: 6px 12px; border-radius: 10px; list-style: none; }
  .passage summary b { flex: none; max-width: 60%; overflow: hidden; font-weight: 500; white-space: nowrap; text-overflow: ellipsis; }
  .snippet { flex: 1; min-width: 0; overflow: hidden; color: var(--own-muted); white-space: nowrap; text-overflow: ellipsis; }
  .passage[open] .snippet { visibility: hidden; }
  .passage summary::after { content: '▾'; color: var(--own-muted); }
  .passage[open] summary::after { content: '▴'; }
  .passages > .rest { margin-top: 8px; font-size: 0.9333em; color: var(--own-muted); }
  .passages > .rest .passage { color: var(--own-text); font-size: 1em; }
  .passage summary::-webkit-details-marker { display: none; }
  .passage summary:hover { background: var(--own-surface); }
  .passage .title { font-weight: 500; }
  .passage blockquote, .passage > .place { padding: 4px 12px 8px; }
  .passage .actions { padding: 0 12px 12px; }
  .not-evidence .passage { border-style: dashed; }
  .not-evidence mark { background: none; }
  .desk { flex: 1; display: flex; flex-direction: column; min-height: 0; overflow-y: auto; }
  .desk > .scroll { flex: none; overflow: visible; }
  .desk > .verdicts { border-top: 1px solid var(--own-line); }
  .desk .scroll > * { max-width: none; }
  @container wenju (min-width: 800px) {
    .desk { flex-direction: row; overflow: hidden; }
    .desk > .scroll { flex: 1; min-width: 0; overflow-y: auto; }
    .desk > .verdicts { border-top: 0; border-inline-start: 1px solid var(--own-line); }
    .desk #draft { min-height: 46vh; }
  }
  .marked { padding-bottom: 12px; font-size: 1.0667em; line-height: 2; white-space: pre-wrap; overflow-wrap: anywhere; }
  .spot { border-radius: 3px; text-decoration: underline 2px; text-underline-offset: 4px; }
  .spot[role] { cursor: pointer; }
  .spot[aria-expanded='true'] { outline: 2px solid var(--own-accent); outline-offset: 1px; }
  .spot.bad { background: color-mix(in srgb, var(--own-bad) 14%, transparent); text-decoration: underline wavy var(--own-bad); }
  .spot.unsure { text-decoration: underline dotted 2px var(--own-warn); }
  .spot.good { text-decoration-color: var(--own-good); }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 6px 0; color: var(--own-text); }
  .line { display: block; width: 100%; padding: 2px 0; border: 0; background: none; text-align: start; cursor: pointer; overflow-wrap: anywhere; }
  .item .actions { margin-top: 4px; }
  .item.open { border-color: var(--own-accent); }
  .says { display: block; }
  .source.inline { max-height: 19em; margin-top: 8px; border-top: 1px solid var(--own-line); }
  .report, .apart { margin-top: 16px; }
  .file { position: relative; }
  .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; font-size: 0; }
  .file:focus-within { outline: 2px solid var(--own-accent); outline-offset: 2px; }
  .sheet { display: grid; gap: 8px; justify-items: start; }
  .sheet label:not(.button) { font-weight: 600; }
  .desk .sheet { display: flex; flex-wrap: wrap; align-items: center; }
  .desk .sheet > :is(label:not(.button), p, textarea) { flex: 1 0 100%; }
  .result { margin-top: 20px; }
  :is(.result, .verdicts) h3 { font-weight: 600; }
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
  @media print {
    .answer ~ .passages, .turn > .actions, .turn .suggestions, .link, .table .button { display: none; }
    .table:not(.whole) .rest { display: table-row; }
    .turn + .turn:last-of-type { min-height: 0; }
  }
`;
