/**
 * Every setting, its default, and where its value comes from: flag over environment over `wenju.config.json` over
 * default. The only place that reads the environment.
 */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { WenjuError } from './errors.js';

export const CONFIG_FILE = 'wenju.config.json';

/** Folders that come with wenju, wherever it is started from. */
function shippedFolder(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

const settings = {
  /** Folders whose documents are indexed. In the environment separated by the system's path separator. */
  corpus: z.array(z.string().min(1)).min(1),
  /** Folder of the index; derived, may be deleted. */
  index: z.string().min(1),
  host: z.string().min(1),
  /** 0 takes any free port. */
  port: z.union([z.number(), z.stringFormat('digits', /^\d{1,5}$/).transform(Number)]).pipe(z.int().min(0).max(65_535)),
  /** Folder of the embedding model, or its id on the hub. */
  model: z.string().min(1),
  /** Key that adding and removing documents over HTTP takes; null: neither is possible. */
  adminKey: z.string().min(1).nullable(),
  /** Lets a model of the hub be fetched; wenju is offline otherwise. */
  modelDownload: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]),
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
  adminKey: 'a key that is not empty',
  modelDownload: 'true or false',
};

const SETTINGS: readonly Setting[] = ['corpus', 'index', 'host', 'port', 'model', 'adminKey', 'modelDownload'];

function defaults(): Config {
  return {
    corpus: [shippedFolder('corpus')],
    index: shippedFolder('embeddings/index'),
    host: '127.0.0.1',
    port: 8787,
    model: shippedFolder('embeddings/models/multilingual-e5-small'),
    adminKey: null,
    modelDownload: false,
  };
}

/** `modelDownload` → `WENJU_MODEL_DOWNLOAD`. */
function environmentName(setting: Setting): string {
  return `WENJU_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Unset fields are taken from the next source. */
export type PartialConfig = { readonly [Field in Setting]?: unknown };

/**
 * @param flags what the command line gave
 * @param environment the process's variables; tests pass their own
 * @param folder where `wenju.config.json` is looked for
 * @throws WenjuError INPUT_INVALID naming the setting, where it came from, what was expected and what came
 */
export function readConfig(
  flags: PartialConfig = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): Config {
  const file = readConfigFile(folder);
  const fallback = defaults();
  const values: Record<string, unknown> = {};
  for (const setting of SETTINGS) {
    const [value, origin] = firstDefined([
      [flags[setting], `option --${setting}`],
      [fromEnvironment(setting, environment[environmentName(setting)]), environmentName(setting)],
      [file[setting], `${CONFIG_FILE}: ${setting}`],
      [fallback[setting], 'default'],
    ]);
    const parsed = settings[setting].safeParse(value);
    if (!parsed.success) {
      throw new WenjuError('INPUT_INVALID', `${origin} should be ${EXPECTED[setting]}, got ${JSON.stringify(value)}.`);
    }
    values[setting] = parsed.data;
  }
  return configSchema.parse(values);
}

function firstDefined(candidates: readonly (readonly [unknown, string])[]): readonly [unknown, string] {
  return candidates.find(([value]) => value !== undefined) ?? [undefined, 'default'];
}

function fromEnvironment(setting: Setting, value: string | undefined): unknown {
  if (value === undefined || value === '') return undefined;
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
