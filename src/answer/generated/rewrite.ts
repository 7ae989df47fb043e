/**
 * A question that leans on the turns before it in a way that no rule knows: a language model puts it in full. What it gives
 * is a question like any other, understood, answered and shown as one; it may name no place and no year that nobody named.
 */

import type { AskRequest } from '../../api/request.js';
import type { Gazetteer } from '../../lexicon/contract.js';
import { detectLanguage } from '../../lexicon/language.js';
import { findNamedYears } from '../../lexicon/years.js';
import { type LanguageModel, ModelError } from './contract.js';
import type { Prompts } from './prompt.js';
import { limitTime, readWhole } from './read-whole.js';
import { removeUnseen } from './sentences.js';

export interface RewriterOptions {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly gazetteer: Gazetteer;
}

/** Null where it is as it was, or cannot be put in full. Rejects only when the asker leaves. */
export type RewriteQuestion = (request: AskRequest, signal: AbortSignal | undefined) => Promise<string | null>;

/** Turns that are shown to it, UTF-16 code units of a question in full, and tokens. */
const MOST_TURNS = 5;
const LONGEST_QUESTION = 300;
const MOST_TOKENS = 200;
/** Milliseconds: nothing has been shown yet. */
const WITHIN_MS = 10_000;

export function createRewriter({ model, prompts, gazetteer }: RewriterOptions): RewriteQuestion {
  return async ({ question, history }, asker) => {
    const turns = history.slice(-MOST_TURNS).map((turn) => turn.question);
    const messages = prompts.fillRewriting({ question, language: detectLanguage(question), turns });
    const signal = limitTime(asker, WITHIN_MS);
    let written: string;
    try {
      written = await readWhole(model, { messages, mostTokens: MOST_TOKENS }, signal);
    } catch (error) {
      asker?.throwIfAborted();
      if (error instanceof ModelError || signal.aborted) return null;
      throw error;
    }
    const [line = '', ...more] = removeUnseen(written).trim().split('\n');
    const full = line.trim();
    const isQuestion = full !== '' && full !== question && full.length <= LONGEST_QUESTION && more.length === 0;
    return isQuestion && namesNothingNew(full, [question, ...turns].join('\n'), gazetteer) ? full : null;
  };
}

function namesNothingNew(full: string, said: string, gazetteer: Gazetteer): boolean {
  const known = new Set(gazetteer.find(said).map(({ region }) => region.code));
  const years = findNamedYears(said);
  return (
    gazetteer.find(full).every(({ region }) => known.has(region.code)) &&
    [...findNamedYears(full)].every((year) => years.has(year))
  );
}
