/**
 * The archive of a Word file (ZIP, APPNOTE 6.3.10): texts go in and come out as one file, uncompressed; of a file comes out one
 * of its texts. Written here, as every library brings an inflate of its own, which browsers have: an eighth of the element.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Bytes of these records without names and comments. */
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const VERSION = 20;
/** Names are in UTF-8. */
const FLAGS = 0x800;
/** The first day there is. */
const DAY = 0x21;
const DEFLATED = 8;

type Field = readonly [bytes: 2 | 4, value: number];

function writeRecord(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** CRC-32 of ISO 3309. */
function sumUp(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

export function packFiles(files: Readonly<Record<string, string>>, type: string): Blob {
  const packed: Uint8Array<ArrayBuffer>[] = [];
  const listed: Uint8Array<ArrayBuffer>[] = [];
  const measure = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [name, text].map((each) => new TextEncoder().encode(each)) as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ];
    const { length } = bytes;
    const shared: Field[] = [
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [2, 0],
      [2, DAY],
      [4, sumUp(bytes)],
      [4, length],
      [4, length],
      [2, path.length],
      [2, 0],
    ];
    const rest: Field[] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, measure(packed)],
    ];
    listed.push(writeRecord([[4, CENTRAL], [2, VERSION], ...shared, ...rest]), path);
    packed.push(writeRecord([[4, LOCAL], ...shared]), path, bytes);
  }
  const count = listed.length / 2;
  const end = writeRecord([
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, measure(listed)],
    [4, measure(packed)],
    [2, 0],
  ]);
  return new Blob([...packed, ...listed, end], { type });
}

/**
 * The file of this name, unpacked; what is read where is in the tables of APPNOTE, chapters 4.3.7, 12 and 16. Throws for what is no archive, has no such file, packs it otherwise, or holds more than
 * `most` bytes.
 */
export async function unpackFile(archive: ArrayBuffer, name: string, most: number): Promise<string> {
  const view = new DataView(archive);
  let at = archive.byteLength - END_LENGTH;
  while (view.getUint32(at, true) !== END) {
    at -= 1;
    if (at < archive.byteLength - END_LENGTH - LONGEST_COMMENT) throw new RangeError('Expected an archive.');
  }
  const count = view.getUint16(at + 10, true);
  at = view.getUint32(at + 16, true);
  for (let entry = 0; entry < count; entry += 1) {
    if (view.getUint32(at, true) !== CENTRAL) break;
    const own = view.getUint16(at + 28, true);
    const path = new TextDecoder().decode(new Uint8Array(archive, at + CENTRAL_LENGTH, own));
    if (path === name) {
      const local = view.getUint32(at + 42, true);
      const start = local + LOCAL_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const bytes = new Blob([new Uint8Array(archive, start, view.getUint32(at + 20, true))]);
      return view.getUint16(at + 10, true) === DEFLATED ? inflate(bytes, most) : bytes.text();
    }
    at += CENTRAL_LENGTH + own + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  throw new RangeError(`Expected ${name} in the archive.`);
}

async function inflate(bytes: Blob, most: number): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (const reader = bytes.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).text();
    length += value.length;
    if (length > most) throw new RangeError(`Expected at most ${most} bytes.`);
    parts.push(value);
  }
}
