/**
 * What do the documents say, and which words prove it? Turns a ranking into a reply: an extractive answer whose
 * sentences are the documents' own, each with its citation, or an honest refusal.
 */

import type { AskReply, NotFound, ReplyPassage, SearchReply } from '../api/ask.js';
import type { Abortable } from '../api/check.js';
import type { AskRequest, SearchRequest } from '../api/request.js';
import type { Asking } from '../api/service.js';
import { describePassage } from '../cite/replies.js';
import type { IndexedDocument, Snapshot } from '../index/contract.js';
import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import type { Glossary } from '../lexicon/glossary.js';
import { writeTerm } from '../lexicon/glossary-terms.js';
import type { Language } from '../lexicon/language.js';
import { isTraditional, toSimplified } from '../lexicon/simplified.js';
import type { RankedPassage, Ranking, RetrievalFilters, Retriever } from '../retrieve/contract.js';
import type { CompleteQuestion } from '../understand/contract.js';
import { type AssumingParts, answerInFull } from './assume.js';
import { compose, composeForCertain, tellsNoNumber } from './compose.js';
import { findConflict } from './conflict.js';
import type { Composing } from './contract.js';
import { findUndefinedWord } from './definition.js';
import type { EvidenceWeights } from './evidence-weights.js';
import { tellsFigure } from './figure.js';
import { composeHelp } from './help.js';
import { findMissingParts } from './incomplete.js';
import { createLeadWriter, type LeadWriter } from './lead-writer.js';
import { describeMissing } from './messages.js';
import { type Decision, findMissing, topicOf } from './refuse.js';
import { summarisesReport } from './summary.js';
import { tellsRank } from './table.js';
import { type KnownPlaces, writeAnswer } from './write-answer.js';

export interface Answerer {
  ask(request: AskRequest, asking?: Asking): Promise<AskReply>;
  search(request: SearchRequest, abortable?: Abortable): Promise<SearchReply>;
}

export interface AnswererOptions {
  readonly snapshot: Snapshot;
  readonly retriever: Retriever;
  /** Puts a question in full, with what the turns before it supply. */
  readonly complete: CompleteQuestion;
  readonly tokenizer: Tokenizer;
  readonly gazetteer: Gazetteer;
  readonly glossary: Glossary;
  /** Milliseconds that only ever grow. */
  readonly clock: () => number;
  /** What tells whether a question is answered. */
  readonly evidence: EvidenceWeights;
  /** False answers whatever the evidence, to see what refusing is worth. */
  readonly refuses: boolean;
}

/** Passages shown with a refusal, as not being evidence. */
const MAX_NEAREST = 3;
/** Times are told in tenths of a millisecond; finer ones would be noise. */
const TIME_STEPS_PER_MS = 10;
/** Sentences highlighted in a passage. */
const MAX_HIGHLIGHTS = 2;
/** A second sentence is highlighted when its cosine is at most this far below the best one's. */
const HIGHLIGHT_MARGIN = 0.01;

