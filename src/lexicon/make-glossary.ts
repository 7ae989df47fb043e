/**
 * Lexicon, run when wenju is built: makes the file of the glossary's forms. Its rows go in; its terms and the units of all
 * forms come out, which every command and every process that reads a file would spend a tenth of a second on.
 */

import { writeFileSync } from 'node:fs';
import { FORMS_FILE, makeForms } from './glossary.js';

writeFileSync(FORMS_FILE, JSON.stringify(makeForms()));
