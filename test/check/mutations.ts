/** For tests: claims made of facts, as they are, re-worded, or with one facet changed. */

import type { FigureVerdict } from '../../src/api/check.js';
import type { Fact } from '../../src/index/contract.js';

/** A sentence with the verdicts that are right for it. */
export interface MadeClaim {
  readonly change: string;
  readonly text: string;
  readonly expected: readonly FigureVerdict[];
  readonly fact: Fact;
}

const RIGHT: readonly FigureVerdict[] = ['match', 'match_rounded', 'conflicting_sources'];

/** Numbers in [0, 1) from a seed; the same in every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Facts that one plain sentence can say: of one term, place and year, reached, exactly. */
export function isPlain(fact: Fact): boolean {
  const { figure, term, region, years, wholePlan, kind, scope, period, isAverage } = fact;
  return (
    term?.kind === 'indicator' &&
    region !== null &&
    years.length === 1 &&
    !wholePlan &&
    (kind === 'actual' || kind === 'target') &&
    scope === '' &&
    period === '' &&
    !isAverage &&
    (figure.measure === 'growth' || figure.measure === 'level') &&
    figure.quantity.bound === 'exact' &&
    figure.quantity.to === null &&
    !figure.isComparison &&
    !figure.isFormer &&
    !DURATIONS.has(figure.quantity.unit) &&
    /^\d[\d.,]*/.test(figure.text) &&
    !/^新增/.test(figure.qualifier)
  );
}

interface Parts {
  readonly year?: number;
  readonly place?: string;
  readonly name?: string;
  readonly verb?: string;
  readonly value?: string;
  readonly form?: number;
}

/** 连续12年 is no value of an indicator. */
const DURATIONS: ReadonlySet<string> = new Set(['年', '月', '季度', '天', '小时']);

const MUNICIPAL = /(?:壮族|回族|维吾尔)?自治区$|省$|市$/;

function say(fact: Fact, parts: Parts = {}): string {
  const { figure, term, region, years } = fact;
  const isGrowth = figure.measure === 'growth';
  const year = parts.year ?? years[0] ?? 0;
  const place = parts.place ?? region?.name.replace(MUNICIPAL, '') ?? '';
  const name = parts.name ?? term?.name ?? '';
  const verb = parts.verb ?? (isGrowth ? (figure.direction === 'down' ? '下降' : '增长') : '为');
  const value = parts.value ?? figure.text;
  const aim = fact.kind === 'target' ? '目标是' : '';
  const bare = isGrowth ? verb : verb === '为' ? '达到' : verb;
  switch (parts.form ?? 0) {
    case 1:
      return `${place}${year}年${name}${aim}${bare}${value}。`;
    case 2:
      return `数据显示，${year}年，${place}${name}${aim}${bare}${value}，成绩来之不易。`;
    default:
      return `${year}年${place}${name}${aim}${verb}${value}。`;
  }
}

/** The unit behind the digits. */
function splitValue(text: string): { readonly digits: string; readonly unit: string } {
  const digits = /^\d[\d.,]*/.exec(text)?.[0] ?? '';
  return { digits, unit: text.slice(digits.length) };
}

/** Claims that say what the fact says. */
export function reword(fact: Fact, random: () => number): MadeClaim[] {
  const { digits, unit } = splitValue(fact.figure.text);
  const made: MadeClaim[] = [];
  const add = (change: string, text: string): void => {
    made.push({ change, text, expected: RIGHT, fact });
  };
  const form = Math.floor(random() * 3);
  add('unchanged', say(fact, { form }));
  const alias = fact.term?.written[1];
  if (alias !== undefined) add('alias', say(fact, { name: alias, form }));
  const number = Number(digits.replaceAll(',', ''));
  if (/\.\d{2,}$/.test(digits)) add('rounded', say(fact, { value: `${number.toFixed(1)}${unit}`, form }));
  if (/\.\d$/.test(digits) && number > 10) {
    add(
      'over',
      say(fact, {
        value: `${Math.floor(number)}${unit}`,
        verb: fact.figure.measure === 'growth' ? '增长超过' : '超过',
        form,
      }),
    );
  }
  if (unit === '亿元' && number >= 1000)
    add('converted', say(fact, { value: `${Number((number / 10_000).toFixed(6))}万亿元`, form }));
  if (unit === '万亿元') add('converted', say(fact, { value: `${Math.round(number * 10_000)}亿元`, form }));
  if (unit === '亿斤') add('converted', say(fact, { value: `${(number * 5).toFixed(2)}万吨`, form }));
  if (unit === '万人') add('converted', say(fact, { value: `${Math.round(number * 10_000)}人`, form }));
  return made.filter(({ text }) => !(fact.figure.direction === 'down' && text.includes('超过')));
}

