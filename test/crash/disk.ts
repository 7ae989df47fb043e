/**
 * The file system as the index uses it, watched: every call below a folder is counted and noted, and one of them can be
 * made to fail, or to be the last one of the process. Nothing is mocked: what is not made to fail reaches the disk.
 */

import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';

/** A call that succeeded. */
export interface Call {
  readonly name: 'open' | 'write' | 'fsync' | 'close' | 'stat' | 'read' | 'list' | 'rename' | 'link' | 'mkdir' | 'rm';
  readonly path: string;
  /** Of `rename` and `link`. */
  readonly to?: string;
  /** Of `write`. */
  readonly bytes?: Buffer;
  /** Of `open`. */
  readonly flags?: string;
}

/**
 * What happens at the call that fails. EIO, ENOSPC, EACCES: it fails, a write after half of its bytes. short: half of the bytes
 * are written and nothing is said. dead: like `kill -9` seen from the disk, every later call fails too. exit: this
 * process kills itself. hang: this process says so on its standard output and stands still, to be killed.
 */
export type Fault = 'EIO' | 'ENOSPC' | 'EACCES' | 'short' | 'dead' | 'exit' | 'hang';

export interface Watch {
  /** Calls at or below this folder. */
  readonly folder: string;
  /** Number of the call that fails, from 1; none by default. */
  readonly failAt?: number;
  readonly fault?: Fault;
  /** Only calls of this name are counted for `failAt`. */
  readonly only?: Call['name'];
  /** A protection that is taken out, to see that a test notices: fsync does nothing; a rename copies into the old file. */
  readonly without?: 'fsync' | 'rename';
}

export interface Watched<Result> {
  readonly calls: readonly Call[];
  /** Calls made, failed ones too. */
  readonly count: number;
  readonly result: Result | null;
  /** What was thrown; null when nothing was. */
  readonly error: unknown;
}

const original = {
  open: promises.open,
  readFile: promises.readFile,
  readdir: promises.readdir,
  stat: promises.stat,
  mkdir: promises.mkdir,
  rename: promises.rename,
  link: promises.link,
  rm: promises.rm,
};
/** Those that are not waited for: files of an index are read and shared with them. */
const originalNow = {
  createReadStream: fs.createReadStream,
  openSync: fs.openSync,
  fstatSync: fs.fstatSync,
  readSync: fs.readSync,
  closeSync: fs.closeSync,
  mkdirSync: fs.mkdirSync,
  linkSync: fs.linkSync,
  readdirSync: fs.readdirSync,
};

/** Runs something that uses the file system; never throws what `run` throws. One at a time in a process. */
export async function watchDisk<Result>(watch: Watch, run: () => Promise<Result>): Promise<Watched<Result>> {
  const disk = new WatchedDisk(watch);
  disk.install();
  try {
    return { result: await run(), error: null, calls: disk.calls, count: disk.count };
  } catch (error) {
    return { result: null, error, calls: disk.calls, count: disk.count };
  } finally {
    Object.assign(promises, original);
    Object.assign(fs, originalNow);
    syncBuiltinESMExports();
  }
}

function systemError(code: string, call: Call): Error {
  // As Node says it: a call on an open file names none.
  const place = call.name === 'write' || call.name === 'fsync' ? '' : ` '${call.path}'`;
  const message = `${code}: injected, ${call.name}${place}`;
  return Object.assign(new Error(message), { code, syscall: call.name, errno: -5 });
}

class WatchedDisk {
  readonly calls: Call[] = [];
  count = 0;
  readonly #watch: Watch;
  readonly #folder: string;
  #isDead = false;

  constructor(watch: Watch) {
    this.#watch = watch;
    this.#folder = path.resolve(watch.folder);
  }

  /** Counts and notes a call, or lets it fail. @param half does a part of what `run` does; nothing by default */
  async #pass<Result>(call: Call, run: () => Promise<Result>, half = async () => {}): Promise<Result> {
    if (!this.#isWatched(call)) return run();
    const { failAt, fault = 'EIO' } = this.#watch;
    if (this.#failsNow(call)) {
      if (fault !== 'short' || call.name === 'write') await half();
      this.#fail(call, fault);
    }
    const isLying = this.count === failAt && fault === 'short' && call.name === 'write';
    const result = isLying ? undefined : await run();
    this.calls.push(call);
    return result as Result;
  }

  /** The same for a call that is not waited for; none of these writes. */
  #passNow<Result>(call: Call, run: () => Result): Result {
    if (!this.#isWatched(call)) return run();
    if (this.#failsNow(call)) this.#fail(call, this.#watch.fault ?? 'EIO');
    const result = run();
    this.calls.push(call);
    return result;
  }

  #isWatched(call: Call): boolean {
    // Modules that are loaded late are named by their address.
    const place = path.resolve(String(call.path));
    return place === this.#folder || place.startsWith(`${this.#folder}${path.sep}`);
  }

  #failsNow(call: Call): boolean {
    if (this.#isDead) throw systemError('EDEAD', call);
    const { only, failAt } = this.#watch;
    if (only !== undefined && call.name !== only) return false;
    this.count += 1;
    return this.count === failAt;
  }

