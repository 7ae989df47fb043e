/**
 * Used where vectors are compared: the dot products of many rows of whole numbers with one by SIMD instructions of
 * WebAssembly, in a tenth of the time. The program is assembled here, an instruction a word; sums of whole numbers are
 * those of the loop in JavaScript (vectors.ts) in whatever order they are added.
 */

/** Rows have a multiple of so many numbers: a round of the loop reads as many. */
const NUMBERS_A_ROUND = 16;
/** That one instruction reads, and bytes of each. */
const NUMBERS_A_LOAD = 8;
const NUMBER_BYTES = 2;
/** Fewer numbers are multiplied in less time than it takes to set this up. */
const FEWEST_NUMBERS = 100_000;
const PAGE_BYTES = 65_536;
const MOST_PAGES = 65_536;

/** A vector as whole numbers, and what a product of one of them with one of a row counts. */
export interface QuantisedQuery {
  readonly numbers: Int16Array;
  readonly step: number;
}

type Code = readonly number[];

/** An unsigned number as it is written in WebAssembly (LEB128). */
function writeNumber(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writeNumber(value >>> 7)];
}
const list = (items: readonly Code[]): Code => [...writeNumber(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...writeNumber(content.length), ...content];
const name = (text: string): Code => list(Array.from(text, (letter) => [letter.charCodeAt(0)]));

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const tee = (local: number): Code => [0x22, local];
/** Constants below 64 take one byte. */
const constant = (value: number): Code => [0x41, value];
const simd = (code: number, ...rest: Code): Code => [0xfd, ...writeNumber(code), ...rest];
const ADD: Code = [0x6a];
const SUBTRACT: Code = [0x6b];
const IS_ZERO: Code = [0x45];
const IS_LESS: Code = [0x49];
const TO_SINGLE: Code = [0xb2];
const MULTIPLY_SINGLES: Code = [0x94];
const STORE_SINGLE: Code = [0x38, 2, 0];
const BLOCK: Code = [0x02, 0x40];
const LOOP: Code = [0x03, 0x40];
const END: Code = [0x0b];
const leaveIf = (depth: number): Code => [0x0d, depth];
const repeat = (depth: number): Code => [0x0c, depth];
const ZEROS = simd(0x0c, ...new Array<number>(16).fill(0));
/** Eight numbers of two bytes. */
const load = (offset: number): Code => simd(0x00, 1, ...writeNumber(offset));
/** Eight products, of which each two are added. */
const MULTIPLY_AND_ADD_PAIRS = simd(0xba, 1);
const ADD_FOUR = simd(0xae, 1);
const laneOf = (lane: number): Code => [...get(SUMS), ...simd(0x1b, lane)];

// What the function is given, all places in its memory in bytes, and what it keeps.
const [ROW, QUERY, PRODUCT, COUNT, QUERY_END, STEP, AT, SUMS] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

const PARAMETERS = list([[I32], [I32], [I32], [I32], [I32], [F32]]);
const LOCALS = list([
  [1, I32],
  [1, V128],
]);

/** Eight numbers of the row times eight of the query, added to four sums. */
const multiplyLoad = (number: number): Code => {
  const offset = number * NUMBERS_A_LOAD * NUMBER_BYTES;
  return [
    ...[...get(ROW), ...load(offset), ...get(AT), ...load(offset), ...MULTIPLY_AND_ADD_PAIRS],
    ...[...get(SUMS), ...ADD_FOUR, ...set(SUMS)],
  ];
};

const ROUND: Code = [
  ...LOOP,
  ...Array.from({ length: NUMBERS_A_ROUND / NUMBERS_A_LOAD }, (_, number) => multiplyLoad(number)).flat(),
  ...[...get(ROW), ...constant(NUMBERS_A_ROUND * NUMBER_BYTES), ...ADD, ...set(ROW)],
  ...[...get(AT), ...constant(NUMBERS_A_ROUND * NUMBER_BYTES), ...ADD, ...tee(AT)],
  ...[...get(QUERY_END), ...IS_LESS, ...leaveIf(0)],
  ...END,
];

const BODY: Code = [
  ...[...BLOCK, ...LOOP, ...get(COUNT), ...IS_ZERO, ...leaveIf(1)],
  ...[...ZEROS, ...set(SUMS), ...get(QUERY), ...set(AT)],
  ...ROUND,
  ...[...get(PRODUCT), ...laneOf(0), ...laneOf(1), ...ADD, ...laneOf(2), ...ADD, ...laneOf(3), ...ADD],
  ...[...TO_SINGLE, ...get(STEP), ...MULTIPLY_SINGLES, ...STORE_SINGLE],
  ...[...get(PRODUCT), ...constant(4), ...ADD, ...set(PRODUCT)],
  ...[...get(COUNT), ...constant(1), ...SUBTRACT, ...set(COUNT), ...repeat(0)],
  ...[...END, ...END, ...END],
];

/** A function `multiply` over the memory that it is given. */
const PROGRAM = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, list([[0x60, ...PARAMETERS, 0]])),
  ...section(2, list([[...name('rows'), ...name('memory'), 2, 0, 0]])),
  ...section(3, list([[0]])),
  ...section(7, list([[...name('multiply'), 0, 0]])),
  ...section(10, list([[...writeNumber(LOCALS.length + BODY.length), ...LOCALS, ...BODY]])),
]);

