/** Options that several commands share, and how they become a configuration. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { DOCUMENT_TYPES } from '../document-kinds.js';
import { WenjuError } from '../errors.js';
import { type Config, readConfig } from '../settings/config.js';

/** Characters of a wrong value that an error repeats. */
const MAX_ECHO = 60;

/** What every command takes. */
export interface CommonOptions {
  readonly corpus?: string[];
  readonly index?: string;
  readonly store?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What commands that ask take besides. */
export interface AskingOptions extends CommonOptions {
  readonly region?: string[];
  readonly year?: number[];
  readonly type?: string[];
  readonly topK?: number;
}

/** An option that may stand several times gathers its values. */
export function collect<Value>(parse: (text: string) => Value) {
  return (text: string, gathered: Value[] | undefined): Value[] => [...(gathered ?? []), parse(text)];
}

/** For a whole number; anything else is wrong usage. */
export function parseWholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

const asIs = (text: string): string => text;

export function addCommonOptions(command: Command): Command {
  return command
    .option('--corpus <folder>', 'folder of documents, may be repeated', collect(asIs))
    .option('--index <folder>', 'folder of the index')
    .option('--store <store>', 'where the index that answers lies: files, or opensearch as the settings say')
    .option('--json', 'print JSON')
    .option('--quiet', 'print no progress and no remarks');
}

export function addAskingOptions(command: Command): Command {
  return addCommonOptions(command)
    .option('--region <name>', 'only documents of this region, may be repeated', collect(asIs))
    .option('--year <year>', 'only reports of this year, may be repeated', collect(parseWholeNumber))
    .addOption(
      new Option('--type <type>', 'only documents of this type, may be repeated').argParser(
        collect((text) => {
          if (DOCUMENT_TYPES.some((type) => type === text)) return text;
          throw new InvalidArgumentError(`Expected one of ${DOCUMENT_TYPES.join(', ')}.`);
        }),
      ),
    )
    .option('--top-k <count>', 'how many passages', parseWholeNumber);
}

/** The configuration with what the command line gave on top. */
export function configFrom(options: CommonOptions & { host?: string; port?: number }): Config {
  const { corpus, index, store, host, port } = options;
  return readConfig({ corpus, index, store, host, port });
}

/** Filters in the words of the contract, to be checked with the request they belong to. */
export function filtersFrom(options: AskingOptions) {
  return { regions: options.region ?? [], years: options.year ?? [], types: options.type ?? [] };
}

/** Checks what the command line gave against a schema of the contract. @throws WenjuError INPUT_INVALID */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.')}: expected ${message}, came ${describeWhatCame(request, path)}`,
  );
  throw new WenjuError('INPUT_INVALID', `${[...new Set(issues)].join('; ')}.`);
}

function describeWhatCame(request: unknown, path: readonly PropertyKey[]): string {
  let value = request;
  for (const part of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MAX_ECHO ? `${text.length} characters` : text;
}
