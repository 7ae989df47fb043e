/**
 * Ingest, old Word and WPS files (.doc, .wps): the binary format goes to LibreOffice, where that is installed, and
 * what comes back as .docx is read as such. Elsewhere only its text is read (`legacy-text.ts`).
 *
 * LibreOffice is a large program that reads what strangers sent. Where the system lets it, it runs without a network, as
 * a document can name addresses to fetch, and in a process namespace that ends with it. Whatever it starts elsewhere
 * ends with the process of the reader (`group.ts`).
 */

import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unreadable } from '../../errors.js';
import type { Reader } from '../contract.js';
import { readDocx } from './docx.js';
import { readLegacyText } from './legacy-text.js';

/** Names of streams in a compound file (MS-CFB), the container of the old format: the text of Word and WPS, and what Office wraps around a file with a password. */
const WORD_STREAM = Buffer.from('WordDocument', 'utf16le');
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
/** The text begins a sector of the file: with this number, and at an offset with flags, one of them for a password. */
const SECTOR = 512;
const TEXT_SIGNATURE = 0xa5ec;
const FLAGS_OFFSET = 10;
const ENCRYPTED_FLAG = 0x0100;

/** What LibreOffice is called on the PATH, in the order they are tried. */
const PROGRAMS = ['soffice', 'libreoffice'];
/** Milliseconds a conversion may take; a report takes 5 seconds. Ends before the time limit of a reader does. */
const CONVERSION_LIMIT = 15_000;

/** Linux: runs a program with no network but its own loopback; when it ends, all that it started is killed. */
const CONFINED = ['unshare', '--map-current-user', '--net', '--pid', '--fork', '--kill-child'] as const;
/** What a shell and `unshare` end with when there is no such program. */
const NO_SUCH_PROGRAM = 127;

/**
 * Reads an old Word or WPS file.
 *
 * @throws WenjuError FILE_UNREADABLE: without a text in this format, with a password, LibreOffice could not convert it;
 * and whatever `readDocx` and `readLegacyText` throw.
 */
export const readLegacyWord: Reader = async (bytes, source) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes(ENCRYPTED_STREAM) || isLocked(buffer))
    throw unreadable(source, 'expected a file anyone can open, found one with a password. Save it without.');
  if (!buffer.includes(WORD_STREAM)) {
    throw unreadable(
      source,
      'expected a text in the old Word format, found another old Office file. Save it as .docx.',
    );
  }
  const converted = await convert(buffer, source);
  return converted === null ? readLegacyText(buffer, source) : readDocx(converted, source);
};

function isLocked(buffer: Buffer): boolean {
  for (let at = 0; at + SECTOR <= buffer.length; at += SECTOR) {
    if (buffer.readUInt16LE(at) === TEXT_SIGNATURE)
      return (buffer.readUInt16LE(at + FLAGS_OFFSET) & ENCRYPTED_FLAG) !== 0;
  }
  return false;
}

/**
 * Converts in a folder of its own, with a profile of its own, so that no one's settings or open windows matter; null
 * when there is no program that could.
 */
async function convert(bytes: Buffer, source: string): Promise<Buffer | null> {
  // In the process of a reader it is that one's own, and not made yet.
  await mkdir(tmpdir(), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(tmpdir(), 'wenju-word-'));
  try {
    const input = path.join(folder, 'document.doc');
    await writeFile(input, bytes);
    const profile = pathToFileURL(path.join(folder, 'profile')).href;
    const options = ['--headless', '--norestore', '--convert-to', 'docx', '--outdir', folder, input];
    const confinement = canConfine() ? CONFINED : [];
    for (const program of PROGRAMS) {
      if (await run([...confinement, program, `-env:UserInstallation=${profile}`, ...options], folder)) {
        return await readFile(path.join(folder, 'document.docx'));
      }
    }
    return null;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(source, `LibreOffice could not convert it (${reason}). Save the file as .docx.`, cause);
  } finally {
    // Into it may still be written by what is about to end with the reader's process, and with that one its folder.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Many containers allow no namespaces, and other systems have none: only a try tells. */
function canConfine(): boolean {
  const [program, ...options] = CONFINED;
  return spawnSync(program, [...options, 'true'], { stdio: 'ignore' }).status === 0;
}

/** False when the program is not on the PATH. */
function run([program = '', ...options]: readonly string[], folder: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd: folder, stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`took longer than ${CONVERSION_LIMIT / 1000} seconds`));
    }, CONVERSION_LIMIT);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve(false);
      else reject(error);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(true);
      else if (code === NO_SUCH_PROGRAM) resolve(false);
      else reject(new Error(`ended with code ${code}`));
    });
  });
}