export function createAnswerer(options: AnswererOptions): Answerer {
  const { snapshot, retriever, complete, tokenizer, gazetteer, glossary, clock, refuses } = options;

  async function search(request: SearchRequest, { signal }: Abortable = {}): Promise<SearchReply> {
    const startedAt = clock();
    const { question, ranking } = await answerInFull(request, partsFor(request), signal);
    return {
      passages: describeRanked(ranking, request.topK, request.explain),
      understood: describeUnderstood(question, ranking),
      indexVersion: snapshot.version,
      tookMs: elapsedSince(startedAt),
    };
  }

  async function ask(request: AskRequest, { signal, onPassages }: Asking = {}): Promise<AskReply> {
    const startedAt = clock();
    const { question, ranking, decide, ...asked } = await answerInFull(request, partsFor(request), signal);
    const language: Language = request.language === 'auto' ? asked.language : request.language;
    const writer = createLeadWriter(language, isTraditional(request.question), gazetteer);
    if (ranking.understood.answerKind === 'help') return replyWithHelp(question, ranking, writer, startedAt);
    const asking = composing(question, request.topK, ranking, writer);
    const decided = reconsider(decide(), asking);
    const { refused, undefinedWord } = decided;
    const found = {
      passages: refused ? [] : describeRanked(ranking, request.topK, request.explain),
      nearest: refused
        ? describeRanked(putUsesFirst(undefinedWord, ranking), MAX_NEAREST, request.explain).map(markLowRelevance)
        : [],
      understood: describeUnderstood(question, ranking),
    };
    onPassages?.(found);
    const composition = refused ? null : compose(asking);
    const missing = [...decided.missing, ...(composition === null ? [] : findMissingParts(composition, asking))];
    const decision: Decision = { ...decided, missing };
    const conflict = refused || missing.length > 0 ? null : findConflict(ranking);
    const composed =
      composition === null
        ? { answer: null, citations: [] }
        : writeAnswer(composition, snapshot, writer, listKnownPlaces(ranking, gazetteer));
    // What the filters leave is what could have answered; when they leave nothing, the whole index shows what to ask.
    const coverage = describeCoverage(ranking.documents.length > 0 ? ranking.documents : snapshot.documents);
    // In Chinese the whole message is put into the reader's script, and its names with it: put there twice they are spoilt.
    const describeLack = (): AskReply['notFound'] => {
      const message = describeMissing(decision, coverage, language, language === 'en' ? writer.placeNamed : undefined);
      return { missing, message: writer.say(message, message), coverage };
    };
    const notFound = missing.length === 0 ? null : describeLack();
    return {
      status: refused ? 'not_found' : missing.length > 0 ? 'partial' : conflict === null ? 'answered' : 'conflicting',
      mode: 'extractive',
      ...composed,
      ...found,
      notFound,
      ...(request.explain ? { explain: { evidence: decision.evidence, threshold: decision.threshold } } : {}),
      indexVersion: snapshot.version,
      tookMs: elapsedSince(startedAt),
    };
  }

  /** Where a word is asked for and only used, its uses are no answer; the tasks of a report are found by its headings. */
  function reconsider(decision: Decision, asking: Composing): Decision {
    if (!refuses || decision.missing.some(({ kind }) => kind !== 'topic')) return decision;
    const isLaidOut = (): boolean =>
      asking.ranking.understood.answerKind === 'summary'
        ? summarisesReport(asking)
        : composeForCertain(asking) !== null || tellsFigure(asking);
    if (decision.refused && isLaidOut()) return { ...decision, missing: [], refused: false };
    if (!decision.refused && asking.ranking.understood.answerKind === 'ranking' && !tellsRank(asking)) {
      return { ...decision, missing: [topicOf(asking.question)], refused: true };
    }
    if (!decision.refused && tellsNoNumber(asking)) {
      return { ...decision, missing: [topicOf(asking.question)], refused: true };
    }
    const word = findUndefinedWord(asking);
    if (word === null) return decision;
    return { ...decision, missing: [{ kind: 'topic', value: word }], refused: true, undefinedWord: word };
  }

  function putUsesFirst(word: string | undefined, ranking: Ranking): Ranking {
    if (word === undefined) return ranking;
    const uses = ({ passage }: RankedPassage): boolean => snapshot.passageText(passage).includes(word);
    const { passages } = ranking;
    return { ...ranking, passages: [...passages.filter(uses), ...passages.filter((each) => !uses(each))] };
  }

  function partsFor({ filters }: SearchRequest | AskRequest): AssumingParts {
    return { complete, retriever, judge: (question, ranking) => judge(question, filters, ranking) };
  }

  function composing(question: string, shown: number, ranking: Ranking, writer: LeadWriter): Composing {
    return { question: toSimplified(question), ranking, shown, snapshot, tokenizer, gazetteer, glossary, writer };
  }

  /** Nothing was asked of the documents: nothing is evidence, and nothing is missing. */
  function replyWithHelp(question: string, ranking: Ranking, writer: LeadWriter, startedAt: number): AskReply {
    return {
      status: 'answered',
      mode: 'extractive',
      ...writeAnswer(composeHelp(snapshot, writer, toSimplified(question)), snapshot, writer, {
        asked: [],
        isOnlyOne: true,
        gazetteer,
      }),
      passages: [],
      nearest: [],
      notFound: null,
      understood: describeUnderstood(question, ranking),
      indexVersion: snapshot.version,
      tookMs: elapsedSince(startedAt),
    };
  }

  function judge(question: string, filters: RetrievalFilters, ranking: Ranking): Decision {
    const decision = findMissing({
      question,
      ranking,
      filters,
      snapshot,
      gazetteer,
      glossary,
      tokenizer,
      weights: options.evidence,
    });
    return refuses || ranking.passages.length === 0 ? decision : { ...decision, missing: [], refused: false };
  }

  function describeRanked(ranking: Ranking, count: number, explain: boolean): ReplyPassage[] {
    let above: Relevance = 'high';
    return ranking.passages.slice(0, count).map((ranked, position): ReplyPassage => {
      const { document, passage } = snapshot.passageAt(ranked.passage);
      above = lowerOf(above, judgeRelevance(ranked, ranking.understood.language));
      return {
        ...describePassage(document, passage),
        rank: position + 1,
        relevance: above,
        highlights: highlight(ranked, passage.start),
        ...(explain ? { explain: explainScores(ranked) } : {}),
      };
    });
  }

  function elapsedSince(startedAt: number): number {
    return Math.round((clock() - startedAt) * TIME_STEPS_PER_MS) / TIME_STEPS_PER_MS;
  }

  function highlight(ranked: RankedPassage, offset: number): ReplyPassage['highlights'] {
    return ranked.sentences
      .filter(({ similarity }) => similarity >= ranked.sentenceSimilarity - HIGHLIGHT_MARGIN)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, MAX_HIGHLIGHTS)
      .map(({ sentence }) => snapshot.sentenceAt(sentence).sentence)
      .map(({ start, end }) => ({ start: start - offset, end: end - offset }))
      .sort((a, b) => a.start - b.start);
  }

  return { ask, search };
}

