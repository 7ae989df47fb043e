/**
 * What can be told of a question without its vector: how it is understood, which documents may answer it, which sides it
 * has, how passages score by its words, and which of its figures are there.
 */

import type { Snapshot } from '../index/contract.js';
import { findAskedNumber } from '../lexicon/asked-number.js';
import { findContentTerms } from '../lexicon/content-words.js';
import type { Gazetteer, Region, Tokenizer, Translate } from '../lexicon/contract.js';
import { createNumberFinder } from '../lexicon/document-numbers.js';
import type { UnderstoodQuestion } from '../understand/contract.js';
import type { IndicatorEvidence, Ranking, RankingPart, RetrievalFilters, Side } from './contract.js';
import { findFigureEvidence } from './figure-evidence.js';
import { coversRegion, filterDocuments, provinceOf } from './filters.js';
import type { Nearness } from './nearness.js';
import { buildQuery } from './query.js';
import { findSides } from './sides.js';
import { findUncoveredYears } from './uncovered-years.js';

export interface QuestionReaderOptions {
  readonly snapshot: Snapshot;
  /** The place of each document. */
  readonly regions: readonly (Region | null)[];
  readonly nearness: Nearness;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly translate: Translate;
  readonly understand: (question: string) => UnderstoodQuestion;
  readonly without: RankingPart | null;
}

/** One side of a question, with the passages that are ranked for it. */
export interface ReadSide extends Side {
  readonly indicators: readonly IndicatorEvidence[];
  readonly candidates: readonly number[];
}

/** What of a ranking is known before anything is ranked. */
type KnownOfRanking = Omit<Ranking, 'lead' | 'passages'>;

export interface ReadQuestion {
  readonly known: KnownOfRanking;
  readonly bm25: Float32Array;
  readonly sides: readonly ReadSide[];
  /** One a document of the snapshot: whether it may be ranked for any side. */
  readonly passes: readonly boolean[];
  /** What stands elsewhere is not ranked, and with a place asked for that is nearly all there is. */
  readonly isRanked: (document: number) => boolean;
}

export interface QuestionReader {
  read(question: string, filters: RetrievalFilters): ReadQuestion;
  /**
   * When nothing passes, the filters are to blame and not what the question names: nothing is ranked, the question is
   * held against all documents, and a reader is shown what there is of the places that the filters name.
   */
  selectDocuments(filters: RetrievalFilters, question: string): SelectedDocuments;
}

interface SelectedDocuments {
  readonly passes: readonly boolean[];
  readonly shown: readonly boolean[];
  readonly uncovered: readonly string[];
}

