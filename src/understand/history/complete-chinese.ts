/** A Chinese question in full: what it lacks is put in from the question that it leans on, slot by slot. */

import type { Glossary } from '../../lexicon/glossary.js';
import { cutIntoPieces, findTopics, type PieceKind, type QuestionPiece } from './chinese-pieces.js';
import type { Leaning } from './leaning.js';

/** Behind a topic that is asked about without a word of asking. */
const ASKS_VALUE = '是多少';
/** Words of which one is asked about in place of another. */
const OPPOSITES: readonly (readonly string[])[] = [
  ['城镇', '城市', '城区', '农村', '乡村'],
  ['进口', '出口'],
  ['国家级', '省级', '市级', '县级'],
  ['上半年', '下半年'],
];
/** 类似的活动: like the topic before. */
const SIMILAR = /^(?:类似|这样|同样|一样)$/;
const ASKS: ReadonlySet<PieceKind> = new Set(['asking', 'verb', 'measure', 'target']);
/** Characters that two topics have in common when one says which of the other is meant: 居民收入, 农村居民. */
const SHORTEST_COMMON = 2;
/** Ends of words that say themselves how a thing is measured. */
const MEASURE_ENDS = /[数率额量值比价度费积]$|收入$|规模$|增速$/;
/** Words that ask how much more or less. */
const GROWN = /^(?:增长|增加|上升|提高|提升|下降|降低|减少|增速|增幅|涨幅|降幅|涨了?|降了?)$/;
/** A count that is asked for of one thing (多少张) is not of another. */
const COUNTED = /^(.*?(?:多少|几)).*$/u;
/** Words that say what is planned, as nouns: 目标是多少; others say it of what is done: 打算建多少. */
const AIM_NAMED = /目标|计划|指标|任务|预期/;

/** Asking that says nothing of what is asked: the same is asked as before. */
const ASKS_THE_SAME = /^(?:吗|呢|(?:各|分别|大概|共)?是?多少|没有?|怎么样|咋样|如何)$/;

/** Null when it names nothing that could be completed. */
export function completeChinese(leaning: Leaning, glossary: Glossary): string | null {
  const { own, base, place, time, isTied } = leaning;
  const pieces = cutIntoPieces(own, glossary);
  const has = (...kinds: PieceKind[]): boolean => pieces.some(({ kind }) => kinds.includes(kind));
  const asksOwnWay =
    has('verb', 'measure') ||
    pieces.some(({ kind, text, end }) => kind === 'asking' && (!ASKS_THE_SAME.test(text) || isCounted(end, pieces)));
  if (has('topic')) {
    const isIndicator = pieces.some((piece) => piece.isIndicator);
    if (base === null || asksOwnWay || isIndicator || has('target', 'actual')) {
      const isWhole = own.hasPlace && own.pointers.length === 0 && !isTied && asksOwnWay;
      const text = lead(own, nameOmitted(pieces, base, glossary), place, isWhole ? '' : time);
      const isBare = isIndicator && !asksOwnWay && !has('target', 'actual') && !/多少/.test(own.text);
      return base === null || !isBare || (own.hasPlace && !isTied)
        ? text
        : `${text.replace(/[？?。]+$/u, '')}${askLike(base, glossary)}`;
    }
    return replaceTopic(pieces, cutIntoPieces(base, glossary), leaning);
  }
  if (base === null || (own.text !== '' && pieces.every(({ kind }) => kind === 'mark'))) return null;
  const basis = cutIntoPieces(base, glossary);
  if (leaning.compares) return `${restate(basis, leaning, [])}，比较`.replace(/[？?]，/u, '，');
  if (asksOwnWay || own.pointsAtThings) return askOtherwise(pieces, leaning, glossary);
  return restate(basis, leaning, pieces);
}

