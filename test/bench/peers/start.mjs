/** `npm run bench:peers`: installs the peers where they are missing, checks types, bundles, measures. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const tools = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const stamp = `${here}node_modules/.installed`;
const wanted = createHash('sha256')
  .update(readFileSync(`${here}package-lock.json`))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm) run(process.execPath, [npm, ...args]);
  else run('npm', args);
  writeFileSync(stamp, wanted);
}
run(process.execPath, [`${tools}/typescript/bin/tsc`, '-p', here]);
const { build } = await import('esbuild');
await build({
  entryPoints: [`${here}bench.ts`, `${here}child.ts`],
  outdir: `${here}dist`,
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
});
const { status } = spawnSync(process.execPath, [`${here}dist/bench.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

function run(file, args) {
  execFileSync(file, args, { cwd: here, stdio: 'inherit' });
}
