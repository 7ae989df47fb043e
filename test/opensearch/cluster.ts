/**
 * Test support: the real OpenSearch server as one node or several, on loopback and free ports, not as root, in a folder of
 * its own that goes with it. Each node is stopped by its process id.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findJava, reachableServer } from './install.mjs';

/** Who runs the server where root runs the tests: it refuses root. */
const NOBODY = 65_534;
const HEAP = '1g';
const STARTS_WITHIN_MS = 300_000;

export interface TestNode {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Lets it end its work, or not (`SIGKILL`); resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The same node again: its name, ports and data. */
  start(): Promise<void>;
}

export interface TestCluster {
  readonly nodes: readonly TestNode[];
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly nodes?: number;
  readonly heap?: string;
}

/** Starts the nodes and waits until all of them have joined. @throws Error with what the server last said */
export async function startCluster({ nodes: count = 1, heap = HEAP }: ClusterOptions = {}): Promise<TestCluster> {
  const java = findJava();
  if (java === null) throw new Error('Expected a Java of version 21 or later to run OpenSearch, found none.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wenju-opensearch-'));
  const home = reachableServer(folder);
  const ports = await findFreePorts(2 * count);
  const names = Array.from({ length: count }, (_, number) => `node-${number}`);
  const seeds = names.map((_, number) => `127.0.0.1:${ports[2 * number + 1]}`).join(',');
  const nodes = names.map((name, number) => {
    const settings = {
      'node.name': name,
      'network.host': '127.0.0.1',
      'http.port': ports[2 * number],
      'transport.port': ports[2 * number + 1],
      'path.data': path.join(folder, name, 'data'),
      'path.logs': path.join(folder, name, 'logs'),
      ...(count === 1
        ? { 'discovery.type': 'single-node' }
        : { 'discovery.seed_hosts': seeds, 'cluster.initial_cluster_manager_nodes': names.join(',') }),
    };
    return createNode({ name, folder: path.join(folder, name), home, java, heap, settings });
  });
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
    const [first] = nodes;
    if (first) await waitFor(`${first.url}/_cluster/health?wait_for_nodes=${count}&wait_for_status=yellow&timeout=60s`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, urls: nodes.map(({ url }) => url), stop };
}

interface NodeOptions {
  readonly name: string;
  readonly folder: string;
  readonly home: string;
  readonly java: string;
  readonly heap: string;
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
}

function createNode({ name, folder, home, java, heap, settings }: NodeOptions): TestNode {
  const url = `http://127.0.0.1:${settings['http.port']}`;
  const said = path.join(folder, 'said.log');
  let running: ChildProcess | null = null;
  prepareFolder(folder, home);

  async function start(): Promise<void> {
    const args = Object.entries(settings).map(([key, value]) => `-E${key}=${value}`);
    const command = [path.join(home, 'bin', 'opensearch'), ...args];
    const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    const [program = 'bash', ...rest] = isRoot() ? [...asNobody, 'bash', ...command] : ['bash', ...command];
    const output = openSync(said, 'a');
    const child = spawn(program, rest, {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        OPENSEARCH_JAVA_HOME: java,
        OPENSEARCH_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
        OPENSEARCH_PATH_CONF: path.join(folder, 'config'),
        OPENSEARCH_TMPDIR: path.join(folder, 'tmp'),
      },
    });
    closeSync(output);
    running = child;
    // A run that is ended leaves no server behind.
    const end = (): boolean => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    await Promise.race([waitFor(url), rejectWhenGone(child, said)]);
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  return {
    name,
    url,
    get pid() {
      return running?.pid ?? 0;
    },
    start,
    stop,
  };
}

function prepareFolder(folder: string, home: string): void {
  for (const name of ['data', 'logs', 'tmp']) mkdirSync(path.join(folder, name), { recursive: true });
  cpSync(path.join(home, 'config'), path.join(folder, 'config'), { recursive: true });
  // What it writes beside itself, where it may not, is its own log of garbage collection.
  const options = path.join(folder, 'config', 'jvm.options');
  const kept = readFileSync(options, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('logs/'));
  writeFileSync(options, kept.join('\n'));
  if (!isRoot()) return;
  for (const own of [path.dirname(folder), folder]) chownSync(own, NOBODY, NOBODY);
  for (const name of ['data', 'logs', 'tmp', 'config']) chownAll(path.join(folder, name));
}

function chownAll(folder: string): void {
  chownSync(folder, NOBODY, NOBODY);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(path.join(folder, name), NOBODY, NOBODY);
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function rejectWhenGone(child: ChildProcess, file: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const said = existsSync(file) ? readFileSync(file, 'utf8').slice(-2_000) : '';
      reject(new Error(`OpenSearch ended (${code ?? signal}) before it answered. ${said}`));
    });
  });
}

async function waitFor(url: string): Promise<void> {
  const until = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(70_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    if (Date.now() > until) throw new Error(`Expected ${url} to answer within ${STARTS_WITHIN_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** All held at once, so that they differ. */
async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
