/**
 * Loaded into the service under load before it (`--import`): how long its thread worked at most without a turn for
 * others. By the processor's time and not the clock's, since other programs of the machine hold the service as well.
 * Replies to each message with milliseconds and begins anew.
 */

/** Milliseconds between two looks. */
const LOOK_EVERY = 10;

let longest = 0;
let last = process.cpuUsage();

// What works between two looks has not let anyone have a turn: a timer that is due runs before what comes next.
setInterval(() => {
  const { user, system } = process.cpuUsage(last);
  last = process.cpuUsage();
  longest = Math.max(longest, (user + system) / 1_000);
}, LOOK_EVERY).unref();

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});
process.channel?.unref();
