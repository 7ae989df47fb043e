/** Lexicon, places: what counties of the list have become since goes in and comes out, for the gazetteer. */

import type { Region } from './contract.js';

/**
 * The list holds counties beside the districts that they became (沙县, 沙县区) and districts that were joined under the
 * name of one: each is the district of today. Gives it by the codes of the others.
 */
export function findDistrictsOfToday(regions: readonly Region[]): Map<string, Region> {
  const stemOf = ({ code, name }: Region) => code.slice(0, 4) + name.replace(/(?<=.)[县市区]{1,2}$/, '');
  const counties = regions.filter(({ level }) => level === 'county');
  const districts = new Map(counties.filter(({ name }) => name.endsWith('区')).map((each) => [stemOf(each), each]));
  return new Map(
    counties.flatMap((county): [string, Region][] => {
      const district = districts.get(stemOf(county));
      return district === undefined || district === county ? [] : [[county.code, district]];
    }),
  );
}
