/** Decoding: the encodings Chinese offices write, and what is refused rather than guessed. */

import { execFileSync } from 'node:child_process';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/ingest/text.js';

const SIMPLIFIED =
  '政府工作报告\n\n各位代表：\n　　现在，我代表市人民政府，向大会报告工作，请予审议。2023年，地区生产总值827.9亿元，增长6.5%。' +
  '“十四五”规划实施以来，综合实力显著增强——稳的基础更加坚实；①稳增长，②促改革，③惠民生。\n';
const TRADITIONAL =
  '政府工作報告\n\n各位代表：\n　　現在，我代表市人民政府，向大會報告工作，請予審議。2023年，地區生產總值827.9億元，增長6.5%。' +
  '我們堅持穩中求進，推動經濟發展，改善人民生活，保護環境，傳承文化。\n';
/** Not in GBK: a rare character of a place name takes four bytes of GB18030. */
const FOUR_BYTES = `${SIMPLIFIED}湖南省\u{2C1F9}镇、㑇镇、䶮村\n`;

const encode = (text: string, encoding: string) =>
  execFileSync('iconv', ['-f', 'UTF-8', '-t', encoding], {
    input: Buffer.from(text),
    stdio: ['pipe', 'pipe', 'ignore'],
  });

describe('decodeText', () => {
  it.each([
    ['GB2312', SIMPLIFIED.replace('——', '')],
    ['GBK', SIMPLIFIED],
    ['GBK', TRADITIONAL],
    ['GB18030', FOUR_BYTES],
    ['BIG5', TRADITIONAL],
    ['UTF-16LE', SIMPLIFIED],
    ['UTF-16BE', SIMPLIFIED],
    ['UTF-16', TRADITIONAL],
  ])('reads %s as iconv writes it', (encoding, text) => {
    expect(decodeText(encode(text, encoding), 'a.txt')).toBe(text);
  });

  it.each(['utf8', 'utf16-le', 'utf-16be'])('reads %s with a byte order mark and leaves it out', (encoding) => {
    expect(decodeText(iconv.encode(SIMPLIFIED, encoding, { addBOM: true }), 'a.txt')).toBe(SIMPLIFIED);
  });

  it('reads GBK from a single sentence on', () => {
    const sentence = '预期目标是：地区生产总值增长6%左右，城镇新增就业3万人。';
    expect(decodeText(encode(sentence, 'GBK'), 'a.txt')).toBe(sentence);
  });

  it('reads GBK whose first Chinese character comes late', () => {
    const text = `${'table,row,cell\n'.repeat(20_000)}${SIMPLIFIED}`;
    expect(decodeText(encode(text, 'GBK'), 'a.txt')).toBe(text);
  });

  it('reads English in UTF-16 without a mark, and a stray NUL in ASCII as nothing', () => {
    expect(decodeText(Buffer.from('Bush hid the facts', 'utf16le'), 'a.txt')).toBe('Bush hid the facts');
    expect(decodeText(Buffer.from('Bush hid the\0facts'), 'a.txt')).toBe('Bush hid thefacts');
  });

  it('names the first byte that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('荆门\uFFFD'), Buffer.from([0xb9]), Buffer.from('。')]);
    expect(() => decodeText(bytes, 'a.txt')).toThrow('a.txt: expected UTF-8, found byte 0xb9 at offset 9.');
  });

  it('refuses UTF-8 with one broken byte wherever it is, and never reads it as GBK', () => {
    const whole = Buffer.from(SIMPLIFIED);
    for (let at = 0; at < whole.length; at += 1) {
      const value = whole[at] ?? 0;
      if (value < 0x80) continue;
      const changed = Buffer.from(whole);
      changed[at] = 0x80 | (value ^ 0x40);
      const missing = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]);
      for (const bytes of [changed, missing]) {
        let text: string | null = null;
        try {
          text = decodeText(bytes, 'a.txt');
        } catch (error) {
          expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
        }
        // Some changes are another character of UTF-8; that one alone may differ.
        if (text !== null) expect(text.length).toBe(SIMPLIFIED.length);
      }
    }
  });

  it.each([
    [
      'Latin-1 text',
      Buffer.from('Le développement économique de la région a été rapide, très rapide. Déjà vu.', 'latin1'),
    ],
    [
      'English with Windows quotation marks',
      Buffer.from('It\x92s the \x93quality\x94 of growth that counts \x96 not its speed.', 'latin1'),
    ],
    [
      'Japanese in Shift_JIS',
      iconv.encode('これは日本語の文章です。とても短いですが、十分でしょう。カタカナもあります。', 'shift_jis'),
    ],
    ['Korean in EUC-KR', iconv.encode('안녕하세요. 이것은 한국어 문장입니다. 정부 업무 보고서입니다.', 'euc-kr')],
    ['GBK with half a character', Buffer.concat([encode(SIMPLIFIED, 'GBK'), Buffer.from([0xb5])])],
    [
      'UTF-16 with half a character',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('报告', 'utf16le').subarray(0, 3)]),
    ],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919 + (index >> 3) * 104_729) % 256)),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeText(bytes, 'a.txt')).toThrow(/^a\.txt: expected UTF-/);
  });

  it('takes an encoding that a page states only when its bytes agree', () => {
    const short = encode('报告', 'GBK');
    expect(decodeText(short, 'a.html', 'gb2312')).toBe('报告');
    expect(decodeText(encode(TRADITIONAL, 'BIG5'), 'a.html', 'gb2312')).toBe(TRADITIONAL);
  });

  it('reads 20 MB of GBK within seconds', () => {
    const bytes = iconv.encode(SIMPLIFIED.repeat(70_000), 'gbk');
    const started = performance.now();
    expect(decodeText(bytes, 'a.txt')).toHaveLength(SIMPLIFIED.length * 70_000);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
