/** What a passage gains because the question names its place, its year or what its part of a report is for. */

import { describe, expect, it } from 'vitest';
import type { PassageRole } from '../../src/annotate/contract.js';
import type { Region } from '../../src/lexicon/contract.js';
import { describeSituation, type Situated } from '../../src/retrieve/boost.js';
import { CAREFUL_RANKING_WEIGHTS } from '../../src/retrieve/weights.js';
import type { UnderstoodQuestion } from '../../src/understand/contract.js';
import { gazetteer, understand } from './documents.js';

const ROLES: readonly PassageRole[] = ['review', 'target', 'task', 'other'];
const NEWEST_REPORT = 2024;

const regionOf = (name: string) => {
  const region = gazetteer.resolve(name);
  if (region === null) throw new Error(`${name} is no region`);
  return region;
};

function boostPassage(situated: Situated, asked: UnderstoodQuestion, place: Region | null): number {
  let gained = 0;
  describeSituation(situated, asked, place, (feature, value) => {
    gained += CAREFUL_RANKING_WEIGHTS[feature] * value;
  });
  return gained;
}

/** The gain of a passage of 荆门's report of 2024, or of what else is said, for a question about 荆门. */
function gain(question: string, changes: Partial<Situated> = {}): number {
  const passage: Situated = {
    region: regionOf('荆门'),
    year: NEWEST_REPORT,
    time: undefined,
    isOpening: false,
    isEntry: false,
    ...changes,
    isNewest: (changes.year ?? NEWEST_REPORT) === NEWEST_REPORT,
  };
  return boostPassage(passage, understand(question), regionOf('荆门'));
}

const inRole = (role: PassageRole): Partial<Situated> => ({ time: { role, years: [], plan: false } });
/** The roles, that which gains most first. */
const rolesFor = (question: string) =>
  ROLES.toSorted((one, other) => gain(question, inRole(other)) - gain(question, inRole(one)));

describe('describeSituation', () => {
  it('adds nothing to a passage that nothing is known of', () => {
    const known = { time: undefined, isNewest: false, isOpening: false, isEntry: false };
    const nothing: Situated = { region: null, year: null, ...known };
    expect(boostPassage(nothing, understand('学校有多少'), null)).toBe(0);
    expect(boostPassage(nothing, understand('荆门2024年的目标'), regionOf('荆门'))).toBe(0);
  });

  it.each(['湖北', '钟祥'])('adds more to the place asked for than to %s around or within it', (other) => {
    expect(gain('荆门的学校')).toBeGreaterThan(gain('荆门的学校', { region: regionOf(other) }));
  });

  it('adds for a result to the report of the year after', () => {
    const question = '荆门2023年GDP完成了多少';
    expect(gain(question, { year: 2024 })).toBeGreaterThan(gain(question, { year: 2023 }));
    expect(gain(question, { year: 2024 })).toBeGreaterThan(gain(question, { year: 2025 }));
  });

  it('adds for a target to the report of the year itself', () => {
    const question = '荆门2024年的目标';
    expect(gain(question, { year: 2024 })).toBeGreaterThan(gain(question, { year: 2025 }));
    expect(gain(question, { year: 2024 })).toBeGreaterThan(gain(question, { year: 2023 }));
  });

  it('adds to figures of the year asked for more than to its report', () => {
    const time = (year: number): Partial<Situated> => ({ time: { role: 'other', years: [year], plan: false } });
    const question = '荆门2023年GDP完成了多少';
    expect(gain(question, { ...time(2023), year: 2023 })).toBeGreaterThan(
      gain(question, { ...time(2022), year: 2024 }),
    );
  });

  it('takes years named in what is no report of a year for anything', () => {
    const named = gain('荆门2023年的GDP', { year: null, time: { role: 'other', years: [2023], plan: false } });
    const unnamed = gain('荆门2023年的GDP', { year: null, time: { role: 'other', years: [], plan: false } });
    expect(named).toBe(unnamed);
  });

  it('adds to the newest report when no year is asked for, and only then', () => {
    expect(gain('荆门的GDP', { year: 2024 })).toBeGreaterThan(gain('荆门的GDP', { year: 2023 }));
    // Both are reports that nobody asked for.
    expect(gain('荆门2019年的GDP', { year: 2024 })).toBe(gain('荆门2019年的GDP', { year: 2023 }));
  });

  it.each([
    ['荆门2024年的目标', 'target', 'review'],
    ['荆门2023年GDP完成了多少', 'review', 'target'],
    ['荆门市的市长是谁', 'other', 'task'],
    ['荆门2023年的GDP', 'review', 'task'],
  ])('for %s puts %s first and %s last', (question, first, last) => {
    const roles = rolesFor(question);
    expect(gain(question, inRole(first as PassageRole))).toBe(gain(question, inRole(roles[0] ?? 'other')));
    expect(roles.at(-1)).toBe(last);
  });

  it.each(['荆门的GDP', '荆门如何发展农业', '荆门的地铁什么时候开通', '什么是荆英卡'])(
    'goes by no part of the report for %s',
    (question) => {
      expect(new Set(ROLES.map((role) => gain(question, inRole(role)))).size).toBe(1);
    },
  );

  it('adds to what is said of a whole plan when the plan is asked about, and takes off when a year is', () => {
    const said = (plan: boolean): Partial<Situated> => ({ time: { role: 'review', years: [2020], plan } });
    const ofPlan = '荆门“十三五”时期建成了多少公里高铁';
    const ofYear = '荆门2020年建成了多少公里高铁';
    expect(gain(ofPlan, said(true))).toBeGreaterThan(gain(ofPlan, said(false)));
    expect(gain(ofYear, said(true))).toBeLessThan(gain(ofYear, said(false)));
    expect(gain('荆门的高铁', said(true))).toBe(gain('荆门的高铁', said(false)));
  });

  it.each([
    ['荆门的GDP', true],
    ['荆门如何发展农业', true],
    ['荆门市的市长是谁', false],
    ['荆门的报告是什么时候作的', false],
  ])('of %s lets the opening fall back: %s', (question, falls) => {
    expect(gain(question, { isOpening: true }) < gain(question)).toBe(falls);
    if (!falls) expect(gain(question, { isOpening: true })).toBe(gain(question));
  });

  it.each([
    ['荆英卡发了多少张', true],
    ['荆门市的市长是谁', true],
    ['什么是荆英卡', false],
  ])('of %s lets an entry of the glossary fall back: %s', (question, falls) => {
    expect(gain(question, { isEntry: true }) < gain(question)).toBe(falls);
    if (!falls) expect(gain(question, { isEntry: true })).toBe(gain(question));
  });
});
