/**
 * The step before a claim in Chinese is decided on: a claimed sentence and a sentence of a document that speaks of it go in;
 * what is measured of the two comes out, each measure between -1 and 1. Nothing is decided here: which measures tell, and how
 * much, is learnt (claim-weights.ts).
 */

import { foldWidth, replaceSpans } from '../lexicon/characters.js';
import { shortNameOf } from '../lexicon/place-names.js';
import { toSimplified } from '../lexicon/simplified.js';
import { type ClaimClause, isCrossed, readClauses } from './claim-clauses.js';
import { coverRemarks, isOfYears } from './claim-guards.js';
import { isListAltered, isOutOfOrder } from './claim-lists.js';
import {
  isHolderAbsent,
  isNamedOtherwise,
  isNearlyNamed,
  lackedShare,
  listNouns,
  listProperNames,
  markedIn,
  type NamedThings,
  rarestPossible,
  rarityOf,
  readNames,
  sharesPair,
} from './claim-names.js';
import { listNumbers, type WrittenNumber } from './claim-numbers.js';
import { isComparedOtherwise, isEvenOtherwise, isExchanged, isNested, isReversed } from './claim-order.js';
import { isBesideOther, listSlotWords, type SlotWord } from './claim-slots.js';
import { type ClaimUnit, coverOf, evenWords, lackedBy, listUnits } from './claim-units.js';
import { chooseWindow, closestOf, partsOf, speakingOf } from './claim-window.js';
import { saysAim } from './claims.js';
import { isDenied, isOnlyPlanned, isOtherWork } from './contradictions.js';
import {
  type ComparedClaim,
  findDifference,
  findMissingPlaces,
  findOtherPlace,
  findSubstitution,
  readCompared,
} from './differences.js';
import type { Evidence, EvidenceTools, SoughtSentence } from './evidence.js';
import {
  areOfTheirTerms,
  type FigureFeatures,
  type FigureFinding,
  goesTheSameWay,
  measureFigures,
} from './figure-features.js';
import { prepareFigures, type SoughtFigure } from './figure-likeness.js';
import { measureNumbers, type NumberFeatures } from './number-features.js';
import { regionOf } from './statement-judge.js';
import { alignWords, isSlipped } from './substitutions.js';

/** What is measured beside the figures. The window is the clauses of the sentence that speak of the claim. */
export interface WordFeatures {
  /** Shares of the claim's words, by how rare they are, in the sentence, its window and its passage; of the window's in the claim. */
  readonly cover: number;
  readonly coverWindow: number;
  readonly coverPassage: number;
  readonly back: number;
  /** Share of the claim's characters in runs of the sentence and the window. */
  readonly aligned: number;
  readonly alignedWindow: number;
  /** How rare the rarest word is that the sentence lacks, and whether it has the rarest of all. */
  readonly lacksRare: number;
  readonly rarestFound: number;
  /** Names of things: the share that is lacked, the rarest that the claim lacks, one that is nearly the same, one that is foreign. */
  readonly namesLacked: number;
  readonly nameBackMost: number;
  readonly nameNear: number;
  /** Who it was, as the claim says, stands nowhere. */
  readonly holderAbsent: number;
  readonly foreign: number;
  /** Nouns that documents know and the sentence lacks: the rarest, and all; names that no document knows. */
  readonly nounLacked: number;
  readonly nounsLacked: number;
  readonly unknownLacked: number;
  readonly markedOther: number;
  readonly placeMissing: number;
  readonly placeOther: number;
  readonly placeOtherWindow: number;
  readonly placeNameLacked: number;
  readonly placeNameOther: number;
  readonly placeElsewhere: number;
  readonly placeNone: number;
  readonly yearOpen: number;
  /** Opposites, ranks and names in marks: on both sides, or on one. */
  readonly differs: number;
  readonly differsHalf: number;
  readonly turned: number;
  /** One denies what the other says. */
  readonly denied: number;
  readonly onlyPlanned: number;
  readonly toComeDone: number;
  readonly exchanged: number;
  /** Another item in a list; another order of two that are compared, or none. */
  readonly listAltered: number;
  readonly comparedOtherwise: number;
  readonly otherWork: number;
  readonly besideOther: number;
  readonly slipped: number;
  readonly nested: number;
  /** One name in the place of another, in nearly the same words: 1 where that is sure. */
  readonly substituted: number;
  readonly substitutedSure: number;
  readonly reversed: number;
  /** Its words stand in two clauses about two things. */
  readonly crossed: number;
}

