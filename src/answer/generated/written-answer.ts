/**
 * The last step of a written answer: sentences that were let through go in; its text with markers and its citations come
 * out. Figures and table of the composed answer stay beside it, under their new numbers.
 */

import type { Answer, AskReply, Citation } from '../../api/ask.js';
import type { WrittenDelta } from '../../api/service.js';
import { createCitation } from '../../cite/citation.js';
import type { Snapshot } from '../../index/contract.js';
import type { Language } from '../../lexicon/language.js';
import { stripMarks } from '../write-answer.js';
import type { CheckedSentence } from './contract.js';

export interface AssembledAnswer {
  readonly answer: Answer;
  readonly citations: readonly Citation[];
  /** What its last sentence adds. */
  readonly sentence: WrittenDelta;
}

const NOTE = {
  zh: '以上由语言模型根据所引段落写成，每句话都与所引原文核对过。',
  en: 'Written by a language model from the passages; each sentence was checked against the words that it cites.',
};

export function assembleAnswer(
  kept: readonly CheckedSentence[],
  { answer, citations: composed }: AskReply,
  snapshot: Snapshot,
  language: Language,
): AssembledAnswer {
  const citations: Citation[] = [];
  let before = 0;
  const sentences = kept.map(({ text, proof }) => {
    before = citations.length;
    return { text, citations: [...new Set(proof.map((sentence) => citeSentence(sentence, citations, snapshot)))] };
  });
  const written = citations.length;
  const renumbered = new Map(composed.map((citation) => [citation.marker, citation]));
  const facts = (answer?.facts ?? []).map((fact) => {
    const citation = renumbered.get(fact.citation);
    return citation === undefined ? fact : { ...fact, citation: cite(citation, citations) };
  });
  const pieces = sentences.map((sentence, at) => {
    const markers = sentence.citations.map((marker) => `[${marker}]`).join('');
    const apart = at === 0 ? '' : kept[at]?.beginsParagraph ? '\n' : language === 'en' ? ' ' : '';
    return `${apart}${sentence.text}${markers}`;
  });
  return {
    answer: {
      text: pieces.join(''),
      kind: answer?.kind ?? 'explanation',
      lead: [],
      facts,
      table: answer?.table ?? null,
      sentences,
      note: NOTE[language],
    },
    citations,
    sentence: { delta: pieces.at(-1) ?? '', citations: citations.slice(before, written) },
  };
}

/** Under the number it has, or the next. */
function citeSentence(number: number, citations: Citation[], snapshot: Snapshot): number {
  const { document, sentence } = snapshot.sentenceAt(number);
  const { passage } = snapshot.passageAt(snapshot.sentencePassage[number] ?? 0);
  const span = stripMarks(document.text, sentence);
  return cite(createCitation(document, passage, span, 0), citations);
}

function cite(citation: Citation, citations: Citation[]): number {
  const { documentId, start, end } = citation;
  const known = citations.find((each) => each.documentId === documentId && each.start === start && each.end === end);
  if (known !== undefined) return known.marker;
  const marker = citations.length + 1;
  citations.push({ ...citation, marker });
  return marker;
}
