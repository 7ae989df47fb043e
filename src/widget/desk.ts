/**
 * A draft that is checked: its text, what was found of each figure, quotation and statement, and what the writer took
 * over from the documents. Takes the writer's presses, asks the service; knows nothing of how it is shown.
 */

import type { CheckItem, CheckReply, CiteReply, Opinion } from '../api/check.js';
import { Task } from './task.js';

export type DeskVerdict = 'bad' | 'unsure' | 'good';

const RIGHT: ReadonlySet<CheckItem['verdict']> = new Set(['match', 'match_rounded', 'exact', 'supported']);
const UNSURE: ReadonlySet<CheckItem['verdict']> = new Set(['not_found', 'punctuation_differs', 'conflicting_sources']);
/** Of a figure: what the document has stands for what the writer has, and nothing else of the sentence changes. */
const REPLACEABLE: ReadonlySet<CheckItem['verdict']> = new Set(['value_differs', 'unit_differs']);
/** UTF-16 code units of words that are a figure and no sentence. */
const MAX_FIGURE = 16;

/** UTF-16 code units before a figure that show in which language it stands. */
const NEAR = 12;
const HAN = /\p{Script=Han}/u;

/** What was checked, where it stands in the draft now. */
export interface Marked {
  readonly item: CheckItem;
  readonly start: number;
  /** No greater than `start` for what went with words around it that were replaced. */
  readonly end: number;
  /** What stands there in its place; null while the writer's own does. */
  readonly accepted: string | null;
}

export interface DeskWork {
  check(text: string, signal: AbortSignal): Promise<CheckReply>;
  /** The same with what a language model holds of what stays open. */
  opine(text: string, signal: AbortSignal): Promise<CheckReply>;
  cite(text: string, signal: AbortSignal): Promise<CiteReply>;
  changed(): void;
  /** Hears of every change of the draft. */
  written(draft: string): void;
  /** A draft was checked, or could not be. */
  checked(): void;
}

export function judge({ verdict }: Pick<CheckItem, 'verdict'>): DeskVerdict {
  if (RIGHT.has(verdict)) return 'good';
  return UNSURE.has(verdict) ? 'unsure' : 'bad';
}

/** What the document's own words stand for now is right. */
export function judgeMarked({ item, accepted }: Marked): DeskVerdict {
  return accepted === null ? judge(item) : 'good';
}

export class Desk {
  #draft = '';
  /** Whether the draft is being written; else its marks are shown. */
  isWriting = true;
  marked: readonly Marked[] = [];
  /** Position of the item that is open. */
  open: number | null = null;
  /** Whether the last file could not be read. */
  isUnread = false;
  readonly check: Task<string, CheckReply>;
  /** Of the draft as it was checked, once the writer has asked for them. */
  readonly opinions: Task<string, CheckReply>;
  /** Where the open quotation stands. */
  readonly quote: Task<string, CiteReply>;
  readonly #changed: () => void;
  readonly #written: (draft: string) => void;

  constructor({ check, opine, cite, changed, checked, written }: DeskWork) {
    this.#changed = changed;
    this.#written = written;
    this.check = new Task(check, () => {
      if (this.check.state === 'done') this.#show(this.check.reply?.items ?? []);
      checked();
    });
    this.opinions = new Task(opine, changed);
    this.quote = new Task(cite, changed);
  }

