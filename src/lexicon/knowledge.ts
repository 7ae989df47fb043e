/** Lexicon, knowledge: what texts are read with. Read when first needed and kept, as it is the same for every index. */

import type { Gazetteer } from './contract.js';
import { createGazetteer } from './gazetteer.js';
import { type Glossary, readGlossary } from './glossary.js';

/** The terms and the places that a text may name. */
export interface Knowledge {
  readonly glossary: Glossary;
  readonly gazetteer: Gazetteer;
}

let knowledge: Knowledge | null = null;

/** Some 100 ms at the first call of a process. */
export function readKnowledge(): Knowledge {
  knowledge ??= { glossary: readGlossary(), gazetteer: createGazetteer() };
  return knowledge;
}
