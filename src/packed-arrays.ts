/**
 * Used by whatever is read in one go: arrays of numbers with names, and a value in JSON, as the bytes of one file. They
 * are read as they lie there, without a copy, in the order of bytes of the machine that wrote them.
 */

/** In the file of a machine with the other order of bytes it is another number. */
const MARK = 0x31_4a_4e_57;
/** Bytes of the mark and of the length of what names the arrays. */
const HEAD_BYTES = 8;
/** Where numbers of any kind may begin. */
const ALIGNMENT = 8;

interface Kinds {
  readonly Float64Array: Float64Array;
  readonly Float32Array: Float32Array;
  readonly Int32Array: Int32Array;
  readonly Uint32Array: Uint32Array;
  readonly Uint16Array: Uint16Array;
  readonly Int16Array: Int16Array;
  readonly Uint8Array: Uint8Array;
}
type Kind = keyof Kinds;
type Numbers = Kinds[Kind];
const CONSTRUCTORS: { readonly [K in Kind]: new (buffer: ArrayBufferLike, start: number, length: number) => Kinds[K] } =
  { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Int16Array, Uint8Array };

/** Where each array begins behind the names, in bytes, and how many numbers it has. */
interface Contents {
  readonly value: unknown;
  readonly arrays: Readonly<Record<string, { readonly kind: string; readonly start: number; readonly length: number }>>;
}

export interface Unpacked {
  readonly value: unknown;
  /** Throws Error when the file has no such array of this kind. */
  take<K extends Kind>(name: string, kind: K): Kinds[K];
}

const roundUp = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export function packArrays(arrays: Readonly<Record<string, Numbers>>, value: unknown): Uint8Array {
  let end = 0;
  const places = Object.entries(arrays).map(([name, numbers]) => {
    const start = end;
    end = roundUp(start + numbers.byteLength);
    return [name, { kind: numbers.constructor.name, start, length: numbers.length }] as const;
  });
  const names = Buffer.from(JSON.stringify({ value, arrays: Object.fromEntries(places) } satisfies Contents));
  const first = roundUp(HEAD_BYTES + names.length);
  const bytes = Buffer.alloc(first + end);
  new Uint32Array(bytes.buffer, bytes.byteOffset, 2).set([MARK, names.length]);
  names.copy(bytes, HEAD_BYTES);
  for (const [name, { start }] of places) {
    const numbers = arrays[name];
    if (numbers) bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), first + start);
  }
  return bytes;
}

/** @throws Error when the bytes are something else, or cut */
export function unpackArrays(bytes: Uint8Array): Unpacked {
  // Numbers have to begin at a multiple of their size, which what is read into a shared buffer need not.
  const aligned = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes);
  const { buffer, byteOffset, byteLength } = aligned;
  if (byteLength < HEAD_BYTES) throw new Error(`Expected arrays, got ${byteLength} bytes.`);
  const [mark = 0, length = 0] = new Uint32Array(buffer, byteOffset, 2);
  if (mark !== MARK) throw new Error(`Expected arrays written on a machine like this one, got other bytes.`);
  const { value, arrays } = parseContents(Buffer.from(buffer, byteOffset + HEAD_BYTES, length).toString());
  const first = byteOffset + roundUp(HEAD_BYTES + length);
  return {
    value,
    take(name, kind) {
      const place = arrays[name];
      if (place?.kind !== kind) throw new Error(`Expected ${name} in a ${kind}, got ${place?.kind ?? 'nothing'}.`);
      const numbers = new CONSTRUCTORS[kind](buffer, first + place.start, place.length);
      // What is read may lie in a buffer with other things behind it.
      if (numbers.byteOffset + numbers.byteLength > byteOffset + byteLength) throw new Error(`${name} is cut.`);
      return numbers;
    },
  };
}

function parseContents(text: string): Contents {
  return JSON.parse(text);
}
