/** Embedding, several processes: which of them gets which texts, so that all are done at about the same time. */

/** For each of `count` the positions of its texts; the longest are dealt first, each to who has least to do. */
export function dealTexts(texts: readonly string[], count: number): number[][] {
  const hands = Array.from({ length: count }, () => ({ positions: [] as number[], characters: 0 }));
  const longestFirst = [...texts.keys()].sort((a, b) => lengthOf(texts, b) - lengthOf(texts, a) || a - b);
  for (const position of longestFirst) {
    const [first, ...others] = hands;
    if (first === undefined) break;
    const least = others.reduce((one, other) => (other.characters < one.characters ? other : one), first);
    least.positions.push(position);
    least.characters += lengthOf(texts, position);
  }
  return hands.map(({ positions }) => positions);
}

function lengthOf(texts: readonly string[], position: number): number {
  return texts[position]?.length ?? 0;
}
