/**
 * A second opinion on what checking left open: a text and its checked items go in; for its open sentences comes out what a
 * language model holds of them. Two keys: the model copies the sentence that it goes by, which has to stand in a passage, and
 * the checker, held against that passage, must find no named difference where the model sees none, and one where it sees one.
 */

import type { CheckItem, Opinion } from '../../api/check.js';
import type { CheckCited, CitedFault } from '../../check/contract.js';
import { createCitation } from '../../cite/citation.js';
import type { Snapshot } from '../../index/contract.js';
import { detectLanguage } from '../../lexicon/language.js';
import { splitSentences } from '../../lexicon/sentences.js';
import { createTurns } from '../../turns.js';
import type { Span } from '../../types.js';
import { type LanguageModel, ModelError } from './contract.js';
import { describeForModel, type Prompts } from './prompt.js';
import { limitTime, readWhole } from './read-whole.js';

export interface OpinionOptions {
  readonly snapshot: Snapshot;
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly checkCited: CheckCited;
  readonly evenQuotation: (text: string) => string;
  /** Numbers of the passages that come nearest to a sentence, best first. */
  readonly findPassages: (sentence: string, signal: AbortSignal | undefined) => Promise<readonly number[]>;
}

/** In the order of the text; open ones are left out. Rejects only when the asker leaves. */
export type GiveOpinions = (
  text: string,
  items: readonly CheckItem[],
  signal: AbortSignal | undefined,
) => Promise<readonly Opinion[]>;

/** Sentences that a model is asked about, passages that it is shown, and milliseconds for all. */
const MOST_SENTENCES = 10;
const MOST_PASSAGES = 4;
const MOST_TOKENS = 400;
const WITHIN_MS = 60_000;
/** UTF-16 code units of a sentence that says something, and of one that is asked about. */
const SHORTEST_SENTENCE = 8;
const LONGEST_SENTENCE = 500;
const SHORTEST_QUOTE = 6;
const JUDGED =
  /\b(supported|contradicted)\b[^[［【]{0,20}[[［【]\s*([a-z]\d[a-z]\d)\s*[\]］】]\s*[“"「]([^\n]{4,600})[”"」]/i;
/** Differences with a name. */
const NAMED: ReadonlySet<CitedFault | null> = new Set(['figure', 'year', 'place', 'name', 'sense']);

export function createOpinionGiver(options: OpinionOptions): GiveOpinions {
  const { snapshot, model, prompts, checkCited, evenQuotation, findPassages } = options;

  return async (text, items, asker) => {
    const signal = limitTime(asker, WITHIN_MS);
    const opinions: Opinion[] = [];
    try {
      for (const sentence of listOpenSentences(text, items)) {
        const opinion = await judge(text.slice(sentence.start, sentence.end), opinions.length + 1, signal);
        if (opinion !== null) opinions.push({ ...opinion, ...sentence });
      }
    } catch (error) {
      asker?.throwIfAborted();
      if (!(error instanceof ModelError) && !signal.aborted) throw error;
    }
    return opinions;
  };

  async function judge(claim: string, marker: number, signal: AbortSignal): Promise<Omit<Opinion, keyof Span> | null> {
    const language = detectLanguage(claim);
    const near = (await findPassages(claim, signal)).slice(0, MOST_PASSAGES);
    const { messages, passages } = prompts.fillOpinion({
      claim,
      language,
      passages: near.map((each) => describeForModel(each, snapshot)),
    });
    const written = await readWhole(model, { messages, mostTokens: MOST_TOKENS }, signal);
    const [, verdict = '', id = '', quote = ''] = JUDGED.exec(written) ?? [];
    const passage = passages.get(id.toLowerCase());
    const sentence = passage === undefined ? null : findQuoted(quote, passage);
    if (passage === undefined || sentence === null) return null;
    const about = { places: [], years: [], before: '' };
    const { fault } = await checkCited({ text: claim, passages: [passage], about }, createTurns(signal));
    const isSupported = verdict.toLowerCase() === 'supported';
    // In English nothing is named, only proved: what is open there stays open.
    const isAccepted = isSupported
      ? fault === null || (fault === 'unsupported' && language === 'zh')
      : NAMED.has(fault);
    if (!isAccepted) return null;
    const { document, sentence: span } = snapshot.sentenceAt(sentence);
    return {
      text: claim,
      verdict: isSupported ? 'supported' : 'contradicted',
      model: model.name,
      citation: createCitation(document, snapshot.passageAt(passage).passage, span, marker),
    };
  }

  /** The sentence of the passage that has all of the quoted words. */
  function findQuoted(quote: string, passage: number): number | null {
    const even = evenQuotation(quote).replace(/[。！？.!?；;]+$/, '');
    if (even.length < SHORTEST_QUOTE) return null;
    const found = snapshot
      .sentencesOf(passage)
      .find((each) => evenQuotation(snapshot.sentenceText(each)).includes(even));
    return found ?? null;
  }
}

/** Sentences of which nothing is known to be right or wrong, as many as a model is asked about. */
export function listOpenSentences(text: string, items: readonly CheckItem[]): Span[] {
  const known = items.filter(({ verdict }) => verdict !== 'not_found');
  const open: Span[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    for (const sentence of splitSentences(text, start, start + line.length)) {
      const length = sentence.end - sentence.start;
      const isKnown = known.some((item) => item.start < sentence.end && item.end > sentence.start);
      if (!isKnown && length >= SHORTEST_SENTENCE && length <= LONGEST_SENTENCE) open.push(sentence);
      if (open.length === MOST_SENTENCES) return open;
    }
    start += line.length + 1;
  }
  return open;
}
