/** What a question compares, and the passages of each side in turn. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSides, interleave } from '../../src/retrieve/sides.js';
import { gazetteer, understand } from './documents.js';

/** The sides as place and years; `missing` has the places that no document is about. */
function sidesOf(question: string, missing: readonly string[] = []) {
  const understood = understand(question);
  const covered = understood.regions.filter(({ name }) => !missing.includes(name));
  return findSides(understood, covered, gazetteer).map(({ region, asked }) => [region?.name ?? null, ...asked.years]);
}

describe('findSides', () => {
  it('has one side, the question itself, when nothing is compared', () => {
    const understood = understand('荆门2024年的目标');
    expect(findSides(understood, understood.regions, gazetteer)).toEqual([
      { region: understood.regions[0], asked: understood },
    ]);
  });

  it('has one side without a place when no place is named', () => {
    expect(sidesOf('2024年的粮食')).toEqual([[null, 2024]]);
  });

  it('has a side for each place', () => {
    expect(sidesOf('咸宁和仙桃谁更高')).toEqual([['咸宁市'], ['仙桃市']]);
  });

  it('has a side for each place of a group', () => {
    expect(sidesOf('东北三省谁的GDP高')).toEqual([['辽宁省'], ['吉林省'], ['黑龙江省']]);
  });

  it('has the city only of a province that a city of it is named with', () => {
    expect(sidesOf('湖北省荆门市2024年的目标')).toEqual([['荆门市', 2024]]);
  });

  it('has no side for a place that no document is about', () => {
    expect(sidesOf('深圳和荆门的粮食', ['深圳市'])).toEqual([['荆门市']]);
    expect(sidesOf('深圳的粮食', ['深圳市'])).toEqual([[null]]);
  });

  it('has two sides for two years of one place', () => {
    expect(sidesOf('荆门2023年和2024年的GDP对比')).toEqual([
      ['荆门市', 2023],
      ['荆门市', 2024],
    ]);
  });

  it('has a side for each year of each place', () => {
    expect(sidesOf('荆门和仙桃2023年和2024年的GDP对比')).toEqual([
      ['荆门市', 2023],
      ['荆门市', 2024],
      ['仙桃市', 2023],
      ['仙桃市', 2024],
    ]);
  });

  it('has one side for a stretch of years', () => {
    expect(sidesOf('荆门2021年至2023年新建了多少所学校')).toEqual([['荆门市', 2021, 2022, 2023]]);
  });

  it('asks each side only for the reports that speak of its year', () => {
    const understood = understand('荆门2021年和2023年的GDP对比');
    const sides = findSides(understood, understood.regions, gazetteer);
    expect(sides.map(({ asked }) => asked.reportYears)).toEqual([
      [2021, 2022],
      [2023, 2024],
    ]);
  });

  it('keeps of a question about many places a number that can be shown', () => {
    const many =
      '北京天津河北山西内蒙古辽宁吉林黑龙江上海江苏浙江安徽福建江西山东河南'.match(/内蒙古|黑龙江|../g) ?? [];
    const regions = many.flatMap((name) => gazetteer.resolve(name) ?? []);
    expect(regions).toHaveLength(16);
    expect(findSides(understand('谁的GDP高'), regions, gazetteer)).toHaveLength(12);
  });
});

describe('interleave', () => {
  const idOf = (id: number): number => id;

  it('takes the best of each ranking in turn, the first ranking first', () => {
    expect(interleave([[1, 2, 3], [11, 12], [21]], idOf)).toEqual([1, 11, 21, 2, 12, 3]);
  });

  it('passes over what an earlier turn took, and takes the next instead', () => {
    expect(
      interleave(
        [
          [1, 2, 3],
          [1, 2, 13],
        ],
        idOf,
      ),
    ).toEqual([1, 2, 3, 13]);
  });

  it('keeps the order of a single ranking', () => {
    expect(interleave([[3, 1, 2]], idOf)).toEqual([3, 1, 2]);
  });

  it('takes nothing from nothing', () => {
    expect(interleave([], idOf)).toEqual([]);
    expect(interleave([[], []], idOf)).toEqual([]);
  });

  const rankings = fc.array(fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 15 }), { maxLength: 5 });

  it('loses and doubles nothing', () => {
    fc.assert(
      fc.property(rankings, (given) => {
        const taken = interleave(given, idOf);
        expect(taken.toSorted((a, b) => a - b)).toEqual([...new Set(given.flat())].sort((a, b) => a - b));
      }),
    );
  });

  it('leaves no ranking behind: after so many turns the first so many of each are taken', () => {
    fc.assert(
      fc.property(rankings, fc.integer({ min: 1, max: 15 }), (given, turns) => {
        const taken = new Set(interleave(given, idOf).slice(0, turns * given.length));
        for (const ranking of given) for (const id of ranking.slice(0, turns)) expect(taken).toContain(id);
      }),
    );
  });
});
