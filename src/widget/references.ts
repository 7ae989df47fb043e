/**
 * References of citations, as the service writes them, and the style the reader likes. Takes a citation and a style,
 * gives the reference; throws ChatError.
 */

import type { Citation } from '../api/ask.js';
import type { ReferenceStyle } from '../api/check.js';
import type { Client } from './client.js';
import { ChatError } from './errors.js';
import { CHINESE } from './texts/zh.js';

const DEFAULT_STYLE: ReferenceStyle = 'gb7714-2025-numeric';
/** Where the browser keeps the style between visits; nothing else is kept. */
const STORED_UNDER = 'wenju-cite-style';

export const STYLES = Object.keys(CHINESE.styles).filter(isStyle);

function isStyle(value: string): value is ReferenceStyle {
  return Object.hasOwn(CHINESE.styles, value);
}

/** The reader's own choice, or the page's, or the default. */
export function readStyle(attribute: string | null): ReferenceStyle {
  const chosen = [readStored(), attribute].find((each) => each !== null && isStyle(each));
  return chosen && isStyle(chosen) ? chosen : DEFAULT_STYLE;
}

/** The style of this name; null when there is none. */
export function findStyle(name: string): ReferenceStyle | null {
  return isStyle(name) ? name : null;
}

export function storeStyle(style: ReferenceStyle): void {
  try {
    localStorage.setItem(STORED_UNDER, style);
  } catch {
    // A page that may store nothing: the choice holds until it is left.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_UNDER);
  } catch {
    // The same.
    return null;
  }
}

export async function fetchReference(
  client: Client,
  citation: Citation,
  style: ReferenceStyle,
  signal: AbortSignal,
): Promise<string> {
  const { quote, documentId } = citation;
  const reply = await client.cite(quote, { style, documentId }, signal);
  const reference = reply.matches[0]?.references[style];
  if (reference === undefined) throw new ChatError('failed');
  return reference;
}

/** Whether the text is now on the clipboard: browsers allow it on secure pages, after a press of a button. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not a secure page, or not allowed: the reader selects the text instead.
    return false;
  }
}
