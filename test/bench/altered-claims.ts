/**
 * For learning to judge claims: true claims in Chinese that a machine has made false, one word at a time, by nothing that is
 * known of their documents: another noun out of the sentences of other claims, another number, year or rank, an opposite.
 * Some come out true all the same, or as nonsense; most are what a slip of the pen makes of a true sentence.
 */

import { tokenizer } from '../check/library.js';
import { createRandom } from '../check/mutations.js';
import type { LabelledClaim } from './labelled-claims.js';

const SEED = 5;
const RANKS = '一二三四五六七八九';
const YEARS = [-3, 3, 5];
const STEPS = [1, 2, 3, 7];
const SHARES = [0.7, 1.3, 2.4];
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['增长', '下降'],
  ['最高', '最低'],
  ['最多', '最少'],
  ['高于', '低于'],
  ['超过', '不到'],
  ['突破', '未突破'],
  ['获得', '未获'],
  ['成了', '没成'],
  ['首个', '第三个'],
  ['首次', '再次'],
  ['建成', '停建'],
  ['已', '尚未'],
  ['出口', '进口'],
  ['城镇', '农村'],
];

interface Change {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** @param claims the true ones are altered, each in several ways; the nouns come from the sentences of all. */
export function alterClaims(claims: readonly LabelledClaim[]): LabelledClaim[] {
  const random = createRandom(SEED);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const nouns = [...new Set(claims.flatMap(({ span }) => listNouns(span).map(({ words }) => words)))].sort();
  const altered: LabelledClaim[] = [];
  for (const claim of claims.filter(({ verdict }) => verdict === 'supported')) {
    const text = claim.claim;
    const changes: Change[] = [];
    for (const noun of listNouns(text).filter(({ words }) => claim.span.includes(words))) {
      const others = nouns.filter(
        (other) => Math.abs(other.length - noun.words.length) <= 1 && !`${text}${claim.span}`.includes(other),
      );
      const words = pick(others);
      if (words !== undefined) changes.push({ ...noun, words });
    }
    for (const { 0: digits, index } of text.matchAll(/\d+(?:\.\d+)?/g)) {
      const end = index + digits.length;
      const isYear = /^20[0-3]\d$/.test(digits) && text.charAt(end) === '年';
      const [, decimals = ''] = digits.split('.');
      const words = isYear
        ? String(Number(digits) + (pick(YEARS) ?? 0))
        : decimals === '' && Number(digits) < 100
          ? String(Number(digits) + (pick(STEPS) ?? 0))
          : (Number(digits) * (pick(SHARES) ?? 1)).toFixed(decimals.length);
      changes.push({ start: index, end, words });
    }
    for (const { 0: rank, index } of text.matchAll(/(?<=第)[一二三四五六七八九]/g)) {
      const words = pick([...RANKS].filter((other) => other !== rank));
      if (words !== undefined) changes.push({ start: index, end: index + 1, words });
    }
    for (const [word, words] of OPPOSITES) {
      const start = text.indexOf(word);
      if (start >= 0) changes.push({ start, end: start + word.length, words });
    }
    for (const [at, { start, end, words }] of changes.entries()) {
      const made = text.slice(0, start) + words + text.slice(end);
      altered.push({ ...claim, id: `${claim.id}-altered-${at}`, claim: made, verdict: 'contradicted' });
    }
  }
  return altered;
}

function listNouns(text: string): Change[] {
  let position = 0;
  return tokenizer.cutWords(text).flatMap(({ word, isNoun }) => {
    const start = text.indexOf(word, position);
    if (start < 0) return [];
    position = start + word.length;
    return isNoun && word.length > 1 ? [{ start, end: position, words: word }] : [];
  });
}
