/** One vector of many: the same as by the library, to the last bit. */

import { mean_pooling, Tensor } from '@xenova/transformers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { poolTokens } from '../../src/embed/pooling.js';

function poolByLibrary(states: Float32Array, dimensions: number): Float32Array {
  const tokens = states.length / dimensions;
  const hidden = new Tensor('float32', states, [1, tokens, dimensions]);
  const mask = new Tensor('int64', new BigInt64Array(tokens).fill(1n), [1, tokens]);
  return Float32Array.from(mean_pooling(hidden, mask).normalize(2, -1).data);
}

it('is what the library gives, whatever the tokens', () => {
  const numbers = fc.double({ min: -4, max: 4, noNaN: true });
  const shapes = fc.record({ tokens: fc.integer({ min: 1, max: 40 }), dimensions: fc.integer({ min: 1, max: 48 }) });
  fc.assert(
    fc.property(
      shapes.chain(({ tokens, dimensions }) =>
        fc.tuple(
          fc.array(numbers, { minLength: tokens * dimensions, maxLength: tokens * dimensions }),
          fc.constant(dimensions),
        ),
      ),
      ([states, dimensions]) => {
        const given = Float32Array.from(states);
        expect(poolTokens(given, dimensions)).toEqual(poolByLibrary(given, dimensions));
      },
    ),
    { numRuns: 300 },
  );
});

it('has unit length', () => {
  const states = Float32Array.from({ length: 384 * 12 }, (_, at) => Math.sin(at) * 3);
  expect(Math.hypot(...poolTokens(states, 384))).toBeCloseTo(1, 6);
});
