/**
 * Beside english: figures that are listed. 'Exports and imports rose by 7.1 percent and 2.3 percent, respectively' goes
 * in figure by figure; each comes out about its own thing.
 */

import { lastMatchEnd } from '../../lexicon/characters.js';
import type { Glossary, GlossaryMention, GlossaryTerm } from '../../lexicon/glossary.js';
import type { Figure } from './contract.js';
import type { MentionIndex } from './mentions.js';

/** What is read in front of a figure and behind it, in characters. */
export const CLAUSE_WINDOW = 90;
export const BEHIND_WINDOW = 90;

/** A figure and where what it is about is named, when it is. */
export interface Described {
  readonly figure: Figure;
  readonly mention: GlossaryMention | undefined;
}

const LISTED = /^(?:,| and|, and) (?:by )?(?:rmb|cny|us\$|\$)? ?$/;
const RESPECTIVELY = /^[^.;]{0,40}\brespectively\b/;
const LISTED_WITHIN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\burban and rural\b/, ['urban', 'rural']],
  [/\brural and urban\b/, ['rural', 'urban']],
  [/\bexports and imports\b/, ['exports', 'imports']],
  [/\bimports and exports\b/, ['imports', 'exports']],
  [/\bprimary, secondary,? and tertiary\b/, ['primary', 'secondary', 'tertiary']],
];

/** Of figures that are listed each goes on as the one before; with 'respectively' they are about what was listed. */
export function shareOutInEnglish(
  described: readonly Described[],
  plain: string,
  mentions: MentionIndex,
  glossary: Glossary,
): Described[] {
  const shared: Described[] = [];
  for (let first = 0; first < described.length; ) {
    let last = first;
    while (isListed(described[last], described[last + 1], plain)) last += 1;
    const list = described.slice(first, last + 1);
    const end = list.at(-1)?.figure.end ?? 0;
    const isShared = list.length > 1 && RESPECTIVELY.test(plain.slice(end, end + BEHIND_WINDOW));
    const names = isShared ? nameEach(list, plain, mentions, glossary) : [];
    for (const [place, { figure, mention }] of list.entries()) {
      const name = names[place];
      const leader = list[0]?.figure;
      const goesOn = place > 0 && leader !== undefined && leader.quantity.unit === figure.quantity.unit;
      const said = goesOn ? { measure: leader.measure, direction: leader.direction } : {};
      shared.push({
        mention,
        figure: { ...figure, ...said, ...(name === undefined ? {} : { term: name.term, subject: name.words }) },
      });
    }
    first = last + 1;
  }
  return shared;
}

function isListed(one: Described | undefined, next: Described | undefined, plain: string): boolean {
  return one !== undefined && next !== undefined && LISTED.test(plain.slice(one.figure.end, next.figure.start));
}

/** What each figure of a list is about: as many names as figures in front, or one name for what is listed within it. */
function nameEach(
  list: readonly Described[],
  plain: string,
  mentions: MentionIndex,
  glossary: Glossary,
): readonly { readonly term: GlossaryTerm; readonly words: string }[] {
  const start = list[0]?.figure.start ?? 0;
  const from = Math.max(0, start - CLAUSE_WINDOW);
  const begin = from + lastMatchEnd(/[;.!?\n] /g, plain.slice(from, start));
  const words = plain.slice(begin, start);
  const listed = LISTED_WITHIN.find(([pattern, sides]) => sides.length === list.length && pattern.test(words));
  if (listed !== undefined) {
    const names = listed[1].flatMap((side) => {
      const said = words.replace(listed[0], side);
      const mention = glossary.findAsked(said).at(-1);
      return mention === undefined ? [] : [{ term: mention.term, words: said.slice(mention.start, mention.end) }];
    });
    return names.length === list.length ? names : [];
  }
  const named = mentions.within(begin, start);
  if (named.length !== list.length) return [];
  return named.map(({ term, start: first, end }) => ({ term, words: plain.slice(begin + first, begin + end) }));
}
