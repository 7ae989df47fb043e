/**
 * What a question is ranked over where the corpus lies in a cluster: for each of its sides the best passages by all that the
 * cluster can weigh, with their vectors, and how each measure lies over all passages of the side. Few documents of a place
 * are taken whole, so that nothing of them is left to chance.
 */

import type { LanguageMeans } from '../../embed/contract.js';
import type { IndexedDocument, QueryTerm } from '../../index/contract.js';
import type { FoundPassage, Measures, PassageScope, StoredGeneration } from '../../index/opensearch/contract.js';
import { placeYear } from '../../index/opensearch/layout.js';
import type { Gazetteer, Region } from '../../lexicon/contract.js';
import { numbersAsked } from '../../lexicon/document-numbers.js';
import type { FindCandidates, Side, SideCandidates, SoughtCandidates } from '../../retrieve/contract.js';
import { resolveRegion } from '../../retrieve/filters.js';
import { createNearness } from '../../retrieve/nearness.js';
import { centreQuestion, createRowComparison } from '../../retrieve/similarity.js';
import { weighForStore } from '../../retrieve/store-ranking.js';
import type { RankingWeights } from '../../retrieve/weights.js';
import { NotAtHand, type Workset } from './workset.js';

/** Passages of each side that are ranked here of those that the cluster ranked first. */
const CANDIDATES = 150;
/** Documents that are about a question's places, or all there are, which are taken whole where they are as few. */
const TAKEN_WHOLE = 40;

export interface CandidateTools {
  readonly generation: StoredGeneration;
  readonly workset: Workset;
  readonly gazetteer: Gazetteer;
  readonly weights: RankingWeights;
  readonly means: LanguageMeans | null;
}