  /** What the draft is written in, as far as it matters here. */
  get language(): 'zh-CN' | 'en' {
    return HAN.test(this.#draft) ? 'zh-CN' : 'en';
  }

  get draft(): string {
    return this.#draft;
  }

  set draft(draft: string) {
    if (draft === this.#draft) return;
    this.#draft = draft;
    this.#written(draft);
  }

  run(): void {
    if (this.draft.trim() !== '') void this.check.run(this.draft);
  }

  askOpinions(): void {
    if (this.check.input !== null) void this.opinions.run(this.check.input);
  }

  /** What a language model holds of the draft as it was checked; null where it was not asked. Numbered behind the items. */
  listOpinions(): readonly Opinion[] | null {
    if (this.opinions.input !== this.check.input || this.opinions.reply === null) return null;
    return (this.opinions.reply.opinions ?? []).map((each, index) => ({
      ...each,
      citation: { ...each.citation, marker: this.marked.length + index + 1 },
    }));
  }

  /** A check that runs is given up: its places would not be those of the draft. */
  write(draft: string): void {
    this.check.stop();
    this.opinions.stop();
    this.draft = draft;
    this.isWriting = true;
    this.#changed();
  }

  toggle(index: number): void {
    this.open = this.open === index ? null : index;
    const item = this.marked[index]?.item;
    if (this.open !== null && item?.kind === 'quotation' && judge(item) !== 'good') void this.quote.run(item.text);
    this.#changed();
  }

  /** What stands in the document instead; null where that is no matter of other words at the same place. */
  propose(index: number): string | null {
    const { item, start = 0, end = 0 } = this.marked[index] ?? {};
    if (!item || end <= start || judge(item) === 'good') return null;
    if (item.kind === 'quotation') {
      if (this.quote.input !== item.text) return null;
      const diff = this.quote.reply?.matches[0]?.diff ?? [];
      return diff.some(({ op }) => op !== 'equal') ? joinDocument(diff) : null;
    }
    if (!REPLACEABLE.has(item.verdict)) return null;
    const words = writeFigure(item);
    // A figure in Chinese is none for an English sentence; per cent are the same in both.
    const isChinese = HAN.test(this.draft.slice(Math.max(0, start - NEAR), start) + item.text);
    if (isChinese || words === null || !HAN.test(words)) return words;
    return item.found?.unit === '%' ? `${Math.abs(item.found.value)}%` : null;
  }

  /** Puts other words in the place of what was checked; null puts the writer's own back. */
  accept(index: number, words: string | null): void {
    const target = this.marked[index];
    if (!target || this.isWriting) return;
    const text = words ?? target.item.text;
    const { start, end } = target;
    if (end <= start) return;
    const by = text.length - (end - start);
    this.draft = this.draft.slice(0, start) + text + this.draft.slice(end);
    this.marked = this.marked.map((each, at) => {
      if (at === index) return { ...each, end: end + by, accepted: words };
      // What stands behind moves, what stands around grows, what lies within or reaches in is gone.
      if (each.end <= start) return each;
      if (each.start >= end) return { ...each, start: each.start + by, end: each.end + by };
      const isAround = each.start <= start && each.end >= end && each.end - each.start > end - start;
      return isAround ? { ...each, end: each.end + by } : { ...each, start: 0, end: 0, accepted: null };
    });
    this.#changed();
  }

  #show(items: readonly CheckItem[]): void {
    // The citations of a draft have no numbers of their own: each item has the one of its place.
    this.marked = items.map((item, index) => ({
      item: { ...item, citation: item.citation && { ...item.citation, marker: index + 1 } },
      start: item.start,
      end: item.end,
      accepted: null,
    }));
    this.open = null;
    this.isWriting = items.length === 0;
  }
}

type Diff = CiteReply['matches'][number]['diff'];

/** What only the quotation has is left out. */
function joinDocument(diff: Diff): string {
  return diff.map(({ op, text }) => (op === 'insert' ? '' : text)).join('');
}

/** The figure as the document writes it; where it cites a whole sentence, the number and its unit. */
function writeFigure({ citation, claim, found }: CheckItem): string | null {
  if (found === null || (claim !== null && Math.sign(claim.value) !== Math.sign(found.value))) return null;
  const quote = citation?.quote ?? '';
  // 第四 is a figure, too: 排在全国4位 would be no Chinese.
  if (/\d|^第/.test(quote) && quote.length <= MAX_FIGURE && !/[，。；、]/.test(quote)) return quote;
  return `${Math.abs(found.value)}${found.unit}`;
}

/** A part of the draft, and the position of the item that it is; null for what was not checked. */
export interface DraftPiece {
  readonly text: string;
  readonly index: number | null;
}

const ORDER: readonly DeskVerdict[] = ['bad', 'unsure', 'good'];

/** Positions of the items, what differs first; else as they stand in the text. */
export function sortMarked(marked: readonly Marked[]): number[] {
  const rank = (index: number) => ORDER.indexOf(marked[index] ? judge(marked[index].item) : 'good');
  return marked.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b);
}

/** The draft in pieces. Of items that meet the one that differs is shown, of equals the first. */
export function cutDraft(draft: string, marked: readonly Marked[]): DraftPiece[] {
  const owner = new Int32Array(draft.length).fill(-1);
  const isFree = (start: number, end: number) => owner[start] === -1 && owner[end - 1] === -1;
  const shown: number[] = [];
  for (const index of sortMarked(marked)) {
    const { start, end } = marked[index] ?? { start: 0, end: 0 };
    if (end <= start || end > draft.length || !isFree(start, end)) continue;
    // One that lies wholly around another has it in its middle.
    if (owner.subarray(start, end).some((each) => each !== -1)) continue;
    owner.fill(index, start, end);
    shown.push(index);
  }
  const pieces: DraftPiece[] = [];
  let at = 0;
  for (const index of shown.sort((a, b) => (marked[a]?.start ?? 0) - (marked[b]?.start ?? 0))) {
    const { start, end } = marked[index] ?? { start: 0, end: 0 };
    if (start > at) pieces.push({ text: draft.slice(at, start), index: null });
    pieces.push({ text: draft.slice(start, end), index });
    at = end;
  }
  if (at < draft.length) pieces.push({ text: draft.slice(at), index: null });
  return pieces;
}
