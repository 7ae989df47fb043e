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
      print(json ? JSON.stringify({ settings }, null, 2) : describe(settings));
    });
}

function describe(settings: readonly SettingOrigin[]): string {
  const width = Math.max(...settings.map(({ setting }) => setting.length)) + 1;
  return settings
    .map(
      ({ setting, value, isSecret, origin }) =>
        `${setting.padEnd(width)}${isSecret ? 'set, not shown' : write(value)}   (${origin})`,
    )
    .join('\n');
}

function write(value: SettingOrigin['value']): string {
  if (value === null) return 'none';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
