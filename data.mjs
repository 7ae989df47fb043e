/**
 * Makes the files of data that are read at start, out of packages and the bundled model. Run by setup.mjs, after the
 * types were built. Each takes a while, and is the same of the same packages, the same model and the same code.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

makeFile('lexicon/dictionary.tsv', ['lexicon/make-dictionary.js', 'lexicon/dictionary.js', 'lexicon/english.js']);
makeFile('lexicon/places.tsv', ['lexicon/make-places.js', 'lexicon/places.js', 'lexicon/place-names.js']);
makeFile('lexicon/sounds.tsv', ['lexicon/make-sounds.js', 'lexicon/sounds.js']);
makeFile('lexicon/glossary-forms.json', [
  'lexicon/make-glossary.js',
  'lexicon/glossary.js',
  'lexicon/glossary-rows.js',
  'lexicon/characters.js',
  'lexicon/english.js',
  '../src/lexicon/glossary.csv',
]);
makeFile('embed/pieces.bin', [
  'embed/make-pieces.js',
  'embed/pieces.js',
  'embed/model.js',
  'embed/character-tree.js',
  'packed-arrays.js',
]);

/** Runs the first of the modules, unless the file is there and was made by these. */
function makeFile(name, modules) {
  const made = createHash('sha256').update(readFileSync(`${root}package-lock.json`));
  const files = modules.map((module) => `${root}dist/${module}`);
  for (const file of files) made.update(readFileSync(file));
  const hash = made.digest('hex');
  const file = `${root}dist/${name}`;
  if (existsSync(file) && existsSync(`${file}.made`) && readFileSync(`${file}.made`, 'utf8') === hash) return;
  execFileSync(process.execPath, [files[0]], { stdio: 'inherit' });
  writeFileSync(`${file}.made`, hash);
}
