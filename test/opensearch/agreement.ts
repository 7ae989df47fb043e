/** Test support: holds what two services reply to the same questions and claims against each other. */

import type { AskReply } from '../../src/api/ask.js';
import { CiteRequest } from '../../src/api/check.js';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import type { AnswerPart } from '../../src/evaluate/questions.js';
import { createPlaceTest } from '../../src/evaluate/right-answers.js';

export interface Agreement {
  readonly count: number;
  /** The same first five in the same order. */
  readonly sameFive: number;
  readonly sameStatus: number;
  readonly sameAnswer: number;
  /** Questions with a known place of the answer, and of how many that is among the first five, here and there. */
  readonly known: number;
  readonly hits: readonly number[];
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

/** A question, and where it is answered. */
export interface AskedQuestion {
  readonly question: string;
  /** Empty where that is not known. */
  readonly parts: readonly AnswerPart[];
}

/** Two questions at once, each asked of the one and then of the other. */
export async function compareAnswers(
  one: Asked,
  other: Asked,
  questions: readonly AskedQuestion[],
): Promise<Agreement> {
  const times: number[][] = [[], []];
  const hits = [0, 0];
  const differing: string[] = [];
  let [sameFive, sameStatus, sameAnswer, known] = [0, 0, 0, 0];
  const compare = async ({ question, parts }: AskedQuestion): Promise<void> => {
    const request = AskRequest.parse({ question, mode: 'extractive' });
    const replies: AskReply[] = [];
    for (const [at, service] of [one, other].entries()) {
      const startedAt = performance.now();
      const reply = await service.ask(request);
      times[at]?.push(performance.now() - startedAt);
      replies.push(reply);
      if (isHit(reply, parts)) hits[at] = (hits[at] ?? 0) + 1;
    }
    if (parts.length > 0) known += 1;
    const [five, status, answer] = [listFirst, ({ status }: AskReply) => status, textOf].map(
      (take) => new Set(replies.map(take)).size === 1,
    );
    if (five) sameFive += 1;
    if (status) sameStatus += 1;
    if (answer) sameAnswer += 1;
    if (!five || !status || !answer) differing.push(`${question} ${replies.map(listFirst).join(' | ')}`);
  };
  await Promise.all(
    [0, 1].map((lane) =>
      eachInTurn(
        questions.filter((_, at) => at % 2 === lane),
        compare,
      ),
    ),
  );
  return { count: questions.length, sameFive, sameStatus, sameAnswer, known, hits, times, differing };
}

async function eachInTurn<Value>(values: readonly Value[], work: (value: Value) => Promise<void>): Promise<void> {
  for (const value of values) await work(value);
}

/** As the evaluation counts: one part of the answer at least stands in the first five. */
function isHit({ passages, status }: AskReply, parts: readonly AnswerPart[]): boolean {
  if (status === 'not_found') return false;
  const returned = passages.slice(0, SHOWN).map(({ document, text }) => ({ source: document.source, text }));
  return parts.some(({ places }) => returned.some(createPlaceTest(places)));
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
  const compare = async (text: string): Promise<void> => {
    const request = CiteRequest.parse({ text, kind: 'claim' });
    const verdicts = [(await one.cite(request)).verdict, (await other.cite(request)).verdict];
    if (verdicts[0] !== verdicts[1]) differing.push(`${text} ${verdicts.join(' | ')}`);
  };
  await Promise.all(
    [0, 1].map((lane) =>
      eachInTurn(
        claims.filter((_, at) => at % 2 === lane),
        compare,
      ),
    ),
  );
  return { count: claims.length, same: claims.length - differing.length, differing };
}

/** A sentence for whoever reads the figures. */
export function describeAgreement(
  name: string,
  { count, sameFive, sameStatus, sameAnswer, known, hits, times }: Agreement,
): string {
  const [here, there] = times.map((own) => `${percentile(own, 0.5)}/${percentile(own, 0.95)}`);
  return (
    `${name}: the first five the same in ${sameFive} of ${count} (${(sameFive / count).toFixed(3)}), ` +
    `status in ${sameStatus}, answer in ${sameAnswer}; hit@5 of ${known} in files ${hits[0]}, in the cluster ${hits[1]}; ms p50/p95 in files ${here}, in the cluster ${there}`
  );
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
