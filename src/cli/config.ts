/** `wenju config`: every setting, its value and where it came from; secrets are not shown. */

import type { Command } from 'commander';
import { explainConfig, type SettingOrigin } from '../settings/config.js';
import { addCommonOptions, type CommonOptions } from './options.js';
import { print } from './output.js';

export function addConfigCommand(program: Command): void {
  addCommonOptions(program.command('config'))
    .description('print every setting, its value and where it came from')
    .action(({ corpus, index, json = false }: CommonOptions) => {
      const settings = explainConfig({ corpus, index });
      print(json ? JSON.stringify({ settings }, null, 2) : settings.map(describe).join('\n'));
    });
}

function describe({ setting, value, isSecret, origin }: SettingOrigin): string {
  return `${setting.padEnd(NAME_WIDTH)}${isSecret ? 'set, not shown' : write(value)}   (${origin})`;
}

/** Columns of the longest setting and a space. */
const NAME_WIDTH = 16;

function write(value: SettingOrigin['value']): string {
  if (value === null) return 'none';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
