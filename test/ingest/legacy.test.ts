/** Old Word files: converted where LibreOffice is installed, elsewhere read for their text, else refused with what to do. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readLegacyWord } from '../../src/ingest/word/legacy.js';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const WORD = Buffer.concat([SIGNATURE, Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le'), Buffer.alloc(512)]);
/** Written by LibreOffice: paragraphs, and a table with caption and unit. */
const NOTICE = readFileSync(path.join(import.meta.dirname, '../fixtures/notice.doc'));
const withoutPrograms = path.join(tmpdir(), 'no-such-folder');
/** Where its text begins. */
const SIGNS = NOTICE.indexOf(Buffer.from('eca5', 'hex'));
const withFlags = (flags: number) => {
  const bytes = Buffer.from(NOTICE);
  bytes.writeUInt16LE(bytes.readUInt16LE(SIGNS + 10) | flags, SIGNS + 10);
  return bytes;
};
const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;

const searched = process.env.PATH;
afterEach(() => {
  process.env.PATH = searched;
});

describe('readLegacyWord', () => {
  it('reads paragraphs and tables where LibreOffice is not there, quotation marks and dashes as they stand', async () => {
    process.env.PATH = withoutPrograms;
    const { lines } = await readLegacyWord(NOTICE, '通知.doc');
    expect(lines.map(({ text }) => text)).toEqual([
      '荆门市人民政府办公室关于做好2024年粮食生产工作的通知',
      '各县、市、区人民政府：',
      '为落实“三区一城”部署——稳住粮食面积，现将有关事项通知如下。',
      '一、目标任务',
      '全市粮食播种面积稳定在740万亩以上，粮食总产量达到59亿斤。',
      '表1 各县（市、区）粮食目标（单位：万亩）',
      '地区：京山市；2023年：150；2024年：152',
      '地区：沙洋县；2023年：210；2024年：212',
      '以上目标由市农业农村局负责考核。',
    ]);
  });

  it('says what to do with what it cannot read without LibreOffice', async () => {
    process.env.PATH = withoutPrograms;
    const old = Buffer.from(NOTICE);
    old.writeUInt16LE(0xa5dc, SIGNS); // Word 95
    for (const bytes of [WORD, old]) {
      await expect(readLegacyWord(bytes, '旧报告.doc')).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringMatching(/^旧报告\.doc: .*Install LibreOffice, or save the file as \.docx\.$/),
      });
    }
  });

  it('reads or refuses a damaged file, whatever is damaged', async () => {
    process.env.PATH = withoutPrograms;
    for (let seed = 0; seed < 60; seed += 1) {
      const bytes = Buffer.from(NOTICE.subarray(0, seed % 3 === 0 ? NOTICE.length - seed * 150 : undefined));
      for (let place = 1; place < 8; place += 1)
        bytes.writeInt32LE(seed - 2, (seed * 797 * place) % (bytes.length - 4));
      const outcome = await readLegacyWord(bytes, 'a.doc').then(
        () => 'read',
        (error) => error.code,
      );
      expect(['read', 'FILE_UNREADABLE']).toContain(outcome);
    }
  });

  it.each([
    ['a text with a password', withFlags(0x0100), 'password'],
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