/** What takes its place from the question itself or from the turns before. */
const CONTEXT_KINDS: ReadonlySet<PieceKind> = new Set(['place', 'time']);
/** Around a topic that is added to what was asked: 再就业的也说一下. */
const LEFT_OVER =
  /^[的也]+|(?:方面|这块|那块|的?情况)(?=[呢吗]?$)|的?也?要$|的?也?(?:说|讲|看|查)(?:说|讲|看|查|一下)(?=[，,。？?\s]|$)|[也呢]+$/gu;

/** 已经运营的有多长: what is omitted behind 的 is the topic before. */
function nameOmitted(
  own: readonly QuestionPiece[],
  base: Leaning['base'],
  glossary: Glossary,
): readonly QuestionPiece[] {
  if (base === null) return own;
  return own.map((piece, at) => {
    const [next, nextButOne] = [own[at + 1], own[at + 2]];
    const asked = next?.text === '有' ? nextButOne : next;
    if (SIMILAR.test(piece.text))
      return { ...piece, text: `类似${nameTopic(cutIntoPieces(base, glossary), glossary)}` };
    const isOmitted = piece.text === '的' && asked?.kind === 'asking' && /多|几/.test(asked.text);
    return isOmitted ? { ...piece, text: `的${nameTopic(cutIntoPieces(base, glossary), glossary)}` } : piece;
  });
}

/** How a figure was asked for: its growth, its amount or its target. */
function askLike(base: Leaning['own'], glossary: Glossary): string {
  if (base.kind === 'target') return `的目标${ASKS_VALUE}`;
  const pieces = cutIntoPieces(base, glossary);
  const at = pieces.findIndex(({ kind, text }) => (kind === 'verb' || kind === 'measure') && GROWN.test(text));
  const grown = pieces[at];
  // 粮食产量和增速 asks for both.
  if (grown === undefined || /^[和及与、，]$/.test(pieces[at - 1]?.text ?? '')) return ASKS_VALUE;
  return grown.kind === 'measure' ? `${grown.text}${ASKS_VALUE}` : `${grown.text.replace(/了$/u, '')}了多少`;
}

/** 多少央企: what is counted stands behind the asking. */
function isCounted(end: number, pieces: readonly QuestionPiece[]): boolean {
  return pieces.some(({ kind, start }) => kind === 'topic' && start >= end);
}

interface Context {
  readonly place: string;
  readonly time: string;
}

/** The question's own words behind the place and time that it lacks. */
function lead(own: Leaning['own'], pieces: readonly QuestionPiece[], place: string, time: string): string {
  const pointers = new Set(own.pointers.map(({ start }) => start));
  const rest = pieces.filter(({ start, kind }) => !(kind === 'filler' && pointers.has(start)));
  const said = (kept: readonly QuestionPiece[]): string =>
    kept
      .map((piece) => textOf(piece, own))
      .join('')
      .replace(LEFT_OVER, '');
  const ownPlace = own.hasPlace ? '' : place;
  const ownTime = own.hasTime ? '' : time;
  if (own.places.length > 0 && ownTime !== '') {
    const [first] = own.places;
    return tidy(
      rest
        .map((piece) => (piece.start === first?.start ? `${piece.text}${ownTime}` : textOf(piece, own)))
        .join('')
        .replace(LEFT_OVER, ''),
    );
  }
  return tidy(`${ownPlace}${ownTime}${said(rest)}`);
}

/** 同一年 as the year that it is. */
function textOf(piece: QuestionPiece, own: Leaning['own']): string {
  if (piece.kind !== 'time') return piece.text;
  return own.times.find(({ start }) => start === piece.start)?.written ?? piece.text;
}

