/** Lexicon: of places one of which lies in another the inner one is meant: 湖北 in 湖北荆门 only says where that is. */

import type { Gazetteer, Region } from './contract.js';

export function keepInnermost(regions: readonly Region[], gazetteer: Gazetteer): Region[] {
  return regions.filter((outer) => !regions.some((inner) => inner !== outer && gazetteer.contains(outer, inner)));
}
