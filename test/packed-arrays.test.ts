/** Arrays of numbers in one file: what goes in comes out, from wherever it lies in memory. */

import { describe, expect, it } from 'vitest';
import { packArrays, unpackArrays } from '../src/packed-arrays.js';

const ARRAYS = {
  bytes: Uint8Array.of(1, 2, 255),
  halves: Uint16Array.of(65_535),
  whole: Int32Array.of(-1, 2 ** 31 - 1),
  single: Float32Array.of(0.5, -1.25),
  double: Float64Array.of(Math.PI, Number.NaN),
  none: new Uint32Array(0),
};

describe('packArrays', () => {
  it('gives back every array and the value', () => {
    const { take, value } = unpackArrays(packArrays(ARRAYS, { 名: ['一', 2] }));
    expect(value).toEqual({ 名: ['一', 2] });
    expect(take('bytes', 'Uint8Array')).toEqual(ARRAYS.bytes);
    expect(take('halves', 'Uint16Array')).toEqual(ARRAYS.halves);
    expect(take('whole', 'Int32Array')).toEqual(ARRAYS.whole);
    expect(take('single', 'Float32Array')).toEqual(ARRAYS.single);
    expect(take('double', 'Float64Array')).toEqual(ARRAYS.double);
    expect(take('none', 'Uint32Array')).toEqual(ARRAYS.none);
  });

  it('reads bytes that begin anywhere', () => {
    const packed = packArrays(ARRAYS, null);
    for (let offset = 0; offset < 9; offset += 1) {
      const around = new Uint8Array(packed.length + offset);
      around.set(packed, offset);
      expect(unpackArrays(around.subarray(offset)).take('double', 'Float64Array')).toEqual(ARRAYS.double);
    }
  });

  it('refuses an array that is not there, of another kind or cut', () => {
    const packed = packArrays({ numbers: new Float64Array(100) }, null);
    expect(() => unpackArrays(packed).take('other', 'Float64Array')).toThrow('Expected other');
    expect(() => unpackArrays(packed).take('numbers', 'Float32Array')).toThrow('Expected numbers in a Float32Array');
    expect(() => unpackArrays(packed.slice(0, 200)).take('numbers', 'Float64Array')).toThrow();
    expect(() => unpackArrays(new Uint8Array(3))).toThrow('Expected arrays');
    expect(() => unpackArrays(new Uint8Array(300))).toThrow('Expected arrays');
  });
});
