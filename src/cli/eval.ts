/** `wenju eval`: asks the questions of folders whose answers are known and prints how well they were answered. */

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CheckRequest, CiteRequest } from '../api/check.js';
import { AskRequest } from '../api/request.js';
import { openCollection } from '../compose/collection.js';
import { openCitedJudge } from '../compose/judge-cited.js';
import { openService } from '../compose/service.js';
import { type Ablated, formatAblation, formatBeirAblation } from '../evaluate/ablation.js';
import { BEIR_FILES, type BeirCollection } from '../evaluate/beir.js';
import {
  type Citer,
  type Claim,
  type ClaimJudge,
  type ClaimsReport,
  evaluateCited,
  evaluateClaims,
  formatCited,
  formatClaims,
  readClaimSet,
  type TruthFigures,
} from '../evaluate/claims.js';
import type { Asker, BeirReport, Outcomes } from '../evaluate/contract.js';
import {
  type AskWithHistory,
  type EvaluatedConversation,
  evaluateConversations,
  type FollowUp,
  formatConversations,
  readConversations,
} from '../evaluate/conversations.js';
import { readEvaluationFolder } from '../evaluate/folder.js';
import { isQuestionFile, type QuestionSet } from '../evaluate/questions.js';
import { evaluateQuotes, formatQuotes, type Quote, type QuoteFigures, readQuotes } from '../evaluate/quotes.js';
import { formatBeirReport, formatMisses, formatReport } from '../evaluate/report.js';
import { readAnswer } from '../evaluate/right-answers.js';
import { askQuestions, evaluateBeir } from '../evaluate/run.js';
import { joinOutcomes, listMisses, summarise } from '../evaluate/summary.js';
import { PARTS, type RankingPart } from '../retrieve/contract.js';
import type { Config } from '../settings/config.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { createProgressBar, print, printJson } from './output.js';

interface EvalOptions extends CommonOptions {
  readonly misses?: true | 'all';
  readonly ablate?: boolean;
}

/** What was measured on a folder, for people and for programs. */
interface Result {
  readonly folder: string;
  readonly text: string;
  readonly report: unknown;
}

interface QuestionFolder {
  readonly folder: string;
  readonly questions: QuestionSet;
}

/** What writers may claim and quote, and conversations, of a folder. */
interface Writing {
  readonly folder: string;
  readonly claims: readonly Claim[];
  readonly quotes: readonly Quote[];
  readonly conversations: readonly EvaluatedConversation[];
}

/** Null for what the folder does not hold. */
interface WritingReport {
  /** Looked up, as `wenju cite` does, and checked, as a draft is. */
  readonly claims: ClaimsReport | null;
  readonly checkedClaims: ClaimsReport | null;
  /** Held against the passage that each is about, as a language model's sentence is. */
  readonly citedClaims: readonly TruthFigures[] | null;
  readonly quotes: readonly QuoteFigures[] | null;
  readonly followUps: readonly FollowUp[] | null;
}

/** What came of the questions of a folder without a part of retrieval; with everything, when `part` is null. */
interface Run {
  readonly part: RankingPart | null;
  readonly asked: QuestionFolder;
  readonly outcomes: Outcomes;
}

const MISSES = new Option(
  '--misses [all]',
  'list the questions that went wrong: those to learn from (two thirds; the held-back third stays unseen), or all',
).argParser((text): 'all' => {
  if (text === 'all') return text;
  throw new InvalidArgumentError('Expected all or nothing; write folders before --misses.');
});

const HELP = `
A third of the questions, chosen by their ids, is held back: learn from the rows "tuning", judge by "held back".
All question folders are asked of the same index; a BEIR collection brings its own corpus.
--json prints the report of one folder; of several {"folders": [{"folder", "report"}], "together"}, where together is
the report on all question folders, null when there are not several. With --ablate a report is a list of
{"part", "figures"}, the first with part null: nothing switched off.`;

export function addEvalCommand(program: Command): void {
  addCommonOptions(program.command('eval'))
    .argument('<folders...>', 'questions with known answers, or BEIR collections')
    .addOption(MISSES)
    .addOption(
      new Option('--ablate', 'switch each part of retrieval off in turn, to see its worth').conflicts('misses'),
    )
    .description('measure retrieval and refusal on questions with known answers')
    .addHelpText('after', HELP)
    .action(evaluateFolders);
}

