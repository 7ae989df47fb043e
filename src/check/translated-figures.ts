/**
 * Used by translated-judge.ts: what one Chinese sentence says of the figures that an English one claims. Each claimed
 * figure is held against those of the sentence that measure in the same kind of unit and are of its place; which of them
 * its words speak of is counted.
 */

import { isPlanned } from '../annotate/comparable.js';
import type { Fact } from '../index/contract.js';
import { lastMatchEnd } from '../lexicon/characters.js';
import type { Gazetteer, Region } from '../lexicon/contract.js';
import { comparedIn } from '../lexicon/units.js';
import type { FigureClaim } from './claims.js';
import type { SoughtInEnglish } from './english-words.js';
import { areOfOneYear, compareValues, isAgreeing } from './figure-values.js';
import { shareOutWords } from './figure-votes.js';
import { isOfThing } from './things.js';

/** A figure of the sentence, and how much of the claim's words speaks of it. */
export interface VotedFact {
  readonly fact: Fact;
  readonly votes: number;
}

/** What a sentence has of one claimed figure. */
export interface HeldFigure {
  readonly sought: SoughtInEnglish;
  /** The one with the claimed value, of its time or of another; null when none has it. */
  readonly own: VotedFact | null;
  readonly isOfTime: boolean;
  /** Another value that its words speak of, more than of any other, of its time. */
  readonly other: VotedFact | null;
  /** How many values of its time there are beside the claimed one that no other claimed figure has. */
  readonly rivals: number;
}

/** Physical measures: English says tonnes where the report does, while a count may have any counting word. */
const MEASURED: ReadonlySet<string> = new Set([
  ...[
    '吨',
    '平方米',
    '公里',
    '海里',
    '立方米',
    '千瓦',
    '千瓦时',
    '千伏',
    '标箱',
    '微克/立方米',
    '小时',
    '天',
    '公里/小时',
  ],
  ...[
    '吨公里',
    '人公里',
    '千伏安',
    'PFLOPS',
    '岁',
    '分',
    '摄氏度',
    '元',
    '美元',
    '欧元',
    '港元',
    '%',
    '百分点',
    '年',
    '月',
  ],
  ...['季度', '位', '工作日'],
]);
/** What a place or term in the words of a figure is worth beside all of the claim's words, and these with another term. */
const NAMED = 0.5;
const OTHER_TERM = 0.3;

/** @param isCited the figures are those of a sentence that is known to be meant: the only one of its kind is. */
export function holdFigures(
  prepared: readonly SoughtInEnglish[],
  facts: readonly Fact[],
  gazetteer: Gazetteer,
  isCited = false,
): HeldFigure[] {
  const taken = new Map<Fact, Taker>();
  const voted = prepared.map((sought) => {
    const all = shareVotes(sought, facts, gazetteer);
    const own = pickOwn(sought, all, taken, isCited && all.length === 1);
    if (own !== null) taken.set(own.fact, { sought, votes: own.votes });
    return { sought, all, own };
  });
  return voted.map(({ sought, all, own }): HeldFigure => {
    const { claim } = sought;
    const rivals = all.filter(
      ({ fact, votes }) =>
        fact !== own?.fact &&
        saysOther(claim, fact) &&
        isOfTime(claim, fact) &&
        !isOfAnother(taken.get(fact), sought, votes),
    );
    return {
      sought,
      own,
      isOfTime: own !== null && isOfTime(claim, own.fact),
      other: rivals[0] ?? null,
      rivals: rivals.length,
    };
  });
}

/** Which claimed figure a document's is, and how surely. */
interface Taker {
  readonly sought: SoughtInEnglish;
  readonly votes: number;
}

/** Most votes first. */
function shareVotes({ claim, near }: SoughtInEnglish, facts: readonly Fact[], gazetteer: Gazetteer): VotedFact[] {
  const comparable = facts.filter(
    (fact) =>
      isOfOneKind(claim, fact) &&
      moves(claim) === doesMove(fact) &&
      claim.figure.isFormer === fact.figure.isFormer &&
      claim.isAverage === fact.isAverage &&
      claim.period === fact.period &&
      isOfPlace(claim, fact, gazetteer),
  );
  const votes = shareOutWords(near, comparable);
  return comparable
    .map((fact): VotedFact => ({ fact, votes: weighVotes(claim, fact, votes.get(fact) ?? 0, gazetteer) }))
    .sort((a, b) => b.votes - a.votes);
}

function pickOwn(
  sought: SoughtInEnglish,
  voted: readonly VotedFact[],
  taken: ReadonlyMap<Fact, Taker>,
  isOnly: boolean,
): VotedFact | null {
  const { claim } = sought;
  const agreeing = voted.filter(
    ({ fact }) => !taken.has(fact) && saysSame(claim, fact) && (isOnly || isOfThing(sought, fact)),
  );
  return agreeing.find(({ fact }) => isOfTime(claim, fact)) ?? agreeing[0] ?? null;
}

