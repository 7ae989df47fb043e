/** Run once before all tests: worker threads load the built files, so the build must be of these sources. */

import { execFileSync } from 'node:child_process';

export default function buildSources(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' });
}
