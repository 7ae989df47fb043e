/**
 * For learning to judge claims: claims of many hands over the shared reports, read as a checker reads them, thirds of them that
 * stay together by the sentence that they are about, and weights as tables in a source file.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readClaims } from '../../src/check/claims.js';
import { createEvidenceFinder, type SoughtSentence } from '../../src/check/evidence.js';
import { learnToTell, type ToldExample } from '../../src/evaluate/learn.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { readLibrary, tokenizer } from '../check/library.js';
import { hubei, shared } from '../needs.js';

export type Verdict = 'supported' | 'contradicted' | 'not_found';

/** Beside this file: claims that others wrote who knew no rule, each with where the sentence stands that it is about. */
const OTHERS = path.join(import.meta.dirname, 'other-claims.jsonl');

/** What their ids begin with. */
export const OTHER = 'other-';

export interface LabelledClaim {
  readonly id: string;
  readonly lang: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly doc: string;
  readonly span: string;
}

export const THIRDS = 3;
/** Ways to cut the claims into thirds. */
export const CUTS = 6;
/** How strongly weights are drawn to 0. */
const PULL = 1;
const DIGITS = 3;

/** What can only speak for a claim, whatever it is held against. */
export const FOR: ReadonlySet<string> = new Set(
  'relevance cover coverWindow coverPassage back aligned alignedWindow rarestFound figuresAgree figureMargin figureDigits figureExact ruledFigures ruledWords statedNear statedTerm'.split(
    ' ',
  ),
);

export function thirdOf({ span, id }: Pick<LabelledClaim, 'span' | 'id'>, cut: number): number {
  const hash = createHash('sha256')
    .update(`${cut}${span === '' ? id : span}`)
    .digest();
  return hash.readUInt32BE(0) % THIRDS;
}

/** The shared reports with all that claims are judged by. */
export async function openTexts() {
  const texts = { snapshot: await readLibrary(path.dirname(hubei)), ...readKnowledge(), translate, tokenizer };
  return { texts, evidence: createEvidenceFinder(texts) };
}

export const letOthers = async (): Promise<void> => {};

/** Width and white space evened out, to find a span in a text. */
export function evenSpan(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

export function listLabelledClaims({ texts: { snapshot } }: Awaited<ReturnType<typeof openTexts>>): LabelledClaim[] {
  const natural = readLines(path.join(shared, 'eval/natural/claims.jsonl')).map(
    (line): LabelledClaim => JSON.parse(line),
  );
  const others = readLines(OTHERS).map((line) => {
    const { doc, start, end, ...claim } = otherClaim.parse(JSON.parse(line));
    const document = snapshot.documents.find(({ source }) => path.basename(source) === doc);
    return { ...claim, doc, span: document?.text.slice(start, end) ?? '' };
  });
  return [...natural, ...others];
}

/** `start` and `end` are offsets into the cleaned text of the document; 0 where nothing speaks of it. */
const otherClaim = z.object({
  id: z.string(),
  lang: z.literal('zh'),
  claim: z.string(),
  verdict: z.enum(['supported', 'contradicted', 'not_found']),
  doc: z.string(),
  start: z.int(),
  end: z.int(),
});

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

/** Those in Chinese that are one sentence. */
export function* readLabelledClaims(
  opened: Awaited<ReturnType<typeof openTexts>>,
  claims: readonly LabelledClaim[] = listLabelledClaims(opened),
): Generator<{
  readonly labelled: LabelledClaim;
  readonly sought: SoughtSentence;
}> {
  const { texts } = opened;
  const today = new Date('2026-11-29');
  for (const labelled of claims) {
    const [sentence, ...more] = [...readClaims(labelled.claim, { ...texts, today })];
    if (labelled.lang !== 'zh' || sentence === undefined || more.length > 0) continue;
    yield { labelled, sought: { ...sentence, figures: sentence.claims } };
  }
}

/** @param examples their last feature is the bias. @param signs one a name, without the bias. */
export function learnTable(
  names: readonly string[],
  examples: readonly ToldExample[],
  signs?: readonly number[],
): Record<string, number> {
  const weights = learnToTell(examples, PULL, signs);
  const rounded = [...names, 'bias'].map((name, at) => [name, Number((weights[at] ?? 0).toFixed(DIGITS))] as const);
  return Object.fromEntries(rounded.filter(([, weight]) => weight !== 0));
}

/**
 * Puts the weights into the source file in place of those that it has, and says what they were learnt on.
 *
 * @param declaration name and type of the constant: CLAIM_WEIGHTS: ClaimWeights.
 */
export function writeWeights(
  file: string,
  declaration: string,
  learntOn: string,
  weights: Readonly<Record<string, number | Readonly<Record<string, number>>>>,
): void {
  const [head = ''] = readFileSync(file, 'utf8').split(`export const ${declaration}`);
  const lines = Object.entries(weights).map(([name, value]) =>
    typeof value === 'number' ? `  ${name}: ${value},\n` : `  ${name}: ${describeTable(value)},\n`,
  );
  const told = head.replace(/ \* Learnt on .*\n/, ` * Learnt on ${learntOn}\n`);
  writeFileSync(file, `${told}export const ${declaration} = {\n${lines.join('')}};\n`);
}

function describeTable(weights: Readonly<Record<string, number>>): string {
  const lines = Object.entries(weights).map(([name, weight]) => `    ${name}: ${weight},\n`);
  return `{\n${lines.join('')}  }`;
}