/** 锂电池呢 after 新能源汽车产量: another topic, asked about in the same way. */
function replaceTopic(own: readonly QuestionPiece[], base: readonly QuestionPiece[], context: Context): string {
  const named = own
    .filter(({ kind }) => kind === 'topic' || kind === 'filler')
    .map(({ text }) => text)
    .join('')
    .replace(LEFT_OVER, '');
  const clause = lastClauseWithTopic(base).filter(({ kind }) => !CONTEXT_KINDS.has(kind));
  const asked = clause.findIndex(({ kind }) => kind === 'asking');
  const topics = findTopics(clause);
  const isTopic = ({ start }: QuestionPiece): boolean => topics.some((run) => start >= run.start && start < run.end);
  const before = clause.filter((piece, at) => isTopic(piece) && (asked < 0 || at < asked));
  const after = clause.filter((piece, at) => isTopic(piece) && asked >= 0 && at > asked);
  // 散居的 says which of the same things; 城镇的 which in place of 农村.
  if (named.endsWith('的')) {
    const all = clause.map(({ text }) => text).join('');
    const pair = findOpposite(named.slice(0, -1), all);
    return write(context, pair === null ? named + all : all.replace(pair, named.slice(0, -1)));
  }
  const kept = after.length === 0 ? keepMeasure(named, before, clause) : '';
  const [subject, object] = [before.at(-1)?.text ?? '', after.at(-1)?.text ?? ''];
  // 北部湾港新开了几个泊位: another port has berths, too, and something else than ports has none.
  const keepsObject = before.length > 0 && subject.slice(-1) === named.slice(-1) && subject !== object;
  const way = clause
    .filter((piece) => !isTopic(piece) || (keepsObject && after.includes(piece)))
    .map(({ kind, text }) =>
      kind === 'asking' && !(keepsObject && after.length > 0) ? text.replace(COUNTED, '$1') : text,
    )
    .join('');
  // 青岛港 is one name.
  const isOneName = own.some(
    ({ kind, end }, at) => kind === 'place' && own[at + 1]?.kind === 'topic' && own[at + 1]?.start === end,
  );
  if (isOneName) return tidy(`${context.place}${named}${context.time}${kept}${way}`);
  return write(context, `${named}${kept}${way}`);
}

/** The word of a question that another stands against: 农村 for 城镇; null for none. */
function findOpposite(word: string, text: string): string | null {
  const opposites = OPPOSITES.find((each) => each.includes(word)) ?? [];
  return opposites.find((each) => each !== word && text.includes(each)) ?? null;
}

/** What of an old topic says how the new one is measured: 收入 of 居民收入 for 农村居民, 产量 of 风电机组产量. */
function keepMeasure(named: string, before: readonly QuestionPiece[], clause: readonly QuestionPiece[]): string {
  const topic = before.map(({ text }) => text).join('');
  for (let length = named.length; length >= SHORTEST_COMMON; length -= 1) {
    const at = topic.indexOf(named.slice(-length));
    if (at >= 0) return topic.slice(at + length);
  }
  const words = before.filter(({ kind }) => kind === 'topic');
  const isMeasured = MEASURE_ENDS.test(named) || clause.some(({ kind }) => kind === 'measure');
  const last = words.at(-1)?.text ?? '';
  return words.length > 1 && last.length >= SHORTEST_COMMON && !isMeasured ? last : '';
}

/** 它总量多少了 after 经济增速: the same topic, asked about in another way. */
function askOtherwise(own: readonly QuestionPiece[], leaning: Leaning, glossary: Glossary): string {
  const bases = leaning.own.pointsAtThings ? [leaning.other, leaning.base] : [leaning.base];
  const topics = bases.flatMap((base) => (base === null ? [] : nameTopic(cutIntoPieces(base, glossary), glossary)));
  const asked = own
    .filter(
      ({ kind, start }) => !CONTEXT_KINDS.has(kind) && !leaning.own.pointers.some((pointer) => pointer.start === start),
    )
    .map(({ text }) => text)
    .join('')
    .replace(/^(?:[他她它]们?|[,，、]|的|呢)+/u, '');
  return write(leaning, `${[...new Set(topics)].join('和')}${asked}`);
}

