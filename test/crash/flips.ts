/** Files of an index that are altered behind its back, a bit or a tail at a time: named or harmless, never served. */

import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readState, takeStep } from './states.js';

export interface DamageFigures {
  tried: number;
  /** An error said so and named a file of the index. */
  named: number;
  /** Readers got what they got before. */
  harmless: number;
  /** Readers got something else, or an error that does not say what is wrong. */
  silent: number;
  readonly examples: string[];
}

export interface DamageOptions {
  readonly folder: string;
  readonly count: number;
  readonly random: () => number;
  /** False: readers compare nothing with the manifest, to see that a test notices. */
  readonly checks?: boolean;
}

/** Two generations, and of everything else that can lie there; every file is as likely as every other. */
async function damageFiles(
  options: DamageOptions,
  damage: (file: string, content: Buffer) => void,
): Promise<DamageFigures> {
  const { folder, count, random, checks = true } = options;
  const index = path.join(folder, 'index');
  await takeStep(index, 0);
  await takeStep(index, 1);
  const whole = await readState(index);
  const entries = readdirSync(index, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const figures: DamageFigures = { tried: 0, named: 0, harmless: 0, silent: 0, examples: [] };
  for (; figures.tried < count; figures.tried += 1) {
    const file = files[Math.floor(random() * files.length)] ?? '';
    const content = readFileSync(file);
    damage(file, content);
    const found = await readState(index, checks).catch((error: unknown) => error);
    const isNamed =
      found instanceof Error && 'code' in found && found.code === 'INDEX_DAMAGED' && found.message.includes(index);
    if (isNamed) figures.named += 1;
    else if (found === whole) figures.harmless += 1;
    else {
      figures.silent += 1;
      if (figures.examples.length < 5) figures.examples.push(`${path.relative(index, file)}: ${found}`);
    }
    writeFileSync(file, content);
  }
  return figures;
}

export function flipBits(options: DamageOptions): Promise<DamageFigures> {
  return damageFiles(options, (file, content) => {
    const bit = Math.floor(options.random() * content.length * 8);
    const flipped = Buffer.from(content);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    // Into the same file: a generation may share it with another.
    writeFileSync(file, flipped);
  });
}

export function cutFiles(options: DamageOptions): Promise<DamageFigures> {
  return damageFiles(options, (file, content) => truncateSync(file, Math.floor(options.random() * content.length)));
}