export function createCandidateFinder(tools: CandidateTools): FindCandidates {
  const { generation, workset, gazetteer, weights, means } = tools;
  const { snapshot } = workset;
  const regions = snapshot.documents.map((document) => resolveRegion(document, gazetteer));
  const { isNear } = createNearness(snapshot, regions, gazetteer);

  return async (sought) => {
    const { question, query, vector, filters, sides, aboutPlace, understood } = sought;
    const isCut = aboutPlace.length < snapshot.documents.length;
    workset.regions = isCut ? namesOf(aboutPlace) : null;
    const key = JSON.stringify([question, filters, sides.map(({ side }) => [side.region?.code, side.asked.years])]);
    await workset.once(`numbers ${key}`, async () => {
      const found = await Promise.all(
        numbersAsked(question).map((value) => generation.findDocuments({ by: 'numbers', value }, null, TAKEN_WHOLE)),
      );
      workset.need([...filters.documentIds, ...found.flatMap((ids) => ids ?? [])]);
    });
    await needFew(aboutPlace);
    if (!workset.isComplete) throw new NotAtHand();
    const centred = means !== null && understood.language !== generation.language;
    const measured = centred ? centreQuestion(vector, means, understood.language) : vector;
    const measures: Measures = { query: query.all, vector: measured, centred };
    const found = await Promise.all(
      sides.map(({ side, indicators }, number) =>
        workset.once(`${key} ${number} ${indicators.map(({ figures }) => figures.length)}`, async () => {
          const scope = scopeOf(side, sought, indicators);
          const spreads = await generation.measureSpreads(scope, measures);
          const ofSide = documentsOf(side, sought);
          const ranked = await generation.rank({
            ...measures,
            ...weighForStore(
              {
                side,
                indicators,
                knownShare: sought.knownShare,
                spreads,
                samePlace: samePlaceAs(side.region),
                newest: newestOf(ofSide),
              },
              weights,
            ),
            scope,
            count: CANDIDATES,
          });
          return { ranked, spreads };
        }),
      ),
    );
    const everything = found.flatMap((side) => side.ranked);
    workset.need(everything.map(({ document }) => document));
    if (!workset.isComplete) throw new NotAtHand();
    // Of a document that is being replaced some passages are of the text before, or of the one to come.
    const ranked = everything.filter((passage) => workset.isOfText(passage));
    if (!workset.isComplete) throw new NotAtHand();
    await needWitnesses(sought, key);
    if (!workset.isComplete) throw new NotAtHand();
    const [first] = ranked;
    if (first) workset.leads.add(first.document);
    const numbers = createNumbers();
    const best = await compareAll(
      [...ranked, ...Array.from(workset.leads, (id) => workset.passagesOf(id)).flat()],
      measured,
      centred,
      numbers.of,
    );
    return {
      similarities: best,
      sides: found.map(({ ranked: own, spreads }, number): SideCandidates => {
        const side = sides[number]?.side ?? { region: null, asked: understood };
        return {
          passages: [...new Set(own.filter((each) => workset.isOfText(each)).map(numbers.of))].sort((a, b) => a - b),
          documents: documentsOf(side, sought),
          words: spreads.words,
          whole: spreads.passages,
          best: spreads.sentences,
        };
      }),
    };
  };

  /** All of the places asked about, where they are few. */
  async function needFew(aboutPlace: readonly IndexedDocument[]): Promise<void> {
    const regions = namesOf(aboutPlace);
    const ids = await workset.once(`few ${JSON.stringify(regions)}`, () =>
      generation.findDocuments({ by: 'regions', value: '' }, regions, TAKEN_WHOLE),
    );
    workset.need(ids ?? []);
  }

  /** Numbers in the snapshot. */
  function createNumbers() {
    const first = new Map(snapshot.documents.map(({ id }, number) => [id, snapshot.firstPassage[number] ?? 0]));
    return { of: ({ document, ordinal }: FoundPassage): number => (first.get(document) ?? 0) + ordinal };
  }

  function documentsOf({ region }: Side, { passes }: Pick<SoughtCandidates, 'passes'>): number[] {
    return [...snapshot.documents.keys()].filter(
      (number) => passes[number] && (region === null || isNear(regions[number] ?? null, region)),
    );
  }

  /** What ranks for a side: as keepAbout has it, by what lies in the cluster. */
  function scopeOf(
    side: Side,
    sought: SoughtCandidates,
    indicators: SoughtCandidates['sides'][number]['indicators'],
  ): PassageScope {
    const { filters, passes } = sought;
    const numbers = documentsOf(side, sought);
    const own = numbers.flatMap((number) => snapshot.documents[number] ?? []);
    const isAll = side.region === null && numbers.length === snapshot.documents.length;
    const within = numbers.filter((number) => {
      const region = regions[number];
      return side.region !== null && region != null && gazetteer.contains(side.region, region);
    });
    const inside = namesOf(within.flatMap((number) => snapshot.documents[number] ?? []));
    const isWithin = new Set(within);
    const lacksFigure =
      indicators.length > 0 &&
      !indicators.some(({ figures }) =>
        figures.some(({ passage }) => isWithin.has(snapshot.passageDocument[passage] ?? -1)),
      );
    const isNumbered = numbersAsked(sought.question).length > 0 && passes.includes(false);
    return {
      regions: isAll || (side.region === null && filters.regions.length === 0) ? null : namesOf(own),
      telling: true,
      years: filters.years,
      types: filters.types,
      documents: filters.documentIds.length > 0 || isNumbered ? own.map(({ id }) => id) : [],
      naming: side.region === null || lacksFigure || within.length === 0 ? null : { inside, codes: [side.region.code] },
    };
  }

  function samePlaceAs(place: Region | null): string[] {
    if (place === null) return [];
    return namesOf(snapshot.documents.filter((_, number) => regions[number]?.code === place.code));
  }

  function newestOf(numbers: readonly number[]): string[] {
    const { findNewest } = createNearness(snapshot, regions, gazetteer);
    const newest = [...findNewest(numbers)].map((number) => {
      const { region = null, year = null } = snapshot.documents[number]?.metadata ?? {};
      return placeYear(region, year);
    });
    return [...new Set(newest)];
  }

  /** One passage for each word and year that stand somewhere about the places asked for, though in none that is at hand. */
  async function needWitnesses({ query, aboutPlace, understood }: SoughtCandidates, key: string): Promise<void> {
    await workset.once(`witnesses ${key}`, async () => {
      const { lexicalIndex, passageDocument } = snapshot;
      const about = new Set(aboutPlace);
      const isAbout = (entry: number): boolean => {
        const document = snapshot.documents[passageDocument[entry] ?? -1];
        return document !== undefined && about.has(document);
      };
      const words = new Set(query.all.flatMap(({ variants }: QueryTerm) => variants));
      const unseen = [...words].filter(
        (term) => lexicalIndex.frequencyOf(term) > 0 && !lexicalIndex.entriesWith(term).some(isAbout),
      );
      workset.need(await generation.findWitnesses(unseen, understood.years, workset.regions));
    });
  }

  async function compareAll(
    passages: readonly FoundPassage[],
    vector: Float32Array,
    centred: boolean,
    numberOf: (passage: FoundPassage) => number,
  ) {
    const vectors = await workset.readVectors(passages);
    const similarities = {
      passages: new Float32Array(snapshot.passageDocument.length),
      sentences: new Float32Array(snapshot.sentencePassage.length),
      sentenceRows: [] as { start: number; end: number }[],
    };
    const comparePassage = createRowComparison(vector, centred ? generation.means.passages : null);
    const compareSentence = createRowComparison(vector, centred ? generation.means.sentences : null);
    const taken = new Set<number>();
    for (const [at, found] of passages.entries()) {
      const passage = numberOf(found);
      const own = vectors[at];
      if (own === undefined || taken.has(passage)) continue;
      taken.add(passage);
      similarities.passages[passage] = comparePassage(own.passage);
      const [start = 0] = snapshot.sentencesOf(passage);
      for (const [position, row] of own.sentences.entries()) {
        similarities.sentences[start + position] = compareSentence(row);
      }
      similarities.sentenceRows.push({ start, end: start + own.sentences.length });
    }
    return similarities;
  }
}

function namesOf(documents: readonly IndexedDocument[]): string[] {
  return [...new Set(documents.flatMap(({ metadata }) => metadata.region ?? []))];
}