async function evaluateFolders(folders: readonly string[], options: EvalOptions): Promise<void> {
  const config = configFrom(options);
  const questionFolders: QuestionFolder[] = [];
  const collections: { folder: string; collection: BeirCollection }[] = [];
  // A folder that cannot be read is told of before minutes are spent on the others.
  const writings: Writing[] = [];
  for (const folder of folders) {
    const conversations = await readConversations(folder);
    const writing = { folder, claims: await readClaimSet(folder), quotes: await readQuotes(folder), conversations };
    const hasWriting = writing.claims.length + writing.quotes.length + conversations.length > 0;
    if (hasWriting) writings.push(writing);
    if (hasWriting && !(await hasQuestions(folder))) continue;
    const read = await readEvaluationFolder(folder);
    if (read.kind === 'beir') collections.push({ folder, collection: read.collection });
    else questionFolders.push({ folder, questions: read.questions });
  }

  const results: Result[] = [];
  const add = (result: Result): void => {
    results.push(result);
    if (!options.json) print(folders.length > 1 ? `${result.folder}\n${result.text}` : result.text);
  };
  const parts = options.ablate ? [null, ...PARTS] : [null];
  const runs: Run[] = [];
  if (questionFolders.length > 0) {
    for (const part of parts) runs.push(...(await askWithout(part, questionFolders, config, options)));
  }
  const cited = options.ablate ? [] : await citeAll(writings, config, options);
  for (const folder of questionFolders) {
    add(
      describeRuns(
        folder.folder,
        runs.filter(({ asked }) => asked === folder),
        options,
      ),
    );
  }
  for (const result of cited) add(result);
  const together = questionFolders.length > 1 ? describeTogether(parts, runs, options) : null;
  if (together !== null && !options.json) print(`together\n${together.text}`);
  for (const { folder, collection } of collections) {
    add(await evaluateCollection(folder, collection, parts, config, options));
  }

  if (!options.json) return;
  if (results.length === 1) printJson(results[0]?.report);
  else {
    const reports = results.map(({ folder, report }) => ({ folder, report }));
    printJson({ folders: reports, together: together?.report ?? null });
  }
}

/** Asks the questions of all folders of one service, opened without `part`. */
async function askWithout(
  part: RankingPart | null,
  folders: readonly QuestionFolder[],
  config: Config,
  options: EvalOptions,
): Promise<Run[]> {
  const service = await openService(config, toOpenOptions(part));
  const bar = createProgressBar('questions', options.quiet ?? false);
  const total = folders.reduce((sum, { questions }) => sum + countQuestions(questions), 0);
  const asker: Asker = async (question, topK) => {
    const { status, tookMs, passages, answer, explain } = await service.ask(
      AskRequest.parse({ question, topK, explain: true, mode: 'extractive' }),
    );
    const ranked = passages.map(({ document, text }) => ({ source: document.source, text }));
    return { status, tookMs, passages: ranked, said: readAnswer(answer), ...explain };
  };
  try {
    const runs: Run[] = [];
    let before = 0;
    for (const asked of folders) {
      const onProgress = (done: number): void => bar.update(before + done, total, noteOf(part));
      runs.push({ part, asked, outcomes: await askQuestions(asked.questions, asker, { onProgress }) });
      before += countQuestions(asked.questions);
    }
    return runs;
  } finally {
    bar.stop();
    await service.close();
  }
}

/** True when a folder with claims or quotations holds anything else that is evaluated. */
async function hasQuestions(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.some((name) => isQuestionFile(name) || BEIR_FILES.some((file) => file === name));
}

