/** How much of what a question asks for is there? The measure that evidence and the choice of sentences go by. */

import type { LexicalIndex, QueryTerm } from '../index/contract.js';

/** Share of the query's weighted IDF mass of which one of the `standing` terms is a variant, 0 to 1; 0 without terms. */
export function shareOfMass(
  query: readonly QueryTerm[],
  standing: readonly string[],
  lexicalIndex: LexicalIndex,
): number {
  const found = new Set(standing);
  let mass = 0;
  let matched = 0;
  for (const term of query) {
    const own = lexicalIndex.massOf(term);
    mass += own;
    if (term.variants.some((variant) => found.has(variant))) matched += own;
  }
  return mass === 0 ? 0 : matched / mass;
}
