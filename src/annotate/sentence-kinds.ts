/**
 * Which sentences of a document state something? Titles, names that stand alone, salutations and lines that announce
 * what follows are found by a question's words like any other and answer none.
 */

import type { IndexedDocument, Snapshot } from '../index/contract.js';
import type { Span } from '../types.js';

/**
 * A `label` names or announces: title, speaker's name, `重点抓好五个方面的工作:`. A `lead` heads what follows it in its
 * paragraph (`四是聚焦聚力乡村振兴战略实施。`), or asks. A `statement` is everything else.
 */
export type SentenceKind = 'statement' | 'lead' | 'label';

/** Marks that may stand behind a heading in its sentence: a full stop and a closing quotation mark. */
const MAX_CLOSING_MARKS = 2;
const CLOSED = /[。！!…；;？?][”’"'」』）)]?$/;
const ASKS = /[？?][”’"'」』）)]?$/;
const ANNOUNCES = /[:：]$/;
/** 各位代表！ */
const SALUTATION = /^各位[^。，,]{1,12}[!！]$/;
const FIGURE = /[0-9０-９]/;
/** `四是…。` without comma or figure; longer ones say something. */
const ORDINAL_LEAD = /^[一二三四五六七八九十]{1,3}是[^，,：:；;0-9０-９]{2,28}。$/;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** The kind of every sentence of a snapshot, by its number. */
export function classifySentences(snapshot: Snapshot): SentenceKind[] {
  return snapshot.documents.flatMap(classifyDocument);
}

/** The kind of every sentence of a document, in their order. */
export function classifyDocument(document: IndexedDocument): SentenceKind[] {
  const title = reduceToWords(document.metadata.title);
  const runInStarts = new Map(
    document.sections.filter(({ runIn }) => runIn).map((section) => [section.end, section.start]),
  );
  const endsRunIn = ({ start, end }: Span): boolean =>
    Array.from({ length: MAX_CLOSING_MARKS + 1 }, (_, marks) => runInStarts.get(end - marks)).some(
      (headingStart) => headingStart !== undefined && headingStart >= start,
    );
  const rowStarts = new Set(document.tableRows.map(({ start }) => start));
  return document.sentences.map((sentence) => {
    // A row of a table states something without a full stop.
    if (rowStarts.has(sentence.start)) return 'statement';
    const text = document.text.slice(sentence.start, sentence.end).trim();
    if (ANNOUNCES.test(text) || SALUTATION.test(text) || (title !== '' && reduceToWords(text) === title))
      return 'label';
    // A line with a figure or date may lack its full stop and still answer: `——2024年1月10日在…会议上`.
    if (!CLOSED.test(text) && !FIGURE.test(text)) return 'label';
    return ASKS.test(text) || ORDINAL_LEAD.test(text) || endsRunIn(sentence) ? 'lead' : 'statement';
  });
}

/** Numbers of all passages but those of labels only; a document that has no others keeps them. */
export function findTellingPassages(snapshot: Snapshot, kinds: readonly SentenceKind[]): number[] {
  const { passageDocument, sentencePassage } = snapshot;
  const telling = new Array<boolean>(passageDocument.length).fill(false);
  const tellingDocuments = new Set<number | undefined>();
  for (const [sentence, passage] of sentencePassage.entries()) {
    if (kinds[sentence] === 'label') continue;
    telling[passage] = true;
    tellingDocuments.add(passageDocument[passage]);
  }
  return [...telling.keys()].filter((passage) => telling[passage] || !tellingDocuments.has(passageDocument[passage]));
}

/** `现在，我代表省人民政府，向大会作政府工作报告，请予审议`, and title, date and speaker in front of it. */
const OPENING = /[向作做][^。]{0,12}报告.{0,30}(?:审议|意见)/;
/** Beyond this the passage says more than its opening. */
const MAX_OPENING_CHARACTERS = 400;

/** Numbers of the passages that only open a report. */
export function findOpenings(snapshot: Snapshot): ReadonlySet<number> {
  const openings = new Set<number>();
  for (const passage of snapshot.firstPassage) {
    for (const near of [passage, passage + 1]) {
      if (near >= snapshot.passageDocument.length) continue;
      const text = snapshot.passageText(near);
      if (text.length < MAX_OPENING_CHARACTERS && OPENING.test(text)) openings.add(near);
    }
  }
  return openings;
}

const GLOSSARY_HEADING = /名词|词语|注释|注解/;
/** `8.“荆英卡”制度:指为…`, `［2］四大主导产业：…` */
const ENTRY = /^(?:\d{1,3}[.．、]|［\d{1,3}］|\[\d{1,3}\])\s{0,3}[^。]{1,40}[:：]/;

/** Numbers of the passages that explain a word in a report's glossary. */
export function findEntries(snapshot: Snapshot): ReadonlySet<number> {
  const isEntry = (passage: number): boolean =>
    snapshot.passageAt(passage).passage.headingPath.some((heading) => GLOSSARY_HEADING.test(heading)) ||
    ENTRY.test(snapshot.passageText(passage));
  return new Set([...snapshot.passageDocument.keys()].filter(isEntry));
}

function reduceToWords(text: string): string {
  return text.replace(NO_LETTER, '');
}
