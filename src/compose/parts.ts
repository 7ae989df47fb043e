/**
 * Beside isolate.ts: plain data goes in, too much for one message; parts of it come out, and of parts the whole. What
 * comes in one message is made objects of in one go, and four megabytes of text are a second in which nobody has a turn.
 */

/** Objects, and hundreds of characters, of a part: a few milliseconds of whoever receives it. */
const MAX_WEIGHT = 2_000;
const CHARACTERS_OF_A_WEIGHT = 100;

type Path = readonly (string | number)[];

/** Items that go to the end of an array. */
export interface Part {
  /** Where that array stands in the whole. */
  readonly path: Path;
  readonly items: readonly unknown[];
}

/** What is left of `whole` without the items of its long arrays, and these, in the order to put them back in. */
export function takeApart(whole: unknown): { readonly rest: unknown; readonly parts: readonly Part[] } {
  const parts: Part[] = [];
  const rest = empty(whole, [], parts);
  return { rest, parts };
}

/** Fills `rest`. Parts come from another process: what names no array that it has itself is passed over. */
export function putTogether(rest: unknown, parts: readonly Part[]): unknown {
  for (const { path, items } of parts) {
    const array = path.reduce<unknown>(readOwn, rest);
    if (!Array.isArray(array)) continue;
    for (const item of items) array.push(item);
  }
  return rest;
}

function readOwn(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function empty(value: unknown, path: Path, parts: Part[]): unknown {
  if (!isPlain(value) || weigh(value) <= MAX_WEIGHT) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, empty(each, [...path, key], parts)]));
  }
  const ofItems: Part[] = [];
  let items: unknown[] = [];
  let weight = 0;
  for (const [at, each] of value.entries()) {
    const item = empty(each, [...path, at], ofItems);
    items.push(item);
    weight += weigh(item);
    if (weight < MAX_WEIGHT) continue;
    parts.push({ path, items });
    items = [];
    weight = 0;
  }
  parts.push({ path, items });
  // An item is there before it is filled.
  for (const part of ofItems) parts.push(part);
  return [];
}

function weigh(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_OF_A_WEIGHT;
  return isPlain(value) ? Object.values(value).reduce<number>((sum, each) => sum + weigh(each), 1) : 1;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Array.prototype || prototype === Object.prototype || prototype === null;
}
