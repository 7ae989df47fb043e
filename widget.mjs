/** Bundles the chat element into the one file `/widget.js` serves. Run by setup.mjs, after the types were built. */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

await build({
  entryPoints: [`${root}src/widget/element.ts`],
  outfile: `${root}dist/widget.js`,
  bundle: true,
  format: 'esm',
  // Browsers of the last three years: Chrome and Edge 111, Firefox 113, Safari 16.4.
  target: ['chrome111', 'firefox113', 'safari16.4'],
  minify: true,
  charset: 'utf8',
  // The notices of the libraries that are in it.
  legalComments: 'eof',
  logLevel: 'warning',
});