  #fail(call: Call, fault: Fault): void {
    if (fault === 'short') return;
    if (fault === 'exit') process.kill(process.pid, 'SIGKILL');
    if (fault === 'hang') {
      fs.writeSync(1, 'hangs\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    this.#isDead = fault === 'dead';
    throw systemError(fault === 'dead' ? 'EDEAD' : fault, call);
  }

  install(): void {
    const replaced = {
      open: async (file: string, flags = 'r') =>
        this.#watchHandle(
          await this.#pass({ name: 'open', path: file, flags }, () => original.open(file, flags)),
          file,
        ),
      readFile: (file: string, options?: BufferEncoding) =>
        this.#pass({ name: 'read', path: file }, () => original.readFile(file, options)),
      readdir: (folder: string, options?: object) =>
        this.#pass({ name: 'list', path: folder }, () => original.readdir(folder, options)),
      stat: (file: string) => this.#pass({ name: 'stat', path: file }, () => original.stat(file)),
      mkdir: (folder: string, options?: object) =>
        this.#pass({ name: 'mkdir', path: folder }, () => original.mkdir(folder, options)),
      link: (file: string, to: string) => this.#pass({ name: 'link', path: file, to }, () => original.link(file, to)),
      rename: (file: string, to: string) =>
        this.#watch.without === 'rename'
          ? this.#copyInPlace(file, to)
          : this.#pass({ name: 'rename', path: file, to }, () => original.rename(file, to)),
      rm: (file: string, options?: object) =>
        this.#pass(
          { name: 'rm', path: file },
          () => original.rm(file, options),
          () => removeHalf(file),
        ),
    };
    Object.assign(promises, replaced);
    const createReadStream = (file: fs.PathLike) => this.#watchStream(String(file));
    Object.assign(fs, { createReadStream, ...this.#watchReading(), ...this.#watchSharing() });
    syncBuiltinESMExports();
  }

  #watchSharing() {
    return {
      mkdirSync: (folder: string, options?: fs.Mode) =>
        this.#passNow({ name: 'mkdir', path: folder }, () => originalNow.mkdirSync(folder, options)),
      linkSync: (file: string, to: string): void =>
        this.#passNow({ name: 'link', path: file, to }, () => originalNow.linkSync(file, to)),
      readdirSync: (folder: string): string[] =>
        this.#passNow({ name: 'list', path: folder }, () => originalNow.readdirSync(folder)),
    };
  }

  #watchReading() {
    const files = new Map<number, string>();
    const watched = <Result>(name: Call['name'], descriptor: number, run: () => Result): Result => {
      const file = files.get(descriptor);
      return file === undefined ? run() : this.#passNow({ name, path: file }, run);
    };
    return {
      openSync: (...[file, ...rest]: Parameters<typeof fs.openSync>): number => {
        const call: Call = { name: 'open', path: String(file), flags: String(rest[0] ?? 'r') };
        const descriptor = this.#passNow(call, () => originalNow.openSync(file, ...rest));
        files.set(descriptor, call.path);
        return descriptor;
      },
      fstatSync: (descriptor: number) => watched('stat', descriptor, () => originalNow.fstatSync(descriptor)),
      readSync: (descriptor: number, ...into: [Uint8Array, number, number, number | null]): number =>
        watched('read', descriptor, () => originalNow.readSync(descriptor, ...into)),
      closeSync: (descriptor: number): void => {
        // Closed in any case: this process lives on.
        originalNow.closeSync(descriptor);
        watched('close', descriptor, () => undefined);
        files.delete(descriptor);
      },
    };
  }

  #watchHandle(handle: FileHandle, file: string): FileHandle {
    const real = {
      writeFile: handle.writeFile,
      read: handle.read,
      sync: handle.sync,
      stat: handle.stat,
      close: handle.close,
    };
    const read = (...into: Parameters<FileHandle['read']>) =>
      this.#pass({ name: 'read', path: file }, () => real.read.apply(handle, into));
    const writeFile = (content: Uint8Array): Promise<void> => {
      const bytes = Buffer.from(content);
      const half = async () => void (await handle.write(bytes.subarray(0, bytes.length >> 1)));
      return this.#pass({ name: 'write', path: file, bytes }, () => real.writeFile.call(handle, bytes), half);
    };
    const sync = async (): Promise<void> => {
      if (this.#watch.without === 'fsync') return;
      await this.#pass({ name: 'fsync', path: file }, () => real.sync.call(handle));
    };
    const stat = () => this.#pass({ name: 'stat', path: file }, () => real.stat.call(handle));
    const close = async (): Promise<void> => {
      // Closed in any case: this process lives on.
      await real.close.call(handle);
      await this.#pass({ name: 'close', path: file }, async () => {});
    };
    return Object.assign(handle, { writeFile, read, sync, stat, close });
  }

  #watchStream(file: string): Readable {
    const open = () => this.#pass({ name: 'read', path: file }, async () => originalNow.createReadStream(file));
    return Readable.from(
      (async function* () {
        yield* await open();
      })(),
    );
  }

  /** What vectra's own storage does: the old file is emptied, then written. */
  async #copyInPlace(file: string, to: string): Promise<void> {
    const bytes = await original.readFile(file);
    const handle = this.#watchHandle(
      await this.#pass({ name: 'open', path: to, flags: 'w' }, () => original.open(to, 'w')),
      to,
    );
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await this.#pass({ name: 'rm', path: file }, () => original.rm(file));
  }
}

/** A folder whose removal was interrupted: every other file is gone. */
async function removeHalf(folder: string): Promise<void> {
  const entries = await original.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  for (const [number, { parentPath, name }] of files.entries()) {
    if (number % 2 === 0) await original.rm(path.join(parentPath, name));
  }
}