export type ClaimFeatures = WordFeatures & NumberFeatures & FigureFeatures;

export interface MeasuredClaim {
  readonly features: ClaimFeatures;
  /** One a figure. */
  readonly findings: readonly FigureFinding[];
}

/** A claimed sentence, read once. */
export interface ReadClaim {
  readonly sought: SoughtSentence;
  readonly units: readonly ClaimUnit[];
  readonly compared: ComparedClaim;
  /** Its words, evened out. */
  readonly even: string;
  readonly prepared: readonly SoughtFigure[];
  readonly names: NamedThings;
  readonly nouns: readonly string[];
  readonly properNames: readonly string[];
  readonly slots: readonly SlotWord[];
  readonly clauses: readonly ClaimClause[];
  readonly numbers: readonly WrittenNumber[];
}

export function readClaim(sought: SoughtSentence, units: readonly ClaimUnit[], tools: EvidenceTools): ReadClaim {
  const bare = coverRemarks(toSimplified(foldWidth(sought.text)));
  return {
    sought,
    units,
    compared: readCompared(bare, tools.gazetteer),
    even: evenWords(bare),
    prepared: prepareFigures(sought.figures, tools),
    names: readNames(bare, tools),
    nouns: listNouns(bare, tools),
    properNames: listProperNames(bare, tools),
    slots: listSlotWords(bare, tools),
    clauses: readClauses(bare, sought.region, tools),
    // 四川 and 三亚 count nothing.
    numbers: listNumbers(replaceSpans(bare, tools.gazetteer.find(bare), ({ start, end }) => '，'.repeat(end - start))),
  };
}

/** A sentence of a document, read for one claim. */
interface ReadSentence {
  readonly plain: string;
  readonly window: string;
  /** What the window names. */
  readonly names: NamedThings;
  /** Its passage with title and headings, evened out. */
  readonly around: string;
}

export function measureClaim(claim: ReadClaim, evidence: Evidence, tools: EvidenceTools): MeasuredClaim {
  const { snapshot } = tools;
  const { sought, units, compared } = claim;
  const passage = snapshot.sentencePassage[evidence.sentence] ?? 0;
  const { document, passage: place } = snapshot.passageAt(passage);
  const plain = toSimplified(foldWidth(snapshot.sentenceText(evidence.sentence)));
  const window = chooseWindow(plain, units, claim.numbers);
  const headings = [document.metadata.title, ...place.headingPath].join('\n');
  const read: ReadSentence = {
    plain,
    window,
    names: readNames(window, tools),
    around: evenWords(`${headings}\n${snapshot.passageText(passage)}`),
  };
  const figures = measureFigures(claim.prepared, evidence, tools);
  const words = measureWords(claim, evidence, read, tools);
  const difference = findDifference(compared, window);
  const isWhole = difference !== null && difference.claimed !== '' && difference.found !== '';
  const own = regionOf({ document }, tools.gazetteer);
  const substitution = findSubstitution(compared.text, plain, own, tools);
  const closest = closestOf(window, units);
  const isOfTerms = areOfTheirTerms(claim.prepared, figures.findings);
  const role = snapshot.passageAnnotations[passage]?.role;
  const isToCome = (role === 'target' || role === 'task') && !saysAim(sought.text);
  return {
    findings: figures.findings,
    features: {
      ...figures.features,
      ...words,
      ...measureNames(claim, evidence, read, evenWords(headings), document.metadata.region ?? '', tools),
      ...measureNumbers(
        { text: compared.text, numbers: claim.numbers, figures: sought.figures },
        { plain, window, nearest: claim.clauses.length > 1 ? '' : closest },
        figures.findings,
      ),
      ...measurePlaces(claim, read, own, tools),
      yearOpen: isOfYears(compared.text, snapshot, evidence.sentence) ? 0 : 1,
      differs: isWhole ? 1 : 0,
      differsHalf: difference !== null && !isWhole ? 1 : 0,
      turned: isTurned(compared.text, window) && !goesTheSameWay(claim.prepared, figures.findings) ? 1 : 0,
      denied: words.cover >= DENIED_FROM && isDeniedBy(claim, plain, { window, closest }, figures.features) ? 1 : 0,
      onlyPlanned: isOnlyPlanned(sought.text, window) ? 1 : 0,
      toComeDone: isToCome && SAYS_DONE.test(compared.text) ? 1 : 0,
      exchanged: isExchanged(compared.text, plain) || (isOutOfOrder(compared.text, plain) && !isOfTerms) ? 1 : 0,
      listAltered: isListAltered(compared.text, plain) ? 1 : 0,
      comparedOtherwise: isComparedOtherwise(compared.text, plain) || isEvenOtherwise(compared.text, closest) ? 1 : 0,
      otherWork: isOtherWork(compared.text, window) ? 1 : 0,
      besideOther: isBesideOther(claim, plain, tools) ? 1 : 0,
      slipped: isSlipped(claim.even, partsOf(plain), tools) ? 1 : 0,
      nested: isNested(compared.text, plain) ? 1 : 0,
      reversed: isReversed(compared.text, window) ? 1 : 0,
      crossed: !isOfTerms && isCrossed(claim, plain, tools) ? 1 : 0,
      substituted: substitution === null ? 0 : 1,
      substitutedSure: substitution?.isSure ? 1 : 0,
    },
  };
}

