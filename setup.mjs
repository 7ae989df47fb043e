/**
 * Run by `npm start` and `npm test` before anything else: installs what is missing, compiles nodejieba's native part,
 * builds. Needs nothing but Node and npm, no terminal, and no network but the package registry.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const stamp = `${root}node_modules/.wenju-setup`;
const OLDEST_NODE = [20, 19];
/** What of nodejieba's source is left out: it makes another dictionary of the same words, 115 MB, to rank them, which nothing asks for. */
const TEXT_RANK = /new cppjieba\s*::TextRankExtractor\([^;]*\)/;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(`wenju needs Node ${OLDEST_NODE.join('.')} or newer, this is ${process.versions.node}.`);
  process.exit(1);
}

/** What is installed belongs to this lockfile, this Node, whose version compiled parts depend on, and what is left out. */
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .update(process.versions.modules)
  .update(TEXT_RANK.source)
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  try {
    // Install scripts are off (.npmrc); this is the one that is wanted. It would fetch a binary that no lockfile has a
    // hash of, and unpack it; told so, it compiles the sources, which have one.
    process.env.npm_config_build_from_source = 'nodejieba';
    leaveOut(TEXT_RANK, `${root}node_modules/nodejieba/lib/nodejieba.cpp`);
    npm('rebuild', 'nodejieba', '--ignore-scripts=false', '--loglevel=error');
  } catch {
    console.error('nodejieba could not be compiled here; wenju cuts words with Intl.Segmenter instead.');
  }
  writeFileSync(stamp, wanted);
}
run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', root]);
run(process.execPath, [`${root}widget.mjs`]);
run(process.execPath, [`${root}data.mjs`]);
if (process.argv[2] === 'start') {
  if (process.env.npm_lifecycle_event === 'start') endWithParent();
  // In this process, so that the signals npm hands on reach the service.
  await import('./dist/cli/start.js');
}

/** npm hands a signal on to its shell, and some shells end without handing it on: the service would stay, held by nobody. */
function endWithParent() {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    // Once: a second signal would end it in the middle of an answer.
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  look.unref();
}

/** A source without it, as of another version, is compiled as it is: it takes more memory and does the same. */
function leaveOut(expression, file) {
  writeFileSync(file, readFileSync(file, 'utf8').replace(expression, 'nullptr'));
}

function npm(...args) {
  // npm names the file it runs from to its scripts, so that no shell is needed to find it.
  const npmFile = process.env.npm_execpath;
  if (npmFile) run(process.execPath, [npmFile, ...args]);
  else run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

function run(file, args) {
  execFileSync(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
