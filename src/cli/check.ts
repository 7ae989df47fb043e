/** `wenju cite`, `wenju check` and `wenju compare`: what writers ask, on the command line. */

import { text as readStream } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import {
  type CheckReply,
  CheckRequest,
  type CiteReply,
  CiteRequest,
  COMPARE_FORMATS,
  CompareRequest,
  type QuoteWarning,
  REFERENCE_STYLES,
} from '../api/check.js';
import type { Service } from '../api/service.js';
import { readDraft } from '../compose/corpus.js';
import { withService } from './ask.js';
import {
  type AskingOptions,
  addAskingOptions,
  addCommonOptions,
  type CommonOptions,
  collect,
  filtersFrom,
  parseRequest,
  parseWholeNumber,
} from './options.js';
import { EXIT, print, printJson, printTable } from './output.js';

interface CiteOptions extends AskingOptions {
  readonly kind?: string;
  readonly style?: string[];
}

interface CompareOptions extends CommonOptions {
  readonly region?: string[];
  readonly year?: number[];
  readonly measure?: string;
  readonly kind?: string;
  readonly format?: (typeof COMPARE_FORMATS)[number];
}

export function addCiteCommand(program: Command): void {
  addAskingOptions(program.command('cite'))
    .argument('<text>', 'a quotation or a claim')
    .addOption(new Option('--kind <kind>', 'what it is').choices(['auto', 'quote', 'claim']))
    .addOption(
      new Option(
        '--style <style>',
        `style of the reference, may be repeated: ${REFERENCE_STYLES.join(', ')}`,
      ).argParser(collect((style: string) => style)),
    )
    .description('find where a quotation or claim stands, and how to cite it')
    .action(async (text: string, options: CiteOptions) => {
      const request = parseRequest(CiteRequest, {
        text,
        filters: filtersFrom(options),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
        ...(options.style === undefined ? {} : { styles: options.style }),
        ...(options.topK === undefined ? {} : { topK: options.topK }),
      });
      const reply = await withService(options, (service) => service.cite(request));
      if (options.json) printJson(reply);
      else printPlaces(reply);
      if (reply.verdict === 'not_found') process.exitCode = EXIT.notFound;
    });
}

export function addCheckCommand(program: Command): void {
  addCommonOptions(program.command('check'))
    .argument('<file>', 'a draft (.md, .txt, .docx), or - for standard input')
    .option('--opinions', 'ask the language model about sentences that stay open')
    .description('check every figure and quotation of a draft; ends with 4 when something differs')
    .action(async (file: string, options: CommonOptions & { readonly opinions?: boolean }) => {
      const draft = file === '-' ? await readStream(process.stdin) : await readDraft(file);
      const request = parseRequest(CheckRequest, { text: draft, ...(options.opinions ? { opinions: true } : {}) });
      const reply = await withService(options, (service) => service.check(request));
      if (options.json) printJson(reply);
      else printItems(reply);
      if (reply.verdict === 'contradicted') process.exitCode = EXIT.differs;
      else if (reply.items.some(({ verdict }) => verdict === 'not_found' || verdict === 'conflicting_sources'))
        process.exitCode = EXIT.notFound;
    });
}

export function addCompareCommand(program: Command): void {
  addCommonOptions(program.command('compare'))
    .argument('<indicator>', 'any name of an indicator: GDP, 粮食产量')
    .option(
      '--region <name>',
      'a place, may be repeated',
      collect((name: string) => name),
    )
    .option('--year <year>', 'a year of the figures, may be repeated', collect(parseWholeNumber))
    .addOption(new Option('--measure <measure>', 'how it is measured').choices(['level', 'growth']))
    .addOption(new Option('--kind <kind>', 'reached or aimed at').choices(['actual', 'target']))
    .addOption(new Option('--format <format>', 'how it is printed').choices([...COMPARE_FORMATS]).default('md'))
    .description('set the figures of one indicator side by side, by place and year')
    .action(async (indicator: string, options: CompareOptions) => {
      const request = parseRequest(CompareRequest, {
        indicator,
        regions: options.region ?? [],
        years: options.year ?? [],
        ...(options.measure === undefined ? {} : { measure: options.measure }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
      });
      await withService(options, async (service) => {
        const format = options.json ? 'json' : (options.format ?? 'md');
        if (format === 'json') printJson(await service.compare(request));
        else print((await service.writeComparison(request))[format].trimEnd());
        if (format === 'md') await printOthers(request, options, service);
      });
    });
}

/** Where neither was chosen, what was asked may be given in another measure, or only be aimed at. */
async function printOthers(
  asked: CompareRequest,
  { measure, kind }: CompareOptions,
  service: Pick<Service, 'compare' | 'writeComparison'>,
): Promise<void> {
  for (const ownKind of kind === undefined ? (['actual', 'target'] as const) : [asked.kind]) {
    for (const ownMeasure of measure === undefined ? (['growth', 'level'] as const) : [asked.measure]) {
      const other = { ...asked, kind: ownKind, measure: ownMeasure };
      if (ownKind === asked.kind && ownMeasure === asked.measure) continue;
      if ((await service.compare(other)).cells.every(({ value }) => value === null)) continue;
      print(`\n${ownMeasure}, ${ownKind}:\n`);
      print((await service.writeComparison(other)).md.trimEnd());
    }
  }
}

const WARNINGS: Readonly<Record<QuoteWarning, string>> = {
  parts_far_apart: '断章取义？ parts of different paragraphs',
  figure_left_out: '断章取义？ a figure is parted from what it is about',
  sense_turned: '断章取义？ a word that turns the sense is left out',
};

function printPlaces({ verdict, matches }: CiteReply): void {
  print(verdict);
  for (const { citation, diff, outOfContext, references, sentence, verdict: own, warnings } of matches) {
    const place = [citation.title, ...citation.headingPath, `第${citation.paragraph}段`].join(' › ');
    print(`\n${place} (${own})${citation.url ? ` · ${citation.url}` : ''}`);
    print(`  ${sentence.replaceAll('\n', '\n  ')}`);
    // What the writer has is to go, what the document has is right.
    const changes = diff
      .filter(({ op }) => op !== 'equal')
      .map(({ op, text }) => `${op === 'insert' ? '-' : '+'}${text}`);
    if (changes.length > 0) print(`  ${changes.join(' ')}`);
    if (warnings.length > 0) print(`  ${warnings.map((warning) => WARNINGS[warning]).join('; ')}`);
    if (outOfContext !== null) print(`  断章取义？ cut at 「${outOfContext}」`);
    for (const reference of Object.values(references)) print(`  ${reference}`);
  }
}

function printItems({ verdict, items, omitted, opinions = [] }: CheckReply): void {
  const rows = items.map(({ text, verdict: own, claim, found, citation, warnings }) => [
    [own, ...(warnings ?? [])].join(' '),
    text,
    [claim?.region, claim?.year, claim?.indicator].filter((part) => part != null).join(' '),
    found === null ? '' : `${found.value}${found.unit}`,
    citation === null ? '' : `${citation.title} ¶${citation.paragraph}`,
  ]);
  printTable([['verdict', 'text', 'understood as', 'found', 'place'], ...rows]);
  print(`\n${verdict}`);
  if (omitted > 0) print(`The last ${omitted} characters were not checked. Check them apart.`);
  for (const { text, verdict: own, model, citation } of opinions) {
    print(`\n${model}: ${own}? ${text}\n  ${citation.quote} (${citation.title} ¶${citation.paragraph})`);
  }
}
