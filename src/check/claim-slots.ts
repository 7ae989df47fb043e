/**
 * Used to judge claims by their words: does a claim put another thing beside a word that it shares with a sentence? 成果覆盖率
 * of a sentence that says 森林覆盖率. A claim and a sentence go in, both simplified and of plain width.
 */

import type { Gazetteer, Tokenizer } from '../lexicon/contract.js';
import { withoutMentions } from './claim-names.js';
import { evenWords, type UnitTools } from './claim-units.js';

interface SlotTools extends Pick<UnitTools, 'snapshot'> {
  readonly gazetteer: Gazetteer;
  readonly tokenizer: Pick<Tokenizer, 'cutWords'>;
}

interface Word {
  readonly word: string;
  readonly isName: boolean;
  readonly isNoun: boolean;
}

/** Words that are read of each. */
const MOST_WORDS = 200;
const HAN = /^\p{Script=Han}{2,}$/u;

/**
 * A noun of the claim that documents know, or a name that they do not, stands where the sentence has another one, beside the
 * same word; two names are alike by half: 杭绍高铁, 杭温高铁.
 */
export function isBesideOther(claim: string, stated: string, tools: SlotTools): boolean {
  const [own, other] = [readWords(claim, tools), readWords(stated, tools)];
  const [mine, theirs] = [evenWords(claim), evenWords(stated)];
  return own.some(({ word, isName, isNoun }, at) => {
    const isKnown = tools.snapshot.lexicalIndex.frequencyOf(word) > 0;
    if (!isNoun || !(isKnown || isName) || theirs.includes(word)) return false;
    const mayStandFor = (found: string): boolean => (isKnown && !isName) || isAlike(word, found);
    return [-1, 1].some((side) => {
      const shared = own[at + side]?.word ?? '';
      if (!HAN.test(shared)) return false;
      return other.some((their, there) => {
        const found = other[there - side];
        if (their.word !== shared || found?.isNoun !== true || mine.includes(found.word)) return false;
        return mayStandFor(found.word);
      });
    });
  });
}

function isAlike(one: string, other: string): boolean {
  const same = Array.from(one).filter((character, at) => other.charAt(at) === character).length;
  return one.length === other.length && same * 2 >= one.length;
}

function readWords(text: string, { gazetteer, tokenizer }: SlotTools): Word[] {
  return tokenizer
    .cutWords(withoutMentions(text, gazetteer))
    .slice(0, MOST_WORDS)
    .map(({ word, isName, isNoun }) => ({
      word: evenWords(word),
      isName,
      isNoun: (isNoun || isName) && word.length > 1 && HAN.test(word),
    }));
}
