/**
 * Used to find quotations: what stands around the quoted words. A document and a span go in; the passage and the sentences
 * it lies in come out, and the word just outside the cut that turns the sense of what was quoted.
 */

import type { Document, Span } from '../types.js';
import { countAtMost } from './quotation-index.js';

/** Characters before and behind a cut that are read: the longest turning word with an adverb and marks beside it. */
const REACH = 16;

/** Characters behind 不, 无 and 非, and in front of 不, 非 and 没, that make other words of them: 不断, 无锡, 差不, 淹没. */
const BEHIND_BU = '断仅但同少久止惜懈禁锈良妨愧忘负畏已管论动';
const BEHIND_WU = '锡线缝障废感偿疑比数私论人';
const BEHIND_FEI = '常洲公遗物农税煤化法凡';
const BEFORE_BU = '无莫能是差了要';
const BEFORE_FEI = '是南北莫';
const BEFORE_MEI = '淹出埋沉吞覆';

/** Ends of what stands before a cut that turn what follows; longer ones first. An adverb may stand between. */
const NEGATED =
  /(?:不允许|不可能|不应该|而不是|并没有|并不是|从来不|未必|并非|绝非|而非|不是|不能|不会|不得|不可|不要|不应|不宜|不再|不准|不许|并不|绝不|决不|毫不|从不|没有|尚未|从未|并未|仍未|未能|未曾|无法|无需|难以|严禁|禁止|切忌|避免|防止|杜绝|否认|反对|拒绝|除非|不|未|没|无|非)(?:再|能够|能|完全|真正|根本|得到|有效|充分|全面)?$/;
