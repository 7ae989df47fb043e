/**
 * Used to judge claims by their words: does a claim put another thing beside a word that it shares with a sentence? 成果覆盖率
 * of a sentence that says 森林覆盖率. A claim and a sentence go in, both simplified and of plain width.
 */

import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import { isHalfTheSame } from './claim-names.js';
import { cutOut, evenWords, type UnitTools } from './claim-units.js';

interface SlotTools extends Pick<UnitTools, 'snapshot'> {
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'cutWords'>;
}

/** A word as it stands in a row, evened out. */
export interface SlotWord {
  readonly word: string;
  readonly isName: boolean;
  /** Names something, in two characters or more. */
  readonly isThing: boolean;
}

/** Words that are read of each. */
const MOST_WORDS = 200;
const HAN = /^\p{Script=Han}{2,}$/u;

/** In their order; a comma stands for each place. */
export function listSlotWords(text: string, { gazetteer, tokenizer }: SlotTools): SlotWord[] {
  return tokenizer
    .cutWords(cutOut(text, (whole) => gazetteer.find(whole)))
    .slice(0, MOST_WORDS)
    .map(({ word, isName, isNoun }) => ({
      word: evenWords(word),
      isName,
      isThing: (isNoun || isName) && HAN.test(word),
    }));
}

/**
 * A noun of the claim that documents know, or a name that they do not, stands where the sentence has another one, beside the
 * same word; two names are alike by half: 杭绍高铁, 杭温高铁.
 *
 * @param claim its words, and the whole of it, evened out.
 */
export function isBesideOther(
  claim: { readonly slots: readonly SlotWord[]; readonly even: string },
  stated: string,
  tools: SlotTools,
): boolean {
  const other = listSlotWords(stated, tools);
  const theirs = evenWords(stated);
  return claim.slots.some(({ word, isName, isThing }, at) => {
    const isKnown = tools.snapshot.lexicalIndex.frequencyOf(word) > 0;
    if (!isThing || !(isKnown || isName) || theirs.includes(word)) return false;
    const mayStandFor = (found: string): boolean => (isKnown && !isName) || isHalfTheSame(word, found);
    return [-1, 1].some((side) => {
      const shared = claim.slots[at + side]?.word ?? '';
      if (!HAN.test(shared)) return false;
      return other.some((their, there) => {
        const found = other[there - side];
        if (their.word !== shared || found?.isThing !== true || claim.even.includes(found.word)) return false;
        return mayStandFor(found.word);
      });
    });
  });
}