/** A share of the value that may be lost where units are converted: 666,667 hectares for 1000万亩. */
const CONVERTED = 1e-4;

/** As exactly, less so, or more so only because it was converted. */
export function saysSame(claim: FigureClaim, fact: Fact): boolean {
  const agreement = compareValues(claim, fact);
  if (agreement !== 'finer') return isAgreeing(agreement);
  const [own, other] = [toCompared(claim), toCompared(fact)];
  return Math.abs(own - other) <= other * CONVERTED;
}

/** From this share of a value on one that is said more exactly is another one: 1.5万亿元 is not 1万亿元. */
const ANOTHER = 0.05;

function saysOther(claim: FigureClaim, fact: Fact): boolean {
  const agreement = compareValues(claim, fact);
  if (agreement !== 'finer') return agreement === 'differs';
  const [own, other] = [toCompared(claim), toCompared(fact)];
  return Math.abs(own - other) > other * ANOTHER;
}

function toCompared({ figure: { quantity } }: Pick<Fact, 'figure'>): number {
  return quantity.value * comparedIn(quantity.unit).factor;
}

/** What another claimed figure more surely is, or one of the same words, is no other value of this one. */
function isOfAnother(taker: Taker | undefined, { near }: SoughtInEnglish, votes: number): boolean {
  if (taker === undefined) return false;
  const known = new Set(taker.sought.near.map(({ forms }) => forms[0]));
  return taker.votes > votes || near.every(({ forms }) => known.has(forms[0]));
}

function isOfOneKind({ figure: own }: FigureClaim, { figure: other }: Fact): boolean {
  if ((own.measure === 'rank') !== (other.measure === 'rank')) return false;
  const [unit, stated] = [comparedIn(own.quantity.unit).name, comparedIn(other.quantity.unit).name];
  if (unit === stated) return true;
  if (unit === '个') return !MEASURED.has(stated);
  if (unit === '人' && stated === '个') return true;
  return other.quantity.unit === '' && !['%', '百分点', '位', '年', '月'].includes(unit);
}

/** What there is, and by how much it changed, are two figures. */
export function moves({ figure: { measure } }: Pick<Fact, 'figure'>): boolean {
  return measure === 'growth' || measure === 'change';
}

const MOVED = /压减|压缩|压降|减少|削减|精简|下降|降低|增长|增加|提高/;
const CLAUSE_END = /[，,；;。]/g;

/** 压减论坛、展会58%: the verb may stand far in front. */
function doesMove(fact: Fact): boolean {
  const { figure, text } = fact;
  if (moves(fact)) return true;
  if (figure.quantity.unit !== '%' || figure.measure !== 'level' || figure.direction !== null) return false;
  const before = text.slice(0, figure.start);
  return MOVED.test(before.slice(lastMatchEnd(CLAUSE_END, before)));
}

/** Places that the words of a figure name, read once for all claims. */
const placesNamed = new WeakMap<Fact, readonly Region[]>();

function placesNamedBy(fact: Fact, gazetteer: Gazetteer): readonly Region[] {
  const known = placesNamed.get(fact);
  if (known !== undefined) return known;
  const read = gazetteer.find(fact.figure.subject).map((mention) => mention.region);
  placesNamed.set(fact, read);
  return read;
}

/** Of figures in a list (厦门、福州…分别) each has its own place in its words. */
function placesOf(fact: Fact, gazetteer: Gazetteer): readonly Region[] {
  const named = placesNamedBy(fact, gazetteer);
  return named.length > 0 ? named : fact.region === null ? [] : [fact.region];
}

function isOfPlace({ region }: FigureClaim, fact: Fact, gazetteer: Gazetteer): boolean {
  if (region === null) return false;
  const places = placesOf(fact, gazetteer);
  return (
    places.length === 0 ||
    places.some((place) => gazetteer.contains(region, place) || gazetteer.contains(place, region))
  );
}

/** The place and the term that a claim names for its figure count as its words do; another indicator is another figure. */
function weighVotes(claim: FigureClaim, fact: Fact, votes: number, gazetteer: Gazetteer): number {
  const { region, term } = claim;
  const isPlace = placesNamedBy(fact, gazetteer).some(({ code }) => code === region?.code);
  const isTerm = term !== null && term.name === fact.term?.name;
  const isOther = !isTerm && term?.kind === 'indicator' && fact.term?.kind === 'indicator';
  return votes * (isOther ? OTHER_TERM : 1) + (isPlace ? NAMED : 0) + (isTerm ? NAMED : 0);
}

export function isOfTime(claim: FigureClaim, fact: Fact): boolean {
  const isOfYear = areOfOneYear(claim, fact) !== false;
  return isOfYear && !(isPlanned(claim.kind) && fact.kind === 'actual');
}
