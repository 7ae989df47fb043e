/**
 * Used to judge English claims: which words right around a figure say what it is of? What is counted stands behind its
 * number, what is measured mostly in front; what stands behind the number before is that one's.
 */

import { lastMatchEnd } from '../lexicon/characters.js';
import { comparedIn } from '../lexicon/units.js';
import { type ClaimUnit, evenWords, listUnits, type UnitTools } from './claim-units.js';
import type { FigureClaim } from './claims.js';
import type { SoughtSentence } from './evidence.js';
import type { SoughtFigure } from './figure-likeness.js';

const CLAUSE_END = /[,;.:!?](?= |$)|\b(?:and|while|with|but)\b/gi;
/** Where a counted noun ends: 36 ships | in 13 ports. */
const NOUN_END =
  /[,;.:!?](?= |$)|\b(?:in|of|from|to|into|with|for|on|at|by|that|which|who|were|was|is|are|has|have|had|while|across|among|came|made|took|got|won|joined|during|last|this)\b/gi;

const OF = /^ of\b(?! (?:them|these|which)\b)/;

/** The 50-million mark is one of what the sentence is about; so are numbers of the total. */
const NO_NOUN = /(?:^| )(?:marks?|thresholds?|levels?|totals?|respectively|each|more|higher|lower|less)$/i;

/** A claimed figure with the words that say what it is of. */
export interface SoughtInEnglish extends Pick<SoughtFigure, 'claim' | 'near'> {
  /** What is counted, or measured by tonnes of it: any has to be said of the document's figure. */
  readonly things: readonly ClaimUnit[];
  /** Ways to write its term; none without one. */
  readonly termForms: readonly string[];
}

export function prepareEnglish(claims: readonly FigureClaim[], tools: UnitTools): SoughtInEnglish[] {
  return claims.map((claim, index): SoughtInEnglish => {
    const { text, term } = claim;
    const { lead, noun } = splitAround(claim, claims[index - 1], claims[index + 1]);
    const own = listUnits(removeIdle(`${lead} , ${noun}`), 'en', tools);
    const named =
      term === null || own.some(({ forms }) => forms.includes(evenWords(term.name))) ? [] : [unitOf(term.written)];
    const near = [...own, ...named].slice(0, MOST_WORDS);
    const isNamed = isCounted(claim) || OF.test(text.slice(claim.figure.end));
    const things = isNamed ? headsOf(noun, tools) : [];
    return {
      claim,
      near: near.length > 0 ? near : listUnits(text, 'en', tools),
      things,
      termForms: formsOfTerm(claim, tools),
    };
  });
}

/** Words that are held against every figure of a sentence. */
const MOST_WORDS = 24;
const TERM_WEIGHT = 3;

/** A topic is written as its English word is, too: reform is not only 全面深化改革. */
function formsOfTerm({ term, figure }: FigureClaim, { translate }: UnitTools): string[] {
  if (term === null) return [];
  const senses = term.kind === 'indicator' ? [] : translate(figure.subject).flatMap(({ chinese }) => chinese);
  return [...term.written, ...senses.filter((word) => word.length > 1)].map(evenWords);
}

function unitOf(written: readonly string[]): ClaimUnit {
  return { forms: written.map(evenWords), weight: TERM_WEIGHT };
}

/** The words in front of a figure and those behind that are its own. */
function splitAround(
  claim: FigureClaim,
  previous: FigureClaim | undefined,
  next: FigureClaim | undefined,
): { readonly lead: string; readonly noun: string } {
  const { figure, text } = claim;
  const behind = text.slice(figure.end, next?.figure.start ?? text.length).replace(OF, ' ');
  const isNamed = isCounted(claim) || OF.test(text.slice(figure.end));
  const end = behind.search(isNamed ? NOUN_END : CLAUSE_END);
  const noun = end === -1 ? behind : behind.slice(0, end);
  const before = text.slice(previous?.figure.end ?? 0, figure.start);
  const isOwnClause = previous === undefined || lastMatchEnd(CLAUSE_END, before) > 0;
  // Behind a count comes its noun first.
  const from = isOwnClause
    ? lastMatchEnd(CLAUSE_END, before)
    : isCounted(previous)
      ? lastMatchEnd(NOUN_END, before)
      : 0;
  return { lead: before.slice(from), noun };
}

/** The last word of a noun, of each that `and` joins, or the term that it ends in; none without a Chinese word for it. */
function headsOf(noun: string, tools: UnitTools): ClaimUnit[] {
  return noun.split(/\band\b/).flatMap((part) => {
    const words = part
      .replace(/[“”"‘’]/g, ' ')
      .trim()
      .replace(NO_NOUN, '')
      .replace(/(?<=[a-z]) [a-z]{2,}ed$/, '');
    const last = tools.glossary.findAsked(words).at(-1);
    const head = last?.end === words.length ? words.slice(last.start) : (/[a-z]+(?:-[a-z]+)*$/i.exec(words)?.[0] ?? '');
    return listUnits(head, 'en', tools).filter(({ forms }) => forms.some((form) => /\p{Script=Han}/u.test(form)));
  });
}

/** When and how often says nothing of what it is. */
export function removeIdle(text: string): string {
  return text.replace(/\bfor the first time\b|\b(?:last|this|next|(?:the )?previous|(?:the )?current) year\b/gi, ' ');
}

function isCounted({ figure: { quantity } }: FigureClaim): boolean {
  return comparedIn(quantity.unit).name === '个' || quantity.unit === '人';
}

/** Blanks in the place of its figures: offsets stay. */
export function blankFigures({ text, figures }: Pick<SoughtSentence, 'text' | 'figures'>): string {
  return figures.reduce(
    (rest, { figure: { start, end } }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}

const NAME = /(?<=[\w,;:)”’'"] )[“‘"']?[A-Z][\p{L}]{2,}|\b[A-Z]{2,}\b|\p{L}[-–]\p{Lu}|\d|[“‘"][A-Z]/u;

/** The new library opened: without a place, a number or any name that is anybody's, and no document's. */
export function namesNothing(text: string): boolean {
  return !NAME.test(text);
}