/** Multiplies `count` rows from a place in memory on with the query; what comes out is overwritten by the next call. */
type MultiplyAt = (place: number, query: QuantisedQuery, count: number) => Float32Array;

/** By the buffers that rows lie in. */
const kernels = new WeakMap<ArrayBufferLike, { readonly dimensions: number; readonly multiplyAt: MultiplyAt }>();
let program: WebAssembly.Module | null = null;

/** Zeros for `count` rows: where they are many, and the program fits them, such as are multiplied by it. */
export function allocateRows(count: number, dimensions: number): Int16Array {
  const numbers = count * dimensions;
  const isFit = numbers >= FEWEST_NUMBERS && dimensions % NUMBERS_A_ROUND === 0;
  return (isFit ? allocateInMemory(count, dimensions) : null) ?? new Int16Array(numbers);
}

/** Null where there is no room for such a memory, or no WebAssembly of this kind. */
function allocateInMemory(count: number, dimensions: number): Int16Array | null {
  const numbers = count * dimensions;
  const queryAt = numbers * NUMBER_BYTES;
  const productsAt = queryAt + dimensions * NUMBER_BYTES;
  const pages = Math.ceil((productsAt + count * Float32Array.BYTES_PER_ELEMENT) / PAGE_BYTES);
  if (pages > MOST_PAGES) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    program ??= new WebAssembly.Module(PROGRAM);
    const { multiply } = new WebAssembly.Instance(program, { rows: { memory } }).exports;
    if (typeof multiply !== 'function') return null;
    const query = new Int16Array(memory.buffer, queryAt, dimensions);
    kernels.set(memory.buffer, {
      dimensions,
      multiplyAt(place, given, rows) {
        query.set(given.numbers);
        multiply(place, queryAt, productsAt, rows, productsAt, given.step);
        return new Float32Array(memory.buffer, productsAt, rows);
      },
    });
    return new Int16Array(memory.buffer, 0, numbers);
  } catch {
    return null;
  }
}

/** How these rows, or some of those that were allocated, are multiplied with a query of so many numbers; null for such that lie elsewhere. */
export function findKernel(
  rows: Int16Array,
  dimensions: number,
): ((query: QuantisedQuery, count: number) => Float32Array) | null {
  const kernel = kernels.get(rows.buffer);
  if (kernel?.dimensions !== dimensions) return null;
  return (query, count) => kernel.multiplyAt(rows.byteOffset, query, count);
}