/** 经济增速 of which now the level is asked: 地区生产总值; 接待了多少人次, which asks itself, by its name too. */
function nameTopic(pieces: readonly QuestionPiece[], glossary: Glossary): string {
  const clause = lastClauseWithTopic(pieces);
  const nameOf = (text: string): string => glossary.findAsked(text)[0]?.term.name ?? text;
  const named = clause.map((piece) =>
    piece.kind === 'topic' && /多少/.test(piece.text) ? { ...piece, text: nameOf(piece.text) } : piece,
  );
  const text = findTopics(named)
    .map(({ start, end }) => textBetween(named, start, end))
    .join('');
  const [only] = glossary.findAsked(text);
  return only?.term.kind === 'indicator' && only.start === 0 && only.end === text.length ? only.term.name : text;
}

/** The same question of another place or time, or of the target in place of what came of it. */
function restate(base: readonly QuestionPiece[], leaning: Leaning, own: readonly QuestionPiece[]): string {
  const aim = own.find(({ kind }) => kind === 'target');
  const actual = own.find(({ kind }) => kind === 'actual');
  const looksBack = actual !== undefined || leaning.own.times.some(({ direction }) => direction === 'back');
  // Of one place nobody asks which is the highest.
  const isRanked = ({ text }: QuestionPiece): boolean =>
    leaning.own.places.length > 0 && /^(?:哪.*[省市区]|最.)/.test(text);
  const whole = lastClauseWithTopic(base).filter(({ kind }) => !CONTEXT_KINDS.has(kind));
  const clause = whole.filter((piece) => !isRanked(piece));
  const isAim = ({ kind }: QuestionPiece): boolean => kind === 'target' || kind === 'actual' || kind === 'modal';
  const isTurned = aim === undefined && looksBack && clause.some(isAim);
  const kept = aim !== undefined || isTurned ? clause.filter((piece) => !isAim(piece)) : clause;
  if (aim !== undefined && AIM_NAMED.test(aim.text)) {
    const subject = kept
      .filter(({ kind, text }) => kind !== 'asking' && kind !== 'mark' && !/^[了过着]$/.test(text))
      .map(({ text }) => text)
      .join('');
    return write(leaning, `${subject.replace(/的$/u, '')}的${aim.text}${ASKS_VALUE}`);
  }
  const asked = kept.findIndex(({ kind }) => kind === 'asking' || kind === 'verb');
  const words = kept.map(({ text }) => text);
  if (actual !== undefined) words.splice(asked < 0 ? words.length : asked, 0, actual.text);
  if ((isTurned || clause.length < whole.length) && !kept.some(({ kind }) => kind === 'asking')) words.push(ASKS_VALUE);
  return write(leaning, words.join(''));
}

/** Of several clauses the last that asks about something, else the last that names something, else all of the question. */
function lastClauseWithTopic(pieces: readonly QuestionPiece[]): readonly QuestionPiece[] {
  const clauses: QuestionPiece[][] = [[]];
  for (const piece of pieces) {
    clauses.at(-1)?.push(piece);
    if (piece.kind === 'mark' && /[，,。？?！!；;]/.test(piece.text)) clauses.push([]);
  }
  const named = clauses.filter((clause) => clause.some(({ kind }) => kind === 'topic'));
  return named.findLast((clause) => clause.some(({ kind }) => ASKS.has(kind))) ?? named.at(-1) ?? pieces;
}

function textBetween(pieces: readonly QuestionPiece[], start: number, end: number): string {
  return pieces
    .filter((piece) => piece.start >= start && piece.end <= end)
    .map(({ text }) => text)
    .join('');
}

function write({ place, time }: Context, rest: string): string {
  return tidy(`${place}${time}${rest.replace(/^[的，,、\s]+/u, '')}`);
}

/** Without what replacing leaves behind. */
function tidy(text: string): string {
  return text
    .replace(/的+(?=[的，,。？?是]|$)/gu, '')
    .replace(/[，,、\s]+(?=[？?。]|$)/gu, '')
    .replace(/呢(?=[？?。]?$)/u, '')
    .trim();
}
