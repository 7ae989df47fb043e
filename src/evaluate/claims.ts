/**
 * Measures the checking of claims: `claims.jsonl` of a folder and something that cites go in; how many claims of each
 * truth were found for what they are comes out. A contradicted claim called supported is the one fault with a name.
 */

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EvaluationOptions, ReturnedPassage } from './contract.js';
import { type NumberedValue, readJsonLines } from './jsonl.js';
import { alignColumns, formatShare, stripControls } from './table.js';

const CLAIMS_FILE = 'claims.jsonl';
const TRUTHS = ['supported', 'contradicted', 'not_found'] as const;
type Truth = (typeof TRUTHS)[number];

/** UTF-16 code units of an id, a file name and a text: far above real files, low enough to stay fast. */
const LONGEST_NAME = 300;
const LONGEST_TEXT = 10_000;

export interface Claim {
  readonly id: string;
  readonly claim: string;
  readonly verdict: Truth;
}

/** A place as it came back, best first; `quote` is what is cited there. */
interface CitedPlace extends ReturnedPassage {
  readonly verdict: string;
  readonly quote: string;
}

export interface CitedReply {
  readonly verdict: string;
  readonly matches: readonly CitedPlace[];
}

/** Looks up a quotation or a claim. */
export type Citer = (text: string, kind: 'quote' | 'claim') => Promise<CitedReply>;

/** How many claims of a truth there were, and how many were found to be it. */
interface TruthFigures {
  readonly truth: Truth;
  readonly count: number;
  readonly found: number;
}

export interface ClaimsReport {
  /** One a truth that was asked. */
  readonly byTruth: readonly TruthFigures[];
  /** Ids of contradicted claims that were called supported. */
  readonly calledSupported: readonly string[];
}

const claimSchema = z.object({
  id: z.string().trim().min(1).max(LONGEST_NAME),
  claim: z.string().trim().min(1).max(LONGEST_TEXT),
  verdict: z.enum(TRUTHS),
});

/** The claims of a folder; none without `claims.jsonl`. Throws FILE_UNREADABLE with file and line. */
export async function readClaimSet(folder: string): Promise<readonly Claim[]> {
  return readOptionalLines(join(folder, CLAIMS_FILE), claimSchema);
}

/** The values of a file of JSON lines, none when the file is not there. */
export async function readOptionalLines<Value>(path: string, schema: z.ZodType<Value>): Promise<Value[]> {
  try {
    await access(path);
  } catch {
    // Ordinary: a folder holds what it holds.
    return [];
  }
  return (await readJsonLines(path, schema)).map(({ value }: NumberedValue<Value>) => value);
}

/** Checks every claim, one after the other. Throws whatever `cite` throws. */
export async function evaluateClaims(
  claims: readonly Claim[],
  cite: Citer,
  { onProgress }: EvaluationOptions = {},
): Promise<ClaimsReport> {
  const judged: { claim: Claim; verdict: string }[] = [];
  for (const claim of claims) {
    judged.push({ claim, verdict: (await cite(claim.claim, 'claim')).verdict });
    onProgress?.(judged.length, claims.length);
  }
  const byTruth = TRUTHS.map((truth): TruthFigures => {
    const own = judged.filter(({ claim }) => claim.verdict === truth);
    return { truth, count: own.length, found: own.filter(({ verdict }) => verdict === truth).length };
  });
  const calledSupported = judged
    .filter(({ claim, verdict }) => claim.verdict === 'contradicted' && verdict === 'supported')
    .map(({ claim }) => claim.id);
  return { byTruth: byTruth.filter(({ count }) => count > 0), calledSupported };
}

export function formatClaims({ byTruth, calledSupported }: ClaimsReport): string {
  const rows = byTruth.map(({ truth, count, found }) => [
    truth,
    String(count),
    String(found),
    formatShare(found / count),
  ]);
  const named = calledSupported.length === 0 ? '' : ` (${calledSupported.map(stripControls).join(', ')})`;
  const table = alignColumns([['claims', 'count', 'found', 'share'], ...rows]);
  return `${table}\ncontradicted called supported: ${calledSupported.length}${named}\n`;
}
