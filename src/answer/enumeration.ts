/**
 * Rows of a document that belong together: where a quoted sentence opens 一是…, those that go on with 二是 and 三是 are
 * quoted, too, whether they stand in its passage or the next.
 */

import type { Snapshot } from '../index/contract.js';
import type { AnsweringSentence } from './contract.js';
import { uniqueSentences } from './unique-sentences.js';

const ORDINALS = '一二三四五六七八九十';
/** The row that a sentence opens: after a colon or at its beginning. */
const OPENING = /(?:^|[:：，,；;。])[“"]?(?:一是|第一[，,是]|首先[，,])/;
/** Names what the sentence in front announces: we will do ten practical things. These include …. */
const GOES_ON = /^(?:(?:these|they|which) (?:\w+ )?include|among (?:them|these)\b|namely\b|(?:主要)?包括|分别[是为])/i;
/** Sentences that are looked through behind the opening one. */
const MOST_BETWEEN = 40;

/** The sentences, each that opens a row followed by the rest of it; `limit` bounds how many there are. */
export function completeEnumerations(
  quotes: readonly AnsweringSentence[],
  limit: number,
  snapshot: Snapshot,
): AnsweringSentence[] {
  const completed = quotes.flatMap((quote) => [quote, ...listFollowing(quote.sentence, snapshot)]);
  const unique = uniqueSentences(completed);
  return unique.slice(0, Math.max(limit, quotes.length));
}

function listFollowing(opening: number, snapshot: Snapshot): AnsweringSentence[] {
  const text = snapshot.sentenceText(opening);
  const own = snapshot.sentencePassage[opening];
  const behind = opening + 1;
  if (own !== undefined && snapshot.sentencePassage[behind] === own && GOES_ON.test(snapshot.sentenceText(behind))) {
    return [{ sentence: behind, passage: own }];
  }
  if (!OPENING.test(text)) return [];
  const { document } = snapshot.sentenceAt(opening);
  const following: AnsweringSentence[] = [];
  // 一是…；二是…。 in one sentence: the row goes on behind the last of them.
  let next = countInside(text);
  for (let sentence = opening + 1; sentence <= opening + MOST_BETWEEN; sentence += 1) {
    const passage = snapshot.sentencePassage[sentence];
    if (passage === undefined || snapshot.passageAt(passage).document !== document) break;
    const ordinal = ORDINALS.charAt(next);
    if (ordinal === '') break;
    const own = snapshot.sentenceText(sentence);
    if (!own.startsWith(`${ordinal}是`) && !own.startsWith(`第${ordinal}`)) continue;
    following.push({ sentence, passage });
    next += 1;
  }
  return following;
}

function countInside(text: string): number {
  let count = 1;
  while (count < ORDINALS.length && text.includes(`${ORDINALS.charAt(count)}是`)) count += 1;
  return count;
}
