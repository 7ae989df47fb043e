/** `wenju doctor`: says what is wrong with the index, repairs what can be repaired and tells what to run for the rest. */

import type { Command } from 'commander';
import { type Diagnosis, diagnoseIndex } from '../compose/doctor.js';
import { addCommonOptions, type CommonOptions, configFrom } from './options.js';
import { EXIT, print, printJson } from './output.js';

interface DoctorOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** What stands in front of a finding. */
const HEADS = { repaired: 'repaired', repairable: 'to repair', left: 'to do', note: 'note' } as const;

export function addDoctorCommand(program: Command): void {
  addCommonOptions(program.command('doctor'))
    .option('--dry-run', 'say what is wrong and repair nothing')
    .description('check the index and repair what can be repaired; ends with 1 when something is left to do')
    .action(async (options: DoctorOptions) => {
      const config = configFrom(options);
      const diagnose =
        config.store === 'opensearch' ? (await import('../compose/cluster/doctor.js')).diagnoseCluster : diagnoseIndex;
      const diagnosis = await diagnose(config, !options.dryRun);
      if (options.json) printJson(diagnosis);
      else printDiagnosis(diagnosis, options.quiet ?? false);
      const isLeft = diagnosis.findings.some(({ state }) => state === 'left' || state === 'repairable');
      if (isLeft) process.exitCode = EXIT.failed;
    });
}

function printDiagnosis({ index, generation, documents, files, findings }: Diagnosis, quiet: boolean): void {
  const state = generation === null ? 'nothing serves' : `${generation} serves: ${documents} documents, ${files} files`;
  print(`${index} · ${state}`);
  for (const { state: kind, what } of findings) if (!(quiet && kind === 'note')) print(`${HEADS[kind]}: ${what}`);
  if (findings.length === 0) print('nothing is wrong');
}
