/**
 * An answer in a language model's words: a composed answer with its passages goes in; the same reply with a written answer in
 * its place comes out, where all that is left of that is checked, and as it was with the reason where it is not.
 */

import type { AskReply, Citation } from '../../api/ask.js';
import type { GenerationFailure } from '../../api/generation.js';
import type { AskRequest } from '../../api/request.js';
import type { Writing } from '../../api/service.js';
import type { CheckCited } from '../../check/contract.js';
import type { Snapshot } from '../../index/contract.js';
import { detectLanguage } from '../../lexicon/language.js';
import { createTurns } from '../../turns.js';
import { createSentenceChecker } from './checker.js';
import { type CheckedSentence, type LanguageModel, ModelError, type RemovedSentence } from './contract.js';
import { describeForModel, type PromptPassage, type Prompts } from './prompt.js';
import { createStreamReader, type WrittenSentence } from './sentences.js';
import { assembleAnswer } from './written-answer.js';

export interface Writer {
  /** @param composed the reply to the same request, which has an answer. Rejects only when the asker leaves. */
  write(request: AskRequest, composed: AskReply, asking?: Writing): Promise<AskReply>;
}

export interface WriterOptions {
  readonly snapshot: Snapshot;
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly checkCited: CheckCited;
  /** Milliseconds that only ever grow. */
  readonly clock: () => number;
}

/** Passages that a model is given, and UTF-16 code units of them: what a small one reads in a few seconds. */
const MOST_PASSAGES = 8;
const MOST_CHARACTERS = 6_000;
const MOST_TOKENS = 900;
/** Sentences that are checked. */
const MOST_SENTENCES = 40;
/** UTF-16 code units of a removed sentence that are told. */
const LONGEST_REMOVED = 300;
/** Milliseconds for all of an answer. */
const WRITTEN_WITHIN_MS = 120_000;

