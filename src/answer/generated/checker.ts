/**
 * Lets a written sentence through or holds it back: a sentence with the ids it cites goes in; the sentence with what proves
 * it comes out, or why it is not shown. Every part of it has to be what the passages behind it say.
 */

import type { RemovalReason } from '../../api/generation.js';
import type { CheckCited, CitedAbout } from '../../check/contract.js';
import { detectLanguage, type Language } from '../../lexicon/language.js';
import type { LetOthers } from '../../turns.js';
import type { CheckedSentence, RemovedSentence } from './contract.js';
import type { WrittenSentence } from './sentences.js';

export interface SentenceCheckerOptions {
  readonly checkCited: CheckCited;
  /** Numbers of the snapshot by the ids that the model was given. */
  readonly passages: ReadonlyMap<string, number>;
  readonly language: Language;
  readonly about: Omit<CitedAbout, 'before'>;
}

export type CheckSentence = (
  sentence: WrittenSentence,
  letOthers: LetOthers,
) => Promise<{ readonly kept: CheckedSentence } | { readonly removed: RemovedSentence }>;

/** Passages that one part may cite: who cites all of them cites none. */
const MOST_CITED = 4;

export function createSentenceChecker(options: SentenceCheckerOptions): CheckSentence {
  const { checkCited, passages, language, about } = options;
  let before = '';

  return async ({ parts, beginsParagraph }, letOthers) => {
    const text = joinParts(parts.map((part) => part.text));
    const remove = (reason: RemovalReason) => ({ removed: { text, reason } });
    const ids = parts.flatMap((part) => part.ids);
    if (ids.some((id) => !passages.has(id))) return remove('invented_citation');
    if (parts.some((part) => part.ids.length === 0 || part.ids.length > MOST_CITED)) return remove('no_citation');
    if (detectLanguage(text) !== language) return remove('wrong_language');
    const proof: number[] = [];
    let front = before;
    for (const part of parts) {
      const cited = [...new Set(part.ids.flatMap((id) => passages.get(id) ?? []))];
      const words = part.text.replace(/^[，,；;、\s]+/, '');
      const verdict = await checkCited({ text: words, passages: cited, about: { ...about, before: front } }, letOthers);
      if (verdict.fault !== null) return remove(verdict.fault);
      proof.push(...verdict.proof);
      front = words;
    }
    before = text;
    return { kept: { text, proof: [...new Set(proof)], beginsParagraph } };
  };
}

/** As it was written, but for the markers between the parts. */
function joinParts(parts: readonly string[]): string {
  return parts.reduce(
    (text, part) => (/^[\p{L}\p{N}]/u.test(part) && /[\w,;]$/.test(text) ? `${text} ${part}` : text + part),
    '',
  );
}
