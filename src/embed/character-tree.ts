/**
 * Embedding, the pieces that the model knows: a tree of their characters in flat arrays, an eighth of what it takes as objects.
 * Nodes are numbered from 0, the root, level by level: the children of one lie side by side, by code point.
 */

export interface CharacterTree {
  /** The first child of each node, and one more number: where the last one's end. */
  readonly firstChild: Int32Array;
  /** Code point that leads to each node. */
  readonly characters: Uint32Array;
}

/** The node that a code point leads to from another; 0 where none does. */
export type Step = (node: number, point: number) => number;

/** Code points below it are looked up in a table where a word begins: the root has thousands of children. */
const FIRST_PLANE = 0x10000;

/** The tree of words, and the node where each of them ends. */
export function growTree(words: readonly string[]): { tree: CharacterTree; ends: Int32Array } {
  interface Node {
    number: number;
    readonly children: Map<number, Node>;
  }
  const root: Node = { number: 0, children: new Map() };
  const last = words.map((word) => {
    let node = root;
    for (const character of word) {
      const point = character.codePointAt(0) ?? 0;
      const next = node.children.get(point) ?? { number: 0, children: new Map() };
      node.children.set(point, next);
      node = next;
    }
    return node;
  });
  const nodes = [root];
  const characters = [0];
  const firstChild: number[] = [];
  for (const node of nodes) {
    firstChild.push(nodes.length);
    for (const [point, child] of [...node.children].sort(([one], [other]) => one - other)) {
      child.number = nodes.length;
      characters.push(point);
      nodes.push(child);
    }
  }
  firstChild.push(nodes.length);
  return {
    tree: { firstChild: Int32Array.from(firstChild), characters: Uint32Array.from(characters) },
    ends: Int32Array.from(last, ({ number }) => number),
  };
}

export function createSteps({ firstChild, characters }: CharacterTree): Step {
  const childOfRoot = new Int32Array(FIRST_PLANE);
  for (let node = firstChild[0] ?? 0; node < (firstChild[1] ?? 0); node += 1) {
    childOfRoot[characters[node] ?? 0] = node;
  }
  return (node, point) => {
    if (node === 0 && point < FIRST_PLANE) return childOfRoot[point] ?? 0;
    let low = firstChild[node] ?? 0;
    const end = firstChild[node + 1] ?? 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((characters[middle] ?? 0) < point) low = middle + 1;
      else high = middle;
    }
    return low < end && characters[low] === point ? low : 0;
  };
}
