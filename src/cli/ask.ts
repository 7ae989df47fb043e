/** `wenju ask` and `wenju search`: a question on the command line, the reply of the contract as text or JSON. */

import type { Command } from 'commander';
import type { Answer, AnswerTable, AskReply, GenerationReport, ReplyPassage, SearchReply } from '../api/ask.js';
import { AskRequest, SearchRequest } from '../api/request.js';
import type { Service } from '../api/service.js';
import { type OpeningOptions, openConfiguredService } from '../compose/open-service.js';
import {
  type AskingOptions,
  addAskingOptions,
  type CommonOptions,
  configFrom,
  filtersFrom,
  parseRequest,
} from './options.js';
import { EXIT, print, printJson } from './output.js';

export function addAskCommand(program: Command): void {
  addAskingOptions(program.command('ask'))
    .argument('<question>', 'in Chinese or English')
    .option('--mode <mode>', 'auto, extractive (quotations alone) or generated (by the language model)')
    .description('answer a question with the sentences that prove it')
    .action(async (question: string, options: AskingOptions & { readonly mode?: string }) => {
      const { mode } = options;
      const asked = { ...requestFrom(question, options), ...(mode === undefined ? {} : { mode }) };
      const request = parseRequest(AskRequest, asked);
      const reply = await withService(options, (service) => service.ask(request), { startsModel: true });
      if (options.json) printJson(reply);
      else printAnswer(reply);
      if (reply.status === 'not_found') process.exitCode = EXIT.notFound;
    });
}

export function addSearchCommand(program: Command): void {
  addAskingOptions(program.command('search'))
    .argument('<question>', 'in Chinese or English')
    .description('find the passages that speak to a question')
    .action(async (question: string, options: AskingOptions) => {
      const request = parseRequest(SearchRequest, requestFrom(question, options));
      const reply: SearchReply = await withService(options, (service) => service.search(request), {
        startsModel: true,
      });
      if (options.json) printJson(reply);
      else printPassages(reply.passages);
    });
}

function requestFrom(question: string, options: AskingOptions) {
  return {
    question,
    filters: filtersFrom(options),
    ...(options.topK === undefined ? {} : { topK: options.topK }),
  };
}

/** Opens the service, asks it, and closes it whatever happens. */
export async function withService<Reply>(
  options: CommonOptions,
  use: (service: Service) => Promise<Reply>,
  opening: OpeningOptions = {},
): Promise<Reply> {
  const service = await openConfiguredService(configFrom(options), opening);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

/** The lead and the sentences as they are said: with whose they are, and without the marks of the document's notes. */
function listLines({ text, sentences }: Answer, mode: AskReply['mode']): string[] {
  if (mode === 'generated') return sentences.map((own) => `${own.text} [${own.citations.join('][')}]`);
  return text === '' ? [] : text.split('\n').map((line) => line.replace(MARKERS, ' $&'));
}

/** What a line of an answer ends on: [1][2]. */
const MARKERS = /(?:\[\d+\])+$/;

function printAnswer(reply: AskReply): void {
  if (reply.answer === null) {
    print(reply.notFound?.message ?? '');
    if (reply.nearest.length > 0) {
      print('\n最接近而不能作为依据的段落 · nearest passages, not evidence:\n');
      printPassages(reply.nearest);
    }
    return;
  }
  const lines = listLines(reply.answer, reply.mode);
  const lead = lines.slice(0, reply.answer.lead.length);
  for (const line of lead) print(line);
  if (reply.answer.table) printTable(reply.answer.table);
  if (lead.length > 0 && lines.length > lead.length) print('');
  for (const line of lines.slice(lead.length)) print(line);
  if (reply.answer.note) print(`\n${reply.answer.note}`);
  if (reply.generation) printGeneration(reply.generation);
  if (reply.notFound) print(`\n${reply.notFound.message}`);
  print('');
  for (const citation of reply.citations) {
    const place = [citation.title, ...citation.headingPath, `第${citation.paragraph}段`].join(' › ');
    print(`[${citation.marker}] ${place}${citation.url ? ` · ${citation.url}` : ''}`);
    // Made of quotations, an answer has them in it already.
    if (reply.mode === 'generated') print(`    ${citation.quote}`);
  }
  print('');
  printPassages(reply.passages);
}

/** What a language model wrote and is not shown as fact, or why it wrote nothing. */
function printGeneration({ used, model, reason, removed }: GenerationReport): void {
  if (!used) print(`\n${model} · 未采用 · not used: ${reason}`);
  if (removed.length > 0) print('\n未能核实而删去 · removed, as it could not be verified:');
  for (const { text, reason: why } of removed) print(`× ${text} (${why})`);
}

/** Rows of cells with tabs between them, which terminals line up and programs can cut. */
function printTable({ caption, columns, rows, notes }: AnswerTable): void {
  print(['', [caption, ...columns].join('\t')].join('\n'));
  for (const { head, cells } of rows) print([head, ...cells.map((cell) => cell?.text ?? '')].join('\t'));
  for (const note of notes) print(note);
}

function printPassages(passages: readonly ReplyPassage[]): void {
  for (const passage of passages) {
    const { title } = passage.document;
    print(`${passage.rank}. ${[title, ...passage.headingPath].join(' › ')} (${passage.relevance}, ${passage.id})`);
    print(`   ${passage.text.replaceAll('\n', '\n   ')}\n`);
  }
}
