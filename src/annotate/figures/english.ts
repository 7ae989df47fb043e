/**
 * The figures of an English claim: a sentence goes in, the same figures come out as of a Chinese one, in the same
 * canonical units, so that a claim in English can be held against a report.
 */

import { lastMatchEnd } from '../../lexicon/characters.js';
import { type EnglishNumber, findEnglishNumbers } from '../../lexicon/english-numbers.js';
import type { Glossary, GlossaryMention } from '../../lexicon/glossary.js';
import type { Bound } from '../../lexicon/quantities.js';
import { RELATIVE_UNITS } from '../../lexicon/units.js';
import { YEAR_DIGITS } from '../../lexicon/years.js';
import type { Figure, FigureKind, Measure } from './contract.js';
import { BEHIND_WINDOW, CLAUSE_WINDOW, type Described, shareOutInEnglish } from './english-lists.js';
import { createMentionIndex, type MentionIndex } from './mentions.js';

const BOUNDS: readonly (readonly [RegExp, Bound])[] = [
  [/(?:at least|no less than|no fewer than|not less than|a minimum of) $/, 'atLeast'],
  [/(?:at most|no more than|not more than|up to|within|a maximum of) $/, 'atMost'],
  [
    /(?:more than|over|above|exceeding|exceeded|exceeds|exceed|surpass(?:ed|es|ing)?|topp(?:ed|ing)|tops?|pass(?:ed|es|ing)?|cross(?:ed|es|ing)|in excess of|beyond|upwards of|north of|just over) (?:the )?$/,
    'over',
  ],
  [/(?:nearly|almost|close to|just under|a little under|slightly under|not quite) $/, 'nearly'],
  [/(?:less than|fewer than|below|under|short of|just shy of) $/, 'under'],
  [/(?:about|around|approximately|roughly|some|circa) $/, 'about'],
];
const BOUNDS_BEHIND = /^ or (?:more|above|higher|less|below|lower|so)\b/;

const UP =
  /\b(?:grow(?:s|th|ing)?|grew|grown|rose|ris(?:e|es|en|ing)|increas(?:e|ed|es|ing)|up|climbed|gain(?:ed|s)?|expand(?:ed|s)?|jumped|surged|soared|higher|improved|advanced|lift(?:ed|s|ing)?|rais(?:e|ed|es|ing)|boost(?:ed|s|ing)?)\b/g;
const DOWN =
  /\b(?:fell|fall(?:s|en|ing)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|drop(?:ped|s)?|down|shr[aiu]nk|cut|reduc(?:e|ed|es|ing|tion)|lower(?:ed)?|contracted|slipped|slash(?:ed|es|ing)?|plunged|tumbled|trimm(?:ed|ing)|narrowed)\b/g;
/** 'rose to 5 percent' is a level. */
const TO_LEVEL = /\b(?:to|at|reach(?:ed|es|ing)?|was|is|were|stood at|hit) (?:only |some |just )?$/;
const SHARE = /\b(?:account(?:ed|s|ing) for|share|proportion|made up|comprised|ratio)\b/;
const COMPARISON = /\b(?:than|above|below|ahead of) (?:the )?(?:national|provincial|world|average|country)/;
/** Fell by a fifth, cut … by half. */
const BY_PART = /\bby (?:[a-z]+ ){0,2}$/;
const CURRENCY = /(?:rmb|cny|us\$|usd|[$¥￥]) ?$/;
const CLAUSE_END = /[;.!?\n]|, (?:and|while|with|but) |, /g;

/** 'lower than in 2022' names the year that is compared with. */
const YEARS = new RegExp(
  String.raw`(?<!than in |than |from |over |with |against |as in |that in |that of |compared to )\b${YEAR_DIGITS}\b(?! (?:government )?(?:work )?report)`,
  'g',
);
const KINDS: readonly (readonly [FigureKind, RegExp])[] = [
  [
    'target',
    /\b(?:target(?:s|ed|ing)?|aim(?:s|ed|ing)?|goal|strives?|striving|plans? to reach|set at|hopes? to|seeks? to|wants)\b/,
  ],
  ['estimate', /\b(?:expected|estimated|forecast|projected|likely)\b/],
  ['plan', /(?<!\b(?:five-year|\d\d?th) )\b(?:plan(?:s|ned)?|will)\b/],
  ['cumulative', /\b(?:cumulative(?:ly)?|in total|over the past five years|altogether)\b/],
];

