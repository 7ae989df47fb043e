/**
 * The step between reading claims and judging them: which sentences of the documents speak of what a sentence of a draft
 * claims? Sentences of the right places are ranked by how much of the claim's words they have and how many of its values,
 * whatever their order. Nothing is decided here about whether they agree.
 */

import type { Fact } from '../index/contract.js';
import type { Region } from '../lexicon/contract.js';
import type { LetOthers } from '../turns.js';
import { type ClaimUnit, coverOf, evenWords, listUnits } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import { countDigits, DISTINCTIVE_DIGITS } from './facets.js';
import { compareValues, isAgreeing } from './figure-values.js';
import { scorePassages } from './passage-words.js';
import type { Evidence, EvidenceTools, SoughtSentence } from './sought.js';
import { type CompareSentences, createTranslatedFinder, type FoundTranslation } from './translated-evidence.js';

export type { Evidence, EvidenceTools, SoughtSentence } from './sought.js';

export interface FoundEvidence {
  readonly units: readonly ClaimUnit[];
  /** Best first. */
  readonly sentences: readonly Evidence[];
}

export interface EvidenceFinderOptions extends EvidenceTools {
  /** Cosine of a text and each sentence of the wanted documents, 0 for the others; without it words and values tell. */
  readonly compareSentences?: CompareSentences;
}

export interface EvidenceFinder {
  find(sought: SoughtSentence, letOthers: LetOthers): Promise<FoundEvidence>;
  /** For sentences in English. */
  findTranslated(sought: SoughtSentence, letOthers: LetOthers): Promise<FoundTranslation>;
}

/** Passages by BM25 whose sentences are looked at, and sentences that are handed on. */
const MOST_PASSAGES = 40;
const MOST_SENTENCES = 6;
/** What the values count beside the words. */
const VALUES_WEIGHT = 0.5;
/** A sentence with less of a claim says something else. */
const LEAST_COVER = 0.12;

export function createEvidenceFinder(tools: EvidenceFinderOptions): EvidenceFinder {
  const { snapshot, gazetteer } = tools;
  const findTranslated = createTranslatedFinder(tools);
  const regions = snapshot.documents.map(({ metadata: { region } }) =>
    region === null ? null : gazetteer.resolve(region),
  );

  /** Its own, and those of the place around it, which may name it. */
  function isNear(document: number, asked: readonly Region[]): boolean {
    const own = regions[document] ?? null;
    if (asked.length === 0) return true;
    return own !== null && asked.some((place) => gazetteer.contains(place, own) || gazetteer.contains(own, place));
  }

  /** All that it names: 安徽 is the place of 超过江苏, 安徽居第二 too. */
  function placesOf(text: string, region: Region | null): Region[] {
    const named = gazetteer.find(text).map((mention) => mention.region);
    return region === null ? named : [...named, region];
  }

  /** A distinctive number of the right place is evidence whatever the words. */
  function passagesWithValues(figures: readonly FigureClaim[], region: Region | null): readonly number[] {
    if (region === null) return [];
    const facts = snapshot.facts.ofRegion(region.code);
    const passages = figures
      .filter(({ figure }) => countDigits(figure.text) >= DISTINCTIVE_DIGITS)
      .flatMap((claim) => facts.filter((fact) => isAgreeing(compareValues(claim, fact))).map(({ passage }) => passage));
    return passages.slice(0, MOST_PASSAGES);
  }

  return {
    findTranslated,
    async find({ text, language, figures, region }, letOthers) {
      const units = listUnits(withoutFigures(text, figures), language, tools);
      const scores = scorePassages(units, tools);
      await letOthers();
      const places = placesOf(text, region);
      const passages = [...scores]
        .filter(([passage]) => isNear(snapshot.passageDocument[passage] ?? 0, places))
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_PASSAGES);
      const found: (Evidence & { readonly rank: number })[] = [];
      const looked = new Set([...passages.map(([passage]) => passage), ...passagesWithValues(figures, region)]);
      for (const passage of looked) {
        for (const sentence of snapshot.sentencesOf(passage)) {
          const even = evenWords(snapshot.sentenceText(sentence));
          const cover = coverOf(units, even);
          const facts = snapshot.facts.inSentence(sentence);
          const values = shareOfTellingValues(figures, facts);
          if (cover < LEAST_COVER && values === 0) continue;
          found.push({ sentence, even, cover, facts, rank: cover + VALUES_WEIGHT * values });
        }
        await letOthers();
      }
      const sentences = found.sort((a, b) => b.rank - a.rank).slice(0, MOST_SENTENCES);
      return { units, sentences };
    },
  };
}

/** What a number is written with says nothing of what it is about: 百分之六点三. */
function withoutFigures(text: string, figures: readonly FigureClaim[]): string {
  let rest = '';
  let position = 0;
  for (const { figure } of figures) {
    rest += `${text.slice(position, Math.max(position, figure.start))}，`;
    position = figure.end;
  }
  return rest + text.slice(position);
}

/** By how much each tells: 第一 and 5% are said of much. */
function shareOfTellingValues(figures: readonly FigureClaim[], facts: readonly Fact[]): number {
  let share = 0;
  for (const claim of figures) {
    const isSaid = facts.some((fact) => isAgreeing(compareValues(claim, fact)));
    if (isSaid) share += Math.max(LEAST_TELLING, Math.min(1, countDigits(claim.figure.text) / DISTINCTIVE_DIGITS));
  }
  return figures.length === 0 ? 0 : share / figures.length;
}

const LEAST_TELLING = 0.25;