function measureWords(
  { units, compared, even }: ReadClaim,
  evidence: Evidence,
  { plain, window, around }: ReadSentence,
  tools: EvidenceTools,
): Pick<
  WordFeatures,
  'cover' | 'coverWindow' | 'coverPassage' | 'back' | 'aligned' | 'alignedWindow' | 'lacksRare' | 'rarestFound'
> {
  const heaviest = (of: readonly ClaimUnit[]): number => Math.max(0, ...of.map(({ weight }) => weight));
  const lacked = heaviest(lackedBy(units, evidence.even));
  const most = heaviest(units);
  const back = listUnits(window, 'zh', tools);
  return {
    cover: evidence.cover,
    coverWindow: coverOf(units, evenWords(window)),
    coverPassage: coverOf(units, around),
    back: back.length === 0 ? 0.5 : coverOf(back, even),
    aligned: alignWords(compared.text, plain).share,
    alignedWindow: alignWords(compared.text, window).share,
    lacksRare: lacked / Math.max(most, rarestPossible(tools.snapshot.lexicalIndex)),
    rarestFound: units.length > 0 && lacked < most ? 1 : 0,
  };
}

/** From so many on, more that are lacked tell no more. */
const MANY = 2;

function measureNames(
  { names, nouns, properNames, compared, even: own }: ReadClaim,
  evidence: Evidence,
  { plain, window, names: theirs, around }: ReadSentence,
  headings: string,
  ownPlace: string,
  tools: EvidenceTools,
): Pick<
  WordFeatures,
  | 'namesLacked'
  | 'nameBackMost'
  | 'nameNear'
  | 'holderAbsent'
  | 'foreign'
  | 'markedOther'
  | 'nounLacked'
  | 'nounsLacked'
  | 'unknownLacked'
> {
  const rarity = (list: readonly string[]): number[] => list.map((name) => rarityOf(name, tools));
  const sum = (list: readonly string[]): number => rarity(list).reduce((all, each) => all + each, 0);
  const lacked = names.things.filter((name) => !evidence.even.includes(name) && !headings.includes(name));
  const others = theirs.things.filter((name) => !own.includes(name));
  const all = sum(names.things);
  const foreign = [...names.things, ...names.places].filter((name) => !sharesPair(name, around));
  const marked = markedIn(compared.text).some((name) => !around.includes(evenWords(name)));
  const isKnown = (word: string): boolean => tools.snapshot.lexicalIndex.frequencyOf(word) > 0;
  const said = evidence.even + headings;
  const knownNouns = nouns.filter(isKnown).map((noun) => rarityOf(noun, tools) * lackedShare(noun, said));
  const unknown = names.things.filter((name) => !isKnown(name)).map((name) => lackedShare(name, said));
  const total = (shares: readonly number[]): number =>
    Math.min(
      MANY,
      shares.reduce((all, each) => all + each, 0),
    ) / MANY;
  const proper = properNames.filter((name) => !evidence.even.includes(name));
  const theirProper = listProperNames(window, tools).filter((name) => !own.includes(name));
  return {
    nounLacked: Math.max(0, ...knownNouns),
    nounsLacked: total(knownNouns),
    unknownLacked: total(unknown),
    namesLacked: all === 0 ? 0 : sum(lacked) / all,
    nameBackMost: Math.max(0, ...rarity(others)),
    nameNear:
      isNamedOtherwise(own, evidence.even, `${around}${headings}`, ownPlace) ||
      proper.some((mine) => theirProper.some((name) => isNearlyNamed(mine, name)))
        ? 1
        : 0,
    holderAbsent: isHolderAbsent(own, `${evidence.even}${headings}`, ownPlace) ? 1 : 0,
    foreign: Math.max(0, ...rarity(foreign)),
    markedOther: marked && markedIn(plain).some((name) => !own.includes(evenWords(name))) ? 1 : 0,
  };
}

