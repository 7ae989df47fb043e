/**
 * The way into checking what somebody else wrote from passages: a sentence and the passages that it cites go in; what is
 * wrong with it comes out, or the sentences that prove it. Words in quotation marks have to stand there, and each thing that
 * it says has to be said by one sentence; where it puts several together, each of its parts by itself.
 */

import type { Gazetteer, Region, Translate } from '../lexicon/contract.js';
import { detectLanguage } from '../lexicon/language.js';
import type { LetOthers } from '../turns.js';
import { givesOrders } from './cited-evidence.js';
import { isNearEnough, measureCited } from './cited-judge.js';
import { isOfOtherScope, isOfOtherSort, saysOppositeInEnglish } from './cited-sorts.js';
import { type ReadSentence, readClaims } from './claims.js';
import { clauseBefore, clauseBehind } from './clauses.js';
import type { CheckCited, CitedAbout, CitedFault, CitedVerdict } from './contract.js';
import type { EvidenceTools, SoughtSentence } from './evidence.js';
import { compareValues, isAgreeing } from './figure-values.js';
import { regionOf } from './statement-judge.js';
import type { FindTranslated } from './translated-evidence.js';
import { judgeTranslated } from './translated-judge.js';
import { isWrong } from './verdicts.js';

export interface CitedTools extends EvidenceTools {
  /** For sentences in English. */
  readonly findTranslated: FindTranslated;
  /** Evens out what makes no quotation another one: width, white space, glyphs of marks. */
  readonly evenQuotation: (text: string) => string;
  /** What 去年 is counted from. */
  readonly today: () => Date;
}

/** UTF-16 code units of a sentence, and figures in it; more is not checked, and so not said. */
const LONGEST = 600;
const MOST_FIGURES = 12;
/** Parts that are checked by themselves. At a comma nothing is parted: 增长5.5% behind one is said of what stands before it. */
const MOST_PARTS = 8;
const PART_END = /(?<=[；;])/;

const SPOKEN_YEAR = /去年|今年|明年/g;
const SPOKEN_YEARS: Readonly<Record<string, number>> = { 去年: -1, 今年: 0, 明年: 1 };

const faulty = (fault: CitedFault): CitedVerdict => ({ fault, proof: [] });

