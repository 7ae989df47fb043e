/**
 * What comes out of a table: who is highest, in which order, or that it is the same. Only where every figure measures the
 * same, is of the same kind, and is bounded so that the order cannot be another.
 */

import { isFall, isPlanned, readSigned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import { tidy } from '../lexicon/numerals.js';
import { type Reach, reachOf } from '../lexicon/quantities.js';
import type { Composing, Grid, LeadLine } from './contract.js';
import type { LeadWriter } from './lead-writer.js';

/** Of a ranking so many are named when the question says no number. */
const NAMED = 3;
const MOST_NAMED = 10;
const ASKED_COUNT =
  /(?:前|最[高低多少大小快慢强]的?)([二两三四五六七八九十]|\d{1,2})|\btop (two|three|four|five|ten|\d{1,2})\b/i;
const COUNTS: Readonly<Record<string, number>> = {
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
};
const LOWEST = /最[低少小慢弱差]|倒数|垫底|\b(?:lowest|least|fewest|smallest|slowest)\b/i;

/** What a verdict is said with. */
export type Speaking = Pick<Composing, 'question' | 'writer'>;

/** One line a column that can be put in order, none for one that cannot. */
export function findVerdict(grid: Grid, isRanking: boolean, composing: Speaking): LeadLine[] {
  if (grid.regions.length < 2) return compareTimes(grid, composing);
  const columns = grid.times.map((_, column) => grid.cells.flatMap((row) => row[column] ?? []));
  const most = Math.max(...columns.map(({ length }) => length));
  // Who asks which is first without a year means now: the newest is told first.
  const inOrder = isRanking ? [...columns].reverse() : columns;
  return inOrder.flatMap((facts) => {
    // A year that few places tell of says nothing about all of them.
    if (facts.length < 2 || facts.length * 2 < most || !areAlike(facts)) return [];
    const order = [...facts].sort((a, b) => readSigned(b) - readSigned(a));
    return isRanking || facts.length > NAMED ? rank(order, composing) : compare(order, composing);
  });
}

function compareTimes(grid: Grid, composing: Speaking): LeadLine[] {
  const { writer } = composing;
  const [facts = []] = grid.cells.map((row) => row.filter((fact) => fact !== null));
  const [first, last] = [facts[0], facts.at(-1)];
  if (first === undefined || last === undefined || first === last || facts.length > 2) return [];
  if (first.figure.quantity.unit !== last.figure.quantity.unit) return [];
  const [higher, lower] = readSigned(last) > readSigned(first) ? [last, first] : [first, last];
  if (!isOrdered(higher, lower)) return [];
  const [own, other] = [readSigned(first), readSigned(last)];
  const name = (fact: Fact): string =>
    writer.years(fact.years) +
    (isPlanned(fact.kind) ? writer.say('目标', ' target') : '') +
    writer.say(`（${writer.figure(fact)}）`, ` (${writer.figure(fact)})`);
  const text =
    own === other
      ? writer.say(`${name(last)}与${name(first)}相同`, `${name(last)} is the same as ${name(first)}`)
      : other > own
        ? writer.say(`${name(last)}高于${name(first)}`, `${name(last)} is higher than ${name(first)}`)
        : writer.say(`${name(last)}低于${name(first)}`, `${name(last)} is lower than ${name(first)}`);
  const place = first.region === null ? '' : writer.place(first.region);
  return [
    {
      text: `${place}${writer.say('', ', ')}${nameSubject(first, writer)}${writer.say('：', ': ')}${text}`,
      proof: [first, last],
    },
  ];
}

function compare(order: readonly Fact[], composing: Speaking): LeadLine[] {
  const { writer } = composing;
  const pairs = order.slice(1).map((fact, at) => [order[at] ?? fact, fact] as const);
  if (!pairs.every(([higher, lower]) => isOrdered(higher, lower))) return [];
  const name = (fact: Fact): string => nameWithFigure(fact, composing);
  const words = pairs.map(([higher, lower]) =>
    readSigned(higher) === readSigned(lower) ? writer.say('与', ' and ') : writer.say('高于', ' is higher than '),
  );
  const areSame = words.every((word) => word === writer.say('与', ' and '));
  const row = order.map((fact, at) => `${at === 0 ? '' : (words[at - 1] ?? '')}${name(fact)}`).join('');
  return [
    { text: `${introduce(order, composing)}${row}${areSame ? writer.say('相同', ' are the same') : ''}`, proof: order },
  ];
}

function rank(order: readonly Fact[], composing: Speaking): LeadLine[] {
  const { writer, question } = composing;
  const isLowest = LOWEST.test(question);
  const sorted = isLowest ? [...order].reverse() : order;
  const asked = ASKED_COUNT.exec(question);
  const word = (asked?.[1] ?? asked?.[2] ?? '').toLowerCase();
  const count = Math.min(MOST_NAMED, COUNTS[word] ?? (Number(word) || NAMED));
  const shown = takeCertain(sorted, count, (one, other) => (isLowest ? isAbove(other, one) : isAbove(one, other)));
  if (shown.length === 0) return [];
  const open = asked === null ? [] : listOpen(sorted, shown.length, count);
  const names = (facts: readonly Fact[]): string =>
    facts.map((fact) => nameWithFigure(fact, composing)).join(writer.say('、', ', '));
  // All that have as much share the first place.
  const firsts = shown.filter((fact) => readSigned(fact) === readSigned(shown[0] ?? fact));
  const behind = shown.slice(firsts.length);
  const rest = behind.length === 0 ? '' : writer.say(`；其次是${names(behind)}`, `; then ${names(behind)}`);
  const first = isLowest ? writer.say('最低的是', 'lowest: ') : writer.say('最高的是', 'highest: ');
  const further =
    open.length === 0
      ? ''
      : writer.say(
          `；其后是${names(open)}，次序不能确定`,
          `; then ${names(open)}, in an order that the words leave open`,
        );
  const among = writer.say(`（在有数字的${order.length}个地方中）`, ` (of ${order.length} places with a figure)`);
  const proof = [...shown, ...open];
  return [{ text: `${introduce(proof, composing)}${first}${names(firsts)}${rest}${further}${among}`, proof }];
}

/**
 * Those that come next by the numbers that are written, where 左右 and 以上 leave their order open; all that have as much as the
 * last of them, or none where these are too many.
 */
function listOpen(sorted: readonly Fact[], from: number, count: number): readonly Fact[] {
  if (from >= count) return [];
  const last = sorted[Math.min(count, sorted.length) - 1];
  const end = sorted.findLastIndex((fact) => last !== undefined && readSigned(fact) === readSigned(last)) + 1;
  return end > MOST_NAMED ? [] : sorted.slice(from, end);
}

/** The first `count` and what is as far as the last of them: as many as stand before all others for certain. */
function takeCertain(sorted: readonly Fact[], count: number, isBefore: (one: Fact, other: Fact) => boolean): Fact[] {
  let certain = 0;
  while (certain < Math.min(count, sorted.length)) {
    const [next, ...rest] = sorted.slice(certain);
    const equals = rest.findIndex((fact) => next !== undefined && readSigned(fact) !== readSigned(next));
    const end = equals < 0 ? sorted.length : certain + 1 + equals;
    const others = sorted.slice(end);
    const isClear = sorted.slice(certain, end).every((fact) => others.every((other) => isBefore(fact, other)));
    if (!isClear || end > MOST_NAMED) break;
    certain = end;
  }
  return sorted.slice(0, certain);
}

export function introduce(facts: readonly Fact[], { writer }: Speaking): string {
  const [first] = facts;
  if (first === undefined) return '';
  const aim = isPlanned(first.kind) ? writer.say('目标', ', target') : '';
  return `${writer.years(first.years)}${writer.say('', ' ')}${nameSubject(first, writer)}${aim}${writer.say('：', ': ')}`;
}

/** What grew faster is not what is larger. */
function nameSubject(fact: Fact, writer: LeadWriter): string {
  const subject = writer.subject(fact);
  const isNamed = /(?:增速|增长率|growth)$/.test(subject);
  return fact.figure.measure === 'growth' && !isNamed ? `${subject}${writer.say('增速', ' growth')}` : subject;
}

export function nameWithFigure(fact: Fact, { writer }: Speaking): string {
  const place = fact.region === null ? '' : writer.place(fact.region);
  return writer.say(`${place}（${writer.figure(fact)}）`, `${place} (${writer.figure(fact)})`);
}

/** The same thing in the same unit, and all of them reached or all of them aimed at. */
export function areAlike(facts: readonly Fact[]): boolean {
  const keys = facts.map(({ figure, kind, scope, years }) =>
    [figure.quantity.unit, figure.measure, isPlanned(kind), scope, years.join()].join('|'),
  );
  return new Set(keys).size === 1;
}

/** Whether the one is above the other, or said to be the same in the same words. */
function isOrdered(higher: Fact, lower: Fact): boolean {
  if (readSigned(higher) !== readSigned(lower)) return isAbove(higher, lower);
  const [one, other] = [higher.figure.quantity, lower.figure.quantity];
  return one.bound === other.bound && (one.to ?? one.value) === (other.to ?? other.value);
}

/** Aims are held against each other by the number that is set; of results the words around it may leave the order open. */
function isAbove(higher: Fact, lower: Fact): boolean {
  const areAims = isPlanned(higher.kind) && isPlanned(lower.kind);
  return readSigned(higher) > readSigned(lower) && readReach(higher, areAims).low >= readReach(lower, areAims).high;
}

/** From the least to the most that it may be; of a fall the larger number is the less. */
export function readReach(fact: Fact, isAim: boolean): Reach {
  const { quantity } = fact.figure;
  const reach = isAim ? { low: quantity.value, high: quantity.to ?? quantity.value } : reachOf(quantity);
  const [low, high] = [tidy(reach.low), tidy(reach.high)];
  return isFall(fact) ? { low: -high, high: -low } : { low, high };
}
