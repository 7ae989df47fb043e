/** Zip archives, and workbooks in them, written by hand so that they can be damaged and lie. */

import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it lies in the archive, whatever it says of itself. */
export interface Entry {
  readonly name: string;
  readonly packed: Buffer;
  /** Size that the archive states; the true one unless it lies. */
  readonly size: number;
  readonly checksum?: number;
  readonly stored?: boolean;
}

/** Names are UTF-8. */
const UTF_8 = 0x800;
/** More entries than the field holds are told as this many. */
const MAX_TOLD = 0xffff;

export function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, size, checksum = 0, stored = false } of entries) {
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(UTF_8, 6);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(offset, 42);
    files.push(local, title, packed);
    directory.push(central, title);
    offset += local.length + title.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, MAX_TOLD), 8);
  end.writeUInt16LE(Math.min(entries.length, MAX_TOLD), 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** @param stated the size that the archive says it has, when that is a lie */
export function entry(name: string, content: string | Buffer, stated?: number): Entry {
  const bytes = Buffer.from(content);
  return { name, packed: deflateRawSync(bytes), size: stated ?? bytes.length, checksum: crc32(bytes) };
}

/** Of spreadsheets, as a root names it. */
export const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

interface Sheet {
  readonly name: string;
  readonly state?: string;
  /** What stands in `<worksheet>`. */
  readonly xml: string;
  /** Folder that it lies in, `worksheets` unless stated. */
  readonly folder?: string;
}

/** @param parts further ones by name */
export function workbook(sheets: readonly Sheet[], parts: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}"${state ? ` state="${state}"` : ''} sheetId="${at + 1}" r:id="r${at}"/>`,
  );
  const nameOf = ({ folder = 'worksheets' }: Sheet, at: number) => `${folder}/sheet${at}.xml`;
  const related = sheets.map((sheet, at) => `<Relationship Id="r${at}" Target="${nameOf(sheet, at)}"/>`);
  return zip([
    entry('xl/workbook.xml', `<workbook ${MAIN} ${RELATED}><sheets>${listed.join('')}</sheets></workbook>`),
    entry('xl/_rels/workbook.xml.rels', `<Relationships ${PACKAGE}>${related.join('')}</Relationships>`),
    ...sheets.map((sheet, at) => entry(`xl/${nameOf(sheet, at)}`, `<worksheet ${MAIN}>${sheet.xml}</worksheet>`)),
    ...Object.entries(parts).map(([name, content]) => entry(name, content)),
  ]);
}
