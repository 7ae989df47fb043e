/**
 * `npm run test:schema`: starts the service over a copy of corpus/, asks it everything that Schemathesis makes up from
 * `/openapi.json`, with all its checks, and ends with its exit code: 0 when nothing failed. Needs Python 3.10 or newer;
 * installs Schemathesis below embeddings/cache, once. What is given behind `--` goes to Schemathesis.
 */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Pinned: another version makes other requests and has other checks. */
const VERSION = '4.32.5';
/** Requests for every operation in each phase that makes them up. */
const EXAMPLES = 50;
const root = path.resolve(import.meta.dirname, '..', '..');
const environment = path.join(root, 'embeddings', 'cache', `schemathesis-${VERSION}`);
const isWindows = process.platform === 'win32';
const python = path.join(environment, isWindows ? 'Scripts/python.exe' : 'bin/python');
const main = path.join(root, 'dist', 'cli', 'main.js');

install();
const folder = mkdtempSync(path.join(tmpdir(), 'wenju-schema-'));
const folders = ['--corpus', path.join(folder, 'corpus'), '--index', path.join(folder, 'index')];
const adminKey = randomUUID();
let service;
try {
  cpSync(path.join(root, 'corpus'), path.join(folder, 'corpus'), { recursive: true });
  execFileSync(process.execPath, [main, 'index', '--quiet', ...folders], { cwd: folder, stdio: 'inherit' });
  service = spawn(process.execPath, [main, 'serve', '--port', '0', ...folders], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, WENJU_ADMIN_KEY: adminKey, WENJU_LOG_LEVEL: 'silent' },
  });
  const url = await readAddress(service);
  const { status } = spawnSync(
    python,
    [
      ...['-m', 'schemathesis.cli', '--config-file', path.join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', `${url}/openapi.json`, '--checks', 'all', '--max-examples', String(EXAMPLES), '--no-color'],
      ...['--header', `Authorization: Bearer ${adminKey}`, ...process.argv.slice(2)],
    ],
    { cwd: folder, stdio: 'inherit' },
  );
  const isAlive = service.exitCode === null && service.signalCode === null;
  if (!isAlive) console.error('The service ended while it was asked.');
  process.exitCode = isAlive ? (status ?? 1) : 1;
} finally {
  if (service && service.exitCode === null) {
    service.kill('SIGTERM');
    await new Promise((resolve) => service.once('exit', resolve));
  }
  rmSync(folder, { recursive: true, force: true });
}

function install() {
  if (existsSync(python) && spawnSync(python, ['-c', 'import schemathesis']).status === 0) return;
  const [system] = ['python3', 'python'].filter((name) => spawnSync(name, ['--version']).status === 0);
  if (system === undefined) {
    console.error('Schemathesis needs Python 3.10 or newer as python3 or python; there is none here.');
    process.exit(2);
  }
  try {
    execFileSync(system, ['-m', 'venv', environment], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', `schemathesis==${VERSION}`], { stdio: 'inherit' });
  } catch {
    rmSync(environment, { recursive: true, force: true });
    console.error(`schemathesis ${VERSION} could not be installed: is there a registry of Python packages to reach?`);
    process.exit(2);
  }
}

/** Resolves to the address the service prints. */
function readAddress(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const [address] = /http:\S+/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The service ended with ${code} before it answered.`)));
  });
}