/** Claims that say something else in exactly one facet. */
export function change(fact: Fact, facts: readonly Fact[], random: () => number): MadeClaim[] {
  const { digits, unit } = splitValue(fact.figure.text);
  const number = Number(digits.replaceAll(',', ''));
  const decimals = digits.split('.')[1]?.length ?? 0;
  const form = Math.floor(random() * 3);
  const made: MadeClaim[] = [];
  const add = (name: string, expected: readonly FigureVerdict[], parts: Parts): void => {
    made.push({ change: name, text: say(fact, { form, ...parts }), expected, fact });
  };
  const same = facts.filter(
    (other) =>
      other.term === fact.term &&
      other.figure.measure === fact.figure.measure &&
      other.figure.quantity.unit === fact.figure.quantity.unit,
  );
  const has = (value: number): boolean =>
    same.some(({ figure }) => splitValue(figure.text).digits === value.toFixed(decimals));
  const other = Number((number * (random() < 0.5 ? 1.17 : 0.83) + 10 ** -decimals).toFixed(decimals));
  if (!has(other)) add('value', ['value_differs'], { value: `${other.toFixed(decimals)}${unit}` });
  const swapped = digits.replace(/(\d)(\.?)(\d)$/, '$3$2$1');
  if (swapped !== digits && !swapped.startsWith('0') && !has(Number(swapped)))
    add('digits', ['value_differs'], { value: swapped + unit });
  const otherUnit = {
    亿元: '万元',
    万亿元: '亿元',
    万人: '人',
    亿斤: '万斤',
    '%': '个百分点',
    '％': '个百分点',
    万吨: '吨',
    公里: '米',
    万亩: '公顷',
  }[unit];
  if (otherUnit !== undefined) add('unit', ['unit_differs'], { value: digits + otherUnit });
  const year = fact.years[0] ?? 0;
  for (const wrong of [year - 2, year - 3]) {
    if (!same.some(({ region, years }) => region?.code === fact.region?.code && years.includes(wrong))) {
      add('year', ['year_differs'], { year: wrong });
      break;
    }
  }
  const places = facts
    .map(({ region }) => region)
    .filter((region) => region !== null && region.level === fact.region?.level && region.code !== fact.region.code);
  const place = places[Math.floor(random() * places.length)];
  const holders = new Set(
    same
      .filter(({ figure, years }) => years.includes(year) && splitValue(figure.text).digits === digits)
      .map(({ region }) => region?.code),
  );
  if (place !== null && place !== undefined && holders.size === 1) {
    const isOwn = same.some(({ region, years }) => region?.code === place.code && years.includes(year));
    add('region', isOwn ? ['region_differs', 'value_differs'] : ['region_differs'], {
      place: place.name.replace(MUNICIPAL, ''),
    });
  }
  if (fact.figure.measure === 'growth' && fact.kind === 'actual') {
    add('direction', ['direction_differs'], { verb: fact.figure.direction === 'down' ? '增长' : '下降' });
  }
  if (
    fact.kind === 'target' &&
    !same.some(
      (actual) => actual.kind !== 'target' && actual.region?.code === fact.region?.code && actual.years.includes(year),
    )
  ) {
    const said = say({ ...fact, kind: 'actual' }, { form });
    made.push({ change: 'target', text: said, expected: ['target_not_actual'], fact });
  }
  return made;
}
