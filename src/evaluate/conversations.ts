/**
 * How well are questions answered that lean on the turns before them? Reads `conversations.jsonl` of a folder, asks the
 * turns one after the other with those before, and counts what came of every turn after the first.
 */

import { join } from 'node:path';
import { z } from 'zod';
import type { AskReply } from '../api/ask.js';
import { MAX_HISTORY, MAX_PAST_ANSWER_LENGTH, MAX_QUESTION_LENGTH, type PastTurn } from '../api/request.js';
import { readOptionalLines } from './claims.js';
import { type RelevantPlace, UNSTATED } from './questions.js';
import { createPlaceTest, holdsAll, readAnswer } from './right-answers.js';
import { alignColumns, formatShare } from './table.js';

/** One turn: what is asked, where the answer stands, and the strings that a right answer holds. */
export interface ConversationTurn {
  readonly question: string;
  readonly relevant: readonly RelevantPlace[];
  readonly must: readonly string[];
}

export interface EvaluatedConversation {
  readonly id: string;
  readonly language: string;
  readonly turns: readonly ConversationTurn[];
}

/** What came of a turn that follows another. */
export interface FollowUp {
  readonly id: string;
  readonly language: string;
  readonly question: string;
  /** As it was understood, in full. */
  readonly understood: string;
  readonly status: AskReply['status'];
  /** Whether a right passage is among the first five. */
  readonly isFound: boolean;
  /** Whether the answer holds all that it must. */
  readonly isAnswered: boolean;
}

/** Asks with the turns before, oldest first, for so many passages. */
export type AskWithHistory = (question: string, history: readonly PastTurn[], topK: number) => Promise<AskReply>;

const CONVERSATIONS_FILE = 'conversations.jsonl';
/** Passages that a reader sees without scrolling. */
const SEEN = 5;
/** Longest string that an answer must hold, and most of them; far above real files. */
const MAX_MUST_LENGTH = 1_000;
const MAX_ENTRIES = 100;

const text = z.string().trim().min(1);
const conversationSchema = z
  .object({
    id: text.max(MAX_MUST_LENGTH),
    lang: text.max(MAX_MUST_LENGTH).default(UNSTATED),
    turns: z
      .array(
        z.object({
          question: text.max(MAX_QUESTION_LENGTH),
          relevant: z.array(z.object({ doc: text, span: text })).max(MAX_ENTRIES),
          must: z.array(text.max(MAX_MUST_LENGTH)).max(MAX_ENTRIES).default([]),
        }),
      )
      .min(1)
      .max(MAX_HISTORY + 1),
  })
  .transform(({ id, lang, turns }): EvaluatedConversation => ({ id, language: lang, turns }));

/** Empty for a folder without any. Throws FILE_UNREADABLE, with file and line, for what is no conversation. */
export async function readConversations(folder: string): Promise<readonly EvaluatedConversation[]> {
  return readOptionalLines(join(folder, CONVERSATIONS_FILE), conversationSchema);
}

/** What came of every turn after the first, in order. Throws whatever `ask` throws. */
export async function evaluateConversations(
  conversations: readonly EvaluatedConversation[],
  ask: AskWithHistory,
  onAsked?: () => void,
): Promise<FollowUp[]> {
  const followUps: FollowUp[] = [];
  for (const { id, language, turns } of conversations) {
    const history: PastTurn[] = [];
    for (const [at, turn] of turns.entries()) {
      const reply = await ask(turn.question, history, SEEN);
      onAsked?.();
      if (at > 0) followUps.push({ id, language, ...judgeTurn(turn, reply) });
      history.push({ question: turn.question, answer: (reply.answer?.text ?? '').slice(0, MAX_PAST_ANSWER_LENGTH) });
    }
  }
  return followUps;
}

function judgeTurn({ question, relevant, must }: ConversationTurn, reply: AskReply): Omit<FollowUp, 'id' | 'language'> {
  const isRight = createPlaceTest(relevant);
  return {
    question,
    understood: reply.understood.question,
    status: reply.status,
    isFound: reply.passages
      .slice(0, SEEN)
      .some(({ document, text: words }) => isRight({ source: document.source, text: words })),
    isAnswered: holdsAll(readAnswer(reply.answer), must),
  };
}

/** All of them first, then by language. */
export function formatConversations(followUps: readonly FollowUp[]): string {
  const languages = [...new Set(followUps.map(({ language }) => language))].sort();
  const groups = [null, ...languages].map((group) => {
    const own = followUps.filter(({ language }) => group === null || language === group);
    const share = (isCounted: (followUp: FollowUp) => boolean): string =>
      formatShare(own.length === 0 ? 0 : own.filter(isCounted).length / own.length);
    return [group ?? 'all', String(own.length), share(({ isFound }) => isFound), share(({ isAnswered }) => isAnswered)];
  });
  return `${alignColumns([['follow-ups', 'count', 'right in 5', 'holds all'], ...groups])}\n`;
}
