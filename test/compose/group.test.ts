/**
 * What converts old Word files ends with its reader and reaches no network. A stand-in for LibreOffice does what a large
 * program could, or one that a file has taken over: starts others, leaves the group, ignores signals, calls home, stays.
 */

import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as docx from 'docx';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReaderPool, type ReaderPool } from '../../src/compose/isolate.js';
import { documentIdOf } from '../../src/ingest/files.js';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const WORD = Buffer.concat([SIGNATURE, Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le'), Buffer.alloc(512)]);
const ISOLATE = new URL('../../dist/compose/isolate.js', import.meta.url).href;

const fileOf = (source: string) => ({ source, path: source, documentId: documentIdOf(source) });

const hasProcesses = existsSync('/proc/self/cmdline');
const canConfine =
  spawnSync('unshare', ['--map-current-user', '--net', '--pid', '--fork', '--kill-child', 'true']).status === 0;
/** Milliseconds until everything is gone, or has started, on a machine that is busy with other tests. */
const PATIENCE = 30_000;

/** Stands in the command line of every process of the stand-in. */
let mark: string;
let folder: string;
/** Where readers and converters write; nothing else does. */
let temporary: string;
let server: Server;
let calls: number;
let pool: ReaderPool | null;

beforeEach(async () => {
  mark = `wenju-stand-in-${randomUUID()}`;
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-group-'));
  temporary = path.join(folder, 'temporary');
  await mkdir(path.join(folder, 'bin'));
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  calls = 0;
  server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = null;
});

afterEach(async () => {
  await pool?.close();
  for (const id of listStandIns()) process.kill(id, 'SIGKILL');
  server.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, maxRetries: 10 });
});

/** Puts a program first on the PATH. */
const install = (name: string, script: string): Promise<void> =>
  writeFile(path.join(folder, 'bin', name), `#!${process.execPath}\n${script}`, { mode: 0o755 });

/**
 * `last` is what it does when all has been started and the call was answered or refused. A process that leaves the
 * group is reached where the system confines it only.
 */
async function installStandIn(last: string, leavesGroup = canConfine): Promise<void> {
  const started = JSON.stringify(path.join(folder, 'started'));
  await install(
    'soffice',
    `const [{ spawn }, fs, path, net] = ['child_process', 'fs', 'path', 'net'].map(require);
     process.on('SIGTERM', () => {});
     const stay = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); // ${mark}";
     spawn(process.execPath, ['-e', stay], { stdio: 'ignore' }).unref();
     if (${leavesGroup}) spawn(process.execPath, ['-e', stay], { stdio: 'ignore', detached: true }).unref();
     fs.writeFileSync(path.join(require('os').tmpdir(), 'left-behind'), 'text of the document');
     const call = net.connect(${(server.address() as AddressInfo).port}, '127.0.0.1');
     call.on('error', () => {});
     call.on('close', () => { fs.writeFileSync(${started}, ''); ${last} });`,
  );
}

const environment = () => ({ PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH ?? ''}` });

async function until(isSo: () => boolean): Promise<boolean> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(20)) if (isSo()) return true;
  return isSo();
}

/** Ids of the processes of the stand-in that live. */
function listStandIns(): number[] {
  if (!hasProcesses) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
        return command.includes(mark) || command.includes(path.join(folder, 'bin', 'soffice'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

const hasStarted = (): boolean => existsSync(path.join(folder, 'started'));

async function expectNothingLeft(): Promise<void> {
  expect(hasStarted()).toBe(true);
  // A process that was just killed takes a moment.
  await until(() => listStandIns().length === 0);
  expect(listStandIns()).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
}

const STAY = 'setInterval(() => {}, 1000);';

describe.runIf(hasProcesses)('what converts an old Word file', () => {
  it('ends at the time limit of its reader with all that it started, and its folder is gone', async () => {
    await installStandIn(STAY);
    pool = createReaderPool({ environment: environment(), secondsAFile: 5 });
    await expect(pool.read(fileOf('a.doc'), WORD)).rejects.toThrow('a.doc: reading it took longer than 5 s');
    await expectNothingLeft();
  });

  it('ends with a reader that is closed', async () => {
    await installStandIn(STAY);
    pool = createReaderPool({ environment: environment() });
    const reading = expect(pool.read(fileOf('a.doc'), WORD)).rejects.toThrow('closed');
    expect(await until(hasStarted)).toBe(true);
    await pool.close();
    await reading;
    await expectNothingLeft();
  });

  it('leaves nothing running when it has converted the file, and other files are read after it', async () => {
    const converted = path.join(folder, 'converted.docx');
    const children = [new docx.Paragraph('各位代表：')];
    await writeFile(converted, await docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] })));
    await installStandIn(`
      const outputs = process.argv[process.argv.indexOf('--outdir') + 1];
      fs.copyFileSync(${JSON.stringify(converted)}, path.join(outputs, 'document.docx'));
      process.exit();`);
    pool = createReaderPool({ environment: environment() });
    const lines = (await pool.read(fileOf('a.doc'), WORD)).documents[0]?.lines;
    expect(lines?.map(({ text }) => text)).toEqual(['各位代表：']);
    await expectNothingLeft();
    expect((await pool.read(fileOf('b.txt'), Buffer.from('各位代表：'))).documents).toHaveLength(1);
  });

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('ends when the process that asked ends by %s', async (signal) => {
    await installStandIn(STAY);
    const script = path.join(folder, 'asks.mjs');
    await writeFile(
      script,
      `import { createReaderPool } from '${ISOLATE}';
       const pool = createReaderPool({ environment: ${JSON.stringify(environment())} });
       await pool.read(${JSON.stringify(fileOf('a.doc'))}, Buffer.from('${WORD.toString('hex')}', 'hex'));`,
    );
    const asking = spawn(process.execPath, [script], { stdio: 'ignore' });
    const ended = once(asking, 'exit');
    expect(await until(hasStarted)).toBe(true);
    asking.kill(signal);
    await ended;
    await until(() => readdirSync(temporary).length === 0);
    await expectNothingLeft();
  });

  it.runIf(canConfine)('reaches no network', async () => {
    await installStandIn('process.exit(3);');
    pool = createReaderPool({ environment: environment() });
    await expect(pool.read(fileOf('a.doc'), WORD)).rejects.toThrow('ended with code 3');
    expect(hasStarted()).toBe(true);
    expect(calls).toBe(0);
  });

  it('ends with its reader also where the system confines nothing', async () => {
    await install('unshare', 'process.exit(1);');
    await installStandIn('process.exit(3);', false);
    pool = createReaderPool({ environment: environment() });
    await expect(pool.read(fileOf('a.doc'), WORD)).rejects.toThrow('ended with code 3');
    await expectNothingLeft();
    expect(calls).toBe(1);
  });
});
