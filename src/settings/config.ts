/**
 * Every setting, its default, and where its value comes from: flag over environment over `wenju.config.json` over
 * default. The only place that reads the environment.
 */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { refuseUnknownVariables } from './variables.js';

export const CONFIG_FILE = 'wenju.config.json';

/** Folders that come with wenju, wherever it is started from. */
function shippedFolder(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

/** A list in JSON; in the environment its parts stand between commas. */
const list = z.union([
  z.array(z.string()),
  z.string().transform((value) => value.split(',').map((part) => part.trim())),
]);
const count = z.union([z.number(), z.stringFormat('digits', /^\d{1,9}$/).transform(Number)]);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

/**
 * Keys are printed by nobody and told apart by their hash; who would rather not write one down gives that. Printable
 * ASCII is what every client can send in a header, whose other bytes are read as Latin-1.
 */
const key = z.string().regex(/^[!-~](?:[ -~]*[!-~])?$/);
/** As browsers send it: no path, no slash at the end, no default port, a host in lower case. */
const origin = z.string().refine((value) => value === '*' || (URL.canParse(value) && new URL(value).origin === value));
const publicUrl = origin.refine((value) => /^https?:/.test(value));
/** As a URL has it, without the port: names are compared, and whoever forges one forges a port, too. */
const hostName = z
  .string()
  .regex(/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/)
  .refine((value) => URL.canParse(`http://${value}`))
  .transform((value) => new URL(`http://${value}`).hostname);
/** A name and a password in an address would be written down with it; what is behind ? belongs to no base. */
const endpoint = z
  .string()
  .refine((value) => URL.canParse(value) && isPlainAddress(new URL(value)))
  .transform((value) => value.replace(/\/+$/, ''));
const STORES = ['files', 'opensearch'] as const;
const SEARCHES = ['exact', 'hnsw'] as const;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

function isPlainAddress({ protocol, username, password, search, hash }: URL): boolean {
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

const settings = {
  /** Folders whose documents are indexed. In the environment separated by the system's path separator. */
  corpus: z.array(z.string().min(1)).min(1),
  /** Folder of the index; derived, may be deleted. */
  index: z.string().min(1),
  host: z.string().min(1),
  /** 0 takes any free port. */
  port: count.pipe(z.int().min(0).max(65_535)),
  /** Folder of the embedding model, or its id on the hub. */
  model: z.string().min(1),
  /** Key that adding and removing documents over HTTP takes; null: neither is possible. */
  adminKey: key.nullable(),
  /** Keys, or `sha256:` and their hash, one of which every question over HTTP takes; null: anyone may ask. */
  apiKeys: list.pipe(z.array(key).min(1)).nullable(),
  /** Origins of the pages that may ask from a browser, or `*`; null: pages of this machine. */
  origins: list.pipe(z.array(origin).min(1)).nullable(),
  /** Names under which `/mcp` may be addressed on any port, besides this machine's and that of `publicUrl`. */
  hosts: list.pipe(z.array(hostName).min(1)).nullable(),
  /** Origin under which others reach the service, which links are written with; null: the one a request names. */
  publicUrl: publicUrl.nullable(),
  /** Requests a minute of one key or address; null: as many as can be answered. */
  rateLimit: count.pipe(z.int().min(1)).nullable(),
  /** How many proxies stand in front, whose X-Forwarded-For says where a request came from. */
  trustedProxies: count.pipe(z.int().min(0).max(10)),
  logLevel: z.enum(LOG_LEVELS),
  /** Writes questions into the log. */
  logQuestions: flag,
  /** Lets a model of the hub be fetched; wenju is offline otherwise. */
  modelDownload: flag,
  /** Where a language model is asked, in OpenAI's shape, and which; null: none is. */
  llmBaseUrl: endpoint.nullable(),
  llmModel: z.string().min(1).max(200).nullable(),
  llmApiKey: key.nullable(),
  /** Seconds that it may be silent before the answer is given without it. */
  llmTimeout: count.pipe(z.int().min(1).max(600)),
  /** Where the index that answers lies: in files here, or in a cluster. */
  store: z.enum(STORES),
  /** Addresses of the cluster's nodes; null: there is none. */
  opensearchUrl: list.pipe(z.array(endpoint).min(1)).nullable(),
  opensearchUser: z.string().min(1).max(200).nullable(),
  opensearchPassword: key.nullable(),
  /** File with the certificates that its nodes are signed by; null: those the system trusts. */
  opensearchCa: z.string().min(1).nullable(),
  /** What the names of its indices begin with. */
  opensearchIndex: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  /** Parts that passages are spread over, and copies of each beside the first. */
  opensearchShards: count.pipe(z.int().min(1).max(1_024)),
  opensearchReplicas: count.pipe(z.int().min(0).max(10)),
  /** Whether all vectors of the places asked for are looked at, or a graph of neighbours is followed. */
  opensearchSearch: z.enum(SEARCHES),
} as const;

const configSchema = z.strictObject(settings);
export type Config = z.output<typeof configSchema>;
export type Setting = keyof Config;

/** What a setting may be, for whoever gave something else. */
const EXPECTED: Readonly<Record<Setting, string>> = {
  corpus: 'a list of folders, at least one, none of them empty',
  index: 'a folder',
  host: 'a host name or address',
  port: 'a whole number from 0 to 65535',
  model: 'a folder or the id of a model on the hub',
  adminKey: 'a key of printable ASCII characters, at least one, without space around it',
  apiKeys: 'a list of keys, at least one, each of printable ASCII characters and none of them empty',
  origins: 'a list of origins such as https://example.org, without a path or a slash at the end, or *',
  hosts: 'a list of host names such as example.org or [2001:db8::1], in lower case; a port is passed over',
  publicUrl: 'http:// or https:// and a host, such as https://example.org, without a path or a slash at the end',
  rateLimit: 'a whole number of requests a minute, at least 1',
  trustedProxies: 'a whole number from 0 to 10',
  logLevel: `one of ${LOG_LEVELS.join(', ')}`,
  logQuestions: 'true or false',
  modelDownload: 'true or false',
  llmBaseUrl:
    'http:// or https://, a host and mostly /v1, such as http://127.0.0.1:11434/v1, without a name or a password',
  llmModel: 'the name that the endpoint gives the model, of 1 to 200 characters',
  llmApiKey: 'a key of printable ASCII characters, at least one, without space around it',
  llmTimeout: 'a whole number of seconds from 1 to 600',
  store: `one of ${STORES.join(', ')}`,
  opensearchUrl: 'a list of addresses such as https://node-1:9200, without a name or a password',
  opensearchUser: 'a name of 1 to 200 characters',
  opensearchPassword: 'a password of printable ASCII characters, without space around it',
  opensearchCa: 'a file of certificates in PEM',
  opensearchIndex: 'a name of up to 60 small letters, digits and hyphens that begins with a letter',
  opensearchShards: 'a whole number from 1 to 1024',
  opensearchReplicas: 'a whole number from 0 to 10',
  opensearchSearch: `one of ${SEARCHES.join(', ')}`,
};

/** Settings whose value nobody is shown. */
const SECRET: readonly Setting[] = ['adminKey', 'apiKeys', 'llmApiKey', 'opensearchPassword'];

/** Besides these, whose value is repeated to nobody when it is refused: an address may hold a password. */
const UNREPEATED: readonly Setting[] = [...SECRET, 'llmBaseUrl', 'opensearchUrl'];

const SETTINGS: readonly Setting[] = configSchema.keyof().options;

function defaults(): Config {
  return {
    corpus: [shippedFolder('corpus')],
    index: shippedFolder('embeddings/index'),
    host: '127.0.0.1',
    port: 8787,
    model: shippedFolder('embeddings/models/multilingual-e5-small'),
    adminKey: null,
    apiKeys: null,
    origins: null,
    hosts: null,
    publicUrl: null,
    rateLimit: null,
    trustedProxies: 0,
    logLevel: 'info',
    logQuestions: false,
    modelDownload: false,
    llmBaseUrl: null,
    llmModel: null,
    llmApiKey: null,
    llmTimeout: 15,
    store: 'files',
    opensearchUrl: null,
    opensearchUser: null,
    opensearchPassword: null,
    opensearchCa: null,
    opensearchIndex: 'wenju',
    opensearchShards: 1,
    opensearchReplicas: 1,
    opensearchSearch: 'exact',
  };
}

/** `modelDownload` → `WENJU_MODEL_DOWNLOAD`. */
function environmentName(setting: Setting): string {
  return `WENJU_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Unset fields are taken from the next source. */
export type PartialConfig = { readonly [Field in Setting]?: unknown };

/** A setting as it is used, and where that comes from. */
export interface SettingOrigin {
  readonly setting: Setting;
  /** Null for a secret that is set: it is shown to nobody. */
  readonly value: Config[Setting];
  readonly isSecret: boolean;
  /** `option --port`, `WENJU_PORT`, `wenju.config.json: port` or `default`. */
  readonly origin: string;
}

/**
 * @param flags what the command line gave
 * @param environment the process's variables; tests pass their own
 * @param folder where `wenju.config.json` is looked for
 * @throws WenjuError INPUT_INVALID naming the setting, where it came from, what was expected and what came; or a
 * variable that begins as ours do and is none
 */
export function readConfig(
  flags: PartialConfig = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): Config {
  const found = findSettings(flags, environment, folder);
  return configSchema.parse(Object.fromEntries(found.map(({ setting, value }) => [setting, value])));
}

/** Every setting with its value and where it came from, for whoever asks why. Takes and throws what readConfig does. */
export function explainConfig(
  flags: PartialConfig = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): SettingOrigin[] {
  return findSettings(flags, environment, folder).map(({ setting, value, origin: from }) => {
    const isSecret = SECRET.includes(setting) && value !== null;
    return { setting, value: isSecret ? null : value, isSecret, origin: from };
  });
}

function findSettings(
  flags: PartialConfig,
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): { setting: Setting; value: Config[Setting]; origin: string }[] {
  refuseUnknownVariables(Object.keys(environment), SETTINGS.map(environmentName));
  const file = readConfigFile(folder);
  const fallback = defaults();
  const found = SETTINGS.map((setting) => {
    const [value, from] = firstDefined([
      [flags[setting], `option --${setting}`],
      [fromEnvironment(setting, environment[environmentName(setting)]), environmentName(setting)],
      [file[setting], `${CONFIG_FILE}: ${setting}`],
      [fallback[setting], 'default'],
    ]);
    const parsed = settings[setting].safeParse(value);
    if (parsed.success) return { setting, value: parsed.data, origin: from };
    const came = UNREPEATED.includes(setting) ? 'something else, which is not shown here' : JSON.stringify(value);
    throw new WenjuError('INPUT_INVALID', `${from} should be ${EXPECTED[setting]}, got ${came}.`);
  });
  refuseHalfAModel(found);
  refuseNowhere(found);
  return found;
}

/** An address without a name, or a name without an address, asks nobody, and whoever set one expects answers. */
function refuseHalfAModel(found: readonly { readonly setting: Setting; readonly value: Config[Setting] }[]): void {
  const isSet = (name: Setting): boolean => found.some(({ setting, value }) => setting === name && value !== null);
  const [address, model] = [isSet('llmBaseUrl'), isSet('llmModel')];
  if (address === model) return;
  const [has, lacks] = address ? ['llmBaseUrl', 'llmModel'] : ['llmModel', 'llmBaseUrl'];
  throw new WenjuError(
    'INPUT_INVALID',
    `Expected llmBaseUrl and llmModel together, got ${has} alone. Set ${lacks}, too.`,
  );
}

/** A cluster without an address is nowhere. */
function refuseNowhere(found: readonly { readonly setting: Setting; readonly value: Config[Setting] }[]): void {
  const givenFor = (name: Setting): Config[Setting] | undefined => found.find(({ setting }) => setting === name)?.value;
  if (givenFor('store') !== 'opensearch' || givenFor('opensearchUrl') !== null) return;
  throw new WenjuError('INPUT_INVALID', 'Expected opensearchUrl with store opensearch, got none. Set it, too.');
}

function firstDefined(candidates: readonly (readonly [unknown, string])[]): readonly [unknown, string] {
  return candidates.find(([value]) => value !== undefined) ?? [undefined, 'default'];
}

function fromEnvironment(setting: Setting, value: string | undefined): unknown {
  // Keys that were meant and came out empty must not open the service to all.
  if (value === undefined || (value === '' && setting !== 'apiKeys')) return undefined;
  return setting === 'corpus' ? value.split(process.platform === 'win32' ? ';' : ':') : value;
}

function readConfigFile(folder: string): PartialConfig {
  const file = `${folder}/${CONFIG_FILE}`;
  if (!existsSync(file)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new WenjuError('INPUT_INVALID', `${file} should be JSON and is not, or cannot be read.`, { cause });
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(content);
  if (!parsed.success) {
    throw new WenjuError(
      'INPUT_INVALID',
      `${file} should hold a JSON object of settings, got ${JSON.stringify(content).slice(0, 40)}.`,
    );
  }
  const unknown = Object.keys(parsed.data).filter((key) => !SETTINGS.some((setting) => setting === key));
  if (unknown.length > 0) {
    throw new WenjuError(
      'INPUT_INVALID',
      `${file} should set any of ${SETTINGS.join(', ')}, got ${unknown.join(', ')}. Remove or correct it.`,
    );
  }
  return parsed.data;
}

/** What programs of the system need to be found and to run; no setting of ours, no key of anyone. */
const SYSTEM_VARIABLES = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP'];

/** The environment for a process that others' files may take over. */
export function systemEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env) {
  return Object.fromEntries(
    SYSTEM_VARIABLES.flatMap((name): [string, string][] => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
