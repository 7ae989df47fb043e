/**
 * Which documents of a cluster mention a word: a few of each place, so that it can be told which places do, and those that
 * list it with what it means. Passages with all its pairs of characters are found; whoever asks looks for the word itself.
 */

import { z } from 'zod';
import { listPairs } from '../../lexicon/characters.js';
import { normaliseForTerms } from '../../lexicon/tokenizer.js';
import type { AskIndex } from './catalogue.js';
import { storedWord } from './layout.js';

/** Places, documents of each, and documents with an entry for the word, at most. */
const MOST = { places: 300, ofPlace: 3, entries: 60 };
const HAN_RUN = /\p{Script=Han}{2,}/gu;
const OTHER_RUN = /[\p{L}\p{N}]+/gu;
const PARTS = /\p{N}+|\p{L}+/gu;

const mentionSchema = z.object({ words: z.array(z.string()), years: z.array(z.number()) });
export type Mention = z.infer<typeof mentionSchema>;

const bucketsSchema = z.object({ buckets: z.array(z.object({ key: z.string() })) });
const responseSchema = z.object({
  aggregations: z.object({
    places: z.object({ buckets: z.array(z.object({ documents: bucketsSchema })) }),
    entries: z.object({ documents: bucketsSchema }),
  }),
});

/** In one form, whoever has it. `years`: of these alone, where there are any. */
export function nameMention({ words, years }: Mention): string {
  return JSON.stringify({ words, years });
}

/** @param name as nameMention makes it. @returns ids, the first of every place before the second of any. */
export async function findMentions(
  ask: AskIndex,
  index: string,
  name: string,
  regions: readonly string[] | null,
  most: number,
): Promise<string[]> {
  const { words, years } = mentionSchema.parse(JSON.parse(name));
  const filters = [
    ...(years.length > 0 ? [{ terms: { year: years } }] : []),
    ...(regions === null ? [] : [{ terms: { region: regions } }]),
  ];
  const responses = await ask(
    index,
    words.map((word) => mentionQuery(word, filters)),
  );
  const found: string[][] = [];
  for (const response of responses) {
    const { places, entries } = responseSchema.parse(response).aggregations;
    for (const { documents } of [...places.buckets, entries]) {
      for (const [rank, { key }] of documents.buckets.entries()) found[rank] = [...(found[rank] ?? []), key];
    }
  }
  return [...new Set(found.flat())].slice(0, most);
}

function mentionQuery(word: string, filters: readonly object[]): object {
  const documents = (size: number): object => ({ documents: { terms: { field: 'document', size } } });
  return {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: [...describeWord(normaliseForTerms(word)), ...filters] } },
    aggs: {
      places: { terms: { field: 'region', size: MOST.places, missing: '' }, aggs: documents(MOST.ofPlace) },
      entries: { filter: { term: { isEntry: true } }, aggs: documents(MOST.entries) },
    },
  };
}

/** What a passage with the word has for certain: 5G is cut as one word or as two, beside Han characters as it comes. */
function describeWord(plain: string): object[] {
  const stands = (term: string): object => ({ term: { words: storedWord(term) } });
  const pairs = (plain.match(HAN_RUN) ?? []).flatMap(listPairs);
  if (pairs.length > 0) return pairs.map(stands);
  return (plain.match(OTHER_RUN) ?? []).map((run) => {
    const inParts = { bool: { filter: (run.match(PARTS) ?? []).map(stands) } };
    return { bool: { should: [stands(run), inParts], minimum_should_match: 1 } };
  });
}