/** Every figure of an English text, in order; spans are into `text`. Linear in its length. */
export function findEnglishFigures(text: string, glossary: Glossary): Figure[] {
  const plain = text.replace(/[A-Z]/g, (capital) => capital.toLowerCase());
  const mentions = createMentionIndex(glossary.findAsked(text));
  const figures: Described[] = [];
  for (const number of findEnglishNumbers(plain)) {
    figures.push(describe(text, plain, number, mentions, figures.at(-1)));
  }
  return shareOutInEnglish(figures, plain, mentions, glossary).map(({ figure }) => figure);
}

function describe(
  text: string,
  plain: string,
  number: EnglishNumber,
  mentions: MentionIndex,
  before: Described | undefined,
): Described {
  const previous = before?.figure;
  const from = Math.max(0, number.start - CLAUSE_WINDOW);
  const sentence = from + lastMatchEnd(/[;.!?\n] /g, plain.slice(from, number.start));
  const clause = Math.max(previous?.end ?? 0, from + lastMatchEnd(CLAUSE_END, plain.slice(from, number.start)));
  const words = plain.slice(clause, number.start).replace(CURRENCY, '');
  const bound = BOUNDS.find(([pattern]) => pattern.test(words));
  const behind = BOUNDS_BEHIND.exec(plain.slice(number.end, number.end + 12))?.[0] ?? '';
  const boundWords = bound?.[0].exec(words)?.[0] ?? '';
  // The currency in front is no part of the number: more than RMB 3.5 billion.
  const start = boundWords === '' ? number.start : clause + words.length - boundWords.length;
  const end = number.end + behind.length;
  const following = plain.slice(end, end + BEHIND_WINDOW).split(/[,;.!?\n]/, 1)[0] ?? '';
  const lead = words.slice(0, words.length - boundWords.length);
  const direction =
    number.direction ??
    directionOf(lead, following) ??
    (BY_PART.test(lead) ? directionOf(plain.slice(sentence, clause), '') : null);
  const mention = pickTerm(mentions, sentence, clause, number, following.length, before);
  // Another kind of number goes on about what the one before counts: 60 projects of 12 billion yuan are no 12 billion.
  const goesOn = isSameSentence(plain, previous, start) && !countsBehind(before, number);
  const value: Bound = bound?.[1] ?? boundBehind(behind);
  const figure: Figure = {
    start,
    end,
    text: text.slice(start, end),
    quantity: { value: number.value, to: null, unit: number.unit, bound: value, step: number.step },
    measure: measureOf(number, lead, following, direction),
    direction,
    term: mention?.term ?? (goesOn ? (previous?.term ?? null) : null),
    subject: mention === undefined ? text.slice(clause, start).trim() : text.slice(mention.start, mention.end),
    qualifier: '',
    years: yearsAround(plain, sentence, number.end),
    kind: KINDS.find(([, pattern]) => pattern.test(plain.slice(sentence, number.end)))?.[0] ?? null,
    isComparison: COMPARISON.test(lead) || COMPARISON.test(following),
    isFormer: /\bfrom (?:[a-z]+ ){0,2}$/.test(lead) && /^ (?:[a-z0-9]+ ){0,3}to\b/.test(following),
  };
  return { figure, mention };
}

/** True when the one before counts a thing named behind it, in another unit. */
function countsBehind(before: Described | undefined, number: EnglishNumber): boolean {
  if (before?.mention === undefined) return false;
  const { figure, mention } = before;
  return mention.start >= figure.end && figure.quantity.unit !== number.unit && !RELATIVE_UNITS.has(number.unit);
}