const CONTRASTED = /(?:但是|然而|不过|可是|但|却)[，,]?$/;
const EXCEPTED = /(?:除了|除)$/;
const TURNED_ENGLISH = /\b(?:not|never|no|without|cannot|except|unless|but|however,?)$/i;
/** Words that end alike and turn nothing, or turn twice: 无不, 不得不, 解除. */
const ENDS_ALIKE = new RegExp(
  `(?:[${BEFORE_BU}]不|不得不|不能不|有无|[${BEFORE_FEI}]非|[${BEFORE_MEI}]没|[不非]但|[解消清拆扣排免删铲破废剔根开革切]除)$`,
);
/** Words that begin alike and turn nothing; what is quoted may begin in their middle. */
const BEGINS_ALIKE = new RegExp(`^(?:不[${BEHIND_BU}]|未来|无[${BEHIND_WU}]|非[${BEHIND_FEI}]|没收|除夕|但愿|却步)`);
/** Beginnings of what stands behind a cut that turn what precedes: at once, or behind a comma. */
const DENIED = /^(?:而不是|并没有|并不是|并非|绝非|不是|没有|尚未|并未|未能|无法|难以|除外|以外|之外|不|未|没|无|非)/;
const OPPOSED = /^(?:但是|然而|不过|可是|只是|而不是|而非|并非|但|却)/;
const OPPOSED_ENGLISH = /^(?:but|however|except|unless|not)\b/i;
const MARKS_BEFORE = /[\s“"‘「『《（(]{1,4}$/;
const MARKS_BEHIND = /^[\s”"’」』》）)]{1,4}/;
const CONTRASTS = /^(?:但是|然而|不过|可是|但|却|but|however,?)$/i;
/** Words that turn the clause they are left out of, but not where they are part of another word: 不断, 未来. */
const NEGATION = new RegExp(
  String.raw`不(?![${BEHIND_BU}])(?<![${BEFORE_BU}]不)|没(?!收)(?<![${BEFORE_MEI}]没)|未(?!来)|无(?![${BEHIND_WU}])|勿|非(?![${BEHIND_FEI}])(?<![${BEFORE_FEI}]非)|严禁|禁止|杜绝|防止|避免|难以|拒绝|反对|否(?!则)|停止|取消|\b(?:not|never|no|without|cannot)\b|n['’]t\b`,
  'i',
);
const EXCEPTION_ENDS = /以外|之外|外/;

/** Index of the passage that holds most of the span; for a heading, which is in none, of the next one. */
export function findPassage({ passages }: Document, { start, end }: Span): number {
  let best = -1;
  let most = 0;
  passages.forEach((passage, index) => {
    const shared = Math.min(end, passage.end) - Math.max(start, passage.start);
    if (shared > most) {
      most = shared;
      best = index;
    }
  });
  if (best !== -1) return best;
  const next = passages.findIndex((passage) => passage.start >= start);
  return next === -1 ? passages.length - 1 : next;
}

/** Words that stand in two thousand places are looked at around each of them. */
const sentenceEnds = new WeakMap<Document, readonly number[]>();

/** From the beginning of the first sentence that the span touches to the end of the last; its lines where there is none. */
export function findSentences(document: Document, { start, end }: Span): Span {
  const { text, sentences } = document;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const ends = sentenceEnds.get(document) ?? sentences.map((sentence) => sentence.end);
  sentenceEnds.set(document, ends);
  const first = sentences[countAtMost(ends, start)];
  const last = sentences[countAtMost(ends, end - 1)];
  return {
    start: first && first.start <= start ? first.start : start === 0 ? 0 : lineStart,
    end: last && last.start < end ? last.end : lineEnd === -1 ? text.length : lineEnd,
  };
}

/** What a span is cut from, in its sentence. */
interface Cut {
  /** Right in front of the span and right behind it, without marks. */
  readonly before: string;
  readonly behind: string;
  /** Its beginning. */
  readonly inside: string;
  /** From its beginning to the end of the sentence. */
  readonly rest: string;
}

function readCut(document: Document, span: Span): Cut {
  const { text } = document;
  const sentences = findSentences(document, span);
  return {
    before: text.slice(Math.max(sentences.start, span.start - REACH), span.start).replace(MARKS_BEFORE, ''),
    behind: text.slice(span.end, Math.min(sentences.end, span.end + REACH)).replace(MARKS_BEHIND, ''),
    inside: text.slice(span.start, Math.min(span.end, span.start + REACH)),
    rest: text.slice(span.start, sentences.end),
  };
}

/** The word right before or behind the span, in its sentence, that turns the sense of the words inside; null for none. */
export function findTurningWord(document: Document, span: Span): string | null {
  const cut = readCut(document, span);
  return findBefore(cut) ?? findBehind(cut);
}

/**
 * The word right before the span, in its sentence, without which its words say the opposite: 不, 没有, 除. What stands
 * behind 但 is no opposite.
 */
export function findNegation(document: Document, span: Span): string | null {
  const word = findBefore(readCut(document, span));
  return word === null || CONTRASTS.test(word) ? null : word;
}

/** A negation anywhere in words that are left out of a clause; null for none. */
export function findLeftOutNegation(words: string): string | null {
  return NEGATION.exec(words)?.[0] ?? null;
}

function findBefore({ before, inside, rest }: Cut): string | null {
  const english = TURNED_ENGLISH.exec(before)?.[0];
  if (english !== undefined) return english;
  if (ENDS_ALIKE.test(before)) return null;
  const excepted = EXCEPTED.exec(before)?.[0];
  if (excepted !== undefined) return EXCEPTION_ENDS.test(rest) ? excepted : null;
  const found = (CONTRASTED.exec(before) ?? NEGATED.exec(before))?.[0];
  if (found === undefined) return null;
  // The cut may run through the word: 不|断推进.
  return BEGINS_ALIKE.test(found.slice(-1) + inside) ? null : found.replace(/[，,]$/, '');
}

function findBehind({ behind }: Cut): string | null {
  const stripped = behind.replace(/^[，,；;、\s]{1,3}/, '');
  const opposed = (OPPOSED.exec(stripped) ?? OPPOSED_ENGLISH.exec(stripped))?.[0];
  if (opposed !== undefined && !BEGINS_ALIKE.test(stripped)) return opposed;
  const denied = DENIED.exec(behind)?.[0];
  return denied === undefined || BEGINS_ALIKE.test(behind) ? null : denied;
}
