/** The figures of all documents, to be looked up by what they are about: stored facts go in, one document after the other. */

import type { StoredFact } from '../annotate/contract.js';
import { keepLetters, listPairs } from '../lexicon/characters.js';
import type { GlossaryTerm } from '../lexicon/glossary.js';
import type { Knowledge } from '../lexicon/knowledge.js';
import type { Fact, Facts, IndexedDocument } from './contract.js';

export interface FactsBuilder {
  /** `firstPassage`, `firstSentence`: numbers of the document's first ones in the snapshot. */
  add(fact: StoredFact, document: IndexedDocument, firstPassage: number, firstSentence: number): void;
  build(): Facts;
}

export function createFactsBuilder({ glossary, gazetteer }: Knowledge): FactsBuilder {
  const terms = new Map(glossary.terms.map((term) => [term.name, term]));
  const termOf = (name: string | null): GlossaryTerm | null => (name === null ? null : (terms.get(name) ?? null));
  const all: Fact[] = [];
  const byDocument = new Map<IndexedDocument, Fact[]>();
  const byTerm = new Map<string, Fact[]>();
  const byPair = new Map<string, Fact[]>();
  const bySentence = new Map<number, Fact[]>();
  const byRegion = new Map<string, Fact[]>();
  return {
    add(stored, document, firstPassage, firstSentence) {
      const { start = 0, end = 0, passage = 0 } = document.sentences[stored.sentence] ?? {};
      const sentence = firstSentence + stored.sentence;
      const last = all.at(-1);
      const text = document.text.slice(start, end);
      const fact: Fact = {
        ...stored,
        document,
        passage: firstPassage + passage,
        sentence,
        text,
        letters: last?.sentence === sentence ? last.letters : keepLetters(text),
        pairs: listPairs(stored.core),
        term: termOf(stored.term),
        figure: { ...stored.figure, term: termOf(stored.figure.term) },
        region: stored.region === null ? null : gazetteer.withCode(stored.region),
        start: start + stored.figure.start,
        end: start + stored.figure.end,
      };
      all.push(fact);
      append(byDocument, document, fact);
      append(bySentence, sentence, fact);
      if (fact.term !== null) append(byTerm, fact.term.name, fact);
      if (fact.region !== null) append(byRegion, fact.region.code, fact);
      for (const pair of fact.pairs) append(byPair, pair, fact);
    },
    build: () => ({
      all,
      ofDocument: (document) => byDocument.get(document) ?? [],
      ofRegion: (code) => byRegion.get(code) ?? [],
      inSentence: (sentence) => bySentence.get(sentence) ?? [],
      aboutTerm: (name) => byTerm.get(name) ?? [],
      aboutPair: (pair) => byPair.get(pair) ?? [],
    }),
  };
}

function append<Key>(groups: Map<Key, Fact[]>, key: Key, fact: Fact): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [fact]);
  else group.push(fact);
}
