/** Annotate, passages: what is each passage of a document for? Their sentences' kinds go in; an annotation a passage comes out. */

import type { Document } from '../types.js';
import type { PassageAnnotation, SentenceKind } from './contract.js';
import { classifyPassages } from './roles.js';

/** `现在，我代表省人民政府，向大会作政府工作报告，请予审议`, and title, date and speaker in front of it. */
const OPENING = /[向作做][^。]{0,12}报告.{0,30}(?:审议|意见)/;
/** Beyond this the passage says more than its opening. */
const MAX_OPENING_CHARACTERS = 400;
/** An opening is one of so many first passages. */
const OPENING_PASSAGES = 2;

const GLOSSARY_HEADING = /名词|词语|注释|注解/;
/** `8.“荆英卡”制度:指为…`, `［2］四大主导产业：…` */
const ENTRY = /^(?:\d{1,3}[.．、]|［\d{1,3}］|\[\d{1,3}\])\s{0,3}[^。]{1,40}[:：]/;

/** `kinds`: one a sentence of the document. A document of labels only tells by them. */
export function annotatePassages(document: Document, kinds: readonly SentenceKind[]): PassageAnnotation[] {
  const telling = new Set<number>();
  for (const [number, { passage }] of document.sentences.entries()) {
    if (kinds[number] !== 'label') telling.add(passage);
  }
  const times = classifyPassages(document);
  return document.passages.map(({ start, end, headingPath }, number): PassageAnnotation => {
    const text = document.text.slice(start, end);
    return {
      ...(times[number] ?? { role: 'other', years: [], plan: false }),
      isTelling: telling.size === 0 || telling.has(number),
      isOpening: number < OPENING_PASSAGES && text.length < MAX_OPENING_CHARACTERS && OPENING.test(text),
      isEntry: headingPath.some((heading) => GLOSSARY_HEADING.test(heading)) || ENTRY.test(text),
    };
  });
}
