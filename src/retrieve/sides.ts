/**
 * Whose turn is it? With several places in the question the passages of each are taken in turn, so that a reader who
 * compares has all sides before the first passages are read.
 */

import type { Gazetteer, Region } from '../ingest/contract.js';

/** Places of the question that stand beside each other: one that another lies in (湖北荆门) only says where that is. */
export function findSides(regions: readonly Region[], gazetteer: Gazetteer): Region[] {
  return regions.filter((outer) => !regions.some((inner) => inner !== outer && gazetteer.contains(outer, inner)));
}

/**
 * Takes one of each side in turn, the side of the best first; what belongs to no side stays behind all that does. `ranked`
 * is best first; `sideOf` gives the number of a side or null.
 */
export function takeInTurn<Item>(ranked: readonly Item[], sideOf: (item: Item) => number | null): Item[] {
  const bySide = new Map<number, Item[]>();
  const others: Item[] = [];
  for (const item of ranked) {
    const side = sideOf(item);
    const queue = side === null ? others : (bySide.get(side) ?? []);
    if (side !== null && queue.length === 0) bySide.set(side, queue);
    queue.push(item);
  }
  const queues = [...bySide.values()];
  const longest = Math.max(0, ...queues.map(({ length }) => length));
  const taken: Item[] = [];
  for (let turn = 0; turn < longest; turn += 1) {
    for (const queue of queues) taken.push(...queue.slice(turn, turn + 1));
  }
  return [...taken, ...others];
}
