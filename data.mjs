/**
 * Makes the files of data that the lexicon reads, out of packages: the dictionary, the places, the sounds and the words. Run by setup.mjs, after
 * the types were built. Each takes a while, and is the same of the same packages and the same code.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

makeFile('dictionary.tsv', ['make-dictionary.js', 'dictionary.js', 'english.js']);
makeFile('places.tsv', ['make-places.js', 'places.js', 'place-names.js']);
makeFile('sounds.tsv', ['make-sounds.js', 'sounds.js']);
makeFile('words.bin', ['make-words.js', 'word-dictionary.js', 'domain-words.js']);

/** Runs the first of the modules, unless the file is there and was made by these. */
function makeFile(name, modules) {
  const made = createHash('sha256').update(readFileSync(`${root}package-lock.json`));
  const files = modules.map((module) => `${root}dist/lexicon/${module}`);
  for (const file of files) made.update(readFileSync(file));
  const hash = made.digest('hex');
  const file = `${root}dist/lexicon/${name}`;
  if (existsSync(file) && existsSync(`${file}.made`) && readFileSync(`${file}.made`, 'utf8') === hash) return;
  execFileSync(process.execPath, [files[0]], { stdio: 'inherit' });
  writeFileSync(`${file}.made`, hash);
}
