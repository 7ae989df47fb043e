/** A fault at every call that a step makes to the file system: what is there afterwards, and whether the next run mends it. */

import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Fault, type Watch, watchDisk } from './disk.js';
import { readState, STEPS, takeStep } from './states.js';

export interface FaultFigures {
  tried: number;
  /** Neither the state before nor the one after, or damaged. */
  torn: number;
  /** The step said it was done and the state before is there. */
  lost: number;
  /** The error names neither the fault nor a file. */
  unclear: number;
  /** Taken again, the step fails or leaves something behind. */
  unmended: number;
  /** What was wrong with the first ones. */
  readonly examples: string[];
}

const MAX_EXAMPLES = 5;

export interface FaultOptions extends Pick<Watch, 'without' | 'only'> {
  /** A folder for indexes. */
  readonly folder: string;
  readonly faults: readonly Fault[];
  /** Every how many calls one fails; 1 is every call. */
  readonly every: number;
}

/** The states a reader may see: before the first step, and after each. */
export async function prepareStates(folder: string): Promise<{ templates: string[]; states: (string | null)[] }> {
  const index = path.join(folder, 'growing');
  const templates: string[] = [];
  const states: (string | null)[] = [];
  mkdirSync(index);
  for (let step = 0; step <= STEPS.length; step += 1) {
    if (step > 0) await takeStep(index, step - 1);
    states.push(await readState(index));
    const template = path.join(folder, `before-${step}`);
    cpSync(index, template, { recursive: true });
    templates.push(template);
  }
  return { templates, states };
}

export async function injectFaults({ folder, faults, every, ...watched }: FaultOptions): Promise<FaultFigures> {
  const figures: FaultFigures = { tried: 0, torn: 0, lost: 0, unclear: 0, unmended: 0, examples: [] };
  const { templates, states } = await prepareStates(folder);
  for (const [step, { name }] of STEPS.entries()) {
    for (const fault of faults) {
      for (let failAt = 1; ; failAt += every) {
        const index = path.join(folder, 'index');
        rmSync(index, { recursive: true, force: true });
        cpSync(templates[step] ?? '', index, { recursive: true });
        const { error, count } = await watchDisk({ ...watched, folder: index, failAt, fault }, () =>
          takeStep(index, step),
        );
        if (count < failAt) break;
        figures.tried += 1;
        const note = (kind: 'torn' | 'lost' | 'unclear' | 'unmended', told: unknown): void => {
          figures[kind] += 1;
          if (figures.examples.length < MAX_EXAMPLES)
            figures.examples.push(`${name}, ${fault} at ${failAt}: ${kind}, ${told}`);
        };
        const found = await readState(index).catch(String);
        if (found !== states[step] && found !== states[step + 1]) note('torn', found);
        else if (error === null && found !== states[step + 1]) note('lost', found);
        if (error !== null && fault !== 'dead' && !isClear(error, index)) note('unclear', error);
        const problem = await findUnmended(index, step, states);
        if (problem !== null) note('unmended', problem);
      }
    }
  }
  return figures;
}

/** An error of the system's that names a file of the index, or one of ours. */
function isClear(error: unknown, index: string): boolean {
  return (
    error instanceof Error && (error.name === 'WenjuError' || ('syscall' in error && error.message.includes(index)))
  );
}

/** Takes the step again, without a fault. */
async function findUnmended(index: string, step: number, states: readonly (string | null)[]): Promise<string | null> {
  try {
    await takeStep(index, step);
    if ((await readState(index)) !== states[step + 1]) return 'not what the step leads to';
  } catch (error) {
    return String(error);
  }
  const left = readdirSync(index, { recursive: true }).map(String);
  const wrong = left.filter((each) => each.endsWith('.lock') || (each.endsWith('.tmp') && !each.startsWith('CURRENT')));
  return wrong.length === 0 ? null : `left behind ${wrong.join(', ')}`;
}
