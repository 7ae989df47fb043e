/** What a question is completed with: itself, the question that it leans on, and the place and time that hold for it. */

import type { Slots } from './slots.js';

export interface Leaning {
  readonly own: Slots;
  /** The question before that has a topic like it; null when there is none. */
  readonly base: Slots | null;
  /** One before it about something else, for who asks about both; null when there is none. */
  readonly other: Slots | null;
  /** Its own or those of the turns before, as they are written in a question; empty for none. */
  readonly place: string;
  readonly time: string;
  /** True when the place that it names is to be held against the one before; `place` has both. */
  readonly compares: boolean;
  /** True when words like 那 or `and` tie it to what was said before. */
  readonly isTied: boolean;
}
