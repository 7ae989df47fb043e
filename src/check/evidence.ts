/**
 * The step between reading claims in Chinese and judging them: which sentences of the documents speak of what a sentence
 * of a draft claims? Sentences of the right places are ranked by how much of the claim's words they have and how many of
 * its values, whatever their order. Nothing is decided here about whether they agree.
 */

import type { Fact, LexicalIndex, Snapshot } from '../index/contract.js';
import { replaceSpans } from '../lexicon/characters.js';
import type { Region, Tokenizer } from '../lexicon/contract.js';
import { isNation } from '../lexicon/nation.js';
import type { LetOthers } from '../turns.js';
import { type ClaimUnit, coverOf, evenWords, listUnits, type UnitTools } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import { countDigits, DISTINCTIVE_DIGITS } from './facets.js';
import { compareValues, isAgreeing } from './figure-values.js';

/** A sentence of a draft, to find evidence for. */
export interface SoughtSentence {
  readonly text: string;
  readonly figures: readonly FigureClaim[];
  /** The place that it is about; null when neither it nor what stands in front names one. */
  readonly region: Region | null;
}

/** A sentence of a document that may say the same, or something else of the same. */
export interface Evidence {
  /** Number in the snapshot. */
  readonly sentence: number;
  /** Its words, evened out. */
  readonly even: string;
  /** Share of the claim's words that it has, 0 to 1. */
  readonly cover: number;
  readonly facts: readonly Fact[];
}

export interface FoundEvidence {
  readonly units: readonly ClaimUnit[];
  /** Best first. */
  readonly sentences: readonly Evidence[];
}

export interface EvidenceTools extends UnitTools {
  readonly snapshot: Snapshot;
  readonly tokenizer: Pick<Tokenizer, 'findNames' | 'cutWords'>;
}

export interface EvidenceFinder {
  find(sought: SoughtSentence, letOthers: LetOthers): Promise<FoundEvidence>;
}

/** Passages by BM25 whose sentences are looked at, and sentences that are handed on. */
const MOST_PASSAGES = 40;
const MOST_SENTENCES = 6;
/** What the values count beside the words. */
const VALUES_WEIGHT = 0.5;
/** A sentence with less of a claim says something else. */
const LEAST_COVER = 0.12;

export function createEvidenceFinder(tools: EvidenceTools): EvidenceFinder {
  const { snapshot, gazetteer } = tools;
  const isNear = createNearbyTest(tools);
  const namesOne = createNamingTest(tools);

  /** All that it names: 安徽 is the place of 超过江苏, 安徽居第二 too. */
  function placesOf(text: string, region: Region | null): Region[] {
    const named = gazetteer.find(text).map((mention) => mention.region);
    return region === null ? named : [...named, region];
  }

  return {
    async find({ text, figures, region }, letOthers) {
      const units = listUnits(withoutFigures(text, figures), 'zh', tools);
      const scores = scorePassages(units, tools);
      await letOthers();
      const places = placesOf(text, region);
      const passages = [...scores]
        .filter(([passage]) => isNear(snapshot.passageDocument[passage] ?? 0, places))
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_PASSAGES);
      const found: (Evidence & { readonly rank: number })[] = [];
      const facts = region === null ? [] : snapshot.facts.ofRegion(region.code);
      const valued = new Set((await findValues(figures, facts, letOthers)).map(({ passage }) => passage));
      const looked = new Set([...passages.map(([passage]) => passage), ...[...valued].slice(0, MOST_PASSAGES)]);
      for (const passage of looked) {
        for (const sentence of snapshot.sentencesOf(passage)) {
          if (!namesOne(sentence, places)) continue;
          const even = evenWords(snapshot.sentenceText(sentence));
          const cover = coverOf(units, even);
          const facts = snapshot.facts.inSentence(sentence);
          const values = shareOfValues(figures, facts);
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

/** Whether a document is of one of some places, of one around or within one, or of the nation, which may name it; of any without places. */
export function createNearbyTest({
  snapshot,
  gazetteer,
}: EvidenceTools): (document: number, places: readonly Region[]) => boolean {
  const regions = snapshot.documents.map(({ metadata: { region } }) =>
    region === null ? null : gazetteer.resolve(region),
  );
  return (document, places) => {
    const own = regions[document] ?? null;
    if (places.length === 0) return true;
    if (own === null) return false;
    return (
      own.level === 'nation' || places.some((place) => gazetteer.contains(place, own) || gazetteer.contains(own, place))
    );
  };
}

/** What the nation's documents say of a place they say by its name. */
export function createNamingTest({
  snapshot,
  gazetteer,
}: EvidenceTools): (sentence: number, places: readonly Region[]) => boolean {
  return (sentence, places) => {
    const { region } = snapshot.sentenceAt(sentence).document.metadata;
    if (places.length === 0 || region === null || !isNation(region)) return true;
    if (places.some(({ level }) => level === 'nation')) return true;
    const named = gazetteer.find(snapshot.sentenceText(sentence)).map((mention) => mention.region);
    return named.some((own) => places.some((place) => place.code === own.code));
  };
}

/** Facts with a distinctive value of a claim: such a number of the right place is evidence whatever the words. */
export async function findValues(
  figures: readonly FigureClaim[],
  facts: Iterable<Fact>,
  letOthers: LetOthers,
): Promise<Fact[]> {
  const found: Fact[] = [];
  for (const claim of figures) {
    if (countDigits(claim.figure.text) < DISTINCTIVE_DIGITS) continue;
    for (const fact of facts) if (isAgreeing(compareValues(claim, fact))) found.push(fact);
    await letOthers();
  }
  return found;
}

/** By the weight of what each has. */
export function scorePassages(
  units: readonly ClaimUnit[],
  { snapshot: { lexicalIndex } }: UnitTools,
): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { forms, weight } of units) {
    const entries = new Set<number>();
    for (const form of forms) {
      const rarest = rarestPair(form, lexicalIndex);
      for (const entry of lexicalIndex.entriesWith(rarest)) entries.add(entry);
    }
    for (const entry of entries) scores.set(entry, (scores.get(entry) ?? 0) + weight);
  }
  return scores;
}

function rarestPair(form: string, lexicalIndex: LexicalIndex): string {
  let rarest = form;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 2 <= form.length; at += 1) {
    const pair = form.slice(at, at + 2);
    const count = lexicalIndex.frequencyOf(pair);
    if (count < least) [rarest, least] = [pair, count];
  }
  return rarest;
}

/** What a number is written with says nothing of what it is about: 百分之六点三. */
export function withoutFigures(text: string, figures: readonly FigureClaim[]): string {
  const spans = figures.map(({ figure }) => figure);
  return replaceSpans(text, spans, () => '，');
}

/** By how much each tells: 第一 and 5% are said of much. */
function shareOfValues(figures: readonly FigureClaim[], facts: readonly Fact[]): number {
  let share = 0;
  for (const claim of figures) {
    const isSaid = facts.some((fact) => isAgreeing(compareValues(claim, fact)));
    if (isSaid) share += Math.max(LEAST_TELLING, Math.min(1, countDigits(claim.figure.text) / DISTINCTIVE_DIGITS));
  }
  return figures.length === 0 ? 0 : share / figures.length;
}

const LEAST_TELLING = 0.25;
