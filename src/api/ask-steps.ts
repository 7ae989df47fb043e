/**
 * How a question is answered, step by step, whoever takes the steps: composed; where it leans on what no rule could supply
 * put in full and composed again; written by a language model where there is one.
 */

import type { AskReply } from './ask.js';
import type { AskRequest } from './request.js';
import type { Asking, Service } from './service.js';

export type AskSteps = Pick<Service, 'writes' | 'compose' | 'rewrite' | 'isToBeWritten' | 'write'>;

export async function askInSteps(steps: AskSteps, request: AskRequest, asking: Asking = {}): Promise<AskReply> {
  const { onPassages, ...rest } = asking;
  const isLeaning = steps.writes && request.history.length > 0 && request.mode !== 'extractive';
  // Passages of a question that is put in full anew are not shown.
  const first = await steps.compose(request, isLeaning ? rest : asking);
  const full = isLeaning ? await steps.rewrite(request, first, asking) : null;
  const again = full === null ? null : await steps.compose(full, rest);
  const isBetter = again !== null && again.status !== 'not_found';
  const [asked, composed] = isBetter && full !== null ? [full, again] : [request, first];
  if (isLeaning) onPassages?.(composed);
  if (!steps.isToBeWritten(asked, composed)) return composed;
  asking.onComposed?.(composed);
  return steps.write(asked, composed, asking);
}
