/**
 * Test support: gets the OpenSearch server that tests run against, once: from Maven Central with Maven, of pinned versions
 * and hashes, into node_modules/.cache. Also a program: `node test/opensearch/install.mjs` prints the folder.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The whole server with its stock modules; older archives of this name lack modules. */
const SERVER = {
  artifact: 'org.opensearch.distribution.integ-test-zip:opensearch:3.5.0:zip',
  file: 'opensearch-3.5.0.zip',
  sha256: 'b676ad392c95a94d8d2bd8785b8b922c7811536daf6a9ec0c7277a34bd8a17a9',
};
const VECTORS = {
  artifact: 'org.opensearch.plugin:opensearch-knn:3.5.0.0:zip',
  file: 'opensearch-knn-3.5.0.0.zip',
  sha256: '99fdf3ac9ef95974e276298b83a58532bf21ba13bd5fd96a4b59465b7e613309',
};
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
const LEAST_JAVA = 21;
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/opensearch', import.meta.url));
const HOME = path.join(CACHE, 'opensearch-3.5.0-knn-3.5.0.0');

/** Folder of a Java that the server runs on; null where there is none. */
export function findJava() {
  const folders = [process.env.OPENSEARCH_JAVA_HOME, process.env.JAVA_HOME, ...listFolders('/usr/lib/jvm')];
  return folders.find((folder) => folder && readJavaVersion(folder) >= LEAST_JAVA) ?? null;
}

function listFolders(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function readJavaVersion(folder) {
  const release = path.join(folder, 'release');
  if (!existsSync(release) || !existsSync(path.join(folder, 'bin', 'java'))) return 0;
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1] ?? 0);
}

/** Folder of the server; installed when it is not yet. @throws Error saying what is missing */
export function installServer() {
  if (existsSync(HOME)) return HOME;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'coming-'));
  try {
    const [server, vectors] = [SERVER, VECTORS].map((archive) => fetchArchive(archive, folder));
    execFileSync('unzip', ['-q', server, '-d', folder]);
    const unpacked = path.join(folder, 'opensearch-3.5.0');
    execFileSync('unzip', ['-q', vectors, '-d', path.join(unpacked, 'plugins', 'opensearch-knn')]);
    // Whoever runs the server is not who installs it.
    execFileSync('chmod', ['-R', 'a+rX', unpacked]);
    if (!existsSync(HOME)) renameSync(unpacked, HOME);
    return HOME;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fetchArchive({ artifact, file, sha256 }, folder) {
  execFileSync('mvn', ['-q', '-B', COPY, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 240_000,
  });
  const archive = path.join(folder, file);
  const actual = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (actual !== sha256) throw new Error(`Expected ${file} with SHA-256 ${sha256}, got ${actual}.`);
  return archive;
}

/** Whoever runs the server may have to be let in by every folder above it: a copy below `folder` where one does not. */
export function reachableServer(folder) {
  const home = installServer();
  const above = home.split(path.sep).map((_, at, parts) => parts.slice(0, at + 1).join(path.sep) || path.sep);
  if (above.every((each) => (statMode(each) & 0o001) !== 0)) return home;
  const copy = path.join(folder, 'server');
  cpSync(home, copy, { recursive: true });
  return copy;
}

function statMode(folder) {
  return Number.parseInt(execFileSync('stat', ['-c', '%a', folder], { encoding: 'utf8' }), 8);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(installServer());
