/**
 * Answers with who gave a report, in which office, when and at which session: from what its document says of itself, and
 * the lines at its head that say so.
 */

import type { IndexedDocument, Snapshot } from '../index/contract.js';
import { escapePattern } from '../lexicon/characters.js';
import { readChinese } from '../lexicon/numerals.js';
import { writeOfficeInEnglish, writePersonInEnglish } from '../lexicon/person-names.js';
import { listAskedRegions } from './asked-facts.js';
import type { AnsweringSentence, Composing, Composition, LeadLine } from './contract.js';
import { firstPassageOf } from './first-passage.js';
import { uniqueSentences } from './unique-sentences.js';

/** Who spoke or when is asked, and not who did what else. */
const ASKS_SPEAKER =
  /(?<!副)(?:省长|市长|县长|区长|州长|盟长|主席|行政长官|领导)|(?:作|做|宣读|讲|念)(?:的|了)?.{0,12}报告|报告.{0,6}(?:谁|哪位|是谁|什么时候|啥时候|何时|哪天)|报告人|几次会议|哪次会议|\b(?:governor|mayor|chair(?:man|person|woman)?|deliver(?:ed)?|who (?:gave|presented|read)|when was .{0,60}\breport\b)/i;

const REPORT = '政府工作报告';
const OFFICE = '(?:代理|代)?(?:省长|市长|县长|区长|州长|盟长|主席|行政长官)';
const SESSION =
  /(?<=[在 \t\u3000\n]|^)(?!\S{0,20}在)\p{Script=Han}{2,16}第[一二三四五六七八九十百]{1,4}届人民代表大会第[一二三四五六七八九十]{1,3}次会议/u;
/** Passages at the head of a document that say who speaks. */
const HEAD_PASSAGES = 2;
/** UTF-16 code units of a document's beginning in which office and session are looked for. */
const HEAD_LENGTH = 1_200;
const MOST_LINES = 6;

/** Null when something else is asked, or no document about the place says it. */
export function composeSpeaker(composing: Composing, quotes: readonly AnsweringSentence[]): Composition | null {
  const { ranking, question } = composing;
  if (!ASKS_SPEAKER.test(question)) return null;
  const lead = listDocuments(composing)
    .slice(0, MOST_LINES)
    .flatMap((document) => describeSpeaker(document, composing) ?? []);
  if (lead.length === 0) return null;
  const proof = lead.flatMap((line) => line.proof);
  const all = [...proof, ...(ranking.understood.answerKind === 'person' ? [] : quotes)];
  return {
    kind: ranking.understood.answerKind,
    lead,
    facts: [],
    table: null,
    quotes: uniqueSentences(all),
  };
}

/** The reports of the years asked for, else the newest of each place. */
function listDocuments(composing: Composing): IndexedDocument[] {
  const { ranking, gazetteer } = composing;
  const { years } = ranking.understood;
  const places = listAskedRegions(composing);
  if (places.length === 0 && ranking.documents.length > 1) return [];
  return (places.length > 0 ? places : [null]).flatMap((place) => {
    const own = ranking.documents.filter(({ metadata: { region, speaker } }) => {
      if (speaker === null) return false;
      return place === null || (region !== null && gazetteer.resolve(region)?.code === place.code);
    });
    const ofYears = own.filter(({ metadata: { year } }) => year !== null && years.includes(year));
    if (ofYears.length > 0) return ofYears;
    if (years.length > 0) return [];
    const newest = Math.max(...own.map(({ metadata: { year } }) => year ?? 0));
    return own.filter(({ metadata: { year } }) => (year ?? 0) === newest);
  });
}

function describeSpeaker(document: IndexedDocument, { snapshot, writer, gazetteer }: Composing): LeadLine | null {
  const { speaker, delivered, region, year, title, type } = document.metadata;
  if (speaker === null) return null;
  const head = document.text.slice(0, HEAD_LENGTH);
  const office = findOffice(head, speaker);
  const session = SESSION.exec(head)?.[0] ?? '';
  const date = writeDate(delivered);
  const proof = findProof(
    document,
    [speaker, session].filter((part) => part !== ''),
    snapshot,
  );
  if (proof.length === 0) return null;
  const resolved = region === null ? null : gazetteer.resolve(region);
  const place = resolved === null ? (region ?? '') : writer.place(resolved);
  const own = year === null ? '' : writer.years([year]);
  // 荆门市2024年政府工作报告, whatever else its title says.
  const name = type === 'report' && title.includes(REPORT) ? REPORT : `《${title}》`;
  const chinese = `${place}${own}${name}：${speaker}${office === '' ? '' : `（${office}）`}${date === '' ? '' : `，${date}`}${session === '' ? '' : `，${session}`}`;
  const sayInEnglish = (): string => {
    const held = office === '' ? '' : ` (${writeOfficeInEnglish(office)})`;
    const when = delivered === null ? '' : `, ${delivered}`;
    const where = [place, own].filter((part) => part !== '').join(', ');
    return `${where}: ${writePersonInEnglish(speaker)} ${speaker}${held}${when}${writeSession(session)}`;
  };
  return { text: writer.language === 'en' ? sayInEnglish() : writer.say(chinese, ''), proof };
}

const SESSION_NUMBERS = /第([一二三四五六七八九十百]{1,4})届人民代表大会第([一二三四五六七八九十]{1,3})次会议$/u;

/** At the fourth session of the fourteenth congress, in numbers. */
function writeSession(session: string): string {
  const [, congress = '', number = ''] = SESSION_NUMBERS.exec(session) ?? [];
  const [first, second] = [readChinese(congress, 0)?.value, readChinese(number, 0)?.value];
  if (first === undefined || second === undefined) return '';
  return `, session ${second} of the ${first}${ordinalEnd(first)} People's Congress`;
}

function ordinalEnd(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
}

function findOffice(head: string, speaker: string): string {
  const plain = head.replace(/[ \t\u3000\u00a0]/g, '');
  const name = escapePattern(speaker.replace(/[\s\u3000]/g, ''));
  return new RegExp(`(${OFFICE})[\\s：:]{0,3}${name}`).exec(plain)?.[1] ?? '';
}

/** 2024-01-10 → 2024年1月10日. */
function writeDate(iso: string | null): string {
  const [year, month, day] = (iso ?? '').split('-');
  if (year === undefined || year === '') return '';
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}${day === undefined ? '' : `${Number(day)}日`}`;
}

/** Sentences at the head that say one of the words; of a document that says none there its first. */
function findProof(document: IndexedDocument, words: readonly string[], snapshot: Snapshot): AnsweringSentence[] {
  const first = firstPassageOf(document, snapshot);
  const head = Array.from({ length: Math.min(HEAD_PASSAGES, document.passages.length) }, (_, at) => first + at);
  const all = head.flatMap((passage) => snapshot.sentencesOf(passage).map((sentence) => ({ sentence, passage })));
  const closed = (text: string): string => text.replace(/\s/g, '');
  const saying = all.filter(({ sentence }) =>
    words.some((word) => closed(snapshot.sentenceText(sentence)).includes(closed(word))),
  );
  return (saying.length > 0 ? saying : all).slice(0, saying.length > 0 ? 2 : 1);
}
