/** Old Word files: refused with what to do, converted where LibreOffice is installed. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readLegacyWord } from '../../src/ingest/word/legacy.js';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const WORD = Buffer.concat([SIGNATURE, Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le'), Buffer.alloc(512)]);
const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;

const searched = process.env.PATH;
afterEach(() => {
  process.env.PATH = searched;
});

describe('readLegacyWord', () => {
  it('says what to do when LibreOffice is not there', async () => {
    process.env.PATH = path.join(tmpdir(), 'no-such-folder');
    await expect(readLegacyWord(WORD, '旧报告.doc')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: '旧报告.doc: old Word format (.doc, .wps). Install LibreOffice, or save the file as .docx.',
    });
  });

  it.each([
    ['a file with a password', Buffer.concat([WORD, Buffer.from('EncryptedPackage', 'utf16le')]), 'password'],
    ['an old workbook', Buffer.concat([SIGNATURE, Buffer.from('Workbook', 'utf16le')]), 'another old Office file'],
  ])('refuses %s by name', async (_, bytes, reason) => {
    await expect(readLegacyWord(bytes, 'a.doc')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(new RegExp(`^a\\.doc: .*${reason}`)),
    });
  });

  it('says so when the program on the PATH fails, and leaves no folder behind', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wenju-test-'));
    try {
      writeFileSync(path.join(folder, 'soffice'), '#!/bin/sh\nexit 77\n', { mode: 0o755 });
      process.env.PATH = `${folder}${path.delimiter}${searched}`;
      await expect(readLegacyWord(WORD, 'a.doc')).rejects.toThrow(
        /^a\.doc: LibreOffice could not convert it \(ended with code 77\)/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.skipIf(!hasLibreOffice)('reads what LibreOffice converts', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wenju-test-'));
    try {
      writeFileSync(path.join(folder, 'report.txt'), '各位代表：\n现在，我代表市人民政府报告工作。\n');
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const options = ['--headless', '--infilter=Text (encoded):UTF8', '--convert-to', 'doc', '--outdir', folder];
      execFileSync('soffice', [profile, ...options, path.join(folder, 'report.txt')], { stdio: 'ignore' });
      const { lines } = await readLegacyWord(readFileSync(path.join(folder, 'report.doc')), 'report.doc');
      expect(lines.map(({ text }) => text)).toEqual(['各位代表：', '现在，我代表市人民政府报告工作。']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
