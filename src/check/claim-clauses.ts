/**
 * Used to judge claims by their words: does a claim put together what a sentence says in two clauses of two things? Of 甲获评
 * 先进, 乙入选试点 come 甲入选试点 and 乙获评先进, all of whose words stand there. A clause that goes on about the one before it
 * names nothing of its own in front, and one whose words are in a single clause is put together of nothing.
 */

import { LIST_SIGN } from '../lexicon/characters.js';
import type { Gazetteer, Region, Tokenizer } from '../lexicon/contract.js';
import { isIdleName } from './claim-names.js';
import { NUMBER_BUT_YEAR } from './claim-numbers.js';
import { type ClaimUnit, evenWords, listUnits, type UnitTools } from './claim-units.js';

interface ClauseTools extends UnitTools {
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'cutWords'>;
}

/** Of a claim, read once. */
interface ClaimPart {
  readonly even: string;
  readonly units: readonly ClaimUnit[];
  /** In digits, but years. */
  readonly numbers: readonly string[];
}

export interface ClaimClause extends ClaimPart {
  /** Where it lists several. */
  readonly items: readonly ClaimPart[];
}

/** A clause of a sentence; its things are the nouns and names that the claim does not have. */
interface StatedClause {
  readonly even: string;
  readonly things: readonly string[];
}

const CLAUSE_END = /[,，;；:：。]/;
/** Clauses that are read of each. */
const MOST_OF_CLAIM = 12;
const MOST_OF_SENTENCE = 40;
/** Behind a place that is part of a name: 霍尔果斯|口岸, and not 丽水|的剧院. */
const IN_NAME = /^(?![的在将要已今去又还也有是把被从对向给让])\p{Script=Han}/u;
/** Characters of the last item of a list. */
const LONGEST_LAST = 10;
/** Of a place, which is no word of the claim to other measures. */
const PLACE_WEIGHT = 0.5;
/** Characters at the end of a word that say what it is: 体育|健儿. */
const HEAD = 2;
const ABSENT = Number.POSITIVE_INFINITY;

/** @param own the place that the claim is about, of which a report says all: it tells no clauses apart. */
export function readClauses(text: string, own: Region | null, tools: ClauseTools): ClaimClause[] {
  return text
    .split(CLAUSE_END)
    .slice(0, MOST_OF_CLAIM)
    .map((clause) => {
      const items = clause.split(LIST_SIGN).slice(0, MOST_OF_CLAIM);
      return {
        ...readPart(clause, own, tools),
        items: items.length === 1 ? [] : items.map((item) => readPart(item, own, tools)),
      };
    });
}

function readPart(text: string, own: Region | null, tools: ClauseTools): ClaimPart {
  const places = tools.gazetteer
    .find(text)
    .filter(({ region, end }) => region.code !== own?.code || IN_NAME.test(text.slice(end)));
  return {
    even: evenWords(text),
    units: [
      ...places.map(({ start, end }) => ({ forms: [evenWords(text.slice(start, end))], weight: PLACE_WEIGHT })),
      ...listUnits(text, 'zh', tools).filter(({ weight }) => weight > 0),
    ],
    numbers: evenWords(text).match(NUMBER_BUT_YEAR) ?? [],
  };
}

/** What the claim speaks of stands in one clause, what it says of it in another, which speaks of something else. */
export function isCrossed(
  claim: { readonly clauses: readonly ClaimClause[]; readonly even: string },
  stated: string,
  tools: ClauseTools,
): boolean {
  const texts = stated.split(CLAUSE_END).slice(0, MOST_OF_SENTENCE);
  const readAll = (parts: readonly string[], even: string): StatedClause[] =>
    parts.map((part) => ({ even: evenWords(part), things: listThings(part, even, tools) }));
  const clauses = readAll(texts, claim.even);
  if (claim.clauses.some((clause) => isOfTwo(clause, clauses))) return true;
  // 庐山植物园、井冈山公园: two items of one list, of which each is another one's.
  const lists = texts.filter((clause) => LIST_SIGN.test(clause)).map(splitList);
  return claim.clauses.some(({ items }) =>
    items.some((item) =>
      lists.some((list) => {
        const parts = readAll(list, item.even);
        return isOfTwo(item, parts) || isSlotTaken(item, parts);
      }),
    ),
  );
}

