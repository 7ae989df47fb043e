/**
 * The step between reading English claims and judging them: which sentences of the Chinese documents speak of what an
 * English sentence claims? Words of a dictionary are guesses, so that the meaning of the whole sentence leads, and words,
 * names by their sound and values come beside it. Nothing is decided here about whether they agree.
 */

import type { Fact } from '../index/contract.js';
import type { Region } from '../lexicon/contract.js';
import { findSpelt } from '../lexicon/sounds.js';
import type { LetOthers } from '../turns.js';
import { type ClaimUnit, coverOf, evenWords, listUnits } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import { blankFigures, removeIdle } from './english-words.js';
import {
  createNamingTest,
  createNearbyTest,
  type Evidence,
  type EvidenceTools,
  findValues,
  type SoughtSentence,
  scorePassages,
} from './evidence.js';
import { compareValues, isAgreeing } from './figure-values.js';

/** A sentence of a document that may say the same in Chinese. */
export interface TranslatedEvidence extends Evidence {
  /** How near it is by meaning: its cosine as a share of that of the nearest, 0 to 1. */
  readonly alike: number;
  /** What it is ranked by. */
  readonly rank: number;
}

export interface FoundTranslation {
  readonly units: readonly ClaimUnit[];
  /** Best first. */
  readonly sentences: readonly TranslatedEvidence[];
}

/** Cosine of a text and each sentence of the wanted documents, 0 for the others; empty where there are no vectors. */
export type CompareSentences = (text: string, isWanted: (document: number) => boolean) => Promise<Float32Array>;

export interface TranslatedFinderTools extends EvidenceTools {
  readonly compareSentences?: CompareSentences;
}

/** `within`: passages whose sentences alone are looked at, all of them; of all documents when left out. */
export type FindTranslated = (
  sought: SoughtSentence,
  letOthers: LetOthers,
  within?: readonly number[],
) => Promise<FoundTranslation>;

const WITHOUT_VECTORS: CompareSentences = async () => new Float32Array(0);

/** Sentences nearest by meaning that are looked at, passages with its words and with its values, and sentences handed on. */
const MOST_ALIKE = 20;
const MOST_PASSAGES = 20;
const MOST_SENTENCES = 8;
/** Places and names of a sentence that are gone into. */
const MOST_PLACES = 8;
const MOST_NAMES = 12;
/** What its values count beside its meaning and its words. */
const VALUES_WEIGHT = 0.5;

export function createTranslatedFinder(tools: TranslatedFinderTools): FindTranslated {
  const { snapshot, gazetteer, compareSentences = WITHOUT_VECTORS } = tools;
  const isNear = createNearbyTest(tools);
  const namesOne = createNamingTest(tools);

  function sentencesWithWords(units: readonly ClaimUnit[], places: readonly Region[]): number[] {
    return [...scorePassages(units, tools)]
      .filter(([passage]) => isNear(snapshot.passageDocument[passage] ?? 0, places))
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_PASSAGES)
      .flatMap(([passage]) => snapshot.sentencesOf(passage));
  }

  async function sentencesWithValues(
    figures: readonly FigureClaim[],
    places: readonly Region[],
    letOthers: LetOthers,
  ): Promise<number[]> {
    const facts = new Set(places.flatMap(({ code }) => snapshot.facts.ofRegion(code)));
    const found = await findValues(figures, facts, letOthers);
    return [...new Set(found.map(({ sentence }) => sentence))].slice(0, MOST_PASSAGES);
  }

  return async ({ text, figures, region }, letOthers, within) => {
    const named = gazetteer.find(text).map((mention) => mention.region);
    const places = (region === null ? named : [region, ...named]).slice(0, MOST_PLACES);
    const similar = await compareSentences(text, (document) => isNear(document, places));
    await letOthers();
    const nearest = pickNearest(similar);
    const most = similar[nearest[0] ?? -1] ?? 1;
    await letOthers();
    const read = listUnits(removeIdle(blankFigures({ text, figures })), 'en', tools);
    const wanted =
      within?.flatMap((passage) => snapshot.sentencesOf(passage)) ??
      [
        ...nearest,
        ...sentencesWithWords(read, places),
        ...(await sentencesWithValues(figures, places, letOthers)),
      ].filter((sentence) => namesOne(sentence, places));
    await letOthers();
    const texts = [...new Set(wanted)].map((sentence) => ({
      sentence,
      even: evenWords(snapshot.sentenceText(sentence)),
    }));
    await letOthers();
    const units = await nameBySound(
      read,
      texts.map(({ even }) => even),
      letOthers,
    );
    const found: TranslatedEvidence[] = [];
    for (const { sentence, even } of texts) {
      const facts = snapshot.facts.inSentence(sentence);
      const alike = Math.max(0, similar[sentence] ?? 0) / most;
      const cover = coverOf(units, even);
      const rank = alike + cover + VALUES_WEIGHT * shareFound(figures, facts);
      found.push({ sentence, even, cover, facts, alike, rank });
      await letOthers();
    }
    return { units, sentences: found.sort((a, b) => b.rank - a.rank).slice(0, MOST_SENTENCES) };
  };
}

/** Nearest first; of a whole index few come so far that they are sorted in. */
function pickNearest(similar: Float32Array): number[] {
  const nearest: number[] = [];
  const similarityOf = (sentence: number | undefined): number => similar[sentence ?? -1] ?? 0;
  for (let sentence = 0; sentence < similar.length; sentence += 1) {
    const value = similarityOf(sentence);
    if (value <= 0 || (nearest.length === MOST_ALIKE && value <= similarityOf(nearest.at(-1)))) continue;
    const place = nearest.findIndex((other) => similarityOf(other) < value);
    nearest.splice(place === -1 ? nearest.length : place, 0, sentence);
    nearest.splice(MOST_ALIKE);
  }
  return nearest;
}

/** What a name sounds like in the sentences is one more way to write it. */
async function nameBySound(
  units: readonly ClaimUnit[],
  texts: readonly string[],
  letOthers: LetOthers,
): Promise<ClaimUnit[]> {
  const named: ClaimUnit[] = [];
  let sought = 0;
  for (const unit of units) {
    const { name } = unit;
    const isSought = name !== undefined && sought < MOST_NAMES;
    if (isSought) sought += 1;
    const spelt = isSought ? texts.map((text) => findSpelt(name, text)).filter((words) => words !== null) : [];
    named.push(spelt.length === 0 ? unit : { ...unit, forms: [...new Set([...spelt, ...unit.forms])] });
    await letOthers();
  }
  return named;
}

/** Share of the claimed values that facts have. */
function shareFound(figures: readonly FigureClaim[], facts: readonly Fact[]): number {
  if (figures.length === 0) return 0;
  const found = figures.filter((claim) => facts.some((fact) => isAgreeing(compareValues(claim, fact))));
  return found.length / figures.length;
}
