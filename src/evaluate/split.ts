/**
 * Which questions are held back: what is learnt on two thirds of them is measured on the third that nobody looked at.
 * A question's id decides, so that a question never changes sides, whatever is added around it.
 */

import { createHash } from 'node:crypto';
import type { Outcomes } from './contract.js';

/** One question in so many is held back. */
const HELD_BACK_ONE_IN = 3;

/** True for a question of the third that is held back while tuning. */
export function isHeldBack(id: string): boolean {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % HELD_BACK_ONE_IN === 0;
}

/** Parts outcomes into those to learn from and those held back. */
export function splitOutcomes({ answerable, unanswerable }: Outcomes): { tuning: Outcomes; heldBack: Outcomes } {
  const take = (wanted: boolean): Outcomes => ({
    answerable: answerable.filter(({ question }) => isHeldBack(question.id) === wanted),
    unanswerable: unanswerable.filter(({ question }) => isHeldBack(question.id) === wanted),
  });
  return { tuning: take(false), heldBack: take(true) };
}
