/**
 * Answers with the items of a part that is asked for by its number or its name: who asks for the projects of 专栏2 wants each by its
 * name, with which its paragraph begins, and not the sentence that speaks most to the question.
 */

import type { IndexedDocument } from '../index/contract.js';
import { findNamedThings } from '../lexicon/content-words.js';
import type { Section } from '../types.js';
import type { AnsweringSentence, Composing } from './contract.js';
import { firstPassageOf } from './first-passage.js';

/** A part by its number. */
const LABEL = /专栏\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})|第(?:\d{1,3}|[一二三四五六七八九十百]{1,5})[章节条]/;
/** Of which plan is said by the document. */
const PLAN = /[“"]?十[一二三四五六]五[”"]?(?:时期|规划)?/g;
const FEWEST_ITEMS = 2;
/** Characters of a part's name: 咖啡 alone names many. */
const SHORTEST_NAME = 4;
const MOST_ITEMS = 12;

/** The first sentences of the items; none where no part is named, or where what stands in it has no names. */
export function listItems({
  question,
  ranking,
  shown,
  snapshot,
  gazetteer,
  tokenizer,
}: Composing): AnsweringSentence[] {
  const label = labelOf(question);
  const things = findNamedThings(question.replace(PLAN, ' '), gazetteer, tokenizer);
  if (label === null && things.join('').length < SHORTEST_NAME) return [];
  const isNamed = (heading: string): boolean =>
    label === null ? isNameOf(things, heading) : beginsWith(heading, label);
  const documents = new Set(
    ranking.passages.slice(0, shown).map(({ passage }) => snapshot.passageAt(passage).document),
  );
  for (const document of documents) {
    const items = document.sections.flatMap(({ heading }, index) =>
      isNamed(heading) ? itemsOf(document.sections, index) : [],
    );
    const first = firstPassageOf(document, snapshot);
    if (items.length >= FEWEST_ITEMS)
      return items.slice(0, MOST_ITEMS).flatMap((item) => sentencesOf(item, document, first));
  }
  return [];

  /** Its name; who asks in words, and not for a part by its number, is told what it is, too. */
  function sentencesOf(
    { start, contentEnd }: Section,
    { passages }: IndexedDocument,
    first: number,
  ): AnsweringSentence[] {
    const ordinal = passages.findIndex((own) => own.start <= start && start < own.end);
    if (ordinal < 0) return [];
    const passage = first + ordinal;
    const own = snapshot.sentencesOf(passage).filter((sentence) => {
      const { start: at } = snapshot.sentenceAt(sentence).sentence;
      return start <= at && at < contentEnd;
    });
    return own.slice(0, label === null ? 2 : 1).map((sentence) => ({ sentence, passage }));
  }
}

/** 咖啡产业重点工程 of 咖啡重点工程: it ends with what they are. */
function isNameOf(things: readonly string[], heading: string): boolean {
  return things.every((thing) => heading.includes(thing)) && heading.endsWith(things.at(-1) ?? '');
}

/** 专栏２ as well, as PDFs have it. */
function beginsWith(heading: string, label: string): boolean {
  return heading.normalize('NFKC').search(LABEL) === 0 && labelOf(heading) === label;
}

function labelOf(words: string): string | null {
  return LABEL.exec(words.normalize('NFKC'))?.[0].replace(/\s/g, '') ?? null;
}

/** Sections right below one, where all of them begin their own paragraphs. */
function itemsOf(sections: readonly Section[], index: number): readonly Section[] {
  const outer = sections[index];
  if (outer === undefined) return [];
  const next = sections.findIndex(({ level }, other) => other > index && level <= outer.level);
  const below = sections.slice(index + 1, next < 0 ? sections.length : next);
  const items = below.filter(({ level }) => level === outer.level + 1);
  return items.every(({ runIn }) => runIn) ? items : [];
}
