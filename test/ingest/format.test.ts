/** What a file is, by its first bytes and then by its name. */

import { randomBytes } from 'node:crypto';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectFormat, explainNoReader, hasReader } from '../../src/ingest/format.js';

const ZIP = 'PK\x03\x04\x14\0';
const OLE2 = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';

/** Each character of `latin1` is a byte. */
function detect(source: string, latin1: string) {
  return detectFormat(Buffer.from(latin1, 'latin1'), source);
}

describe('detectFormat', () => {
  it.each([
    ['报告.pdf', '%PDF-1.7\n', 'pdf'],
    ['报告.docx', '%PDF-1.4\n', 'pdf'],
    ['报告.pdf', `${'\n'.repeat(1_000)}%PDF-1.4\n`, 'pdf'],
    ['报告.docx', ZIP, 'docx'],
    ['报告.doc', ZIP, 'docx'],
    ['报告.txt', ZIP, 'docx'],
    ['统计表.xlsx', ZIP, 'xlsx'],
    ['统计表.xlsx', '<html><body>', 'html'],
    ['报告.wps', OLE2, 'doc'],
    ['报告.docx', OLE2, 'doc'],
    ['报告.txt', 'plain words', 'text'],
    ['报告', 'plain words', 'text'],
    ['报告.pdf', 'plain words', 'text'],
    ['报告.docx', 'plain words', 'text'],
    ['报告.MD', '# words', 'markdown'],
    ['报告.markdown', '<!-- note -->\n# words', 'markdown'],
    ['报告.csv', 'title,text\n', 'csv'],
    ['报告.htm', 'words without a tag', 'html'],
    ['报告.txt', '<!DOCTYPE html>\n<html>', 'html'],
    ['报告.doc', '<html xmlns:v="urn:schemas-microsoft-com:vml">', 'html'],
    ['报告.doc', '\xEF\xBB\xBF\r\n<!-- saved from url -->\r\n<?xml version="1.0"?>\r\n<HTML>', 'html'],
    ['报告.doc', '<table border="1"><tr><td>', 'html'],
    ['报告.txt', '<table> is an element of HTML', 'text'],
    ['报告.txt', 'The <html> element holds a page', 'text'],
    ['报告.md', '<div align="center">', 'markdown'],
    ['报告.txt', '', 'text'],
    ['报告.txt', 'From: the office\r\nDate: 2024-01-10\r\nSubject: report\r\n', 'text'],
  ])('takes %s beginning with %j for %s', (source, latin1, format) => {
    expect(detect(source, latin1)).toBe(format);
  });

  it('knows text and pages in the encodings of Chinese offices', () => {
    const report = '政府工作报告\r\n各位代表：现在，我代表市人民政府，向大会报告工作。\r\n'.repeat(20);
    const page = `<html><head><title>${report}</title></head></html>`;
    for (const encoding of ['utf8', 'gb18030', 'big5', 'utf-16le', 'utf-16be']) {
      expect(detectFormat(iconv.encode(report, encoding), 'a.txt')).toBe('text');
      expect(detectFormat(iconv.encode(report, encoding, { addBOM: true }), 'a.txt')).toBe('text');
      expect(detectFormat(iconv.encode(page, encoding), 'a.docx')).toBe('html');
      expect(detectFormat(iconv.encode(page, encoding, { addBOM: true }), 'a.txt')).toBe('html');
    }
  });

  it('keeps text with a few control characters in it', () => {
    expect(detect('a.txt', 'one\0two\x07')).toBe('text');
  });

  it.each([
    ['scan.docx', '\x89PNG\r\n\x1A\n', 'scan.docx is a PNG picture'],
    ['scan.pdf', '\xFF\xD8\xFF\xE0', 'scan.pdf is a JPEG picture'],
    ['a.txt', 'GIF89a', 'a.txt is a GIF picture'],
    ['a.doc', '{\\rtf1\\ansi', 'a.doc is Rich Text (RTF), which has no reader. Save it as .docx'],
    ['a.doc', 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n', 'a.doc is a web archive (MHTML)'],
    ['a.doc', '<?xml version="1.0"?><?mso-application progid="Word.Document"?>', 'a.doc is Word XML of 2003'],
    ['a.docx', 'Rar!\x1A\x07\0', 'a.docx is a RAR archive'],
    ['a.txt', '\x7FELF\x02', 'a.txt is a program'],
  ])('refuses %s beginning with %j', (source, latin1, message) => {
    expect(() => detect(source, latin1)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
    expect(() => detect(source, latin1)).toThrow(message);
  });

  it('refuses random bytes under any name', () => {
    for (const source of ['a.txt', 'a.md', 'a.csv', 'a.html', 'a.pdf']) {
      expect(() => detectFormat(randomBytes(4_096), source)).toThrow(`${source} holds neither text nor anything known`);
    }
  });

  it('looks at the head only, however it is made', () => {
    const started = performance.now();
    for (const piece of ['<!--', '<?', '<', '\n', 'a:', '%PDF-', '\0', ' ']) {
      const bytes = Buffer.from(piece.repeat(20_000_000 / piece.length));
      for (const source of ['a.doc', 'a.txt']) {
        try {
          detectFormat(bytes, source);
        } catch (error) {
          expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
        }
      }
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('hasReader', () => {
  it('takes documents, pages and text, and passes over the rest by name', () => {
    for (const name of ['a.TXT', 'a', 'a.docx', 'a.doc', 'a.wps', 'a.pdf', 'a.html', 'a.csv', 'a.rtf']) {
      expect(hasReader(name)).toBe(true);
    }
    for (const name of ['a.exe', 'a.zip', 'a.jpg', 'a.xls', 'a.ofd', 'a.mp4', 'a.constructor'])
      expect(hasReader(name)).toBe(false);
  });
});

describe('explainNoReader', () => {
  it.each([
    ['公报.ofd', 'an OFD file, which has no reader; print or export it as PDF (.ofd)'],
    ['台账.XLS', 'a workbook of another format; save it as .xlsx (.xls)'],
    ['纪要.odt', 'a text of another format; save it as .docx (.odt)'],
    ['书.epub', 'an e-book, which has no reader; save it as .docx or HTML (.epub)'],
    ['a.exe', 'no reader for this format (.exe); save it as text, .docx or PDF'],
  ])('says of %s what to do', (name, said) => {
    expect(explainNoReader(name)).toBe(said);
  });
});