function describeCoverage(documents: readonly IndexedDocument[]): NotFound['coverage'] {
  return {
    regions: [...new Set(documents.flatMap(({ metadata }) => metadata.region ?? []))].sort(),
    years: [...new Set(documents.flatMap(({ metadata }) => metadata.year ?? []))].sort(),
  };
}

function listKnownPlaces({ understood, documents }: Ranking, gazetteer: Gazetteer): KnownPlaces {
  return {
    gazetteer,
    asked: understood.regions.map(({ name }) => name),
    isOnlyOne: new Set(documents.map(({ metadata }) => metadata.region)).size === 1,
  };
}

/** The reply's numbers; they compare passages of one reply. */
function explainScores(ranked: RankedPassage) {
  return {
    bm25: ranked.bm25,
    passage: ranked.passageSimilarity,
    sentence: ranked.sentenceSimilarity,
    fused: ranked.fused,
    matched: [...new Set(ranked.matchedTerms.map(writeTerm))],
  };
}

function describeUnderstood(question: string, { understood }: Ranking): AskReply['understood'] {
  return {
    question,
    regions: understood.regions.map(({ name }) => name),
    years: understood.years,
    reportYears: understood.reportYears,
    indicators: understood.terms.filter(({ kind }) => kind === 'indicator').map(({ name }) => name),
    comparison: understood.comparison,
  };
}

type Relevance = ReplyPassage['relevance'];

/** From the least; the index compares. */
const RELEVANCES: readonly Relevance[] = ['low', 'medium', 'high'];

/**
 * Strength from which a passage is called highly or fairly relevant: median and lower quartile of the right passages
 * among the first five, for questions of test/eval and of real reports.
 */
const RELEVANCE = { zh: { high: 0.43, medium: 0.31 }, en: { high: 0.26, medium: 0.21 } };
/**
 * Within a language both measures are added: cosines of one lie above .85 whatever the subject, and one with this
 * weight told right passages from wrong ones best (area under the curve .83; words alone .81, cosines alone .78).
 */
const SAME_LANGUAGE_COSINE = { floor: 0.85, weight: 4 };

/** Across languages there are few words in common, and the centred cosine decides. */
function judgeRelevance({ sentenceScores, sentenceSimilarity }: RankedPassage, language: Language): Relevance {
  const { floor, weight } = SAME_LANGUAGE_COSINE;
  const strength =
    language === 'zh' ? (sentenceScores?.coverage ?? 0) + weight * (sentenceSimilarity - floor) : sentenceSimilarity;
  if (strength >= RELEVANCE[language].high) return 'high';
  return strength >= RELEVANCE[language].medium ? 'medium' : 'low';
}

/** The ranking also knows place and year: no passage is called more relevant than the one above it. */
function lowerOf(one: Relevance, other: Relevance): Relevance {
  return RELEVANCES.indexOf(one) < RELEVANCES.indexOf(other) ? one : other;
}

/** What stands beside a refusal is no evidence, however near. */
function markLowRelevance(passage: ReplyPassage): ReplyPassage {
  return { ...passage, relevance: 'low' };
}
