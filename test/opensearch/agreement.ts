/** Test support: holds what two services reply to the same questions and claims against each other. */

import type { AskReply } from '../../src/api/ask.js';
import { CiteRequest } from '../../src/api/check.js';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';

export interface Agreement {
  readonly count: number;
  /** The same first five in the same order. */
  readonly sameFive: number;
  readonly sameStatus: number;
  readonly sameAnswer: number;
  /** Milliseconds of each reply, of the one and the other. */
  readonly times: readonly (readonly number[])[];
  readonly differing: readonly string[];
}

export interface VerdictAgreement {
  readonly count: number;
  readonly same: number;
  readonly differing: readonly string[];
}

type Asked = Pick<Service, 'ask' | 'cite'>;

const SHOWN = 5;

export async function compareAnswers(one: Asked, other: Asked, questions: readonly string[]): Promise<Agreement> {
  const times: number[][] = [[], []];
  const differing: string[] = [];
  let [sameFive, sameStatus, sameAnswer] = [0, 0, 0];
  for (const question of questions) {
    const request = AskRequest.parse({ question, mode: 'extractive' });
    const replies: AskReply[] = [];
    for (const [at, service] of [one, other].entries()) {
      const startedAt = performance.now();
      replies.push(await service.ask(request));
      times[at]?.push(performance.now() - startedAt);
    }
    const [five, status, answer] = [listFirst, ({ status }: AskReply) => status, textOf].map(
      (take) => new Set(replies.map(take)).size === 1,
    );
    if (five) sameFive += 1;
    if (status) sameStatus += 1;
    if (answer) sameAnswer += 1;
    if (!five || !status || !answer) differing.push(`${question} ${replies.map(listFirst).join(' | ')}`);
  }
  return { count: questions.length, sameFive, sameStatus, sameAnswer, times, differing };
}

function listFirst({ passages, nearest }: AskReply): string {
  return [...passages, ...nearest]
    .slice(0, SHOWN)
    .map(({ id }) => id)
    .join(' ');
}

function textOf({ answer }: AskReply): string {
  return answer?.text ?? '';
}

export async function compareVerdicts(one: Asked, other: Asked, claims: readonly string[]): Promise<VerdictAgreement> {
  const differing: string[] = [];
  for (const text of claims) {
    const request = CiteRequest.parse({ text, kind: 'claim' });
    const verdicts = [(await one.cite(request)).verdict, (await other.cite(request)).verdict];
    if (verdicts[0] !== verdicts[1]) differing.push(`${text} ${verdicts.join(' | ')}`);
  }
  return { count: claims.length, same: claims.length - differing.length, differing };
}

/** A sentence for whoever reads the figures. */
export function describeAgreement(name: string, { count, sameFive, sameStatus, sameAnswer, times }: Agreement): string {
  const [here, there] = times.map((own) => `${percentile(own, 0.5)}/${percentile(own, 0.95)}`);
  return (
    `${name}: the first five the same in ${sameFive} of ${count} (${(sameFive / count).toFixed(3)}), ` +
    `status in ${sameStatus}, answer in ${sameAnswer}; ms p50/p95 in files ${here}, in the cluster ${there}`
  );
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