function measurePlaces(
  { compared, even, sought, names }: ReadClaim,
  { plain, window, names: theirs, around }: ReadSentence,
  own: ReturnType<typeof regionOf>,
  tools: EvidenceTools,
): Pick<WordFeatures, Extract<keyof WordFeatures, `place${string}`>> {
  const { gazetteer } = tools;
  const otherIn = (text: string): { isMissing: boolean; isOther: boolean } => {
    const [missing] = findMissingPlaces(compared, text, own, gazetteer);
    const isOther = missing !== undefined && findOtherPlace(compared, missing, text, own, gazetteer) !== null;
    return { isMissing: missing !== undefined, isOther };
  };
  const [whole, near] = [otherIn(plain), otherIn(window)];
  const isLacked = names.places.some((name) => !sharesPair(headOf(name), around));
  const isNamed = (code: string): boolean => compared.places.some(({ region }) => region.code === code);
  const others =
    theirs.places.some((name) => !sharesPair(headOf(name), even)) ||
    gazetteer.find(window).some(({ region }) => region.code !== own?.code && !isNamed(region.code));
  const isElsewhere = compared.places.some(
    ({ region, written }) =>
      own !== null && !gazetteer.contains(region, own) && !around.includes(evenWords(shortNameOf(written))),
  );
  return {
    placeMissing: whole.isMissing ? 1 : 0,
    placeOther: whole.isOther ? 1 : 0,
    placeOtherWindow: near.isOther ? 1 : 0,
    placeNameLacked: isLacked ? 1 : 0,
    placeNameOther: isLacked && others ? 1 : 0,
    placeElsewhere: isElsewhere ? 1 : 0,
    placeNone: sought.region === null ? 1 : 0,
  };
}

/** Share of the claim that a sentence which denies it has of it. */
const DENIED_FROM = 0.4;

/** With a figure that the sentence has, what its other clauses deny is something else: 事故下降17%，未发生重大事故. */
function isDeniedBy(
  { compared, units }: ReadClaim,
  plain: string,
  { window, closest }: { readonly window: string; readonly closest: string },
  { hasFigures, figuresAgree }: FigureFeatures,
): boolean {
  const isOfFigures = hasFigures === 1 && figuresAgree === 1;
  return isDenied(compared.text, isOfFigures ? closest : window + speakingOf(plain, units));
}

/** What kind of place it is tells no two apart: 古尔班通古特|沙漠. */
function headOf(place: string): string {
  return place.length > 4 ? place.slice(0, -2) : place;
}

const SAYS_DONE = /已|建成|完成|实现|获评|获得|开通|通车|投用|投产|落成|成为|突破|达到?|了(?=[，。\d]|$)/;
const UP = /[升增涨]|提高|扩大|多了|走高|回暖/;
const DOWN = /[降减跌缩]|回落|下滑|少了|走低/;

/** One says up and not down, the other down and not up. */
function isTurned(claim: string, stated: string): boolean {
  const [up, down, theirUp, theirDown] = [UP.test(claim), DOWN.test(claim), UP.test(stated), DOWN.test(stated)];
  return (up && !down && theirDown && !theirUp) || (down && !up && theirUp && !theirDown);
}
