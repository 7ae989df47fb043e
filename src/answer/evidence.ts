/** How much of what a question asks for is there? The measure that evidence and the choice of sentences go by. */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';

/** Share of the query's weighted IDF mass of which a variant `stands` there, 0 to 1; 0 without terms. */
export function shareOfMass(
  query: readonly QueryTerm[],
  stands: (term: string) => boolean,
  lexicalIndex: LexicalIndex,
): number {
  let mass = 0;
  let matched = 0;
  for (const term of query) {
    const own = lexicalIndex.massOf(term);
    mass += own;
    if (term.variants.some(stands)) matched += own;
  }
  return mass === 0 ? 0 : matched / mass;
}
