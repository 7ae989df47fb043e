/**
 * Cleaning across files: do two texts that share nearly all of their words state the same figures, each in its place?
 * The words of both go in (`duplicates.ts`). They are aligned by stretches that stand once in each; between two such
 * stretches the figures must be the same in the same order. That a figure stands elsewhere in the other text says
 * nothing: whoever changes one can keep the old one somewhere else.
 */

/** Characters of a stretch that both texts must have exactly once to be aligned by it. */
const STRETCH_LENGTH = 8;
/** Only every so-many-th stretch is looked at; between two of them figures are compared one by one in any case. */
const SAMPLED = 8;
/** A passage that one text has and the other lacks (preface, glossary, paragraph) is at least this long. */
const LEAST_OWN_PASSAGE = 100;
/** 第 and 页 around the number of a page. */
const MOST_AROUND_PAGE = 2;

const UNITS = '%‰亿万元家个人亩户';
/** A number with its unit, if it has one; in Chinese numerals only where it states something: 百分之五, 三万亿元, 两番. */
const FIGURE = new RegExp(
  `-?\\d+(?:\\.\\d+)?[${UNITS}]?|百分之[负零〇一二三四五六七八九十百点两]+|[零〇一二三四五六七八九十百千万亿两]{1,12}[元家人亩户倍番成吨]`,
  'g',
);

interface Figure {
  readonly start: number;
  readonly value: string;
}

/** Where both texts have the same stretch, and it only once. */
interface Anchor {
  readonly one: number;
  readonly other: number;
}

/** Linear in the length of both texts, but for n log n over the stretches that are looked at. */
export function stateSameFigures(one: string, other: string): boolean {
  const figures = [listFigures(one), listFigures(other)] as const;
  const anchors = [...align(one, other), { one: one.length, other: other.length }];
  const next = [0, 0] as [number, number];
  let [ownsPassage, otherOwnsPassage] = [false, false];
  let from: Anchor = { one: 0, other: 0 };
  for (const to of anchors) {
    const mine = takeUntil(figures[0], next[0], to.one);
    const theirs = takeUntil(figures[1], next[1], to.other);
    next[0] += mine.length;
    next[1] += theirs.length;
    const [rest, otherRest] = withoutCommonEnds(mine, theirs);
    const longer = to.one - from.one - (to.other - from.other);
    from = to;
    if (rest.length === 0 && otherRest.length === 0) continue;
    if (rest.length > 0 && otherRest.length > 0) return false;
    const [extra, extraLength] = rest.length > 0 ? [rest, longer] : [otherRest, -longer];
    if (isPageNumber(extra, extraLength)) continue;
    if (extraLength < LEAST_OWN_PASSAGE) return false;
    if (rest.length > 0) ownsPassage = true;
    else otherOwnsPassage = true;
  }
  // Were both to have passages of their own, one could be the other's, moved and changed.
  return !(ownsPassage && otherOwnsPassage);
}

function listFigures(words: string): Figure[] {
  return [...words.matchAll(FIGURE)].map((match) => ({ start: match.index, value: match[0] }));
}

function takeUntil(figures: readonly Figure[], first: number, end: number): string[] {
  const taken: string[] = [];
  for (let index = first; index < figures.length; index++) {
    const figure = figures[index];
    if (figure === undefined || figure.start >= end) break;
    taken.push(figure.value);
  }
  return taken;
}

function withoutCommonEnds(one: readonly string[], other: readonly string[]): [string[], string[]] {
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  return [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
}

/** A number without a unit that was put between the words of the other text, and nothing else was. */
function isPageNumber(extra: readonly string[], extraLength: number): boolean {
  const [value = ''] = extra;
  const least = value.length;
  return extra.length === 1 && /^-?\d+$/.test(value) && extraLength >= least && extraLength <= least + MOST_AROUND_PAGE;
}

/** Stretches that stand once in each text, as many as stand in the same order in both. */
function align(one: string, other: string): Anchor[] {
  const [places, otherPlaces] = [placesOfStretches(one), placesOfStretches(other)];
  const anchors: Anchor[] = [];
  for (const [stretch, place] of places) {
    const otherPlace = otherPlaces.get(stretch);
    if (place !== null && otherPlace !== null && otherPlace !== undefined)
      anchors.push({ one: place, other: otherPlace });
  }
  return longestInOrder(anchors.sort((first, second) => first.one - second.one));
}

/** Where each stretch of the sample stands; null for one that stands twice. */
function placesOfStretches(words: string): Map<string, number | null> {
  const places = new Map<string, number | null>();
  for (let start = 0; start + STRETCH_LENGTH <= words.length; start++) {
    let sum = 0;
    for (let index = start; index < start + STRETCH_LENGTH; index++) {
      sum = Math.imul(sum ^ words.charCodeAt(index), 0x01000193) >>> 0;
    }
    if ((sum >>> 12) % SAMPLED !== 0) continue;
    const stretch = words.slice(start, start + STRETCH_LENGTH);
    places.set(stretch, places.has(stretch) ? null : start);
  }
  return places;
}

/** The longest run of anchors that ascends in both texts (patience sorting). */
function longestInOrder(anchors: readonly Anchor[]): Anchor[] {
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [index, { other }] of anchors.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[ends[middle] ?? 0]?.other ?? 0) < other) low = middle + 1;
      else high = middle;
    }
    before.set(index, ends[low - 1]);
    ends[low] = index;
  }
  const run: Anchor[] = [];
  for (let index = ends.at(-1); index !== undefined; index = before.get(index)) {
    const anchor = anchors[index];
    if (anchor) run.push(anchor);
  }
  return run.reverse();
}
