/** The processes that a process has started, as Linux tells them. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Their numbers. The parent's number is the second after the name in parentheses. */
export function childProcesses(parent = process.pid): number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => {
    const file = `/proc/${pid}/stat`;
    const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  });
}