/** Checks the claims, looks up the quotations and holds the conversations of all folders by one service. */
async function citeAll(writings: readonly Writing[], config: Config, options: EvalOptions): Promise<Result[]> {
  if (writings.length === 0) return [];
  const service = await openService(config);
  // A cluster gives out what a question needs; its passages are not gone through.
  const isWhole = config.store === 'files' && writings.some(({ claims }) => claims.length > 0);
  const cited = isWhole ? await openCitedJudge(config) : null;
  const bar = createProgressBar('claims, quotations, turns', options.quiet ?? false);
  const total = writings.reduce(
    (sum, { claims, quotes, conversations }) =>
      sum + 3 * claims.length + quotes.length + conversations.reduce((turns, own) => turns + own.turns.length, 0),
    0,
  );
  let before = 0;
  const onProgress = (): void => bar.update(++before, total);
  const cite: Citer = async (text, kind) => {
    const { verdict, matches } = await service.cite(CiteRequest.parse({ text, kind, styles: [] }));
    const places = matches.map((match) => ({
      verdict: match.verdict,
      source: match.passage.document.source,
      text: match.passage.text,
      quote: match.citation.quote,
    }));
    return { verdict, matches: places };
  };
  const lookUp: ClaimJudge = (text) => cite(text, 'claim');
  const check: ClaimJudge = (text) => service.check(CheckRequest.parse({ text }));
  const ask: AskWithHistory = (question, history, topK) =>
    service.ask(AskRequest.parse({ question, history, topK, mode: 'extractive' }));
  try {
    const results: Result[] = [];
    for (const { folder, claims, quotes, conversations } of writings) {
      const report: WritingReport = {
        claims: claims.length > 0 ? await evaluateClaims(claims, lookUp, { onProgress }) : null,
        checkedClaims: claims.length > 0 ? await evaluateClaims(claims, check, { onProgress }) : null,
        citedClaims: cited === null ? null : await evaluateCited(claims, cited.judge, { onProgress }),
        quotes: quotes.length > 0 ? await evaluateQuotes(quotes, cite, { onProgress }) : null,
        followUps: conversations.length > 0 ? await evaluateConversations(conversations, ask, onProgress) : null,
      };
      const texts = [
        ...(report.claims === null ? [] : [formatClaims(report.claims, 'claims, looked up')]),
        ...(report.checkedClaims === null ? [] : [formatClaims(report.checkedClaims, 'claims, checked')]),
        ...(report.citedClaims === null || report.citedClaims.length === 0 ? [] : [formatCited(report.citedClaims)]),
        ...(report.quotes === null ? [] : [formatQuotes(report.quotes)]),
        ...(report.followUps === null ? [] : [formatConversations(report.followUps)]),
      ];
      results.push({ folder, text: texts.join('\n'), report });
    }
    return results;
  } finally {
    bar.stop();
    await cited?.close();
    await service.close();
  }
}

/** The runs over one folder: one of them, or one a part. */
function describeRuns(folder: string, runs: readonly Pick<Run, 'part' | 'outcomes'>[], options: EvalOptions): Result {
  const [first] = runs;
  if (options.ablate || first === undefined) {
    const rows = runs.map(({ part, outcomes }) => ({ part, figures: summarise(outcomes) }));
    return { folder, text: formatAblation(rows), report: rows };
  }
  const report = { ...summarise(first.outcomes), misses: listMisses(first.outcomes) };
  const shown = report.misses.filter(({ heldBack }) => options.misses === 'all' || !heldBack);
  const misses = options.misses === undefined ? '' : `\n${formatMisses(shown)}`;
  return { folder, text: `${formatReport(report)}${misses}`, report };
}

/** All folders as one; what went wrong stands with each. */
function describeTogether(parts: readonly (RankingPart | null)[], runs: readonly Run[], options: EvalOptions): Result {
  const joined = parts.map((part) => ({
    part,
    outcomes: joinOutcomes(runs.filter((run) => run.part === part).map(({ outcomes }) => outcomes)),
  }));
  const { misses: _, ...shown } = options;
  return describeRuns('together', joined, shown);
}

async function evaluateCollection(
  folder: string,
  collection: BeirCollection,
  parts: readonly (RankingPart | null)[],
  config: Config,
  options: EvalOptions,
): Promise<Result> {
  const rows: Ablated<BeirReport>[] = [];
  // A collection is ranked and never refused.
  for (const part of parts.filter((each) => each !== 'refusing')) {
    rows.push({ part, figures: await rankWithout(part, collection, config, options) });
  }
  const name = path.basename(folder);
  const [first] = rows;
  if (options.ablate || first === undefined) return { folder, text: formatBeirAblation(name, rows), report: rows };
  return { folder, text: formatBeirReport(name, first.figures), report: first.figures };
}

async function rankWithout(
  part: RankingPart | null,
  { entries, queries, qrels }: BeirCollection,
  config: Config,
  options: EvalOptions,
): Promise<BeirReport> {
  const indexed = createProgressBar('characters', options.quiet ?? false);
  const ranker = await openCollection(
    config,
    entries,
    ({ done, total }) => indexed.update(done, total),
    toOpenOptions(part),
  ).finally(() => indexed.stop());
  const asked = createProgressBar('questions', options.quiet ?? false);
  try {
    return await evaluateBeir(queries, qrels, (question) => ranker.rank(question), {
      onProgress: (done, total) => asked.update(done, total, noteOf(part)),
    });
  } finally {
    asked.stop();
    await ranker.close();
  }
}

function toOpenOptions(part: RankingPart | null): { without?: RankingPart } {
  return part === null ? {} : { without: part };
}

function noteOf(part: RankingPart | null): string {
  return part === null ? '' : `without ${part}`;
}

function countQuestions({ answerable, unanswerable }: QuestionSet): number {
  return answerable.length + unanswerable.length;
}
