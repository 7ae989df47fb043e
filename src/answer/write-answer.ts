/** The last step of an answer: a composition goes in; its text with markers, its citations and its figures as data come out. */

import type { Answer, AnswerFact, AnswerTable, Citation } from '../api/ask.js';
import { createCitation } from '../cite/citation.js';
import type { Fact, IndexedDocument, Snapshot } from '../index/contract.js';
import { detectLanguage } from '../lexicon/language.js';
import { dropNoteMarks } from '../lexicon/note-marks.js';
import { tidy } from '../lexicon/numerals.js';
import { readWrittenUnit } from '../lexicon/units.js';
import type { Span } from '../types.js';
import type { AnsweringSentence, Composition } from './contract.js';
import type { LeadWriter } from './lead-writer.js';
import { describeForEnglishReader } from './messages.js';

export interface WrittenAnswer {
  readonly answer: Answer | null;
  readonly citations: readonly Citation[];
}

/** Null for a composition that says nothing. `isPlaceKnown`: the reader knows of which place everything quoted is. */
export function writeAnswer(
  composition: Composition,
  snapshot: Snapshot,
  writer: LeadWriter,
  isPlaceKnown: boolean,
): WrittenAnswer {
  const { kind, lead, facts, table, quotes } = composition;
  const cells = table?.rows.flatMap((row) => row.cells.filter((cell) => cell !== null)) ?? [];
  const stated = [...new Set([...facts, ...cells])];
  const cited = numberSentences([...quotes, ...lead.flatMap(({ proof }) => proof), ...stated]);
  const quotations = [...cited.values()].map(({ sentence, passage, marker }) => {
    const { document, sentence: span } = snapshot.sentenceAt(sentence);
    return { ...snapshot.passageAt(passage), marker, span: stripMarks(document.text, span) };
  });
  const citations = quotations.map(({ document, passage, span, marker }) =>
    createCitation(document, passage, span, marker),
  );
  const markerOf = ({ sentence }: Pick<AnsweringSentence, 'sentence'>): number => cited.get(sentence)?.marker ?? 0;
  const lines = lead.map(({ text, proof }) => ({
    text: dropNoteMarks(text),
    citations: [...new Set(proof.map(markerOf))],
  }));
  const sentences = quotes.map((quote) => {
    const marker = markerOf(quote);
    return { text: citations[marker - 1]?.quote ?? '', citations: [marker] };
  });
  if (lines.length === 0 && sentences.length === 0 && table === null) return { answer: null, citations };
  const origins = quotations.slice(0, quotes.length).map(({ document }) => nameOrigin(document, writer));
  const namesOrigin = new Set(origins).size > 1 || !isPlaceKnown;
  // Marks of the document's notes would be taken for ours.
  const said = sentences.map(({ text, citations: own }, at) => ({
    text: `${namesOrigin ? (origins[at] ?? '') : ''}${dropNoteMarks(text)}`,
    citations: own,
  }));
  const foreign = quotations.filter(
    ({ marker }) => marker <= quotes.length && detectLanguage(citations[marker - 1]?.quote ?? '') === 'zh',
  );
  const answer: Answer = {
    text: [...lines, ...said].map((line) => line.text + line.citations.map((each) => `[${each}]`).join('')).join('\n'),
    kind,
    lead: lines,
    facts: stated.map((fact) => describeFact(fact, markerOf(fact))),
    table: table === null ? null : writeTable(table, stated, writer),
    sentences,
    note: writer.language === 'en' && foreign.length > 0 ? describeForEnglishReader(foreign) : null,
  };
  return { answer, citations };
}

/** 浙江省2025年报告：, in front of a sentence that itself does not say of where it is. */
function nameOrigin({ metadata }: IndexedDocument, writer: LeadWriter): string {
  const { region, year } = metadata;
  if (region === null) return '';
  const place = writer.placeNamed(region);
  return writer.say(
    `${place}${year === null ? '' : `${year}年报告`}：`,
    `${place}${year === null ? '' : `, report of ${year}`}: `,
  );
}

/** Each sentence once, numbered from 1 as it comes. */
function numberSentences(sentences: readonly AnsweringSentence[]) {
  const numbered = new Map<number, AnsweringSentence & { readonly marker: number }>();
  for (const { sentence, passage } of sentences) {
    if (!numbered.has(sentence)) numbered.set(sentence, { sentence, passage, marker: numbered.size + 1 });
  }
  return numbered;
}

/** `（一）`, `1.`, `●`, `——`: the marks of a list in front of a sentence. */
const LIST_MARK =
  /^(?:[●■◆○•·▪►◇□★☆※]|[-–—]{1,2}(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|[.)）](?!\d))|[①-⑳])[ \t\u3000]*/u;
/** `[3]`, `［12］`, `②` behind its full stop: the marks of notes. */
const NOTE_MARK = /(?<=[。！？；])[ \t\u3000]*(?:[[［]\d{1,3}[\]］]|[①-⑳])$/u;

/** The span without a list's marks in front and a note's behind; as it is when nothing else would be left. */
export function stripMarks(text: string, { start, end }: Span): Span {
  const sentence = text.slice(start, end);
  const front = LIST_MARK.exec(sentence)?.[0].length ?? 0;
  const back = NOTE_MARK.exec(sentence)?.[0].length ?? 0;
  return front + back >= sentence.length ? { start, end } : { start: start + front, end: end - back };
}

function describeFact(fact: Fact, citation: number): AnswerFact {
  const { figure, region, years, period, kind, term, scope, core } = fact;
  const { quantity, measure, direction, text } = figure;
  const { name: unit, factor } = readWrittenUnit(text, quantity.unit);
  const sign = measure === 'growth' && direction === 'down' ? -1 : 1;
  return {
    region: region?.name ?? null,
    years: [...years],
    period: period === '' ? null : period,
    indicator: scope + (term?.name ?? core),
    measure,
    kind,
    value: tidy((sign * quantity.value) / factor),
    to: quantity.to === null ? null : tidy((sign * quantity.to) / factor),
    unit,
    bound: quantity.bound === 'exact' ? null : quantity.bound,
    text,
    citation,
  };
}

function writeTable(
  table: NonNullable<Composition['table']>,
  stated: readonly Fact[],
  writer: LeadWriter,
): AnswerTable {
  return {
    caption: table.caption,
    columns: [...table.columns],
    rows: table.rows.map(({ head, cells }) => ({
      head,
      cells: cells.map((fact) => (fact === null ? null : { text: writer.figure(fact), fact: stated.indexOf(fact) })),
    })),
    notes: [...table.notes],
  };
}
