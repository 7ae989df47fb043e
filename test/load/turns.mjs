/**
 * Loaded into the service under load before it (`--import`): how long its thread worked at most without a turn for
 * others. By the processor's time and not the clock's, since other programs of the machine hold the service as well.
 * Replies to each message with milliseconds and begins anew.
 */

import { readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const LOOK_EVERY = 10;

let longest = 0;
let last = readWork();

/** Milliseconds that this thread has worked; where the system does not tell, all of the process. */
function readWork() {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  }
}

// What works between two looks has not let anyone have a turn: a timer that is due runs before what comes next.
setInterval(() => {
  const now = readWork();
  longest = Math.max(longest, now - last);
  last = now;
}, LOOK_EVERY).unref();

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});
process.channel?.unref();
