/** Small PDF files written by hand, for what no program prints: broken, hostile and old ones. */

import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** A file of the given objects, numbered from 1; the first is the catalog. */
export function writePdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: string | Buffer): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    add(`${index + 1} 0 obj\n`);
    add(object);
    add('\nendobj\n');
  }
  const start = length;
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) add(`${String(offset).padStart(10, '0')} 00000 n \n`);
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

export function stream(content: Buffer | string, dictionary = ''): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

export const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** One page per content (each the operators of a page), all with the font /F1. */
export function pagesOf(
  contents: readonly (string | Buffer)[],
  font = HELVETICA,
  more: readonly string[] = [],
): Buffer {
  const fontNumber = 3;
  const first = fontNumber + 1 + more.length;
  const kids = contents.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  return writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    font,
    ...more,
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + index * 2 + 1} 0 R >>`,
      Buffer.isBuffer(content) ? content : stream(content),
    ]),
  ]);
}

/** Operators that show Latin text at a place, points from the bottom left. */
export function show(text: string, x: number, y: number, size = 12): string {
  return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replace(/[()\\]/g, '\\$&')}) Tj ET\n`;
}

/** A page that is a picture and nothing else, as a scanner makes it. */
export function scan(): Buffer {
  const image = deflateSync(Buffer.alloc(100 * 100, 200));
  return writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>',
    stream(
      image,
      '/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode',
    ),
    stream('q 595 0 0 842 0 0 cm /I Do Q'),
  ]);
}

/** A stream that unpacks to at least `size` bytes of blanks; a packed block of them stands in it again and again. */
export function bomb(size: number): Buffer {
  const blank = Buffer.alloc(16 * 1024 * 1024, 0x20);
  const block = deflateRawSync(blank, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: Math.ceil(size / blank.length) }, () => block);
  return stream(Buffer.concat([Buffer.from([0x78, 0xda]), ...blocks]), '/Filter /FlateDecode');
}
