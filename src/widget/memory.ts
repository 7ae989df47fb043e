/**
 * Keeps a conversation for as long as the browser's tab is open, so that it survives a reload and the way back. Takes
 * turns that were answered, gives them again; a page that may store nothing keeps none.
 */

import type { KeptTurn, Turn } from './conversation.js';

/** UTF-16 code units: browsers keep some five million a site, and the site may want some of them. */
const MAX_KEPT = 1_500_000;

/** `place` tells the conversations of one site apart. */
export function keepTurns(place: string, turns: readonly Turn[]): void {
  const kept: string[] = [];
  let length = 0;
  for (const { question, reply, limits } of [...turns].reverse()) {
    if (reply === null) continue;
    const turn: KeptTurn = { question, reply, limits };
    const text = JSON.stringify(turn);
    length += text.length;
    if (length > MAX_KEPT) break;
    kept.unshift(text);
  }
  try {
    if (kept.length === 0) sessionStorage.removeItem(nameOf(place));
    else sessionStorage.setItem(nameOf(place), `[${kept.join(',')}]`);
  } catch {
    // A frame without an origin, or a store that is full: the conversation lasts until the page is left.
  }
}

export function recallTurns(place: string): KeptTurn[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(place)) ?? '[]');
    return Array.isArray(kept) && kept.every(isTurn) ? kept : [];
  } catch {
    // The same, or something else was put there.
    return [];
  }
}

/** A draft that is being checked, as long as the tab is open; an empty one is forgotten. */
export function keepDraft(place: string, draft: string): void {
  try {
    if (draft === '') sessionStorage.removeItem(`wenju-draft ${place}`);
    else sessionStorage.setItem(`wenju-draft ${place}`, draft);
  } catch {
    // As above.
  }
}

export function recallDraft(place: string): string {
  try {
    return sessionStorage.getItem(`wenju-draft ${place}`) ?? '';
  } catch {
    return '';
  }
}

/** The question whose source was opened last; the reader's page names it and leads back to it. */
const ASKED = 'wenju-asked';

export function keepAsked(question: string): void {
  try {
    sessionStorage.setItem(ASKED, question);
  } catch {
    // As above.
  }
}

export function recallAsked(): string | null {
  try {
    return sessionStorage.getItem(ASKED);
  } catch {
    return null;
  }
}

function nameOf(place: string): string {
  return `wenju-conversation ${place}`;
}

/** As far as a reply of another version of the service might differ. */
function isTurn(value: Partial<KeptTurn> | null): value is KeptTurn {
  const { question, reply, limits } = value ?? {};
  if (typeof question !== 'string' || !Array.isArray(limits?.regions) || !Array.isArray(limits.years)) return false;
  if (!Array.isArray(reply?.citations) || !Array.isArray(reply.passages) || !reply.understood) return false;
  return reply.answer === null || (Array.isArray(reply.answer?.lead) && Array.isArray(reply.answer.sentences));
}
