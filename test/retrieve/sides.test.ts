/** Places that a question compares, and their passages in turn. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/ingest/gazetteer.js';
import { findSides, takeInTurn } from '../../src/retrieve/sides.js';
import { understandQuestion } from '../../src/retrieve/understand.js';

const gazetteer = createGazetteer();
const sidesOf = (question: string) =>
  findSides(understandQuestion(question, gazetteer).regions, gazetteer).map(({ name }) => name);

describe('findSides', () => {
  it('are the places beside each other', () => {
    expect(sidesOf('咸宁和仙桃谁更高')).toEqual(['咸宁市', '仙桃市']);
  });

  it('has the city only of a province that a city of it is named with', () => {
    expect(sidesOf('湖北省荆门市2024年的目标')).toEqual(['荆门市']);
  });
});

describe('takeInTurn', () => {
  const sideOf = (item: string): number | null => ({ a: 0, b: 1 })[item.charAt(0)] ?? null;

  it('takes the best of each side in turn, the best side first', () => {
    expect(takeInTurn(['b1', 'b2', 'b3', 'a1', 'a2'], sideOf)).toEqual(['b1', 'a1', 'b2', 'a2', 'b3']);
  });

  it('leaves what belongs to no side behind', () => {
    expect(takeInTurn(['x1', 'a1', 'x2', 'b1'], sideOf)).toEqual(['a1', 'b1', 'x1', 'x2']);
  });

  it('keeps the order when there are no sides', () => {
    expect(takeInTurn(['b1', 'a1', 'x'], () => null)).toEqual(['b1', 'a1', 'x']);
  });

  it('loses and doubles nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (items) => {
        const taken = takeInTurn(items, (item) => (item % 3 === 0 ? null : Math.abs(item % 3)));
        expect(taken.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });
});