export function createWriter(options: WriterOptions): Writer {
  const { snapshot, model, prompts, checkCited, clock } = options;
  const documents = new Map(snapshot.documents.map((document, number) => [document.id, number]));

  function numberOf(passageId: string): number | null {
    const document = documents.get(passageId.slice(0, passageId.lastIndexOf('-'))) ?? -1;
    const ordinal = snapshot.documents[document]?.passages.findIndex(({ id }) => id === passageId) ?? -1;
    return ordinal === -1 ? null : (snapshot.firstPassage[document] ?? 0) + ordinal;
  }

  /** Those that the composed answer cites, then the best of the others. */
  function choosePassages({ citations, passages }: AskReply): PromptPassage[] {
    const ids = new Set([...citations.map(({ passageId }) => passageId), ...passages.map(({ id }) => id)]);
    const chosen: PromptPassage[] = [];
    let characters = 0;
    for (const id of ids) {
      const number = numberOf(id);
      if (number === null) continue;
      const described = describeForModel(number, snapshot);
      characters += described.text.length;
      if (chosen.length === MOST_PASSAGES || (chosen.length > 0 && characters > MOST_CHARACTERS)) break;
      chosen.push(described);
    }
    return chosen;
  }

  async function write(request: AskRequest, composed: AskReply, asking: Writing = {}): Promise<AskReply> {
    const { understood } = composed;
    // What another index found is not in this one.
    if (composed.indexVersion !== snapshot.version) return composed;
    const startedAt = clock();
    const language = request.language === 'auto' ? detectLanguage(request.question) : request.language;
    const filled = prompts.fill({
      question: understood.question,
      language,
      lead: describeComposed(composed),
      passages: choosePassages(composed),
    });
    const check = createSentenceChecker({
      checkCited,
      passages: filled.passages,
      language,
      about: { places: understood.regions, years: understood.years },
    });
    const kept: CheckedSentence[] = [];
    const removed: RemovedSentence[] = [];
    const whole = AbortSignal.timeout(WRITTEN_WITHIN_MS);
    const signal = asking.signal === undefined ? whole : AbortSignal.any([asking.signal, whole]);
    const letOthers = createTurns(signal);
    const reader = createStreamReader();

    async function checkAll(sentences: readonly WrittenSentence[]): Promise<void> {
      for (const sentence of sentences) {
        if (kept.length + removed.length >= MOST_SENTENCES) throw new ModelError('too_long');
        const checked = await check(sentence, letOthers);
        if ('removed' in checked) removed.push(checked.removed);
        else if (!kept.some(({ text }) => text === checked.kept.text)) {
          kept.push(checked.kept);
          asking.onSentence?.(assembleAnswer(kept, composed, snapshot, language).sentence);
        }
      }
    }

    let failure: GenerationFailure | null = null;
    try {
      for await (const piece of model.stream({ messages: filled.messages, mostTokens: MOST_TOKENS }, signal)) {
        await checkAll(reader.read(piece));
      }
      await checkAll(reader.end());
      failure = judgeWhole(reader.status === 'not_found', kept, composed, snapshot);
    } catch (error) {
      asking.signal?.throwIfAborted();
      if (!(error instanceof ModelError) && !whole.aborted) throw error;
      failure = error instanceof ModelError ? error.failure : 'timeout';
    }
    const told = removed.map(({ text, reason }) => ({ text: text.slice(0, LONGEST_REMOVED), reason }));
    const generation = { model: model.name, removed: told };
    const explained =
      composed.explain === undefined ? {} : { explain: { ...composed.explain, prompt: prompts.version } };
    const tookMs = Math.round((composed.tookMs + clock() - startedAt) * 10) / 10;
    if (failure !== null) {
      return {
        ...composed,
        ...explained,
        generation: { ...generation, used: false, reason: failure, composed: null },
        tookMs,
      };
    }
    const written = assembleAnswer(kept, composed, snapshot, language);
    return {
      ...composed,
      ...explained,
      mode: 'generated',
      answer: written.answer,
      citations: written.citations,
      generation: {
        ...generation,
        used: true,
        reason: null,
        composed: { answer: composed.answer, citations: composed.citations },
      },
      tookMs,
    };
  }

  return { write };
}

/** Null where what is left stands as an answer. */
function judgeWhole(
  saysNothing: boolean,
  kept: readonly CheckedSentence[],
  { answer, citations }: AskReply,
  snapshot: Snapshot,
): GenerationFailure | null {
  if (saysNothing) return 'found_nothing';
  if (kept.length === 0) return 'nothing_left';
  const lead = answer?.lead ?? [];
  const proof = kept.flatMap((sentence) => sentence.proof).map((sentence) => snapshot.sentenceAt(sentence));
  const isSaid = (marker: number): boolean => {
    const citation = citations.find((each) => each.marker === marker);
    return citation !== undefined && proof.some(({ document, sentence }) => covers(sentence, document.id, citation));
  };
  const said = lead.filter((line) => line.citations.some(isSaid)).length;
  // A table stays beside what was written, and has all of it.
  const isWhole = answer?.table == null ? said === lead.length : lead.length === 0 || said > 0;
  return isWhole ? null : 'incomplete';
}

function covers(
  { start, end }: { readonly start: number; readonly end: number },
  documentId: string,
  citation: Citation,
): boolean {
  return documentId === citation.documentId && start <= citation.start && citation.end <= end;
}

/** What was found by rule, as lines. */
function describeComposed({ answer }: AskReply): string {
  if (answer === null) return '';
  const { lead, table } = answer;
  const rows = (table?.rows ?? []).map(({ head, cells }) =>
    [head, ...cells.map((cell, at) => `${table?.columns[at] ?? ''} ${cell?.text ?? '—'}`)].join('；'),
  );
  return [...lead.map(({ text }) => text), ...(table === null ? [] : [table.caption, ...rows])].join('\n');
}
