/**
 * Measures the checking of claims: `claims.jsonl` of a folder and something that judges go in; how many claims of each
 * truth, and of those the ones in English, were found for what they are comes out. Called the opposite are those with a name.
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
  readonly lang?: string | undefined;
  /** The document and the words there that tell. */
  readonly doc?: string | undefined;
  readonly span?: string | undefined;
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

/** Looks up a claim, or checks it as a draft is. */
export type ClaimJudge = (text: string) => Promise<{ readonly verdict: string }>;

/** Whether a claim would be let through as a sentence that cites the passage of the span; null where no passage has it. */
export type CitedJudge = (
  sentence: Pick<Claim, 'claim'> & { readonly doc: string; readonly span: string },
) => Promise<boolean | null>;

/** How many claims of a truth there were, and how many were found to be it, or let through. */
export interface TruthFigures {
  readonly truth: Truth;
  /** Null: of all languages. */
  readonly language: 'en' | null;
  readonly count: number;
  readonly found: number;
}

export interface ClaimsReport {
  /** One a truth that was asked; behind all, those in English. */
  readonly byTruth: readonly TruthFigures[];
  /** Ids of contradicted claims that were called supported, and the reverse. */
  readonly calledSupported: readonly string[];
  readonly calledContradicted: readonly string[];
}

const claimSchema = z.object({
  id: z.string().trim().min(1).max(LONGEST_NAME),
  claim: z.string().trim().min(1).max(LONGEST_TEXT),
  verdict: z.enum(TRUTHS),
  lang: z.string().max(LONGEST_NAME).optional(),
  doc: z.string().max(LONGEST_NAME).optional(),
  span: z.string().max(LONGEST_TEXT).optional(),
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

/** Has every claim judged, one after the other. Throws whatever `judge` throws. */
export async function evaluateClaims(
  claims: readonly Claim[],
  judge: ClaimJudge,
  { onProgress }: EvaluationOptions = {},
): Promise<ClaimsReport> {
  const judged: { claim: Claim; verdict: string }[] = [];
  for (const claim of claims) {
    judged.push({ claim, verdict: (await judge(claim.claim)).verdict });
    onProgress?.(judged.length, claims.length);
  }
  const byTruth = countByTruth(judged, ({ claim, verdict }) => verdict === claim.verdict);
  const called = (truth: Truth, as: Truth): string[] =>
    judged.filter(({ claim, verdict }) => claim.verdict === truth && verdict === as).map(({ claim }) => claim.id);
  return {
    byTruth,
    calledSupported: called('contradicted', 'supported'),
    calledContradicted: called('supported', 'contradicted'),
  };
}

/** Of the claims that have their passage: found are those that would be let through beside it. */
export async function evaluateCited(
  claims: readonly Claim[],
  judge: CitedJudge,
  { onProgress }: EvaluationOptions = {},
): Promise<readonly TruthFigures[]> {
  const judged: { claim: Claim; isPassed: boolean }[] = [];
  for (const [at, claim] of claims.entries()) {
    const { doc = '', span = '' } = claim;
    const isPassed = span === '' ? null : await judge({ claim: claim.claim, doc, span });
    if (isPassed !== null) judged.push({ claim, isPassed });
    onProgress?.(at + 1, claims.length);
  }
  return countByTruth(judged, ({ isPassed }) => isPassed);
}

/** One a truth that there is; behind all, those in English. */
function countByTruth<Judged extends { readonly claim: Claim }>(
  judged: readonly Judged[],
  isFound: (one: Judged) => boolean,
): TruthFigures[] {
  const figures = ([null, 'en'] as const).flatMap((language) =>
    TRUTHS.map((truth): TruthFigures => {
      const own = judged.filter(
        ({ claim }) => claim.verdict === truth && (language === null || claim.lang === language),
      );
      return { truth, language, count: own.length, found: own.filter(isFound).length };
    }),
  );
  return figures.filter(({ count }) => count > 0);
}

export function formatCited(figures: readonly TruthFigures[]): string {
  return `${formatTruths(figures, 'claims, as written from their passage', 'let through')}\n`;
}

function formatTruths(figures: readonly TruthFigures[], how: string, found: string): string {
  const rows = figures.map((own) => [
    own.language === null ? own.truth : `${own.truth}, ${own.language}`,
    String(own.count),
    String(own.found),
    formatShare(own.found / own.count),
  ]);
  return alignColumns([[how, 'count', found, 'share'], ...rows]);
}

/** @param how they were judged: stands at the head of the table. */
export function formatClaims({ byTruth, calledSupported, calledContradicted }: ClaimsReport, how = 'claims'): string {
  const countOf = (truth: Truth): number =>
    byTruth.find((figures) => figures.truth === truth && figures.language === null)?.count ?? 0;
  const describe = (ids: readonly string[], of: Truth): string => {
    const share =
      ids.length === 0 ? '' : `, ${formatShare(ids.length / countOf(of))} (${ids.map(stripControls).join(', ')})`;
    return `${ids.length}${share}`;
  };
  const lines = [
    formatTruths(byTruth, how, 'found'),
    `contradicted called supported: ${describe(calledSupported, 'contradicted')}`,
    `supported called contradicted: ${describe(calledContradicted, 'supported')}`,
  ];
  return `${lines.join('\n')}\n`;
}
