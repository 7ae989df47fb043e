/**
 * Beside the judging of a sentence of a draft: it calls one of several places the first or the last (各县区里GDP最高的是平坝区),
 * and the figures of the documents give another one more. A sentence goes in; the fact that stands against it comes out.
 */

import { isOfOneYear, isPlanned, readSigned } from '../annotate/comparable.js';
import type { Fact, Snapshot } from '../index/contract.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { LONE_YEAR } from '../lexicon/years.js';
import type { ReadSentence } from './claims.js';

interface Tools {
  readonly snapshot: Snapshot;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
}

/** Of all places of one sort, and not of one place's history. */
const FIRST =
  /(?:各|哪个|所有|全[国省市州县区]).{0,40}最[高大多快强](?:的)?|最[高大多快强]的(?:省|市|州|县|区|地方|是)|\b(?:highest|largest|biggest|fastest)\b.{0,60}\b(?:of|among|in) (?:all|the)\b/i;
const LAST =
  /(?:各|所有|全[国省市州县区]).{0,40}最[低小少慢]的?|最[低小少慢]的(?:省|市|州|县|区|地方|是)|\b(?:lowest|smallest|slowest)\b.{0,60}\b(?:of|among|in) (?:all|the)\b/i;
const OF_HISTORY = /历史|历年|以来|近\S{1,2}年|新高|新低|\brecord\b|\bever\b|\bsince\b/i;
const YEAR = new RegExp(LONE_YEAR, 'g');
const GROWTH = /增速|增长|增幅|涨幅|最[快慢]|grow|fast|slow/i;
/** Of fewer places that give a figure none is the first. */
const FEWEST = 3;

/** Null unless a figure of another place stands against the sentence. */
export function findAgainstSuperlative({ text, claims }: ReadSentence, tools: Tools): Fact | null {
  const [first, last] = [FIRST.test(text), LAST.test(text)];
  if (first === last || OF_HISTORY.test(text) || claims.length > 0) return null;
  const { snapshot, gazetteer, glossary } = tools;
  const [mention, ...more] = glossary.findAsked(text).filter(({ term }) => term.kind === 'indicator');
  const years = [...new Set(text.match(YEAR) ?? [])].map(Number);
  const [year] = years;
  const places = gazetteer.find(text).map(({ region }) => region);
  const own = places.at(-1);
  if (mention === undefined || more.length > 0 || year === undefined || years.length > 1 || own === undefined) {
    return null;
  }
  const measure = GROWTH.test(text) ? 'growth' : 'level';
  const around = places.filter(({ code }) => code !== own.code);
  const isPeer = (region: Region | null): boolean =>
    region?.level === own.level && around.every((outer) => gazetteer.contains(outer, region));
  const facts = snapshot.facts
    .aboutTerm(mention.term.name)
    .filter(
      (fact) =>
        isPeer(fact.region) &&
        isOfOneYear(fact) &&
        fact.years[0] === year &&
        fact.scope === '' &&
        !isPlanned(fact.kind) &&
        fact.figure.measure === measure &&
        fact.figure.quantity.bound === 'exact',
    );
  const mine = facts.filter(({ region }) => region?.code === own.code);
  const [held] = mine;
  if (held === undefined || new Set(facts.map(({ region }) => region?.code)).size < FEWEST) return null;
  const beyond = facts
    .filter((fact) => fact.figure.quantity.unit === held.figure.quantity.unit && fact.region?.code !== own.code)
    .filter((fact) => mine.every((each) => (readSigned(fact) - readSigned(each)) * (first ? 1 : -1) > 0))
    .sort((a, b) => (readSigned(b) - readSigned(a)) * (first ? 1 : -1));
  return beyond[0] ?? null;
}