/** Prepares a snapshot for questions; the work is done once. */
export function createQuestionReader(options: QuestionReaderOptions): QuestionReader {
  const { snapshot, regions, nearness, tokenizer, gazetteer, translate, without } = options;
  const { documents, passageAnnotations } = snapshot;
  const { isNear, keepAbout } = nearness;
  const findNumbered = createNumberFinder(documents);
  const documentOf = (passage: number): number => snapshot.passageDocument[passage] ?? 0;
  /** The passages of each document that are ranked: where a place is asked for, those of few documents are. */
  const rankable = documents.map((): number[] => []);
  for (const [passage, { isTelling }] of passageAnnotations.entries()) {
    if (isTelling) rankable[documentOf(passage)]?.push(passage);
  }

  function read(question: string, filters: RetrievalFilters): ReadQuestion {
    const understood = understand(question);
    const { passes, shown, uncovered } = selectDocuments(filters, question);
    const allowed = passes.includes(true) ? passes : passes.map(() => true);
    const covers = (asked: Region): boolean =>
      regions.some((own, number) => allowed[number] && own !== null && coversRegion(own, asked, gazetteer));
    const missed = understood.regions.filter((asked) => !covers(asked));
    const covered = understood.regions.filter((asked) => !missed.includes(asked));
    const isAbout = documents.map(
      (_, number) =>
        allowed[number] && (covered.length === 0 || covered.some((asked) => isNear(regions[number] ?? null, asked))),
    );
    const aboutPlace = documents.filter((_, number) => isAbout[number]);
    const query = buildQuery(question, understood, {
      tokenizer,
      gazetteer,
      lexicalIndex: snapshot.lexicalIndex,
      translate: without === 'dictionary' ? null : translate,
    });
    const { scores: bm25, knownShare } = snapshot.lexicalIndex.search(query.all);
    const indicators = findFigureEvidence(understood, aboutPlace, snapshot);
    const sides = findSides(understood, without === 'regions' ? [] : covered, gazetteer);
    return {
      known: {
        understood,
        query,
        askedNumber: findAskedNumber(question),
        contentTerms: findContentTerms(question, gazetteer, tokenizer),
        knownShare,
        documents: documents.filter((_, number) => shown[number]),
        aboutPlace,
        provinces: new Set(
          regions.flatMap((own, number) =>
            allowed[number] && own !== null && own.level !== 'nation' ? provinceOf(own) : [],
          ),
        ).size,
        uncoveredRegions: [...new Set([...uncovered, ...missed.map(({ name }) => name)])],
        surroundedRegions: covered
          .filter(
            (asked) =>
              !regions.some((own, number) => allowed[number] && own !== null && gazetteer.contains(asked, own)),
          )
          .map(({ name }) => name),
        uncoveredYears: findUncoveredYears(understood, aboutPlace, (year, isUndated) =>
          passageAnnotations.some(
            ({ years }, passage) =>
              years.includes(year) && isAbout[documentOf(passage)] && (!isUndated || yearOf(passage) === null),
          ),
        ),
        indicators,
      },
      bm25,
      sides: readSides(sides, passes, { understood, aboutPlace, indicators }),
      passes,
      isRanked: (document) =>
        passes[document] === true &&
        sides.some(({ region }) => region === null || isNear(regions[document] ?? null, region)),
    };
  }

  /** Of several sides each has figures of its own: with a place asked for, of its documents only. */
  function readSides(
    sides: readonly Side[],
    passes: readonly boolean[],
    { understood, aboutPlace, indicators }: Pick<KnownOfRanking, 'understood' | 'aboutPlace' | 'indicators'>,
  ): ReadSide[] {
    return sides.map((side) => {
      const { region } = side;
      const own = side.asked === understood ? indicators : findFigureEvidence(side.asked, aboutPlace, snapshot);
      const asked = without === 'sentenceRerank' ? [] : own;
      const all = rankable.flatMap((passages, document) =>
        passes[document] && (region === null || isNear(regions[document] ?? null, region)) ? passages : [],
      );
      return { ...side, indicators: asked, candidates: region === null ? all : keepAbout(all, region, asked) };
    });
  }

  function understand(question: string): UnderstoodQuestion {
    const understood = options.understand(question);
    return without === 'glossary'
      ? { ...understood, terms: [], askedFigure: { ...understood.askedFigure, indicators: [] } }
      : understood;
  }

  function selectDocuments(filters: RetrievalFilters, question: string): SelectedDocuments {
    const filtered = filterDocuments(documents, regions, filters, gazetteer);
    const { uncovered } = filtered;
    const numbered = findNumbered(question);
    const meant = filtered.passes.map((passes, number) => passes && numbered?.[number] !== false);
    const passes = meant.includes(true) ? meant : filtered.passes;
    const onlyRegions = { regions: filters.regions, years: [], types: [], documentIds: [] };
    const shown = passes.includes(true) ? passes : filterDocuments(documents, regions, onlyRegions, gazetteer).passes;
    return { passes, uncovered, shown };
  }

  function yearOf(passage: number): number | null {
    return documents[documentOf(passage)]?.metadata.year ?? null;
  }

  return { read, selectDocuments };
}