/** Its items, without what is said of all of them behind the last: 甲、乙|等项目建成. */
function splitList(clause: string): string[] {
  const items = clause.split(LIST_SIGN).slice(0, MOST_OF_SENTENCE);
  return [...items.slice(0, -1), (items.at(-1) ?? '').split('等')[0]?.slice(0, LONGEST_LAST) ?? ''];
}

function isOfTwo({ even, units, numbers }: ClaimPart, clauses: readonly StatedClause[]): boolean {
  const said = units.filter(({ forms }) => clauses.some((clause) => firstOf(forms, clause.even) !== ABSENT));
  const able = clauses.filter(
    (clause) => numbers.length === 0 || numbers.some((number) => clause.even.includes(number)),
  );
  const nearest = closest(said, able);
  if (said.length < 2 || nearest === null) return false;
  const inside = said.filter(({ forms }) => firstOf(forms, nearest.even) !== ABSENT);
  const outside = said.filter((unit) => !inside.includes(unit));
  if (inside.length === 0 || outside.length === 0) return false;
  const begins = firstOfAll(outside, even);
  const own = nearest.things[0];
  const isOfOther =
    own !== undefined &&
    nearest.even.indexOf(own) < firstOfAll(inside, nearest.even) &&
    !outside.some(({ forms }) => forms.some((form) => Array.from(form).some((character) => own.includes(character))));
  return (isOfOther && begins < firstOfAll(inside, even)) || isOtherEnd(outside, nearest, clauses);
}

/** 甲获文华奖, 乙获群星奖: in a clause of another stands, behind the same character, what the claim has instead. */
function isOtherEnd(outside: readonly ClaimUnit[], nearest: StatedClause, clauses: readonly StatedClause[]): boolean {
  const end = nearest.things.at(-1);
  const lead = end === undefined ? '' : nearest.even.charAt(nearest.even.lastIndexOf(end) - 1);
  if (!/\p{Script=Han}/u.test(lead)) return false;
  return outside.some(({ forms }) =>
    forms.some((form) =>
      clauses.some(
        ({ even, things: [first] }) =>
          first !== undefined && even.indexOf(first) < even.indexOf(lead + form) && !nearest.even.includes(form),
      ),
    ),
  );
}

/** In front of the same words stands what stands in front of others: 庐山|国家植物园 for 井冈山|国家植物园、庐山|国家公园. */
const SAME_SLOT = 3;

function isSlotTaken({ even, units }: ClaimPart, parts: readonly StatedClause[]): boolean {
  return parts.some((part) =>
    part.things.some((thing) => {
      const slot = part.even.slice(part.even.indexOf(thing) + thing.length).slice(0, SAME_SLOT);
      return (
        slot.length === SAME_SLOT &&
        units.some(({ forms }) =>
          forms.some(
            (form) =>
              even.includes(form + slot) &&
              !part.even.includes(form) &&
              parts.some((other) => other !== part && other.even.includes(form) && !other.even.includes(form + slot)),
          ),
        )
      );
    }),
  );
}

/** The clause that has most of the words, by their weight. */
function closest(units: readonly ClaimUnit[], clauses: readonly StatedClause[]): StatedClause | null {
  let best: { readonly clause: StatedClause; readonly cover: number } | null = null;
  for (const clause of clauses) {
    const found = units.filter(({ forms }) => firstOf(forms, clause.even) !== ABSENT);
    const cover = found.reduce((sum, { weight }) => sum + weight, 0);
    if (best === null || cover > best.cover) best = { clause, cover };
  }
  return best?.clause ?? null;
}

function firstOf(forms: readonly string[], text: string): number {
  const found = forms.map((form) => text.indexOf(form)).filter((at) => at >= 0);
  return found.length === 0 ? ABSENT : Math.min(...found);
}

function firstOfAll(units: readonly ClaimUnit[], text: string): number {
  return Math.min(...units.map(({ forms }) => firstOf(forms, text)));
}

function listThings(clause: string, claim: string, { tokenizer }: ClauseTools): string[] {
  return tokenizer
    .cutWords(clause)
    .filter(({ isNoun, isName, word }) => (isNoun || isName) && word.length > 1)
    .map(({ word }) => evenWords(word))
    .filter((word) => word !== '' && !claim.includes(word.slice(-HEAD)) && !isIdleName(word));
}
