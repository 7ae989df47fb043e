/**
 * What tests need besides a clone and what npm installs. Where it is missing they are skipped by name, so that anyone can
 * run the others; with `CI=1`, which says that all of it is there, the file fails instead: a skipped test shows nothing.
 *
 * Some tests may be skipped there too, and ask for themselves: LibreOffice is optional to users as well, and what is said
 * where it is not installed has its own tests; `unshare`, `/proc`, a tmpfs and a second loopback address are what a
 * container or another system may not give, whatever is installed.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findJava, installServer } from './opensearch/install.mjs';

/** Real reports and questions that are not part of the project. */
export const shared = path.resolve(import.meta.dirname, '..', '..', 'shared');
export const hubei = path.join(shared, 'corpus', 'hubei');
export const CHROMIUM = '/usr/bin/chromium';
/** Debian's, as other systems name it otherwise. */
export const FIREFOX = '/usr/bin/firefox-esr';

const NEEDS = {
  shared: {
    name: `the shared corpus and questions (${shared})`,
    isThere: () => existsSync(path.join(shared, 'corpus')),
  },
  chromium: {
    name: `Chromium (${CHROMIUM}) with a Chinese font`,
    isThere: () => existsSync(CHROMIUM) && hasChineseFont(),
  },
  opensearch: {
    name: 'the OpenSearch server (Java 21 or later, and Maven and unzip to get it with)',
    isThere: canInstallOpenSearch,
  },
  firefox: {
    name: `Firefox (${FIREFOX}) with a Chinese font`,
    isThere: () => existsSync(FIREFOX) && hasChineseFont(),
  },
} as const;

/**
 * Whether tests that need it have to be skipped, told once for each file: `describe.skipIf(isMissing('chromium'))`.
 * @throws Error where CI=1 promises it.
 */
export function isMissing(need: keyof typeof NEEDS): boolean {
  const { name, isThere } = NEEDS[need];
  if (isThere()) return false;
  if (process.env.CI === '1')
    throw new Error(`CI=1, but ${name} is missing: tests of this file would be skipped. Install it, or unset CI.`);
  return true;
}

/** Got with the first test that needs it, and kept. */
function canInstallOpenSearch(): boolean {
  try {
    return findJava() !== null && installServer() !== '';
  } catch (error) {
    console.error(`OpenSearch was not installed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Without one Chinese is printed as empty boxes. Where fontconfig cannot be asked it is taken to be there. */
function hasChineseFont(): boolean {
  const { error, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return error !== undefined || stdout.trim() !== '';
}
