/** Bundles the chat element into the one file `/widget.js` serves. Run by setup.mjs, after the types were built. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

// Browsers of the last three years: Chrome and Edge 111, Firefox 113, Safari 16.4.
const target = ['chrome111', 'firefox113', 'safari16.4'];

/** Style sheets are text within scripts, which esbuild leaves as they are. */
const shortenStyles = {
  name: 'shorten-styles',
  setup({ onLoad }) {
    onLoad({ filter: /styles[\\/](?:frame|content)\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const [head, css, rest] = source.split('`');
      const { code } = await transform(css, { loader: 'css', minify: true, charset: 'utf8', target });
      return { contents: [head, code.trim(), rest].join('`'), loader: 'ts' };
    });
  },
};

/** Markup is text within scripts, too: how far it is indented is seen by nobody. */
const dropIndentation = {
  name: 'drop-indentation',
  setup({ onLoad }) {
    onLoad({ filter: /widget[\\/](?:[\w-]+|styles[\\/](?:print|theme))\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(/\n\s+/g, '\n'), loader: 'ts' };
    });
  },
};

await build({
  entryPoints: [`${root}src/widget/element.ts`],
  outfile: `${root}dist/widget.js`,
  bundle: true,
  format: 'esm',
  target,
  plugins: [shortenStyles, dropIndentation],
  minify: true,
  charset: 'utf8',
  // The notices of the libraries that are in it.
  legalComments: 'eof',
  logLevel: 'warning',
});