function boundBehind(words: string): Bound {
  if (words === '') return 'exact';
  if (words.endsWith('so')) return 'about';
  return /more|above|higher/.test(words) ? 'atLeast' : 'atMost';
}

function isSameSentence(plain: string, previous: Figure | undefined, start: number): boolean {
  return (
    previous !== undefined &&
    !/[;.!?\n]\s/.test(plain.slice(previous.end, Math.min(start, previous.end + CLAUSE_WINDOW)))
  );
}

/** The term of the same clause in front, else the one right behind, else the last of the sentence in front. */
function pickTerm(
  mentions: MentionIndex,
  sentence: number,
  clause: number,
  number: EnglishNumber,
  reach: number,
  previous: Described | undefined,
): GlossaryMention | undefined {
  const before = mentions.within(clause, number.start).at(-1);
  const own = before === undefined ? undefined : shift(before, clause);
  // What the number before counts is named behind it: 1,500 communities and 20,000 homes.
  const isTaken = own !== undefined && own.start === previous?.mention?.start;
  const behind = mentions.within(number.end, number.end + reach)[0];
  // A port handled 18 million tons of cargo: what is counted is named behind, who counts it in front.
  const isCounted = own !== undefined && own.term.kind !== 'indicator' && behind?.term.kind === 'indicator';
  if (own !== undefined && !isTaken && !isCounted) return own;
  if (behind !== undefined) return shift(behind, number.end);
  if (isTaken) return countsBehind(previous, number) ? undefined : own;
  const earlier = mentions.within(sentence, number.start).at(-1);
  if (countsBehind(previous, number)) return undefined;
  return earlier === undefined ? undefined : shift(earlier, sentence);
}

/** A mention with offsets into the whole text. */
function shift({ term, start, end }: GlossaryMention, by: number): GlossaryMention {
  return { term, start: start + by, end: end + by };
}

function directionOf(lead: string, following: string): Figure['direction'] {
  const up = lastMatchEnd(UP, lead);
  const down = lastMatchEnd(DOWN, lead);
  if (up > 0 || down > 0) return up > down ? 'up' : 'down';
  if (/^ (?:[a-z]+ ){0,2}(?:growth|increase|rise|higher|more)\b/.test(following)) return 'up';
  return /^ (?:[a-z]+ ){0,2}(?:decline|decrease|drop|fall|reduction|lower|less)\b/.test(following) ? 'down' : null;
}

function measureOf(number: EnglishNumber, lead: string, following: string, direction: Figure['direction']): Measure {
  if (number.form === 'rank') return 'rank';
  if (number.unit === '百分点') return 'change';
  if (!RELATIVE_UNITS.has(number.unit)) {
    return direction !== null && !TO_LEVEL.test(lead) && /\b(?:by) (?:[a-z]+ )?$/.test(lead) ? 'change' : 'level';
  }
  if (number.form === 'growth') return 'growth';
  const isPartOf = number.form === 'fraction' && (direction === null || !BY_PART.test(lead));
  if (SHARE.test(lead) || isPartOf || /^ (?:of|share)\b/.test(following)) return 'share';
  const isGrowthNoun = /\bgrowth(?: rate)?\b[^,]*$/.test(lead) || /^ (?:[a-z]+ ){0,2}growth\b/.test(following);
  if (isGrowthNoun) return 'growth';
  return direction !== null && !TO_LEVEL.test(lead) ? 'growth' : 'level';
}

/** The last year in front of the number's end; else the first behind it in its sentence. */
function yearsAround(plain: string, sentence: number, end: number): readonly number[] {
  const before = [...plain.slice(sentence, end).matchAll(YEARS)].at(-1);
  if (before !== undefined) return [Number(before[0])];
  const rest = plain.slice(end, end + CLAUSE_WINDOW).split(/[;!?\n]|\.\s/, 1)[0] ?? '';
  const behind = [...rest.matchAll(YEARS)][0];
  return behind === undefined ? [] : [Number(behind[0])];
}
