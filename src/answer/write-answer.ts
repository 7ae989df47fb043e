/** The last step of an answer: a composition goes in; its text with markers, its citations and its figures as data come out. */

import type { Answer, AnswerFact, AnswerTable, Citation } from '../api/ask.js';
import { createCitation } from '../cite/citation.js';
import type { DocumentType } from '../document-kinds.js';
import type { Fact, IndexedDocument, Snapshot } from '../index/contract.js';
import type { Gazetteer } from '../lexicon/contract.js';
import { detectLanguage } from '../lexicon/language.js';
import { isPlaceNamed } from '../lexicon/named-places.js';
import { dropNoteMarks } from '../lexicon/note-marks.js';
import { tidy } from '../lexicon/numerals.js';
import { readWrittenUnit } from '../lexicon/units.js';
import type { Span } from '../types.js';
import type { AnsweringSentence, Composition } from './contract.js';
import type { LeadWriter } from './lead-writer.js';
import { describeForEnglishReader, type Quotation } from './messages.js';

export interface WrittenAnswer {
  readonly answer: Answer | null;
  readonly citations: readonly Citation[];
}

/** What a reader takes the place of a quotation to be where it does not say. */
export interface KnownPlaces {
  /** Full names of those asked about. */
  readonly asked: readonly string[];
  /** True when all documents are of one place. */
  readonly isOnlyOne: boolean;
  readonly gazetteer: Gazetteer;
}

/** Null for a composition that says nothing. */
export function writeAnswer(
  composition: Composition,
  snapshot: Snapshot,
  writer: LeadWriter,
  places: KnownPlaces,
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
  const unknown = quotations.filter(
    ({ document, marker }) => !isPlaceKnown(document, citations[marker - 1]?.quote ?? '', places),
  );
  const namesOrigin = new Set(origins).size > 1 || unknown.length > 0;
  // Marks of the document's notes would be taken for ours.
  const said = sentences.map(({ text, citations: own }, at) => ({
    text: `${namesOrigin ? (origins[at] ?? '') : ''}${dropNoteMarks(text)}`,
    citations: own,
  }));
  // Headings of a report stand in a lead as they are.
  const shown = quotes.length > 0 ? quotes.length : quotations.length;
  const foreign = quotations.filter(
    ({ marker }) => marker <= shown && detectLanguage(citations[marker - 1]?.quote ?? '') === 'zh',
  );
  const answer: Answer = {
    text: [...lines, ...said].map((line) => line.text + line.citations.map((each) => `[${each}]`).join('')).join('\n'),
    kind,
    lead: lines,
    facts: stated.map((fact) => describeFact(fact, markerOf(fact))),
    table: table === null ? null : writeTable(table, stated, writer),
    sentences,
    note: writeNote(writer.language === 'en' ? foreign : [], places.asked.length > 0 ? unknown : [], writer),
  };
  return { answer, citations };
}

/** A county's figure is no answer about its city, nor the reverse, unless the sentence itself names the place. */
function isPlaceKnown({ metadata: { region } }: IndexedDocument, words: string, places: KnownPlaces): boolean {
  const { asked, isOnlyOne, gazetteer } = places;
  if (region === null) return true;
  return asked.length === 0 ? isOnlyOne : asked.some((name) => name === region || isPlaceNamed(words, name, gazetteer));
}

/** For an English reader what and where the Chinese is; whose it is when it is of another place than is asked about. */
function writeNote(foreign: readonly Quotation[], elsewhere: readonly Quotation[], writer: LeadWriter): string | null {
  const places = [...new Set(elsewhere.flatMap(({ document }) => document.metadata.region ?? []))].map(
    writer.placeNamed,
  );
  const notes = [
    ...(foreign.length > 0 ? [describeForEnglishReader(foreign, writer.placeNamed)] : []),
    ...(places.length > 0
      ? [writer.say(`引文说的是${places.join('、')}。`, `What is quoted is said of ${places.join(', ')}.`)]
      : []),
  ];
  return notes.length === 0 ? null : notes.join(' ');
}

/** Notices and minutes are no reports; a digest is of one. */
const CALLED: Readonly<Record<DocumentType, readonly [chinese: string, english: string]>> = {
  report: ['报告', 'report'],
  digest: ['报告', 'report'],
  interview: ['访谈', 'interview'],
  interpretation: ['解读', 'document'],
  policy: ['文件', 'document'],
  other: ['文件', 'document'],
};

/** 浙江省2025年报告：, in front of a sentence that itself does not say of where it is. */
function nameOrigin({ metadata }: IndexedDocument, writer: LeadWriter): string {
  const { region, year, type } = metadata;
  if (region === null) return '';
  const place = writer.placeNamed(region);
  const [what, whatInEnglish] = CALLED[type];
  return writer.say(
    `${place}${year === null ? '' : `${year}年${what}`}：`,
    `${place}${year === null ? '' : `, ${whatInEnglish} of ${year}`}: `,
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