export function createCitedChecker(tools: CitedTools): CheckCited {
  const { snapshot, gazetteer } = tools;

  async function judge(text: string, passages: readonly number[], about: CitedAbout, letOthers: LetOthers) {
    const read = readInContext(text, about);
    const proof: number[] = [];
    for (const sentence of read) {
      const sought = { ...sentence, figures: sentence.claims };
      if (sought.figures.length > MOST_FIGURES) return faulty('unsupported');
      const misplaced = findMisplaced(sought, passages, about);
      if (misplaced !== null) return faulty(misplaced);
      const placed = placeBy(sought, passages);
      const verdict = await (sentence.language === 'en'
        ? judgeEnglish(placed, passages, letOthers)
        : judgeChinese(placed, passages, letOthers));
      if (verdict.fault !== null) return verdict;
      proof.push(...verdict.proof);
    }
    return proof.length === 0 ? faulty('unsupported') : { fault: null, proof: [...new Set(proof)] };
  }

  /** What stands in front says where and when, as for a reader. */
  function readInContext(text: string, { places, years, before }: CitedAbout): ReadSentence[] {
    const [place = '', ...morePlaces] = places;
    const [year, ...moreYears] = years;
    const head = [
      morePlaces.length === 0 ? place : '',
      year === undefined || moreYears.length > 0 ? '' : `${year}年`,
    ].join('');
    const context = writeSpokenYears([head === '' ? '' : `${head}。`, before].filter((part) => part !== '').join('\n'));
    const offset = context === '' ? 0 : context.length + 1;
    const said = writeSpokenYears(text);
    const whole = context === '' ? said : `${context}\n${said}`;
    return [...readClaims(whole, { ...tools, today: tools.today() })].filter(({ start }) => start >= offset);
  }

  /** 今年 of a report is another year for whoever reads it in an answer. */
  function writeSpokenYears(text: string): string {
    const present = tools.today().getFullYear();
    return text.replace(SPOKEN_YEAR, (word) => `${present + (SPOKEN_YEARS[word] ?? 0)}年`);
  }

  /** A sentence that names no place is of the one that was asked about, and of none where several were. */
  function findMisplaced(
    { text, region }: SoughtSentence,
    passages: readonly number[],
    { places }: CitedAbout,
  ): CitedFault | null {
    if (places.length === 0 || gazetteer.find(text).length > 0) return null;
    if (region === null) return 'place';
    return passages.some((passage) => isOfPlace(region, passage, gazetteer)) ? null : 'place';
  }

  function isOfPlace(region: Region, passage: number, { find }: Gazetteer): boolean {
    const own = regionOf(snapshot.passageAt(passage), gazetteer);
    if (own === null || own.code === region.code) return true;
    return find(snapshot.passageText(passage)).some(({ region: named }) => named.code === region.code);
  }

  /** What names no place is of the one that the passage is about. */
  function placeBy(sought: SoughtSentence, passages: readonly number[]): SoughtSentence {
    const own = regionOf(snapshot.passageAt(passages[0] ?? 0), gazetteer);
    const figures = sought.figures.map((figure) => ({ ...figure, region: figure.region ?? sought.region ?? own }));
    return { ...sought, figures, region: sought.region ?? own };
  }

  async function judgeChinese(
    sought: SoughtSentence,
    passages: readonly number[],
    letOthers: LetOthers,
  ): Promise<CitedVerdict> {
    const measured = await measureCited(sought, passages, tools, letOthers);
    if (measured === null) return faulty('unsupported');
    if (measured.fault !== null) return faulty(measured.fault);
    return measured.isVerbatim || isNearEnough(measured.features)
      ? { fault: null, proof: [measured.sentence] }
      : faulty('unsupported');
  }

  async function judgeEnglish(
    sought: SoughtSentence,
    passages: readonly number[],
    letOthers: LetOthers,
  ): Promise<CitedVerdict> {
    const found = await tools.findTranslated(sought, letOthers, passages);
    const { verdict, sentence, figures } = await judgeTranslated(sought, found, tools, letOthers, true);
    if (verdict === 'contradicted') return faulty(figures.some(isWrong) ? 'figure' : 'sense');
    if (sentence !== null && verdict === 'supported') {
      const fault = findEnglishFault(sought, sentence);
      if (fault !== null) return faulty(fault);
    }
    const passage = sentence === null ? undefined : snapshot.sentencePassage[sentence];
    const isCited = passage !== undefined && passages.includes(passage);
    return verdict === 'supported' && sentence !== null && isCited && !givesOrders(snapshot.sentenceText(sentence))
      ? { fault: null, proof: [sentence] }
      : faulty('unsupported');
  }

  /** What words that a dictionary guesses at do not tell. */
  function findEnglishFault({ text, figures }: SoughtSentence, sentence: number): CitedFault | null {
    const stated = snapshot.sentenceText(sentence);
    const facts = snapshot.facts.inSentence(sentence);
    const own = figures.map((claim) =>
      facts.find((fact) => isAgreeing(compareValues(claim, fact)) && !isOfOtherSort(claim, fact)),
    );
    const clauses = own.map((fact) =>
      fact === undefined ? '' : clauseBefore(stated, fact.figure.start) + clauseBehind(stated, fact.figure.start),
    );
    if (own.includes(undefined)) return 'figure';
    const near = clauses.length > 0 ? clauses.join('，') : stated;
    return isOfOtherScope(text, stated) || saysOppositeInEnglish(text, near, figures.length > 0) ? 'sense' : null;
  }

  /** A sentence that puts several together is right where each of its parts is. */
  async function judgeParts(
    text: string,
    passages: readonly number[],
    about: CitedAbout,
    letOthers: LetOthers,
  ): Promise<CitedVerdict | null> {
    const parts = text.split(PART_END).filter((part) => part.trim() !== '');
    if (parts.length < 2 || parts.length > MOST_PARTS) return null;
    const proof: number[] = [];
    let { before } = about;
    for (const part of parts) {
      const verdict = await judge(part, passages, { ...about, before }, letOthers);
      if (verdict.fault !== null) return null;
      proof.push(...verdict.proof);
      before = `${part.replace(/[；;]$/, '')}。`;
    }
    return { fault: null, proof: [...new Set(proof)] };
  }

  return async ({ text, passages, about }, letOthers) => {
    // What speaks of its own sources, or to a machine, is no answer, whatever a document says.
    if (text.length > LONGEST || passages.length === 0 || givesOrders(text)) return faulty('unsupported');
    if (!quotesExactly(text, passages, tools)) return faulty('quotation');
    const whole = await judge(text, passages, about, letOthers);
    if (whole.fault === null) return whole;
    return (await judgeParts(text, passages, about, letOthers)) ?? whole;
  };
}

/** Whether all words in quotation marks stand in the passages; their titles and headings are their own words, too. */
export function quotesExactly(
  text: string,
  passages: readonly number[],
  { snapshot, evenQuotation, translate }: Pick<CitedTools, 'snapshot' | 'evenQuotation' | 'translate'>,
): boolean {
  const quotations = Array.from(
    text.matchAll(QUOTED),
    ([, ...words]) => words.find((each) => each !== undefined) ?? '',
  );
  if (quotations.length === 0) return true;
  const isEnglish = detectLanguage(text) === 'en';
  const sources = passages.map((number) => {
    const { document, passage } = snapshot.passageAt(number);
    return evenQuotation([document.metadata.title, ...passage.headingPath, snapshot.passageText(number)].join('\n'));
  });
  return quotations.every((words) => {
    const even = evenQuotation(words);
    return sources.some((source) => source.includes(even) || (isEnglish && namesInChinese(words, source, translate)));
  });
}

/**
 * Of a name in marks an English sentence says what it means: "zero tariff" for “零关税”, of which the dictionary knows a word.
 * What is longer is a quotation.
 */
function namesInChinese(words: string, source: string, translate: Translate): boolean {
  if (words.trim().split(/\s+/).length > WORDS_OF_NAME) return false;
  const names = Array.from(source.matchAll(NAMED_IN_CHINESE), ([, name = '']) => name);
  return translate(words).some(({ chinese }) => chinese.some((word) => names.some((name) => name.includes(word))));
}

const WORDS_OF_NAME = 4;
const NAMED_IN_CHINESE = /["“「『《](\p{Script=Han}[^"”」』》\n]{0,12})["”」』》]/gu;

/** Marks that open and close alike and those that do not; each on one line. */
const QUOTED = /[“”]([^“”\n]+)[“”]|「([^」\n]+)」|『([^』\n]+)』|"([^"\n]+)"|《([^》\n]+)》|‘([^’\n]{2,})’/g;
