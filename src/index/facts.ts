/**
 * The figures of all documents, to be looked up by what they are about. They stay as they are stored until they are looked
 * up: thirteen thousand objects with their words would have to be made whenever an index is opened.
 */

import { keepLetters, listPairs } from '../lexicon/characters.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import type { Fact, Facts, IndexedDocument } from './contract.js';
import { firstAtLeast } from './sorted.js';
import { codeOfPair, type PackedFacts, unpackFact } from './stored-facts.js';

/** The facts of one document, and where it begins in the snapshot. */
export interface DocumentFacts {
  readonly document: IndexedDocument;
  readonly facts: PackedFacts;
  readonly firstPassage: number;
  readonly firstSentence: number;
}

/** Calls `visit` with a key of a fact and its number. */
type EachKey<Key> = (facts: PackedFacts, visit: (key: Key, number: number) => void, of: DocumentFacts) => void;

/** `documents` are in the order of the snapshot. */
export function createFacts({ glossary, gazetteer }: Knowledge, documents: readonly DocumentFacts[]): Facts {
  const terms = new Map(glossary.terms.map((term) => [term.name, term]));
  const termOf = (name: string | null): GlossaryTerm | null => (name === null ? null : (terms.get(name) ?? null));
  let count = 0;
  /** Where the facts of each document end. */
  const ends = documents.map(({ facts }) => {
    count += facts.sentences.length;
    return count;
  });
  const made = new Array<Fact | undefined>(count);
  let all: readonly Fact[] | null = null;

  function makeFact(number: number): Fact {
    const at = firstAtLeast(ends, number + 1);
    const of = documents[at];
    if (!of) throw new RangeError(`The index has ${count} facts, none with number ${number}.`);
    const { document, facts } = of;
    const stored = unpackFact(facts, number - (ends[at - 1] ?? 0));
    const { figure, core } = stored;
    const { start = 0, end = 0, passage = 0 } = document.sentences[stored.sentence] ?? {};
    const text = document.text.slice(start, end);
    // Most facts are looked at for their time, place and unit alone.
    let letters: string | null = null;
    let pairs: readonly string[] | null = null;
    // Name by name: spread, one that was just parsed takes twice as long as parsing.
    return {
      document,
      passage: of.firstPassage + passage,
      sentence: of.firstSentence + stored.sentence,
      text,
      get letters() {
        letters ??= keepLetters(text);
        return letters;
      },
      get pairs() {
        pairs ??= listPairs(core);
        return pairs;
      },
      term: termOf(stored.term),
      scope: stored.scope,
      core,
      period: stored.period,
      isAverage: stored.isAverage,
      rankedIn: stored.rankedIn,
      isRankOfGrowth: stored.isRankOfGrowth,
      isSum: stored.isSum,
      figure: {
        start: figure.start,
        end: figure.end,
        text: figure.text,
        quantity: figure.quantity,
        measure: figure.measure,
        direction: figure.direction,
        term: termOf(figure.term),
        subject: figure.subject,
        qualifier: figure.qualifier,
        years: figure.years,
        kind: figure.kind,
        isComparison: figure.isComparison,
        isFormer: figure.isFormer,
      },
      region: stored.region === null ? null : gazetteer.withCode(stored.region),
      years: stored.years,
      wholePlan: stored.wholePlan,
      kind: stored.kind,
      start: start + figure.start,
      end: start + figure.end,
    };
  }

  function factAt(number: number): Fact {
    made[number] ??= makeFact(number);
    return made[number];
  }

  /** Facts by a key: numbers when the first is looked up, facts of those keys that are asked for. */
  function lookUpBy<Key>(eachKey: EachKey<Key>): (key: Key) => readonly Fact[] {
    let numbers: Map<Key, number[]> | null = null;
    const found = new Map<Key, readonly Fact[]>();
    return (key) => {
      const known = found.get(key);
      if (known) return known;
      numbers ??= groupNumbers(documents, eachKey);
      const facts = numbers.get(key)?.map(factAt);
      if (facts === undefined) return [];
      found.set(key, facts);
      return facts;
    };
  }

  const firstSentences = documents.map(({ firstSentence }) => firstSentence);

  /** Facts lie in the order of the text. */
  function unitsIn(sentence: number): readonly string[] {
    const of = documents[firstAtLeast(firstSentences, sentence + 1) - 1];
    if (!of) return [];
    const { sentences, units, unitNames } = of.facts;
    const own = sentence - of.firstSentence;
    const found: string[] = [];
    for (let number = firstAtLeast(sentences, own); sentences[number] === own; number += 1) {
      found.push(unitNames[units[number] ?? -1] ?? '');
    }
    return found;
  }

  const aboutPair = lookUpBy<number>(({ pairs, pairEnds }, visit) => {
    let number = 0;
    for (const [at, pair] of pairs.entries()) {
      while (at >= (pairEnds[number] ?? pairs.length)) number += 1;
      visit(pair, number);
    }
  });
  return {
    get all() {
      all ??= Array.from({ length: count }, (_, number) => factAt(number));
      return all;
    },
    aboutPair: (pair) => aboutPair(codeOfPair(pair)),
    ofDocument: lookUpBy((facts, visit, { document }) => {
      for (const number of facts.sentences.keys()) visit(document, number);
    }),
    inSentence: lookUpBy((facts, visit, { firstSentence }) => {
      for (const [number, sentence] of facts.sentences.entries()) visit(firstSentence + sentence, number);
    }),
    unitsIn,
    aboutTerm: lookUpBy<string>(({ termNames, terms }, visit) => visitNamed(termNames, terms, visit)),
    ofRegion: lookUpBy<string>(({ regionCodes, regions }, visit) => visitNamed(regionCodes, regions, visit)),
  };
}

/** @param numbers one a figure: which of the names it has, negative for none. */
function visitNamed(
  names: readonly string[],
  numbers: Int32Array,
  visit: (name: string, figure: number) => void,
): void {
  for (const [figure, number] of numbers.entries()) if (number >= 0) visit(names[number] ?? '', figure);
}

function groupNumbers<Key>(documents: readonly DocumentFacts[], eachKey: EachKey<Key>): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  let first = 0;
  for (const of of documents) {
    const before = first;
    eachKey(
      of.facts,
      (key, number) => {
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [before + number]);
        else group.push(before + number);
      },
      of,
    );
    first += of.facts.sentences.length;
  }
  return groups;
}
