/**
 * Power loss, replayed: of the calls up to a moment only what was synced is sure to be on the disk. Of the rest all,
 * none, halves or a random part may be there, and whatever is there must be a state that was committed.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, type Watch, watchDisk } from './disk.js';
import { readState, STEPS, takeStep } from './states.js';

interface File {
  readonly kind: 'file';
  data: Buffer;
  /** What fsync made sure of; null when nothing is. */
  durable: Buffer | null;
}

interface Folder {
  readonly kind: 'folder';
  readonly entries: Map<string, File | Folder>;
  durable: Map<string, File | Folder>;
  /** Changes of entries since the last fsync; those of one call come together or not at all. */
  pending: [string, File | Folder | null][][];
}

/** What becomes of what was not synced. */
export const LOSSES = ['everything', 'contents', 'halves', 'random', 'random again'] as const;
export type Loss = (typeof LOSSES)[number];

const createFolderNode = (): Folder => ({ kind: 'folder', entries: new Map(), durable: new Map(), pending: [] });

/** A disk that does what calls say and remembers what of it is sure. Paths are below `root`. */
class ReplayedDisk {
  readonly #root: string;
  readonly #top = createFolderNode();

  constructor(root: string) {
    this.#root = root;
  }

  #find(file: string): File | Folder | undefined {
    let node: File | Folder | undefined = this.#top;
    for (const part of path.relative(this.#root, file).split(path.sep)) {
      if (part !== '') node = node?.kind === 'folder' ? node.entries.get(part) : undefined;
    }
    return node;
  }

  #change(...changes: readonly (readonly [string, File | Folder | null])[]): void {
    const parent = this.#find(path.dirname(changes[0]?.[0] ?? ''));
    if (parent?.kind !== 'folder') return;
    const named = changes.map(([file, node]): [string, File | Folder | null] => [path.basename(file), node]);
    for (const [name, node] of named) {
      if (node) parent.entries.set(name, node);
      else parent.entries.delete(name);
    }
    parent.pending.push(named);
  }

  #remove(file: string): void {
    const node = this.#find(file);
    if (node?.kind === 'folder') for (const name of [...node.entries.keys()]) this.#remove(path.join(file, name));
    this.#change([file, null]);
  }

  apply(call: Call): void {
    const node = this.#find(call.path);
    if (call.name === 'open' && call.flags !== 'r') {
      if (node?.kind === 'file') node.data = Buffer.alloc(0);
      else this.#change([call.path, { kind: 'file', data: Buffer.alloc(0), durable: null }]);
    } else if (call.name === 'write' && node?.kind === 'file') node.data = call.bytes ?? Buffer.alloc(0);
    else if (call.name === 'fsync' && node?.kind === 'file') node.durable = node.data;
    else if (call.name === 'fsync' && node?.kind === 'folder') {
      node.durable = new Map(node.entries);
      node.pending = [];
    } else if (call.name === 'mkdir' && !node) {
      const above = path.dirname(call.path);
      if (above.startsWith(this.#root) && !this.#find(above)) this.apply({ ...call, path: above });
      this.#change([call.path, createFolderNode()]);
    } else if (call.name === 'rm') this.#remove(call.path);
    else if (call.name === 'link' && node) this.#change([call.to ?? '', node]);
    else if (call.name === 'rename' && node) this.#change([call.path, null], [call.to ?? '', node]);
  }

  /** Writes what is left after a power loss below `target`. */
  leave(target: string, loss: Loss, random: () => number, node: File | Folder = this.#top): void {
    if (node.kind === 'file') {
      const half = node.data.subarray(0, node.data.length >> 1);
      const choices = [node.durable ?? Buffer.alloc(0), half, node.data];
      const isSynced = node.durable === node.data;
      const choice = isSynced ? 0 : loss === 'halves' ? 1 : loss.startsWith('random') ? Math.floor(random() * 3) : 0;
      writeFileSync(target, choices[choice] ?? '');
      return;
    }
    const entries = new Map(node.durable);
    for (const changes of node.pending) {
      if (loss === 'everything' || (loss.startsWith('random') && random() < 0.5)) continue;
      for (const [name, changed] of changes) {
        if (changed) entries.set(name, changed);
        else entries.delete(name);
      }
    }
    mkdirSync(target, { recursive: true });
    for (const [name, entry] of entries) this.leave(path.join(target, name), loss, random, entry);
  }
}

export interface LossFigures {
  tried: number;
  torn: number;
  lost: number;
  readonly examples: string[];
}

export interface LossOptions extends Pick<Watch, 'without'> {
  readonly folder: string;
  /** Every how many calls the power goes; 1 is after every call. */
  readonly every: number;
  /** 0 to 1, a new number a call. */
  readonly random: () => number;
}

/** Takes all steps once, noting their calls, then lets the power go after each of the calls. */
export async function losePower({ folder, every, random, ...watched }: LossOptions): Promise<LossFigures> {
  const root = path.join(folder, 'written');
  const index = path.join(root, 'embeddings', 'index');
  mkdirSync(root);
  const acknowledged: number[] = [];
  const states: (string | null)[] = [null];
  const calls: Call[] = [];
  for (const step of STEPS.keys()) {
    const { calls: made, error } = await watchDisk({ ...watched, folder: root }, () => takeStep(index, step));
    if (error !== null) throw error;
    calls.push(...made);
    acknowledged.push(calls.length);
    states.push(await readState(index));
  }
  const figures: LossFigures = { tried: 0, torn: 0, lost: 0, examples: [] };
  const disk = new ReplayedDisk(root);
  for (const [number, call] of calls.entries()) {
    disk.apply(call);
    const isAcknowledgement = acknowledged.includes(number + 1);
    if (number % every !== 0 && !isAcknowledgement) continue;
    const done = acknowledged.filter((each) => each <= number + 1).length;
    for (const loss of LOSSES) {
      const left = path.join(folder, 'left');
      rmSync(left, { recursive: true, force: true });
      disk.leave(left, loss, random);
      const found = await readState(path.join(left, 'embeddings', 'index')).catch(String);
      figures.tried += 1;
      if (found === states[done] || (found === states[done + 1] && !isAcknowledgement)) continue;
      const kind = states.slice(0, done).includes(found) ? 'lost' : 'torn';
      figures[kind] += 1;
      if (figures.examples.length < 5) {
        figures.examples.push(
          `after call ${number + 1} (${call.name} ${path.relative(root, call.path)}), ${loss}: ${kind}, ${found}`,
        );
      }
    }
  }
  // The replay is no better than its model of the disk: with nothing lost it must come to what is really there.
  const whole = path.join(folder, 'whole');
  disk.leave(whole, 'contents', random);
  const names = (place: string) => readdirSync(place, { recursive: true }).map(String).sort();
  const differing = names(root).filter((name) => {
    const [one, other] = [path.join(root, name), path.join(whole, name)];
    return !names(whole).includes(name) || (name.includes('.') && !readFileSync(one).equals(readFileSync(other)));
  });
  if (!watched.without && differing.length > 0) throw new Error(`the replay differs in ${differing.join(', ')}`);
  return figures;
}
