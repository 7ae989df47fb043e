/**
 * Which figures are above or below what a question sets: 增速超过6%的省有哪些. Only those that are so for certain, whatever
 * their own bounds leave open.
 */

import { isPlanned, readSigned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import { reachOf } from '../lexicon/quantities.js';
import { comparedIn } from '../lexicon/units.js';
import type { Limit } from '../understand/contract.js';
import type { Grid, LeadLine } from './contract.js';
import { areAlike, introduce, nameWithFigure, readReach, type Speaking } from './verdict.js';

/** Places named in a line; the table has all of them. */
const MOST_NAMED = 10;

/** True or false where it is certain, else null. A range or a bound of the figure may lie on both sides. */
export function isBeyond(fact: Fact, { quantity: limit, direction }: Limit): boolean | null {
  const { name, factor } = comparedIn(limit.unit);
  const own = comparedIn(fact.figure.quantity.unit);
  if (own.name !== name) return null;
  const value = limit.value * factor;
  const signed = readReach(fact, isPlanned(fact.kind));
  const reach = isByFall(fact, direction) ? { low: -signed.high, high: -signed.low } : signed;
  const [low, high] = [reach.low * own.factor, reach.high * own.factor];
  // More than the number that is written: 超6% is not 6%.
  const isMore = fact.figure.quantity.bound === 'over' && !isPlanned(fact.kind);
  switch (limit.bound) {
    case 'over':
      return low > value || (isMore && low >= value) ? true : high <= value ? false : null;
    case 'atLeast':
      return low >= value ? true : high < value ? false : null;
    case 'under':
      return high < value ? true : low >= value ? false : null;
    case 'atMost':
      return high <= value ? true : low > value ? false : null;
    case 'exact':
    case 'about':
    case 'nearly': {
      const room = reachOf(limit);
      if (high < room.low * factor || low > room.high * factor) return false;
      return low === value && high === value ? true : null;
    }
  }
}

/** 下降超过5% asks how far it fell: what rose fell by less than nothing. */
function isByFall({ figure }: Fact, direction: Limit['direction']): boolean {
  return direction === 'down' && figure.measure === 'growth';
}

/** The places beyond the limit, and a line for each time that can be told; null where units or kinds are others. */
export function keepBeyond(
  grid: Grid,
  limit: Limit,
  speaking: Speaking,
): { readonly grid: Grid; readonly lead: readonly LeadLine[] } | null {
  const columns = grid.times.map((_, column) => keepAlike(grid.cells.flatMap((row) => row[column] ?? [])));
  const all = columns.flat();
  if (all.length === 0 || all.every((fact) => isBeyond(fact, limit) === null)) return null;
  const beyond = new Set(all.filter((fact) => isBeyond(fact, limit) === true));
  const kept = grid.cells.map((row) => row.some((fact) => fact !== null && beyond.has(fact)));
  const lead = columns.flatMap((facts) => nameBeyond(facts, limit, speaking));
  const some = kept.includes(true);
  return {
    grid: {
      ...grid,
      regions: some ? grid.regions.filter((_, row) => kept[row]) : grid.regions,
      cells: some ? grid.cells.filter((_, row) => kept[row]) : grid.cells,
    },
    lead,
  };
}

/** Those that measure the same as most do: among what was reached no aim counts. */
function keepAlike(facts: readonly Fact[]): readonly Fact[] {
  const groups = facts.map((one) => facts.filter((other) => areAlike([one, other])));
  return groups.reduce<readonly Fact[]>((most, group) => (group.length > most.length ? group : most), []);
}

function nameBeyond(facts: readonly Fact[], limit: Limit, speaking: Speaking): LeadLine[] {
  const { writer } = speaking;
  const rank = (fact: Fact): number => readSigned(fact) * (isByFall(fact, limit.direction) ? -1 : 1);
  const order = [...facts].sort((a, b) => rank(b) - rank(a));
  const found = order.filter((fact) => isBeyond(fact, limit) === true);
  const among = writer.say(`（在有数字的${facts.length}个地方中）`, ` (of ${facts.length} places with a figure)`);
  if (found.length === 0) {
    // What proves that there is none is the figure that comes nearest.
    const nearest = limit.quantity.bound === 'over' || limit.quantity.bound === 'atLeast' ? order[0] : order.at(-1);
    if (nearest === undefined || order.some((fact) => isBeyond(fact, limit) === null)) return [];
    const text = writer.say(`没有符合的地方，最接近的是`, 'none; the nearest is ');
    return [
      {
        text: `${introduce([nearest], speaking)}${text}${nameWithFigure(nearest, speaking)}${among}`,
        proof: [nearest],
      },
    ];
  }
  const named = found.slice(0, MOST_NAMED);
  const rest = found.length - named.length;
  const list = named.map((fact) => nameWithFigure(fact, speaking)).join(writer.say('，', ', '));
  const more = rest === 0 ? '' : writer.say(`等${found.length}个`, ` and ${rest} more`);
  return [{ text: `${introduce(named, speaking)}${list}${more}${among}`, proof: named }];
}
