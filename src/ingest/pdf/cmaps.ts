/**
 * Ingest, PDF: which character a code of a Chinese font stands for. Older files name a predefined CMap (GBK-EUC-H,
 * UniGB-UCS2-H) and do not hold it; pdf.js asks for it by name and gets one written here. It is enough to read text,
 * not to draw it: characters of GB 2312 have their own numbers (CIDs) of Adobe-GB1, the others of GBK numbers that no
 * font uses.
 *
 * Source: the tables of Adobe-GB1 in Adobe Technical Note 5079; codes are GBK as the platform's decoder knows it.
 */

/** Codes of GB 2312 outside its characters and the CID of the first: first code, last code, CID. */
const SIGNS = [
  [0xa1a1, 0xa1fe, 96],
  [0xa2b1, 0xa2e2, 190],
  [0xa2e5, 0xa2ee, 240],
  [0xa2f1, 0xa2fc, 250],
  [0xa3a1, 0xa3fe, 262],
  [0xa4a1, 0xa4f3, 356],
  [0xa5a1, 0xa5f6, 439],
  [0xa6a1, 0xa6b8, 525],
  [0xa6c1, 0xa6d8, 549],
  [0xa7a1, 0xa7c1, 602],
  [0xa7d1, 0xa7f1, 635],
  [0xa8a1, 0xa8ba, 668],
  [0xa8c5, 0xa8e9, 700],
  [0xa9a4, 0xa9ef, 738],
] as const;
/** The characters stand in rows of 94 from 啊 on; the row of the last of the first level is five short. */
const FIRST_ROW = 0xb0;
const LAST_ROW = 0xf7;
const SHORT_ROW = 0xd7;
const FIRST_CHARACTER = 940;
const IN_ROW = 94;
const IN_SHORT_ROW = 89;

/** CIDs of ASCII: set to its own width from 1 (space), half as wide as a Chinese character from 814 (`!`). */
const NARROW_ASCII = 1;
const HALF_WIDTH_ASCII = 814;
const HALF_WIDTH_SPACE = 7716;

/** Adobe-GB1-6 ends at CID 30571; from here on numbers are ours. */
const FIRST_FREE = 0x7800;
/** What they stand for, in this order: first and last code point. */
const FREE_RANGES = [
  [0x3000, 0x9fff],
  [0xff00, 0xffef],
  [0x2000, 0x2fff],
  [0x00a0, 0x04ff],
] as const;

const REPLACEMENT = 0xfffd;
const BY_UNICODE = /^UniGB-(?:UCS2|UTF16)-[HV]$/;
const BY_GBK = /^(?:GB|GBK|GBKp|GBK2K|GBpc)(?:-EUC)?-[HV]$/;
const TO_UNICODE = 'Adobe-GB1-UCS2';

/**
 * A reader of CMaps as pdf.js asks for one (`CMapReaderFactory`), which has those above; the names of others that are
 * asked for are put into `missing`.
 */
export function cmapReaderFor(missing: Set<string>) {
  return class CMapReader {
    async fetch({ name }: { readonly name: string }): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> {
      const content = writeCMap(name);
      if (content === null) {
        missing.add(name);
        throw new Error(`no CMap ${name}`);
      }
      return { cMapData: Buffer.from(content, 'latin1'), isCompressed: false };
    }
  };
}

function writeCMap(name: string): string | null {
  const { cidOf, characterOf } = adobeGb1();
  if (name === TO_UNICODE) {
    const pairs = Array.from({ length: 0xffff }, (_, cid) => [cid, characterOf.get(cid) ?? REPLACEMENT] as const);
    return wrap(
      name,
      '<0000> <ffff>',
      'bfchar',
      pairs.map(([cid, character]) => `<${hex(cid)}> <${hex(character)}>`),
    );
  }
  if (BY_UNICODE.test(name)) {
    const pairs = [...cidOf].map(([character, cid]) => `<${hex(character)}> ${cid}`);
    return wrap(name, '<0000> <ffff>', 'cidchar', pairs);
  }
  if (!BY_GBK.test(name)) return null;
  const pairs: string[] = [];
  for (let code = 0x20; code < 0x7f; code++) pairs.push(`<${hex(code).slice(2)}> ${NARROW_ASCII + code - 0x20}`);
  for (const [code, character] of gbkCodes()) {
    const cid = cidOf.get(character);
    if (cid !== undefined) pairs.push(`<${hex(code)}> ${cid}`);
  }
  return wrap(name, '<00> <80> <8140> <fefe>', 'cidchar', pairs);
}

/** The syntax of CMaps: Adobe Technical Note 5014. */
function wrap(name: string, codes: string, kind: 'bfchar' | 'cidchar', lines: readonly string[]): string {
  return [
    `/CMapName /${name} def`,
    `/WMode ${name.endsWith('-V') ? 1 : 0} def`,
    `${codes.split(' ').length / 2} begincodespacerange ${codes} endcodespacerange`,
    `${lines.length} begin${kind}`,
    ...lines,
    `end${kind}`,
    'endcmap',
  ].join('\n');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

/** Both ways between characters (code points) and CIDs. */
function adobeGb1(): { readonly cidOf: Map<number, number>; readonly characterOf: Map<number, number> } {
  const cidOf = new Map<number, number>();
  const characterOf = new Map<number, number>();
  const pair = (character: number, cid: number): void => {
    if (!cidOf.has(character)) cidOf.set(character, cid);
    characterOf.set(cid, character);
  };
  for (let code = 0x20; code < 0x7f; code++) pair(code, NARROW_ASCII + code - 0x20);
  for (let code = 0x21; code < 0x7f; code++) characterOf.set(HALF_WIDTH_ASCII + code - 0x21, code);
  characterOf.set(HALF_WIDTH_SPACE, 0x20);
  const characters = new Map(gbkCodes());
  const pairRow = (first: number, last: number, cid: number): void => {
    for (let code = first; code <= last; code++) {
      const character = characters.get(code);
      if (character !== undefined) pair(character, cid + code - first);
    }
  };
  for (const [first, last, cid] of SIGNS) pairRow(first, last, cid);
  let cid = FIRST_CHARACTER;
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    const count = row === SHORT_ROW ? IN_SHORT_ROW : IN_ROW;
    const first = row * 0x100 + 0xa1;
    pairRow(first, first + count - 1, cid);
    cid += count;
  }
  let free = FIRST_FREE;
  for (const [first, last] of FREE_RANGES) {
    for (let character = first; character <= last; character++, free++) pair(character, free);
  }
  return { cidOf, characterOf };
}

/** Every code of two bytes in GBK and its character. */
function gbkCodes(): [number, number][] {
  const decoder = new TextDecoder('gbk');
  const codes: [number, number][] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const [character, ...more] = decoder.decode(Uint8Array.of(lead, trail));
      const codePoint = character?.codePointAt(0) ?? REPLACEMENT;
      if (more.length === 0 && codePoint !== REPLACEMENT && codePoint <= 0xffff)
        codes.push([lead * 0x100 + trail, codePoint]);
    }
  }
  return codes;
}
