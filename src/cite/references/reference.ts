/**
 * References: writes what a writer puts into a list of references or a footnote. Metadata and place of a quotation go in;
 * one reference comes out, as plain text in the shape of the style.
 */

import type { ReferenceStyle } from '../../api/check.js';
import { writeApa, writeChicago, writeMla } from './english.js';
import { writeBibtex, writeCslJson, writeRis } from './exchange.js';
import { writeGb7714 } from './gb7714.js';
import { type Cited, describeWork, type Work } from './work.js';

/**
 * GB/T 7714 knows two systems, numbers and author-date; a note is the entry of the first at the foot of the page
 * (2015 10.1, 2025 9.2), and the number in front of both is the writer's.
 */
const WRITERS: Readonly<Record<ReferenceStyle, (work: Work) => string>> = {
  'gb7714-2025-numeric': (work) => writeGb7714(work, 2025, 'numeric'),
  'gb7714-2025-author-date': (work) => writeGb7714(work, 2025, 'author-date'),
  'gb7714-2025-note': (work) => writeGb7714(work, 2025, 'numeric'),
  'gb7714-2015-numeric': (work) => writeGb7714(work, 2015, 'numeric'),
  'gb7714-2015-author-date': (work) => writeGb7714(work, 2015, 'author-date'),
  'gb7714-2015-note': (work) => writeGb7714(work, 2015, 'numeric'),
  apa: writeApa,
  mla: writeMla,
  chicago: writeChicago,
  bibtex: writeBibtex,
  ris: writeRis,
  'csl-json': writeCslJson,
};

/** The reference in one style. What the document does not say is left out as the style has it, never made up. */
export function writeReference(cited: Cited, style: ReferenceStyle): string {
  return WRITERS[style](describeWork(cited));
}
