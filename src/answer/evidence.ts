/** How much of what a question asks for is there? The measure that evidence and the choice of sentences go by. */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';

/** Share of the query's weighted IDF mass of which a variant `stands` there, 0 to 1; 0 without terms. */
export function shareOfMass(
  query: readonly QueryTerm[],
  stands: (term: string) => boolean,
  lexicalIndex: LexicalIndex,
): number {
  return measureShares(query, lexicalIndex)(stands);
}

/** The same, for whoever measures many with one query. */
export function measureShares(
  query: readonly QueryTerm[],
  lexicalIndex: LexicalIndex,
): (stands: (term: string) => boolean) => number {
  const masses = query.map((term) => lexicalIndex.massOf(term));
  const mass = masses.reduce((sum, own) => sum + own, 0);
  return (stands) => {
    let matched = 0;
    for (let at = 0; at < query.length; at += 1) {
      if (query[at]?.variants.some(stands)) matched += masses[at] ?? 0;
    }
    return mass === 0 ? 0 : matched / mass;
  };
}
