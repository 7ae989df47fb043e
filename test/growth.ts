/** How a piece of work grows with what it is given, as a ratio within one run: machines are shared, so that no time is promised. */

/** Milliseconds of this process's own, whatever else the machine does; the least of some runs, as others only add. */
function measure(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** What a clock cannot tell from nothing, in milliseconds. */
const LEAST = 2;

/** What four times the length takes more: about 4 where the time is linear, 16 where it is quadratic. `work` gets a length. */
export function growthOf(work: (length: number) => unknown, length: number): number {
  work(length);
  return (
    measure(() => work(4 * length)) /
    Math.max(
      LEAST,
      measure(() => work(length)),
    )
  );
}

/** Between linear and quadratic. */
export const LINEAR = 9;
