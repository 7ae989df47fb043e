/** Beside subjects: the terms of the glossary that a text names, findable by their place in it. */

import type { GlossaryMention } from '../../lexicon/glossary.js';

/** The mentions of a text, by place. */
export interface MentionIndex {
  /** Those that lie within two offsets, with offsets from the first of them. */
  within(start: number, end: number): GlossaryMention[];
}

/** @param mentions left to right, none overlapping. */
export function createMentionIndex(mentions: readonly GlossaryMention[]): MentionIndex {
  return {
    within(start, end) {
      let low = 0;
      let high = mentions.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((mentions[middle]?.start ?? 0) < start) low = middle + 1;
        else high = middle;
      }
      const inside: GlossaryMention[] = [];
      for (let at = low; at < mentions.length; at += 1) {
        const mention = mentions[at];
        if (mention === undefined || mention.end > end) break;
        inside.push({ term: mention.term, start: mention.start - start, end: mention.end - start });
      }
      return inside;
    },
  };
}
